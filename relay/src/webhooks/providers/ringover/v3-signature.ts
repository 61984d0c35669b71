import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** A V3 delivery is refused when its timestamp is further from our clock than this, either way (ms). */
const WINDOW_MS = 5 * 60_000;

export interface V3Signature {
  signature: string;
  /** Seconds or milliseconds since 1970, as sent: the text is part of what is signed. */
  timestamp: string;
}

/**
 * Ringover's V3 signature: `Base64(HMAC-SHA256(key, METHOD + URL + RAWBODY + TIMESTAMP))` (telephony facts 2.3). The
 * formula is not confirmed by anybody's traffic, which is why V1 alone is enough and a disagreement is only counted.
 */
export function v3Holds(
  given: V3Signature,
  signed: { method: string; url: string; rawBody: Uint8Array },
  keys: readonly KeyObject[],
  now: Date,
): boolean {
  if (!/^\d{9,14}$/.test(given.timestamp)) return false;
  const at = Number(given.timestamp);
  const atMs = given.timestamp.length > 11 ? at : at * 1000;
  if (Math.abs(now.getTime() - atMs) > WINDOW_MS) return false;
  const signature = Buffer.from(given.signature.trim(), 'base64');
  let holds = false;
  for (const key of keys) {
    const expected = createHmac('sha256', key)
      .update(signed.method + signed.url)
      .update(signed.rawBody)
      .update(given.timestamp)
      .digest();
    if (signature.length === expected.length && timingSafeEqual(signature, expected)) holds = true;
  }
  return holds;
}
