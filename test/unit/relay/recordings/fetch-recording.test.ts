import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../../relay/src/cli/run-command.ts';
import type { MediaError } from '../../../../relay/src/recordings/ports.ts';
import { recordingDesk, type RecordingDesk } from '../../../support/kept-recording.ts';
import { gives, startAudioHost } from '../../../support/pretend-audio-host.ts';
import { startBucket } from '../../../support/pretend-bucket.ts';
import { SECRET, TENANT } from '../../../support/relay-under-test.ts';
import { converted, hasFfmpeg, loudness, toneWav } from '../../../support/sounds.ts';

const sound = toneWav([{ hz: 440 }, null], 4);
const running = () => new AbortController().signal;

async function bytesOf(desk: RecordingDesk, recordingId: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  const source = await desk.recordings.mediaOf(TENANT).open(recordingId, null);
  for await (const part of source as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

async function failureOf(desk: RecordingDesk, url: string): Promise<MediaError> {
  const recording = await desk.told(url);
  const from = await desk.payloadOf(recording);
  try {
    await desk.recordings.fetchRecording({
      tenantId: TENANT,
      recording,
      from,
      signal: running(),
      onProgress: () => {},
    });
  } catch (error) {
    return error as MediaError;
  }
  throw new Error('It was kept.');
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

describe('a recording that a provider told of', () => {
  test.skipIf(!hasFfmpeg)(
    'ends playable, hashed, locked and with its speakers, and leaves nothing unlocked behind',
    async () => {
      const host = await startAudioHost();
      host.answers(gives(sound));
      const desk = await recordingDesk();
      const recording = await desk.kept(host.url());
      expect(recording).toMatchObject({ contentType: 'audio/ogg', channels: ['caller', 'firm'], kind: 'call' });
      const bytes = await bytesOf(desk, recording.id);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(recording.sha256);
      expect(bytes.length).toBe(recording.sizeBytes);
      expect(filesIn(join(desk.dataDir, 'incoming'))).toEqual([]);
      const [file, ...others] = filesIn(join(desk.dataDir, 'media'));
      expect(others).toEqual([]);
      expect(readFileSync(join(file?.parentPath ?? '', file?.name ?? '')).includes('OggS')).toBe(false);
    },
  );

  test.skipIf(!hasFfmpeg)('is decoded at the rate of the telephone, each voice on its channel', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const desk = await recordingDesk();
    const { id } = await desk.kept(host.url());
    const decoded = await desk.recordings.mediaOf(TENANT).decode(id, running());
    expect(decoded).toMatchObject({ sampleRate: 8_000, speakers: ['caller', 'firm'] });
    expect(Math.abs(decoded.durationMs - 4_000)).toBeLessThan(50);
    const [caller, firm] = decoded.channels;
    expect(caller).toHaveLength(firm?.length ?? 0);
    expect(loudness(caller ?? new Int16Array())).toBeGreaterThan(100 * loudness(firm ?? new Int16Array([1])));
  });

  test.skipIf(!hasFfmpeg)('in high quality is decoded at 16,000 Hz', async () => {
    const host = await startAudioHost();
    host.answers(
      gives(converted(toneWav([{ hz: 440 }], 2, 44_100), '-c:a', 'flac', '-f', 'flac'), { type: 'audio/flac' }),
    );
    const desk = await recordingDesk();
    const { id } = await desk.kept(host.url());
    const decoded = await desk.recordings.mediaOf(TENANT).decode(id, running());
    expect(decoded).toMatchObject({ sampleRate: 16_000, speakers: ['unknown'] });
  });

  test('tells how far it is, from nothing to all', async () => {
    const host = await startAudioHost();
    host.answers(gives(toneWav([{ hz: 440 }], 60)));
    const desk = await recordingDesk();
    const recording = await desk.told(host.url());
    const from = await desk.payloadOf(recording);
    const shares: number[] = [];
    const onProgress = (share: number) => void shares.push(share);
    await desk.recordings.fetchRecording({ tenantId: TENANT, recording, from, signal: running(), onProgress });
    expect(shares.at(-1)).toBe(1);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares.some((share) => share > 0 && share < 0.7)).toBe(true);
  });

  test('fetched again replaces what was there, and leaves one file', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const desk = await recordingDesk();
    const first = await desk.kept(host.url());
    host.answers(gives(toneWav([{ hz: 900 }], 9), { etag: '"two"' }));
    const second = await desk.kept(host.url());
    expect(second.id).toBe(first.id);
    expect((second.durationMs ?? 0) > 8_900).toBe(true);
    expect(filesIn(join(desk.dataDir, 'media'))).toHaveLength(1);
    expect((await bytesOf(desk, second.id)).length).toBe(second.sizeBytes);
  });

  test.each([
    ['a private address', 'http://169.254.169.254/latest/meta-data', 'private_address'],
    ['another host', 'https://example.com/recording.mp3', 'host_not_allowed'],
  ])('at %s is never fetched', async (_what, url, code) => {
    expect(await failureOf(await recordingDesk(), url)).toMatchObject({ code, retryable: false });
  });

  test('whose host has a private address is never fetched by a relay as it is shipped', async () => {
    const host = await startAudioHost();
    const desk = await recordingDesk({ recordings: { isAllowedAddress: () => false } });
    expect((await failureOf(desk, host.url())).code).toBe('private_address');
    expect(host.asked).toEqual([]);
  });

  test('that is corrupt is asked for anew at the next try, not taken from what came', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound.subarray(0, 44)));
    const desk = await recordingDesk();
    expect((await failureOf(desk, host.url())).code).toBe('corrupt');
    expect(filesIn(join(desk.dataDir, 'incoming'))).toEqual([]);
    host.answers(gives(sound));
    expect((await desk.kept(host.url())).audio.status).toBe('completed');
  });

  test('that cannot be kept yet is not fetched a second time', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const bucket = await startBucket();
    const { endpoint, bucket: name, key, secret, region } = bucket.config;
    const environment = {
      MEDIA_S3_ENDPOINT: endpoint,
      MEDIA_S3_BUCKET: name,
      MEDIA_S3_KEY: key,
      MEDIA_S3_SECRET: secret,
      MEDIA_S3_REGION: region,
    };
    const desk = await recordingDesk({ environment });
    bucket.fails(507, 'XMinioStorageFull');
    expect(await failureOf(desk, host.url())).toMatchObject({ code: 'no_room', retryable: true });
    const recording = await desk.kept(host.url());
    expect(host.asked).toHaveLength(1);
    expect(bucket.objects.size).toBe(1);
    expect((await bytesOf(desk, recording.id)).length).toBe(recording.sizeBytes);
  });

  test('that was removed while it came leaves nothing', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const desk = await recordingDesk();
    const recording = await desk.told(host.url());
    const store = desk.relay.storage.tenant(TENANT);
    const at = new Date().toISOString();
    await store.changeRecording(recording.id, (before) => before && { ...before, removed: { at, reason: 'demand' } });
    const from = await desk.payloadOf(recording);
    const ask = { tenantId: TENANT, recording, from, signal: running(), onProgress: () => {} };
    await expect(desk.recordings.fetchRecording(ask)).rejects.toMatchObject({ code: 'removed', retryable: false });
    expect(filesIn(join(desk.dataDir, 'media'))).toEqual([]);
    expect(await store.media(recording.id)).toBeNull();
  });
});

describe('the master key', () => {
  test('is changed while the relay runs, and every recording still plays', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const desk = await recordingDesk();
    const recording = await desk.kept(host.url());
    const store = desk.relay.storage.tenant(TENANT);
    const before = await store.media(recording.id);
    const lines: string[] = [];
    const environment = { DATA_DIR: desk.dataDir, RINGOVER_WEBHOOK_SECRET: SECRET };
    const code = await runCommand(['media', 'rotate-key'], { environment, print: (line) => void lines.push(line) });
    expect(code).toBe(0);
    expect(lines[0]).toContain('locked anew: 1.');
    const after = await store.media(recording.id);
    expect(after?.masterKeyId).not.toBe(before?.masterKeyId);
    expect(after?.objectName).toBe(before?.objectName);
    const { accessToken } = await desk.relay.enrolDevice();
    const audio = await fetch(`${desk.relay.url}/api/v1/recordings/${recording.id}/audio`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(
      createHash('sha256')
        .update(Buffer.from(await audio.arrayBuffer()))
        .digest('hex'),
    ).toBe(recording.sha256);
  });

  test('that is set by the operator is changed with the one before beside it', async () => {
    const desk = await recordingDesk();
    const lines: string[] = [];
    const environment = { DATA_DIR: desk.dataDir, MEDIA_KEY: Buffer.alloc(32, 1).toString('base64') };
    expect(await runCommand(['media', 'rotate-key'], { environment, print: (line) => void lines.push(line) })).toBe(2);
    expect(lines.join()).toContain('MEDIA_KEY_PREVIOUS');
    const both = { ...environment, MEDIA_KEY_PREVIOUS: Buffer.alloc(32, 2).toString('base64') };
    expect(await runCommand(['media', 'rotate-key'], { environment: both, print: () => {} })).toBe(0);
  });

  test('that was lost is told as that, to who wants to hear and not as a missing recording', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const desk = await recordingDesk();
    const recording = await desk.kept(host.url());
    const { accessToken } = await desk.relay.enrolDevice();
    rmSync(join(desk.dataDir, 'media.key'));
    const path = `/api/v1/recordings/${recording.id}/audio`;
    expect(await desk.relay.ask(path, { token: accessToken })).toMatchObject({
      status: 503,
      body: { code: 'media_key_missing' },
    });
  });
});
