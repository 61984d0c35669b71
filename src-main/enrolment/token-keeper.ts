import { readFileSync, rmSync } from 'node:fs';
import type { Tokens } from '@callbrief/relay/wire/rest';
import { z } from 'zod';
import { silentLog, type Log } from '../logging/log.ts';
import type { TokenStore } from '../relay-link/bearer.ts';
import { replaceFile } from '../settings/replace-file.ts';
import type { KeyStore } from './key-store.ts';

/** What makes this computer a device of the firm. */
export interface KeptEnrolment {
  relayUrl: string;
  deviceId: string;
  deviceName: string;
  /** ISO, this computer's clock. */
  enrolledAt: string;
  accessToken: string;
  refreshToken: string;
}

export interface TokenKeeper extends TokenStore {
  current(): KeptEnrolment | null;
  /** Where the current tokens are: `memory_only` means that the next start asks for a code again. */
  keptIn(): 'system' | 'memory_only';
  /** Throws the disk's error; nothing changed then. */
  store(enrolment: KeptEnrolment): void;
  /** Forgets everything, on disk too. */
  erase(): void;
}

const fileShape = z.object({
  version: z.literal(1),
  relayUrl: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  enrolledAt: z.string(),
  /** Base64 of the key store's cipher of `{ accessToken, refreshToken }`. */
  sealed: z.string(),
});
const sealedShape = z.object({ accessToken: z.string(), refreshToken: z.string() });

/**
 * Tokens are written before they are used, whole or not at all. A crash between two rotations leaves the previous pair,
 * which the relay still takes, because nothing of the new pair was presented yet. For the same reason a pair that cannot
 * be written is not used: at the next start the old one would look stolen.
 * @param path `…/device.json`
 */
export function createTokenKeeper(options: { path: string; keyStore: KeyStore; log?: Log }): TokenKeeper {
  const { path, keyStore, log = silentLog } = options;
  let kept = read(path, keyStore, log);
  let keptIn: 'system' | 'memory_only' = kept || keyStore.available() ? 'system' : 'memory_only';

  const store = (enrolment: KeptEnrolment) => {
    const { accessToken, refreshToken, ...open } = enrolment;
    if (keyStore.available()) {
      const sealed = keyStore.encrypt(JSON.stringify({ accessToken, refreshToken })).toString('base64');
      replaceFile(path, JSON.stringify({ version: 1, ...open, sealed }));
      keptIn = 'system';
    } else {
      // An older pair must not stay behind: presented at the next start, it would get this device revoked.
      rmSync(path, { force: true });
      keptIn = 'memory_only';
    }
    kept = enrolment;
  };

  return {
    current: () => kept,
    keptIn: () => keptIn,
    store,
    rotate({ accessToken, refreshToken }: Tokens) {
      if (!kept) throw new Error('This computer is not enrolled.');
      try {
        store({ ...kept, accessToken, refreshToken });
      } catch (error) {
        log.error('tokens_not_stored', { error });
        throw error;
      }
    },
    erase() {
      kept = null;
      rmSync(path, { force: true });
    },
  };
}

/** Null when there is none, or none that this person on this computer can open; a new code replaces it then. */
function read(path: string, keyStore: KeyStore, log: Log): KeptEnrolment | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('tokens_unreadable', { error });
    return null;
  }
  try {
    const { sealed, version: _, ...open } = fileShape.parse(JSON.parse(text));
    const secrets = sealedShape.parse(JSON.parse(keyStore.decrypt(Buffer.from(sealed, 'base64'))));
    return { ...open, ...secrets };
  } catch (error) {
    log.warn('tokens_unreadable', { errorName: error instanceof Error ? error.name : 'unknown' });
    return null;
  }
}
