import { createHash, timingSafeEqual, type KeyObject } from 'node:crypto';
import { headerOf, type WebhookRequest } from '../../webhook-request.ts';

/**
 * The legacy scheme of the contact blocks (telephony facts 2.3): the key itself in a header, plain or in Base64. It
 * proves nothing about the body and is taken only where a firm switched it on.
 */
export function hasStaticKey(request: Pick<WebhookRequest, 'headers'>, keys: readonly KeyObject[]): boolean {
  const authorization = headerOf(request, 'authorization')?.trim();
  const own = headerOf(request, 'x-ringover-webhook-signature')?.trim();
  let holds = false;
  for (const key of keys) {
    const plain = key.export().toString('utf8');
    const base64 = key.export().toString('base64');
    for (const [given, expected] of [
      [authorization, plain],
      [authorization, base64],
      [authorization, `Bearer ${base64}`],
      [own, plain],
    ]) {
      if (given !== undefined && expected !== undefined && isSame(given, expected)) holds = true;
    }
  }
  return holds;
}

/** Digests, so that not even the length of the key can be measured. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
