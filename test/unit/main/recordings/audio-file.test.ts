import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryLock } from '../../../../src-main/enrolment/local-lock.ts';
import {
  CHUNK_BYTES,
  openAudioFile,
  sealedBytes,
  writeAudioFile,
  type AudioFacts,
} from '../../../../src-main/recordings/audio-file.ts';
import { sha256Of, soundBytes } from '../../../support/sample-recording.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const lock = memoryLock();
const HEADER = 108;
const SEALED = CHUNK_BYTES + 28;
const factsOf = (bytes: Buffer, recordingId = 'r1'): AudioFacts => ({
  recordingId,
  sizeBytes: bytes.length,
  sha256: sha256Of(bytes),
});

async function written(bytes: Buffer, facts = factsOf(bytes)): Promise<{ path: string; facts: AudioFacts }> {
  const path = join(tempDir(), 'one.audio');
  const writer = await writeAudioFile(path, facts, lock);
  // In pieces that fit no chunk.
  for (let at = 0; at < bytes.length; at += 10_007) await writer.write(bytes.subarray(at, at + 10_007));
  expect(await writer.finish()).toBe('whole');
  await writer.close();
  return { path, facts };
}

async function readAll(path: string, facts: AudioFacts, of = lock): Promise<Buffer> {
  const reader = await openAudioFile(path, facts, of);
  try {
    const chunks: Buffer[] = [];
    for (let n = 0; n * CHUNK_BYTES < facts.sizeBytes; n += 1) chunks.push(await reader.chunk(n));
    return Buffer.concat(chunks);
  } finally {
    await reader.close();
  }
}
const damaged = { code: 'audio_damaged' };

describe('a locked audio file', () => {
  it.each([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 300_000])(
    'of %i bytes comes out as it went in, and nothing of it can be read on the disk',
    async (length) => {
      const bytes = soundBytes(length);
      const { path, facts } = await written(bytes);
      expect((await readAll(path, facts)).equals(bytes)).toBe(true);
      const onDisk = readFileSync(path);
      expect(onDisk.length).toBe(sealedBytes(length));
      if (length > 32) expect(onDisk.includes(bytes.subarray(0, 32))).toBe(false);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    },
  );

  it('can be read at any place without what stands before it', async () => {
    const bytes = soundBytes(5 * CHUNK_BYTES);
    const { path, facts } = await written(bytes);
    const spoiled = readFileSync(path);
    spoiled.fill(0, HEADER, HEADER + SEALED);
    writeFileSync(path, spoiled);
    const reader = await openAudioFile(path, facts, lock);
    expect((await reader.chunk(3)).equals(bytes.subarray(3 * CHUNK_BYTES, 4 * CHUNK_BYTES))).toBe(true);
    await expect(reader.chunk(0)).rejects.toMatchObject(damaged);
    await reader.close();
  });

  it.each([
    ['the kind', 0],
    ['the size', 15],
    ['the hash', 20],
    ['the locked key', 60],
    ['a nonce', HEADER + 3],
    ['the sound', HEADER + 5_000],
    ['a tag', HEADER + SEALED - 1],
    ['the last byte', -1],
  ])('with one flipped bit in %s is refused', async (_, place) => {
    const bytes = soundBytes(2 * CHUNK_BYTES + 99);
    const { path, facts } = await written(bytes);
    const onDisk = readFileSync(path);
    const at = place < 0 ? onDisk.length + place : place;
    onDisk[at] = (onDisk[at] ?? 0) ^ 1;
    writeFileSync(path, onDisk);
    await expect(readAll(path, facts)).rejects.toMatchObject(damaged);
  });

  it('whose chunks changed places is refused', async () => {
    const bytes = soundBytes(3 * CHUNK_BYTES);
    const { path, facts } = await written(bytes);
    const onDisk = readFileSync(path);
    const first = Buffer.from(onDisk.subarray(HEADER, HEADER + SEALED));
    onDisk.copy(onDisk, HEADER, HEADER + SEALED, HEADER + 2 * SEALED);
    first.copy(onDisk, HEADER + SEALED);
    writeFileSync(path, onDisk);
    await expect(readAll(path, facts)).rejects.toMatchObject(damaged);
  });

  it.each([1, SEALED, 2 * SEALED + 50])('that was cut by %i bytes is refused', async (by) => {
    const { path, facts } = await written(soundBytes(3 * CHUNK_BYTES));
    truncateSync(path, sealedBytes(facts.sizeBytes) - by);
    await expect(readAll(path, facts)).rejects.toMatchObject(damaged);
  });

  it('in the place of another recording’s, or copied to another computer, is refused', async () => {
    const { path, facts } = await written(soundBytes(1_000));
    await expect(readAll(path, { ...facts, recordingId: 'r2' })).rejects.toMatchObject(damaged);
    await expect(readAll(path, facts, memoryLock())).rejects.toMatchObject(damaged);
  });

  it('that was half written is continued at its last whole chunk, and checked as a whole', async () => {
    const bytes = soundBytes(4 * CHUNK_BYTES + 5);
    const facts = factsOf(bytes);
    const path = join(tempDir(), 'one.part');
    const first = await writeAudioFile(path, facts, lock);
    await first.write(bytes.subarray(0, 2 * CHUNK_BYTES + 700));
    await first.close();
    // The power went in the middle of a write.
    truncateSync(path, HEADER + 2 * SEALED - 9);
    const again = await writeAudioFile(path, facts, lock);
    expect(again.fromByte).toBe(CHUNK_BYTES);
    await again.write(bytes.subarray(CHUNK_BYTES));
    expect(await again.finish()).toBe('whole');
    await again.close();
    expect((await readAll(path, facts)).equals(bytes)).toBe(true);
  });

  it.each([
    ['another file', { sha256: sha256Of(Buffer.from('x')) }],
    ['another length', { sizeBytes: 5 }],
  ])('is begun anew when the office has %s now', async (_, more) => {
    const bytes = soundBytes(3 * CHUNK_BYTES);
    const path = join(tempDir(), 'one.part');
    const first = await writeAudioFile(path, factsOf(bytes), lock);
    await first.write(bytes);
    await first.close();
    const again = await writeAudioFile(path, { ...factsOf(bytes), ...more }, lock);
    expect(again.fromByte).toBe(0);
    await again.close();
    expect(statSync(path).size).toBe(HEADER);
  });

  it('is not whole with too few bytes, too many, or others', async () => {
    const bytes = soundBytes(CHUNK_BYTES + 10);
    const finish = async (of: Buffer) => {
      const writer = await writeAudioFile(join(tempDir(), 'one.part'), factsOf(bytes), lock);
      await writer.write(of);
      const finished = await writer.finish();
      await writer.close();
      return finished;
    };
    expect(await finish(bytes.subarray(0, -1))).toBe('short');
    expect(await finish(Buffer.concat([bytes, bytes]))).toBe('wrong_hash');
    expect(await finish(soundBytes(bytes.length, 7))).toBe('wrong_hash');
  });
});
