import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { phoneNumber } from '../wire/scalars.ts';

const WITHHELD = new Set(['', 'anonymous', 'unknown', 'private', 'restricted', 'withheld', 'unavailable', '0']);

export function isWithheld(text: string | null): boolean {
  return text !== null && WITHHELD.has(text.trim().toLowerCase());
}

/**
 * A provider's number as E.164. Ringover and sipgate push international digits without the plus (telephony facts 0.4),
 * sipgate's answeringNumber may come in national form, REST bodies carry the plus. A national reading uses the firm's
 * country and never adds a prefix blindly: a wrong one would file a foreign caller under a stranger.
 * @param country ISO 3166 alpha-2
 * @returns null for withheld callers, internal extensions and anything else that is no telephone number
 */
export function normaliseNumber(text: string | null, country: string): string | null {
  if (text === null || isWithheld(text)) return null;
  const digits = text.trim().replace(/[\s().\-/]/g, '');
  if (digits.startsWith('+')) return inWireForm(digits);
  if (!/^\d{3,20}$/.test(digits)) return null;
  if (digits.startsWith('00')) return inWireForm(`+${digits.slice(2)}`);
  const national = parsePhoneNumberFromString(digits, country as CountryCode);
  if (digits.startsWith('0')) return national?.isPossible() ? inWireForm(national.number) : null;
  const international = parsePhoneNumberFromString(`+${digits}`);
  if (international?.isValid()) return inWireForm(international.number);
  if (national?.isValid()) return inWireForm(national.number);
  // Ranges newer than the number plan we ship: believe the providers' documented form.
  return international?.isPossible() ? inWireForm(international.number) : null;
}

function inWireForm(number: string): string | null {
  return phoneNumber.safeParse(number).success ? number : null;
}
