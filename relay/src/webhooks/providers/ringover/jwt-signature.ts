import { compactVerify, errors } from 'jose';
import type { KeyObject } from 'node:crypto';

/**
 * Ringover's V1 signature: a JWT in `X-Ringover-Webhook-Signature`, HS512 with the dashboard's key as UTF-8 (telephony
 * facts 2.3). The algorithm is pinned: `none` or HS256 under the same key is refused.
 * @returns the signed bytes, for our own lossless parse (a JWT library that hands back parsed claims rounds uint64 ids)
 */
export async function signedClaims(jwt: string, keys: readonly KeyObject[]): Promise<Uint8Array | null> {
  for (const key of keys) {
    try {
      const { payload } = await compactVerify(jwt, key, { algorithms: ['HS512'] });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return null;
}
