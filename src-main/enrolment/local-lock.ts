import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { silentLog, type Log } from '../logging/log.ts';
import { replaceFile } from '../settings/replace-file.ts';
import type { KeyStore } from './key-store.ts';

/**
 * Locks what this computer keeps of calls: the words, and the keys of the audio files (DESIGN.md section 5).
 * AES-256-GCM: nonce (12 bytes), sealed bytes, tag (16 bytes).
 */
export interface LocalLock {
  /** Changes with the key: what was locked under another one is lost, and is fetched again. */
  readonly id: string;
  /** `memory_only`: there is no key store here; nothing that is locked can be read after a restart. */
  readonly keptIn: 'system' | 'memory_only';
  /** @param about what it is, so that one thing cannot be put in the place of another: `insights/<call id>` */
  lock(plain: Buffer, about: string): Buffer;
  /** Throws LockError. */
  open(locked: Buffer, about: string): Buffer;
  /** The key is gone, here and in the file: nothing that was locked can be read any more. A new one takes its place. */
  renew(): void;
}

/** It was locked with another key, is another thing, or was changed. */
export class LockError extends Error {
  readonly code = 'not_to_be_opened';
  constructor(cause?: unknown) {
    super('It was locked with another key, or changed since.', { cause });
    this.name = 'LockError';
  }
}

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const KEY_BYTES = 32;

export function seal(key: Buffer, plain: Buffer, about: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws LockError. */
export function unseal(key: Buffer, locked: Buffer, about: Buffer): Buffer {
  if (locked.length < NONCE_BYTES + TAG_BYTES) throw new LockError();
  const tagAt = locked.length - TAG_BYTES;
  const opener = createDecipheriv('aes-256-gcm', key, locked.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  try {
    opener.setAAD(about).setAuthTag(locked.subarray(tagAt));
    return Buffer.concat([opener.update(locked.subarray(NONCE_BYTES, tagAt)), opener.final()]);
  } catch (error) {
    throw new LockError(error);
  }
}

const fileShape = z.object({ version: z.literal(1), sealed: z.string() });

/**
 * The key of this computer, sealed by the system's key store. Without one it lives in memory only. A file that this
 * person on this computer cannot open (or that was copied here) is replaced by a new key.
 * @param path `…/cache-key.json`
 */
export function openLocalLock(options: { path: string; keyStore: KeyStore; log?: Log }): LocalLock {
  const { path, keyStore, log = silentLog } = options;
  let keptIn: LocalLock['keptIn'] = 'memory_only';
  let key = keyStore.available() ? (readKey() ?? newKey()) : newKey();

  function readKey(): Buffer | null {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('cache_key_unreadable', { error });
      return null;
    }
    try {
      const { sealed } = fileShape.parse(JSON.parse(text));
      const found = Buffer.from(keyStore.decrypt(Buffer.from(sealed, 'base64')), 'base64');
      if (found.length !== KEY_BYTES) throw new Error('not a key');
      keptIn = 'system';
      return found;
    } catch (error) {
      log.warn('cache_key_unreadable', { errorName: error instanceof Error ? error.name : 'unknown' });
      return null;
    }
  }

  function newKey(): Buffer {
    const made = randomBytes(KEY_BYTES);
    keptIn = 'memory_only';
    if (!keyStore.available()) {
      rmSync(path, { force: true });
      return made;
    }
    try {
      const sealed = keyStore.encrypt(made.toString('base64')).toString('base64');
      replaceFile(path, JSON.stringify({ version: 1, sealed }));
      keptIn = 'system';
    } catch (error) {
      // A full disk: this run works, the next one fetches again.
      log.warn('cache_key_not_stored', { error });
    }
    return made;
  }

  return {
    get id() {
      return createHash('sha256').update('callbrief cache key').update(key).digest('hex').slice(0, 16);
    },
    get keptIn() {
      return keptIn;
    },
    lock: (plain, about) => seal(key, plain, Buffer.from(about)),
    open: (locked, about) => unseal(key, locked, Buffer.from(about)),
    renew() {
      rmSync(path, { force: true });
      key.fill(0);
      key = newKey();
    },
  };
}

/** A key of this process only, never on a disk. */
export function memoryLock(): LocalLock {
  const nowhere: KeyStore = {
    available: () => false,
    encrypt: () => Buffer.alloc(0),
    decrypt: () => '',
  };
  return openLocalLock({ path: '', keyStore: nowhere });
}
