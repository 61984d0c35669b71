import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { StorageError } from './port.ts';

/** Locks what was said in a firm's calls before it goes into a database, so that neither a copy of the file nor the database's operator reads it. */
export interface TextLock {
  /** What everything begins with that the current key locked. */
  readonly currentPrefix: string;
  lock(text: string): string;
  /** @throws StorageError `unavailable`: locked with a key that this relay does not have, or changed by somebody */
  unlock(locked: string): string;
}

/** Each tenant's own. */
export type TextLocks = (tenantId: string) => TextLock;

/** 32 bytes, and a name of letters and digits that stands beside everything it locks, so that keys can be rotated. */
export interface TextKey {
  id: string;
  key: Uint8Array;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key that is derived for each tenant, so one tenant's text put into another's row does not open.
 * Deflated first: the words of an hour with their times are 700 kB of JSON, and 60 kB then.
 * @param keys the first locks, all of them unlock
 */
export function createTextLocks(keys: readonly [TextKey, ...TextKey[]]): TextLocks {
  for (const { id, key } of keys) {
    if (key.byteLength !== 32) throw new TypeError('A key of 32 bytes is needed.');
    if (!/^[\w-]{1,60}$/.test(id)) throw new TypeError('A key’s name has letters, digits and dashes only.');
  }
  return (tenantId) => {
    const derived = new Map<string, Uint8Array>();
    const keyOf = ({ id, key }: TextKey) => {
      const known = derived.get(id) ?? new Uint8Array(hkdfSync('sha256', key, tenantId, 'callbrief texts', 32));
      derived.set(id, known);
      return known;
    };
    const [current] = keys;
    const currentPrefix = `1.${current.id}.`;
    return {
      currentPrefix,
      lock(text) {
        const iv = randomBytes(IV_BYTES);
        const cipher = createCipheriv(ALGORITHM, keyOf(current), iv);
        const body = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final()]);
        return `${currentPrefix}${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
      },
      unlock(locked) {
        const [version, id, text = ''] = locked.split('.');
        const used = keys.find((key) => key.id === id);
        if (version !== '1' || !used)
          throw new StorageError('unavailable', 'A text was locked with a key that is not here.');
        const bytes = Buffer.from(text, 'base64');
        try {
          const decipher = createDecipheriv(ALGORITHM, keyOf(used), bytes.subarray(0, IV_BYTES), {
            authTagLength: TAG_BYTES,
          });
          decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
          const body = bytes.subarray(IV_BYTES + TAG_BYTES);
          return inflateRawSync(Buffer.concat([decipher.update(body), decipher.final()])).toString('utf8');
        } catch (cause) {
          throw new StorageError('unavailable', 'A locked text does not open with its key.', { cause });
        }
      },
    };
  };
}

/** For a storage that was given no key: everything works but texts, which are refused instead of kept readable. */
export const noTextLocks: TextLocks = () => {
  const refuse = (): never => {
    throw new StorageError('unavailable', 'No key for texts was given.');
  };
  return { currentPrefix: '', lock: refuse, unlock: refuse };
};
