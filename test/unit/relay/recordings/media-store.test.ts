import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openDiskStore } from '../../../../relay/src/recordings/keeping/disk-store.ts';
import { createS3Store } from '../../../../relay/src/recordings/keeping/s3-store.ts';
import type { MediaStore } from '../../../../relay/src/recordings/ports.ts';
import { startBucket } from '../../../support/pretend-bucket.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const bytes = randomBytes(300_000);
const name = 'tenant-1/recording-1.a';

async function read(store: MediaStore, range: { first: number; last: number } | null = null): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of (await store.get(name, range)) as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

describe.each([
  ['a folder', () => openDiskStore(join(tempDir(), 'media'), () => new Date())],
  ['a bucket', async () => createS3Store((await startBucket()).config)],
])('%s', (_what, open) => {
  test('gives back what was put, whole and in part', async () => {
    const store = await open();
    await store.put(name, Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000)]), bytes.length);
    expect((await read(store)).equals(bytes)).toBe(true);
    expect((await read(store, { first: 65_000, last: 130_000 })).equals(bytes.subarray(65_000, 130_001))).toBe(true);
    expect((await read(store, { first: bytes.length - 1, last: bytes.length - 1 })).length).toBe(1);
  });

  test('replaces what has the name', async () => {
    const store = await open();
    await store.put(name, Readable.from([bytes]), bytes.length);
    await store.put(name, Readable.from([Buffer.from('second')]), 6);
    expect((await read(store)).toString()).toBe('second');
  });

  test('says so when there is nothing, and removing it again is no failure', async () => {
    const store = await open();
    await store.put(name, Readable.from([bytes]), bytes.length);
    await store.remove(name);
    await store.remove(name);
    await expect(store.get(name, null)).rejects.toMatchObject({ code: 'removed', retryable: false });
  });

  test('keeps nothing of what broke off under way, and what was there stays', async () => {
    const store = await open();
    await store.put(name, Readable.from([bytes]), bytes.length);
    const breaks = Readable.from(
      (function* () {
        yield Buffer.alloc(100_000);
        throw new Error('broken off');
      })(),
    );
    await expect(store.put(name, breaks, 200_000)).rejects.toMatchObject({ name: 'MediaError' });
    await expect(store.put(name, Readable.from([Buffer.alloc(10)]), 20)).rejects.toMatchObject({ name: 'MediaError' });
    expect((await read(store)).equals(bytes)).toBe(true);
  });

  test.each(['../outside', 'tenant-1/../../outside', '/etc/passwd', 'a//b', '.hidden', 'a/b?x=1'])(
    'takes no name that leads elsewhere: %s',
    async (bad) => {
      const store = await open();
      await expect(store.put(bad, Readable.from([bytes]), bytes.length)).rejects.toMatchObject({ code: 'internal' });
    },
  );
});

describe('a folder', () => {
  test('is nobody else’s to read', async () => {
    const folder = join(tempDir(), 'media');
    const store = await openDiskStore(folder, () => new Date());
    await store.put(name, Readable.from([bytes]), bytes.length);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tenant-1')).mode & 0o777).toBe(0o700);
  });

  test('killed while writing: there is no half file under the name, and what was left is deleted later', async () => {
    const folder = join(tempDir(), 'media');
    const child = writer(folder, 10_000_000, 'slow');
    await new Promise<void>((resolve) => child.stdout.on('data', (part: Buffer) => part.includes('part') && resolve()));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    expect(existsSync(join(folder, 'tenant-1', 'one'))).toBe(false);
    const left = readdirSync(join(folder, '.writing'));
    expect(left).toHaveLength(1);
    await openDiskStore(folder, () => new Date());
    expect(readdirSync(join(folder, '.writing'))).toEqual(left);
    await openDiskStore(folder, () => new Date(Date.now() + 2 * 86_400_000));
    expect(readdirSync(join(folder, '.writing'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('that has no room says so, and keeps nothing half', async () => {
    const folder = join(tempDir(), 'media');
    // No file of this process may grow beyond 100 kB: the system refuses as a full disk does.
    expect(await said(writer(folder, 5_000_000, 'fast', 'ulimit -f 100; '))).toBe('no_room');
    expect(readdirSync(join(folder, '.writing'))).toEqual([]);
    expect(existsSync(join(folder, 'tenant-1', 'one'))).toBe(false);
    expect(await said(writer(folder, 50_000, 'fast', 'ulimit -f 100; '))).toBe('kept');
  });

  test('leaves alone what another process is writing', async () => {
    const folder = join(tempDir(), 'media');
    await openDiskStore(folder, () => new Date());
    const [young, old] = [join(folder, '.writing', '1-young'), join(folder, '.writing', '1-old')];
    writeFileSync(young, 'half');
    writeFileSync(old, 'half');
    utimesSync(old, new Date(0), new Date(0));
    await openDiskStore(folder, () => new Date());
    expect([existsSync(young), existsSync(old)]).toEqual([true, false]);
  });
});

describe('a bucket', () => {
  test('with a wrong secret refuses, and that is not tried again', async () => {
    const { config, objects } = await startBucket();
    const store = createS3Store({ ...config, secret: 'another secret' });
    await expect(store.put(name, Readable.from([bytes]), bytes.length)).rejects.toMatchObject({
      code: 'internal',
      retryable: false,
    });
    expect(objects.size).toBe(0);
  });

  test.each([
    [507, 'XMinioStorageFull', 'no_room', true],
    [403, 'QuotaExceeded', 'no_room', true],
    [503, 'SlowDown', 'unreachable', true],
    [500, 'InternalError', 'unreachable', true],
    [404, 'NoSuchBucket', 'internal', false],
  ])('that answers %i %s is a reason', async (status, answer, code, retryable) => {
    const bucket = await startBucket();
    const store = createS3Store(bucket.config);
    bucket.fails(status, answer);
    await expect(store.put(name, Readable.from([bytes]), bytes.length)).rejects.toMatchObject({ code, retryable });
  });

  test('out of reach, or silent, is a reason', async () => {
    const { config } = await startBucket();
    const gone = createS3Store({ ...config, endpoint: 'http://127.0.0.1:1' });
    await expect(gone.get(name, null)).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    const silent = createS3Store(config, { now: () => new Date(), silenceMs: 50 });
    const never = new Readable({ read() {} });
    await expect(silent.put(name, never, 10)).rejects.toMatchObject({ code: 'timed_out', retryable: true });
  });
});

function writer(folder: string, sizeBytes: number, pace: 'slow' | 'fast', before = '') {
  const script = new URL('../../../support/write-slowly.ts', import.meta.url).pathname;
  const command = `${before}exec "${process.execPath}" "${script}" "${folder}" ${String(sizeBytes)} ${pace}`;
  return spawn('bash', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function said(child: ReturnType<typeof writer>): Promise<string> {
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return text.trim();
}
