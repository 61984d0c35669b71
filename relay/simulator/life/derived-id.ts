import { createHash } from 'node:crypto';

/** Ids that follow from a life's own, so that telling it again tells of the same call. */

/** A 19-digit id above 2^53, as Ringover's are: code that reads it as a number breaks. */
export function uint64From(text: string): string {
  const value = createHash('sha256').update(text).digest().readBigUInt64BE() % 10n ** 18n;
  return `7${value.toString().padStart(18, '0')}`;
}

/** A whole number that JavaScript holds. */
export function numberFrom(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}

/** 76 capital hex digits, as sipgate's captured callId. */
export function sipgateIdFrom(text: string): string {
  const hex = (of: string) => createHash('sha256').update(of).digest('hex');
  return (hex(text) + hex(`${text}/more`)).slice(0, 76).toUpperCase();
}
