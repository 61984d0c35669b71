import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { makeDataKey } from '../../../../relay/src/recordings/keeping/data-key.ts';
import { unlockChunks } from '../../../../relay/src/recordings/keeping/locked-chunks.ts';
import type { MediaError } from '../../../../relay/src/recordings/ports.ts';
import { findFfmpeg, type Ffmpeg } from '../../../../relay/src/recordings/sound/ffmpeg.ts';
import { makePlayable, type Playable } from '../../../../relay/src/recordings/sound/make-playable.ts';
import { opusInputRate } from '../../../../relay/src/recordings/sound/opus-rate.ts';
import { createPeakMeter } from '../../../../relay/src/recordings/sound/peak-meter.ts';
import { createWavReader } from '../../../../relay/src/recordings/sound/wav.ts';
import { fromALaw, fromMuLaw } from '../../../../relay/src/recordings/sound/companded.ts';
import { converted, hasFfmpeg, loudness, toneWav, wavOf } from '../../../support/sounds.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const recordingId = 'recording-1';

async function playable(
  bytes: Buffer,
  ffmpeg: Ffmpeg | null,
  more: { longestMs?: number; signal?: AbortSignal; onProgress?: (share: number) => void } = {},
): Promise<{ made: Playable; bytes: Buffer }> {
  const lockedPath = join(tempDir(), 'locked');
  const dataKey = makeDataKey();
  const source = () =>
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += 40_000) yield bytes.subarray(at, at + 40_000);
      })(),
      { objectMode: false },
    );
  const ask = { recordingId, source, sourceBytes: bytes.length, lockedPath, dataKey, longestMs: 60_000 };
  const running = new AbortController().signal;
  try {
    const made = await makePlayable({ ...ask, signal: running, onProgress: () => {}, ...more }, ffmpeg);
    const range = { first: 0, last: made.sizeBytes - 1 };
    const parts: Buffer[] = [];
    const locked = Readable.from([readFileSync(lockedPath)]);
    for await (const part of unlockChunks(locked, { dataKey, recordingId }, range, made.sizeBytes)) parts.push(part);
    return { made, bytes: Buffer.concat(parts) };
  } catch (error) {
    expect(existsSync(lockedPath)).toBe(false);
    throw error;
  }
}

const failure = (bytes: Buffer, ffmpeg: Ffmpeg | null, more: Parameters<typeof playable>[2] = {}) =>
  playable(bytes, ffmpeg, more).then(
    () => {
      throw new Error('It was made playable.');
    },
    (error: unknown) => error as MediaError,
  );

const stereo = toneWav([{ hz: 440 }, null], 4);

describe.skipIf(!hasFfmpeg)('with ffmpeg', async () => {
  const ffmpeg = (await findFfmpeg()) as Ffmpeg;

  test('a stereo WAV becomes Opus with both channels, each as it was', async () => {
    const progress: number[] = [];
    const { made, bytes } = await playable(stereo, ffmpeg, { onProgress: (share) => progress.push(share) });
    expect(made).toMatchObject({ contentType: 'audio/ogg', channels: 2 });
    expect(Math.abs(made.durationMs - 4_000)).toBeLessThan(50);
    expect(made.sizeBytes).toBeLessThan(stereo.length / 4);
    expect(bytes.length).toBe(made.sizeBytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.sha256);
    expect(opusInputRate(bytes.subarray(0, 512))).toBe(8_000);
    expect(progress.at(-1)).toBe(1);
    const reader = createWavReader();
    const samples = reader.push(converted(bytes, '-ar', '8000', '-c:a', 'pcm_s16le', '-f', 'wav'));
    const [left, right] = [0, 1].map((channel) => samples.filter((_, at) => at % 2 === channel)) as [
      Int16Array,
      Int16Array,
    ];
    expect(loudness(left)).toBeGreaterThan(10_000);
    expect(loudness(right)).toBeLessThan(loudness(left) / 500);
  });

  test.each([
    ['MP3', ['-c:a', 'libmp3lame', '-b:a', '32k', '-f', 'mp3']],
    ['A-law WAV', ['-c:a', 'pcm_alaw', '-f', 'wav']],
    ['FLAC', ['-c:a', 'flac', '-f', 'flac']],
    ['Ogg', ['-c:a', 'libopus', '-f', 'ogg']],
    ['AAC', ['-c:a', 'aac', '-f', 'adts']],
    ['m4a', ['-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4']],
    ['WebM', ['-c:a', 'libopus', '-f', 'webm']],
  ])('%s becomes the same playable form, with a waveform', async (_name, args) => {
    const { made } = await playable(converted(toneWav([{ hz: 300 }], 3), ...args), ffmpeg);
    expect(made).toMatchObject({ contentType: 'audio/ogg', channels: 1 });
    expect(Math.abs(made.durationMs - 3_000)).toBeLessThan(250);
    expect(made.peaks?.channels).toHaveLength(1);
  });

  test('more channels than two become two', async () => {
    const surround = converted(stereo, '-ac', '6', '-c:a', 'flac', '-f', 'flac');
    expect((await playable(surround, ffmpeg)).made.channels).toBe(2);
  });

  test('the waveform stands where the sound is', async () => {
    const loudThenSilent = Buffer.concat([toneWav([{ hz: 500, loud: 0.9 }, null], 1), Buffer.alloc(8_000 * 4)]);
    const wav = wavOf(loudThenSilent.subarray(44), { tag: 1, channels: 2, sampleRate: 8_000, bits: 16 });
    const { peaks } = (await playable(wav, ffmpeg)).made;
    expect(peaks?.stepMs).toBe(50);
    const [caller, firm] = (peaks?.channels ?? []).map((text) => new Int8Array(Buffer.from(text, 'base64')));
    expect(caller).toHaveLength(2 * 40);
    expect(caller?.[11]).toBeGreaterThan(100);
    expect(caller?.[10]).toBeLessThan(-100);
    expect(caller?.[2 * 30]).toBe(0);
    expect(Math.max(...(firm ?? [99]))).toBe(0);
  });

  test('a file of ten hours is refused by its header, before anything is decoded', async () => {
    const started = performance.now();
    const header = wavOf(Buffer.alloc(1_000), { tag: 1, channels: 1, sampleRate: 8_000, bits: 16 }, 36_000 * 16_000);
    expect(await failure(header, ffmpeg)).toMatchObject({ code: 'too_long', retryable: false });
    const second = converted(toneWav([{ hz: 300 }], 1, 8_000), '-c:a', 'libmp3lame', '-b:a', '8k', '-f', 'mp3');
    const frames = second.subarray(second.indexOf(0xff));
    const tenHours = Buffer.concat(Array.from({ length: 36_000 }, () => frames));
    expect((await failure(tenHours, ffmpeg, { longestMs: 4 * 3_600_000 })).code).toBe('too_long');
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('a file that does not tell its length is decoded no further than is taken', async () => {
    const ogg = converted(toneWav([{ hz: 300 }], 30), '-c:a', 'libopus', '-f', 'ogg');
    expect(await failure(ogg, ffmpeg, { longestMs: 10_000 })).toMatchObject({ code: 'too_long' });
    expect((await playable(ogg, ffmpeg, { longestMs: 30_100 })).made.durationMs).toBeGreaterThan(29_000);
  });

  test('a corrupt MP3 is told, whether it never was one or has a hole in it', async () => {
    const noise = randomBytes(200_000);
    noise.write('ID3', 0, 'latin1');
    noise.fill(0, 3, 10);
    expect(await failure(noise, ffmpeg)).toMatchObject({ code: 'corrupt', retryable: false });
    const mp3 = converted(toneWav([{ hz: 300 }], 20), '-c:a', 'libmp3lame', '-b:a', '32k', '-f', 'mp3');
    randomBytes(Math.round(mp3.length * 0.7)).copy(mp3, 500);
    expect((await failure(mp3, ffmpeg)).code).toBe('corrupt');
  });

  test('a file that is cut after its header is corrupt', async () => {
    for (const args of [
      ['-c:a', 'libopus', '-f', 'ogg'],
      ['-c:a', 'flac', '-f', 'flac'],
    ]) {
      const whole = converted(stereo, ...args);
      expect((await failure(whole.subarray(0, 80), ffmpeg)).code).toBe('corrupt');
    }
    expect((await failure(stereo.subarray(0, 44), ffmpeg)).code).toBe('corrupt');
  });

  test('a playlist is no sound, so that ffmpeg is never sent anywhere by one', async () => {
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'.padEnd(200));
    expect((await failure(playlist, ffmpeg)).code).toBe('not_audio');
    const disguised = Buffer.concat([Buffer.from('ID3\x03\x00\x00\x00\x00\x00\x00', 'latin1'), playlist]);
    expect((await failure(disguised, ffmpeg)).code).toBe('corrupt');
  });

  test('is stopped when the relay stops', async () => {
    const stop = new AbortController();
    const long = toneWav([{ hz: 300 }, { hz: 400 }], 50);
    const stopped = failure(long, ffmpeg, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(await stopped).toMatchObject({ code: 'interrupted', retryable: true });
  });
});

describe('without ffmpeg', () => {
  test('a WAV stays as it came, with its waveform', async () => {
    const { made, bytes } = await playable(stereo, null);
    expect(made).toMatchObject({ contentType: 'audio/wav', channels: 2, durationMs: 4_000, sizeBytes: stereo.length });
    expect(bytes.equals(stereo)).toBe(true);
    expect(made.peaks?.channels).toHaveLength(2);
  });

  test.each([
    ['mu-law', 7],
    ['A-law', 6],
  ])('a %s WAV stays as it came, and can be read', async (_name, tag) => {
    const wav = wavOf(Buffer.alloc(16_000, tag === 7 ? 0x00 : 0x2a), { tag, channels: 1, sampleRate: 8_000, bits: 8 });
    const { made } = await playable(wav, null);
    expect(made).toMatchObject({ contentType: 'audio/wav', channels: 1, durationMs: 2_000 });
    const peaks = new Int8Array(Buffer.from(made.peaks?.channels[0] ?? '', 'base64'));
    expect(peaks[0]).toBe(-126);
  });

  test.skipIf(!hasFfmpeg)('an MP3 stays as it came, with its exact length', async () => {
    const mp3 = converted(toneWav([{ hz: 300 }], 5), '-c:a', 'libmp3lame', '-q:a', '7', '-f', 'mp3');
    const { made, bytes } = await playable(mp3, null);
    expect(made).toMatchObject({ contentType: 'audio/mpeg', channels: 1, peaks: null });
    expect(Math.abs(made.durationMs - 5_000)).toBeLessThan(200);
    expect(bytes.equals(mp3)).toBe(true);
  });

  test('what a browser may not play is no audio', async () => {
    const amr = Buffer.from('#!AMR\n'.padEnd(100));
    expect(await failure(amr, null)).toMatchObject({ code: 'not_audio', retryable: false });
  });

  test('a WAV without a single sample is corrupt', async () => {
    expect((await failure(stereo.subarray(0, 44), null)).code).toBe('corrupt');
    const strange = wavOf(Buffer.alloc(100), { tag: 1, channels: 9, sampleRate: 8_000, bits: 16 });
    expect((await failure(strange, null)).code).toBe('corrupt');
  });

  test('a program that is none is not taken for ffmpeg', async () => {
    expect(await findFfmpeg('no-such-program')).toBeNull();
    expect(await findFfmpeg('true')).toBeNull();
  });
});

describe('telephone sound', () => {
  test('in mu-law and A-law opens as G.711 says', () => {
    expect([0x00, 0x80, 0x7f, 0xff, 0x8f].map(fromMuLaw)).toEqual([-32_124, 32_124, 0, 0, 16_764]);
    expect([0x2a, 0xaa, 0x55, 0xd5].map(fromALaw)).toEqual([-32_256, 32_256, -8, 8]);
  });

  test('comes in pieces of any size and is the same', () => {
    const whole = createWavReader().push(stereo);
    const reader = createWavReader();
    const pieces: number[] = [];
    for (let at = 0; at < stereo.length; at += 997) pieces.push(...reader.push(stereo.subarray(at, at + 997)));
    expect(pieces).toEqual([...whole]);
  });

  test('of an hour in stereo is measured in less than two seconds', () => {
    const second = createWavReader().push(toneWav([{ hz: 300 }, { hz: 400 }], 1));
    const meter = createPeakMeter(8_000, 2);
    const started = performance.now();
    for (let at = 0; at < 3_600; at += 1) meter.push(second);
    const { channels } = meter.peaks(recordingId);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(Buffer.from(channels[0] ?? '', 'base64')).toHaveLength(2 * 72_000);
  });

  test('at a rate that 20 does not divide has its steps where they should be', () => {
    const meter = createPeakMeter(11_025, 1);
    meter.push(new Int16Array(11_025 * 10));
    expect(Buffer.from(meter.peaks(recordingId).channels[0] ?? '', 'base64')).toHaveLength(2 * 200);
  });
});
