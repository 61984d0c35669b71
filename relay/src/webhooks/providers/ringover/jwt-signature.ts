import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** The algorithm is pinned: `none`, or HS256 under the same key, is refused; so are extensions we do not know. */
const header = z.object({ alg: z.literal('HS512'), crit: z.undefined().optional() });

/**
 * Ringover's V1 signature: a JWT in `X-Ringover-Webhook-Signature`, HS512 with the dashboard's key as UTF-8 (telephony
 * facts 2.3). Split by hand: a JWT library works through the thread pool, which took half of a webhook's time, and
 * hands back parsed claims, whose uint64 ids are then rounded.
 * @returns the signed bytes, for our own lossless parse; null when no key signed them
 */
export function signedClaims(jwt: string, keys: readonly KeyObject[]): Buffer | null {
  const [first, last] = [jwt.indexOf('.'), jwt.lastIndexOf('.')];
  const threeParts = first > 0 && jwt.indexOf('.', first + 1) === last;
  if (!threeParts || !isHs512(jwt.slice(0, first))) return null;
  const signed = jwt.slice(0, last);
  const given = Buffer.from(jwt.slice(last + 1), 'base64url');
  let holds = false;
  for (const key of keys) {
    const expected = createHmac('sha512', key).update(signed).digest();
    if (given.length === expected.length && timingSafeEqual(given, expected)) holds = true;
  }
  return holds ? Buffer.from(jwt.slice(first + 1, last), 'base64url') : null;
}

/** Ringover sends one header text only; it is read once. */
let lastGood = '';

function isHs512(head: string): boolean {
  if (head === lastGood) return true;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  if (!header.safeParse(json).success) return false;
  lastGood = head;
  return true;
}
