import { createHmac } from 'node:crypto';

/**
 * Ringover's V1: a JWT, HS512, whose claims are `{url, payload}` (telephony facts 2.3). Built by hand, because the
 * payload must stand in it as it is typed: its uint64 ids would not survive being parsed and written again.
 * @param payloadJson the body, as JSON text
 */
export function signRingoverV1(key: string, url: string, payloadJson: string): string {
  return signClaims(key, `{"url":${JSON.stringify(url)},"payload":${payloadJson}}`);
}

/** The flat form that Ringover's documentation is said to describe: the event's own fields are the claims. */
export function signRingoverV1Flat(key: string, payloadJson: string): string {
  return signClaims(key, payloadJson);
}

export interface RingoverV3Headers {
  'X-Ringover-Webhook-Signature-V3': string;
  'X-Ringover-Request-Signature-V3-Timestamp': string;
}

/** Ringover's V3: `Base64(HMAC-SHA256(key, METHOD + URL + RAWBODY + TIMESTAMP))`, timestamp in seconds. */
export function signRingoverV3(
  key: string,
  url: string,
  rawBody: string,
  at: Date,
  method = 'POST',
): RingoverV3Headers {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key)
    .update(method + url + rawBody + timestamp, 'utf8')
    .digest('base64');
  return {
    'X-Ringover-Webhook-Signature-V3': signature,
    'X-Ringover-Request-Signature-V3-Timestamp': timestamp,
  };
}

function signClaims(key: string, claimsJson: string): string {
  const head = Buffer.from('{"typ":"JWT","alg":"HS512"}').toString('base64url');
  const claims = Buffer.from(claimsJson).toString('base64url');
  const signature = createHmac('sha512', key).update(`${head}.${claims}`).digest('base64url');
  return `${head}.${claims}.${signature}`;
}
