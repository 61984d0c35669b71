import { createHmac } from 'node:crypto';

/** `X-Ringover-Signature` of the compact dialect: hex HMAC-SHA256 of the raw body (HTTP contract section 1). */
export function compactSignature(secret: string, rawBody: string): string {
  return createHmac('sha256', secret).update(rawBody).digest('hex');
}
