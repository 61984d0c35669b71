import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { currentKey, MasterKeyError, type MasterKeys } from './master-keys.ts';

/** A key of its own for each thing that is locked, itself locked by the master key (AES-256-GCM). */
export interface LockedKey {
  masterKeyId: string;
  /** Nonce, locked key and tag, Base64. */
  lockedKey: string;
}

const NONCE = 12;
const KEY = 32;
const TAG = 16;

export const makeDataKey = (): Buffer => randomBytes(KEY);

/** @param of what it opens; the same must be said to unlock it, so that keys cannot be exchanged */
export async function lockDataKey(dataKey: Buffer, of: string, keys: MasterKeys): Promise<LockedKey> {
  const master = await currentKey(keys);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', master.bytes, nonce).setAAD(Buffer.from(of));
  const locked = Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  return { masterKeyId: master.id, lockedKey: locked.toString('base64') };
}

/** @throws MasterKeyError when the master key is not there or does not fit */
export async function unlockDataKey(locked: LockedKey, of: string, keys: MasterKeys): Promise<Buffer> {
  const { masterKeyId, lockedKey } = locked;
  const master = (await keys.all()).find(({ id }) => id === masterKeyId);
  if (!master) {
    throw new MasterKeyError(
      `Recording ${of} is locked with the master key ${masterKeyId}, which this relay does not have: ` +
        'set MEDIA_KEY or MEDIA_KEY_PREVIOUS to it, or bring media.key back from its copy.',
    );
  }
  const bytes = Buffer.from(lockedKey, 'base64');
  if (bytes.length !== NONCE + KEY + TAG) throw new MasterKeyError(`The locked key of ${of} is damaged.`);
  const cipher = createDecipheriv('aes-256-gcm', master.bytes, bytes.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(of))
    .setAuthTag(bytes.subarray(NONCE + KEY));
  try {
    return Buffer.concat([cipher.update(bytes.subarray(NONCE, NONCE + KEY)), cipher.final()]);
  } catch (cause) {
    throw new MasterKeyError(`The master key ${masterKeyId} does not open the key of ${of}.`, { cause });
  }
}
