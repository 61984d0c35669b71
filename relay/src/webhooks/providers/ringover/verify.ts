import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parseLosslessly } from '../../lossless-json.ts';
import { headerOf, type WebhookRequest } from '../../webhook-request.ts';
import { signedClaims } from './jwt-signature.ts';
import { hasStaticKey } from './static-key.ts';
import { v3Holds } from './v3-signature.ts';

/** What a delivery proved. */
export type Verified =
  | { kind: 'refused' }
  /** The envelope as it was signed. `signedBytes` is set when the HTTP body says something else. */
  | { kind: 'event'; envelope: unknown; signedBytes: Uint8Array | null; disagree: boolean }
  | { kind: 'unreadable'; reason: string; disagree: boolean };

export interface VerifiedBy {
  /** Of the block, the current and the previous one; none: nothing is believed. */
  keys: readonly KeyObject[];
  /** The address as configured at Ringover; `Host` is the sender's to choose. */
  url: string;
  now: Date;
  /** Whether the key itself in a header is enough. */
  staticKey: boolean;
}

/**
 * Checks both signatures that Ringover may send and says which text to believe. One of them is enough. With a JWT the
 * signed payload is believed, never the HTTP body: nothing else ties the two, and the vendor's own samples let anybody
 * with one captured JWT send any body (telephony facts 0.2).
 */
export function verifyRingover(request: WebhookRequest, { keys, url, now, staticKey }: VerifiedBy): Verified {
  const { rawBody } = request;
  const jwt = headerOf(request, 'x-ringover-webhook-signature');
  const signature = headerOf(request, 'x-ringover-webhook-signature-v3');
  const timestamp = headerOf(request, 'x-ringover-request-signature-v3-timestamp');
  const claims = jwt === undefined ? null : signedClaims(jwt.trim(), keys);
  const v3 =
    signature !== undefined &&
    timestamp !== undefined &&
    v3Holds({ signature, timestamp }, { method: request.method, url, rawBody }, keys, now);
  const v1 = claims && readClaims(claims, url);
  const believed = v1 === null || v1.kind === 'refused' ? null : v1;
  if (!believed && !v3 && !(staticKey && hasStaticKey(request, keys))) return { kind: 'refused' };
  const disagree = jwt !== undefined && signature !== undefined && (believed !== null) !== v3;
  if (believed?.kind === 'unreadable') return { ...believed, disagree };
  if (believed && claims) {
    const same = saysTheSame(rawBody, believed.envelope, claims, url);
    return { ...believed, signedBytes: same ? null : claims, disagree };
  }
  const body = readJson(rawBody);
  if ('error' in body) return { kind: 'unreadable', reason: body.error, disagree };
  return { kind: 'event', envelope: body.value, signedBytes: null, disagree };
}

type Claims = { kind: 'refused' } | { kind: 'event'; envelope: unknown } | { kind: 'unreadable'; reason: string };

/** Claims are `{url, payload}` on real traffic, the event itself in the documentation (telephony facts 2.3). */
function readClaims(bytes: Uint8Array, url: string): Claims {
  const claims = readJson(bytes);
  if ('error' in claims) return { kind: 'unreadable', reason: `signed claims: ${claims.error}` };
  const value = claims.value;
  if (typeof value !== 'object' || value === null) return { kind: 'unreadable', reason: 'signed claims: no object' };
  if ('url' in value && value.url !== url) return { kind: 'refused' };
  if ('payload' in value) {
    // A payload that is not bound to an address could have been signed for anybody's.
    return 'url' in value ? { kind: 'event', envelope: value.payload } : { kind: 'refused' };
  }
  return { kind: 'event', envelope: value };
}

/** Ringover signs the body's own bytes; only where it does not, the two are compared by what they say. */
function saysTheSame(rawBody: Buffer, envelope: unknown, claims: Buffer, url: string): boolean {
  if (claims.equals(rawBody)) return true;
  const bound = Buffer.from(`{"url":${JSON.stringify(url)},"payload":`);
  if (
    claims.length === bound.length + rawBody.length + 1 &&
    claims.subarray(0, bound.length).equals(bound) &&
    claims.subarray(bound.length, -1).equals(rawBody)
  ) {
    return true;
  }
  const body = readJson(rawBody);
  return 'value' in body && isDeepStrictEqual(body.value, envelope);
}

function readJson(bytes: Uint8Array): { value: unknown } | { error: string } {
  try {
    return { value: parseLosslessly(bytes) };
  } catch (error) {
    if (error instanceof SyntaxError) return { error: 'not JSON' };
    if (error instanceof TypeError) return { error: 'not UTF-8' };
    if (error instanceof RangeError) return { error: 'nested too deep' };
    throw error;
  }
}
