import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalLock } from '../enrolment/local-lock.ts';
import { replaceFile } from '../settings/replace-file.ts';
import { openAudioFile, writeAudioFile, type AudioFacts, type AudioReader, type AudioWriter } from './audio-file.ts';

/** The locked files of recordings on this disk. Which of them are whole is written in the history. */
export interface AudioFolder {
  read(facts: AudioFacts): Promise<AudioReader>;
  /** Goes on with a half-written one. */
  write(facts: AudioFacts): Promise<AudioWriter>;
  /** The half-written one is whole. */
  keep(recordingId: string): Promise<void>;
  /** Throws away a half-written one. */
  discard(recordingId: string): Promise<void>;
  /** JSON to draw it with; null: none, or not to be opened. */
  peaks(recordingId: string): string | null;
  keepPeaks(recordingId: string, json: string): void;
  /** Everything of it. Throws when it could not be removed. */
  remove(recordingId: string): Promise<void>;
  /** Removes what belongs to no recording of these. @returns which of them are there, whole */
  sweep(recordingIds: readonly string[], halfWritten: readonly string[]): Promise<Set<string>>;
  /** Null where the system does not tell. */
  space(): Promise<DiskSpace | null>;
  /** Everything, at once. */
  erase(): void;
}

export interface DiskSpace {
  freeBytes: number;
  totalBytes: number;
}

export function openAudioFolder(options: {
  path: string;
  lock: LocalLock;
  space?: () => Promise<DiskSpace | null>;
}): AudioFolder {
  const { path, lock } = options;
  const whole = (recordingId: string) => join(path, `${fileName(recordingId)}.audio`);
  const half = (recordingId: string) => join(path, `${fileName(recordingId)}.part`);
  const drawing = (recordingId: string) => join(path, `${fileName(recordingId)}.peaks`);
  const make = () => mkdir(path, { recursive: true, mode: 0o700 });

  return {
    read: (facts) => openAudioFile(whole(facts.recordingId), facts, lock),
    async write(facts) {
      await make();
      return writeAudioFile(half(facts.recordingId), facts, lock);
    },
    keep: (recordingId) => rename(half(recordingId), whole(recordingId)),
    discard: (recordingId) => rm(half(recordingId), { force: true }),
    peaks(recordingId) {
      try {
        return lock.open(readFileSync(drawing(recordingId)), `peaks/${recordingId}`).toString();
      } catch {
        return null; // not there, or not ours any more: it is asked of the office again
      }
    },
    keepPeaks: (recordingId, json) =>
      replaceFile(drawing(recordingId), lock.lock(Buffer.from(json), `peaks/${recordingId}`)),
    async remove(recordingId) {
      // The audio first: the rest says little without it.
      for (const file of [whole, half, drawing]) await rm(file(recordingId), { force: true });
    },
    async sweep(recordingIds, halfWritten) {
      const ids = new Map(recordingIds.map((id) => [fileName(id), id]));
      const halves = new Set(halfWritten.map(fileName));
      const found = new Set<string>();
      for (const file of await listed(path)) {
        const [name = '', kind] = file.split('.');
        const id = ids.get(name);
        if (id !== undefined && kind === 'audio') found.add(id);
        const belongs = id !== undefined ? kind !== 'part' || halves.has(name) : kind === 'part' && halves.has(name);
        if (!belongs) await rm(join(path, file), { force: true });
      }
      return found;
    },
    space: options.space ?? (() => spaceOf(path)),
    erase: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The relay's ids may hold anything; the file system may fold cases. */
const fileName = (recordingId: string) => createHash('sha256').update(recordingId).digest('hex').slice(0, 40);

async function listed(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function spaceOf(path: string): Promise<DiskSpace | null> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
