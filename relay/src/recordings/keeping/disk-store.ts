import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { MediaError, type MediaStore } from '../ports.ts';
import { diskError } from './disk-error.ts';
import { objectPath } from './object-name.ts';

/** Half-written files are here, never beside whole ones. Older than a day: nobody writes them any more (ms). */
const WRITING = '.writing';
const ABANDONED_MS = 86_400_000;

/** A folder. A file has its name only when all of it is on the disk; what a killed process left half is deleted here. */
export async function openDiskStore(folder: string, now: () => Date): Promise<MediaStore> {
  const writing = join(folder, WRITING);
  await mkdir(writing, { recursive: true, mode: 0o700 });
  for (const name of await readdir(writing)) {
    const left = join(writing, name);
    // Another process may write to the same folder.
    const { mtimeMs } = await stat(left).catch(() => ({ mtimeMs: Infinity }));
    if (now().getTime() - mtimeMs > ABANDONED_MS) await rm(left, { force: true });
  }
  const pathOf = (objectName: string) => join(folder, ...objectPath(objectName));

  return {
    async put(objectName, bytes, sizeBytes) {
      const path = pathOf(objectName);
      const half = join(writing, `${String(process.pid)}-${randomBytes(8).toString('hex')}`);
      try {
        await writeAll(half, bytes, sizeBytes);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(half, path);
        await syncFolder(dirname(path));
      } catch (error) {
        bytes.destroy();
        await rm(half, { force: true });
        throw diskError(error);
      }
    },
    async get(objectName, range) {
      try {
        const file = await open(pathOf(objectName), 'r');
        const part = range === null ? {} : { start: range.first, end: range.last };
        return createReadStream('', { fd: file, ...part });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw diskError(error);
        throw new MediaError('removed', `${objectName} is not kept here.`, { retryable: false, cause: error });
      }
    },
    async remove(objectName) {
      try {
        await rm(pathOf(objectName), { force: true });
        await syncFolder(dirname(pathOf(objectName))).catch(() => {});
      } catch (error) {
        throw diskError(error);
      }
    },
  };
}

async function writeAll(path: string, bytes: Readable, sizeBytes: number): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  let written = 0;
  for await (const part of bytes as AsyncIterable<Buffer>) {
    await file.writeFile(part);
    written += part.length;
  }
  if (written !== sizeBytes) {
    const message = `${String(written)} bytes came instead of ${String(sizeBytes)}.`;
    throw new MediaError('interrupted', message, { retryable: true });
  }
  await file.sync();
}

/** The new name itself must be on the disk, too. Windows cannot open a folder. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(path, 'r');
  await folder.sync();
}
