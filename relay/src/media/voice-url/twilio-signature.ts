import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Twilio's signature: Base64 of HMAC-SHA1 over the address as the provider knows it, followed by every field's name and
 * value in the order of the names.
 */
export function twilioSignature(authToken: string, url: string, fields: URLSearchParams): string {
  const sorted = [...fields].toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const text = url + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

/** In constant time. */
export function isTwilioSignature(
  given: string | undefined,
  authToken: string,
  url: string,
  fields: URLSearchParams,
): boolean {
  if (given === undefined) return false;
  const right = Buffer.from(twilioSignature(authToken, url, fields));
  const shown = Buffer.from(given);
  return shown.length === right.length && timingSafeEqual(shown, right);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
