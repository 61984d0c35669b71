import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/** In constant time, also over texts of different lengths. Every secret is compared, so that none tells of itself. */
export function isOneOf(given: string, secrets: readonly string[]): boolean {
  const digest = digestOf(given);
  let found = false;
  for (const secret of secrets) if (timingSafeEqual(digest, digestOf(secret)) && secret !== '') found = true;
  return found;
}
