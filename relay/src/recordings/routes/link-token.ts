import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { currentKey, derivedKey, type MasterKeys } from '../keeping/master-keys.ts';

/** What a link opens, for whom, and until when. */
export interface LinkClaims {
  tenantId: string;
  recordingId: string;
  /** Who asked for it: revoked, their links are too. */
  deviceId: string;
  expiresAt: string;
}

const claims = z.object({
  tenantId: z.string(),
  recordingId: z.string(),
  deviceId: z.string(),
  expiresAt: z.iso.datetime(),
  /** So that two links of one moment are two. */
  nonce: z.string(),
});

export const LINK_LIFE_MS = 5 * 60_000;
const LONGEST = 2_000;

/**
 * Signed with a key that every process derives from the master key: a link that one process gave plays at any other, and
 * nothing has to be stored.
 */
export async function makeLinkToken(link: LinkClaims, keys: MasterKeys): Promise<string> {
  const master = await currentKey(keys);
  const body = Buffer.from(JSON.stringify({ ...link, nonce: randomBytes(9).toString('base64url') })).toString(
    'base64url',
  );
  return `${body}.${sign(body, derivedKey(master, 'links')).toString('base64url')}`;
}

/** @returns null for what is not signed by us, or over */
export async function readLinkToken(token: string, keys: MasterKeys, now: Date): Promise<LinkClaims | null> {
  const [, body, signature] = token.length > LONGEST ? [] : (/^([\w-]+)\.([\w-]{43})$/.exec(token) ?? []);
  if (body === undefined || signature === undefined) return null;
  const given = Buffer.from(signature, 'base64url');
  const isOurs = (await keys.all()).some((key) => timingSafeEqual(sign(body, derivedKey(key, 'links')), given));
  if (!isOurs) return null;
  const read = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return read.success && read.data.expiresAt > now.toISOString() ? read.data : null;
}

const sign = (body: string, key: Buffer): Buffer => createHmac('sha256', key).update(body).digest();
