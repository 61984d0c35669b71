import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { lockDataKey, makeDataKey, unlockDataKey } from '../../../../relay/src/recordings/keeping/data-key.ts';
import {
  CHUNK_BYTES,
  LOCKED_CHUNK_BYTES,
  lockChunks,
  lockedRange,
  lockedSize,
  unlockChunks,
} from '../../../../relay/src/recordings/keeping/locked-chunks.ts';
import { addKeyToFile, createMasterKeys, openKeyFile } from '../../../../relay/src/recordings/keeping/master-keys.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const silent = pino({ level: 'silent' });
const lock = { dataKey: makeDataKey(), recordingId: 'recording-1' };

async function locked(plain: Buffer, of = lock, pieces = 10_000): Promise<Buffer> {
  const parts = [];
  for (let at = 0; at < plain.length; at += pieces) parts.push(plain.subarray(at, at + pieces));
  return gathered(Readable.from(parts).pipe(lockChunks(of)));
}
async function gathered(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
const unlocked = (bytes: Buffer, sizeBytes: number, of = lock, range = { first: 0, last: sizeBytes - 1 }) => {
  const { first, last } = lockedRange(range, sizeBytes);
  return gathered(unlockChunks(Readable.from([bytes.subarray(first, last + 1)]), of, range, sizeBytes));
};

describe('a locked recording', () => {
  test.each([1, 15, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7])(
    'of %i bytes opens to what it was',
    async (size) => {
      const plain = randomBytes(size);
      const bytes = await locked(plain);
      expect(bytes.length).toBe(lockedSize(size));
      expect((await unlocked(bytes, size)).equals(plain)).toBe(true);
    },
  );

  test('opens in any part, and needs only the chunks of that part', async () => {
    const size = 5 * CHUNK_BYTES + 100;
    const plain = randomBytes(size);
    const bytes = await locked(plain);
    const edges = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, size - 101, size - 1];
    for (const first of edges) {
      for (const last of edges.filter((edge) => edge >= first)) {
        expect((await unlocked(bytes, size, lock, { first, last })).equals(plain.subarray(first, last + 1))).toBe(true);
      }
    }
    expect(lockedRange({ first: 2 * CHUNK_BYTES, last: 2 * CHUNK_BYTES }, size)).toEqual({
      first: 2 * LOCKED_CHUNK_BYTES,
      last: 3 * LOCKED_CHUNK_BYTES - 1,
    });
  });

  const size = 3 * CHUNK_BYTES;
  const chunk = (bytes: Buffer, index: number) =>
    bytes.subarray(index * LOCKED_CHUNK_BYTES, (index + 1) * LOCKED_CHUNK_BYTES);

  test('does not open when one bit of it was changed', async () => {
    const bytes = await locked(randomBytes(size));
    bytes[LOCKED_CHUNK_BYTES + 5] = (bytes[LOCKED_CHUNK_BYTES + 5] ?? 0) ^ 1;
    await expect(unlocked(bytes, size)).rejects.toMatchObject({ code: 'corrupt' });
  });

  test('does not open when its chunks were exchanged', async () => {
    const bytes = await locked(randomBytes(size));
    const moved = Buffer.concat([chunk(bytes, 1), chunk(bytes, 0), chunk(bytes, 2)]);
    await expect(unlocked(moved, size)).rejects.toMatchObject({ code: 'corrupt' });
  });

  test('does not open when its end was cut off, even if the row says that it is shorter', async () => {
    const bytes = await locked(randomBytes(size));
    await expect(unlocked(bytes.subarray(0, 2 * LOCKED_CHUNK_BYTES), size)).rejects.toMatchObject({ code: 'corrupt' });
    await expect(unlocked(bytes.subarray(0, 2 * LOCKED_CHUNK_BYTES), 2 * CHUNK_BYTES)).rejects.toMatchObject({
      code: 'corrupt',
    });
  });

  test('does not open as another recording, or with another key', async () => {
    const bytes = await locked(randomBytes(size));
    await expect(unlocked(bytes, size, { ...lock, recordingId: 'recording-2' })).rejects.toMatchObject({
      code: 'corrupt',
    });
    await expect(unlocked(bytes, size, { ...lock, dataKey: makeDataKey() })).rejects.toMatchObject({ code: 'corrupt' });
  });
});

describe('the master key', () => {
  const first = randomBytes(32).toString('base64');
  const second = randomBytes(32).toString('base64');

  test('opens what it locked, also when it is not the newest any more', async () => {
    const dataKey = makeDataKey();
    const kept = await lockDataKey(dataKey, 'recording-1', createMasterKeys([first]));
    expect(kept.lockedKey).not.toContain(dataKey.toString('base64'));
    expect((await unlockDataKey(kept, 'recording-1', createMasterKeys([second, first]))).equals(dataKey)).toBe(true);
  });

  test('that is missing is named, with what to do', async () => {
    const kept = await lockDataKey(makeDataKey(), 'recording-1', createMasterKeys([first]));
    const failure = unlockDataKey(kept, 'recording-1', createMasterKeys([second]));
    await expect(failure).rejects.toThrow(new RegExp(`${kept.masterKeyId}.*MEDIA_KEY`));
    await expect(failure).rejects.toMatchObject({ name: 'MasterKeyError', retryable: false });
  });

  test('does not open the key of another recording', async () => {
    const keys = createMasterKeys([first]);
    const kept = await lockDataKey(makeDataKey(), 'recording-1', keys);
    await expect(unlockDataKey(kept, 'recording-2', keys)).rejects.toMatchObject({ name: 'MasterKeyError' });
    await expect(unlockDataKey({ ...kept, lockedKey: 'AAAA' }, 'recording-1', keys)).rejects.toThrow(/damaged/);
  });

  test('is made at the first start, told loudly, and nobody else’s to read', async () => {
    const path = join(tempDir(), 'data', 'media.key');
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const keys = await openKeyFile(path, log);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('keep_a_copy');
    expect(lines[0]).not.toContain(readFileSync(path, 'utf8').trim());
    expect((await (await openKeyFile(path, log)).all())[0]?.id).toBe((await keys.all())[0]?.id);
    expect(lines).toHaveLength(1);
  });

  test('that others may read is told of', async () => {
    const path = join(tempDir(), 'media.key');
    await openKeyFile(path, silent);
    chmodSync(path, 0o644);
    const lines: string[] = [];
    await openKeyFile(path, pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }));
    expect(lines[0]).toContain('media_key_file_is_readable_by_others');
  });

  test('of two processes that start together is one', async () => {
    const path = join(tempDir(), 'media.key');
    const opened = await Promise.all(Array.from({ length: 8 }, () => openKeyFile(path, silent)));
    const ids = await Promise.all(opened.map(async (keys) => (await keys.all()).map(({ id }) => id)));
    expect(new Set(ids.flat()).size).toBe(1);
  });

  test('that was added to the file is used by a running relay at once', async () => {
    const path = join(tempDir(), 'media.key');
    const keys = await openKeyFile(path, silent);
    const before = await lockDataKey(makeDataKey(), 'recording-1', keys);
    const added = await addKeyToFile(path);
    expect((await lockDataKey(makeDataKey(), 'recording-2', keys)).masterKeyId).toBe(added.id);
    await expect(unlockDataKey(before, 'recording-1', keys)).resolves.toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that was lost, or is no key, stops with a sentence', async () => {
    const path = join(tempDir(), 'media.key');
    const keys = await openKeyFile(path, silent);
    rmSync(path);
    await expect(keys.all()).rejects.toThrow(/is missing.*MEDIA_KEY/);
    writeFileSync(path, 'no key\n');
    await expect(openKeyFile(path, silent)).rejects.toThrow(/32 bytes/);
  });
});
