import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import type { MediaConfig } from '../../config.ts';
import type { TextKey } from '../../storage/text-lock.ts';
import { MediaError } from '../ports.ts';

/** What is locked cannot be opened: the master key is missing, or does not fit. */
export class MasterKeyError extends MediaError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('internal', message, { retryable: false, ...options });
    this.name = 'MasterKeyError';
  }
}

/** What locks the data key of every recording. */
export interface MasterKey {
  /** Told by the key itself, so that a file with the wrong key in it is recognised. Says nothing about the key. */
  id: string;
  bytes: Buffer;
}

export interface MasterKeys {
  /** Newest first; the first locks, all open. */
  all(): Promise<readonly MasterKey[]>;
}

/** Keys that the operator holds: MEDIA_KEY and MEDIA_KEY_PREVIOUS. */
export function createMasterKeys(texts: readonly string[]): MasterKeys {
  const keys = texts.map(masterKeyOf);
  return { all: () => Promise.resolve(keys) };
}

/**
 * The key in a file: one in Base64 on each line, newest first. It is read at each use (a few dozen bytes), so that a
 * running relay follows a rotation at once. Made at the first start, where no recording can be locked with another yet.
 */
export async function openKeyFile(path: string, log: Logger): Promise<MasterKeys> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if (await makeFirst(path)) {
    log.warn({ path }, 'media_key_made_keep_a_copy_of_this_file_without_it_no_recording_can_be_opened');
  } else if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) {
    log.warn({ path }, 'media_key_file_is_readable_by_others');
  }
  await readKeyFile(path);
  return { all: () => readKeyFile(path) };
}

export function openMasterKeys(
  media: Pick<MediaConfig, 'masterKey' | 'previousMasterKeys'>,
  keyFile: string,
  log: Logger,
): Promise<MasterKeys> {
  if (media.masterKey === null) return openKeyFile(keyFile, log);
  return Promise.resolve(createMasterKeys([media.masterKey, ...media.previousMasterKeys]));
}

/** Puts a new key before the others; they stay, for what they locked and for old backups. */
export async function addKeyToFile(path: string): Promise<MasterKey> {
  const before = await readKeyFile(path);
  const made = masterKeyOf(randomBytes(32).toString('base64'));
  await replaceKeyFile(path, [made, ...before]);
  return made;
}

/** @throws MediaError when there is none: `openKeyFile` and the configuration see to it that there is */
export async function currentKey(keys: MasterKeys): Promise<MasterKey> {
  const [first] = await keys.all();
  if (!first) throw new MasterKeyError('There is no master key for recordings.');
  return first;
}

/** A key for another use, which tells nothing about the master key. */
export function derivedKey(master: MasterKey, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master.bytes, '', `callbrief/${use}`, 32));
}

/** What texts in the database are locked with: as many keys, in the same order. */
export async function textKeys(keys: MasterKeys): Promise<[TextKey, ...TextKey[]]> {
  const [first, ...others] = await keys.all();
  if (!first) throw new MasterKeyError('There is no master key.');
  const textKeyOf = (master: MasterKey): TextKey => ({ id: master.id, key: derivedKey(master, 'texts') });
  return [textKeyOf(first), ...others.map(textKeyOf)];
}

function masterKeyOf(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    throw new MasterKeyError('A master key for recordings must be 32 bytes in Base64.');
  }
  return { id: createHash('sha256').update('callbrief/media-key-id').update(bytes).digest('hex').slice(0, 16), bytes };
}

async function readKeyFile(path: string): Promise<MasterKey[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const message = `The key of the recordings is missing: ${path}. Bring it back from its copy, or set MEDIA_KEY.`;
    throw new MasterKeyError(message, { cause });
  }
  const keys = text.split('\n').filter(Boolean).map(masterKeyOf);
  if (keys.length === 0) throw new MasterKeyError(`${path} holds no key.`);
  return keys;
}

/** @returns false when there is one: another process may make it at the same moment, and one of them is first */
async function makeFirst(path: string): Promise<boolean> {
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  await writeKeys(made, [masterKeyOf(randomBytes(32).toString('base64'))]);
  try {
    await link(made, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await unlink(made);
  }
}

async function replaceKeyFile(path: string, keys: readonly MasterKey[]): Promise<void> {
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  await writeKeys(made, keys);
  await rename(made, path);
}

async function writeKeys(path: string, keys: readonly MasterKey[]): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(keys.map(({ bytes }) => `${bytes.toString('base64')}\n`).join(''));
  await file.sync();
}
