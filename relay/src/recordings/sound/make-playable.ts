import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { Transform, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diskError } from '../keeping/disk-error.ts';
import { lockChunks } from '../keeping/locked-chunks.ts';
import { MediaError } from '../ports.ts';
import type { Peaks } from '../../wire/recording.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { inspectSound, type Inspected } from './inspect-sound.ts';
import { createSampleGauge } from './measure-samples.ts';
import { demuxerOf } from './sound-format.ts';

/**
 * The one form in which a recording is kept and played: Opus in Ogg. Measured on an hour of two voices at 8 kHz, seeking in
 * Chromium 130: WAV 115 MB, exact; Opus in Ogg 22 MB, within 10 ms, in 10 to 40 ms; AAC in m4a 20 MB, within 15 ms, but
 * it cannot be written to a pipe and so would lie unlocked on a disk; MP3 9 MB, 250 to 340 ms beside. At this bit rate a
 * silent channel stays silent beside one that speaks (90 dB below; 58 dB beside a loud pure tone), which telling the
 * speakers apart lives on. An hour
 * takes 16 s of one core.
 */
const OPUS = ['-c:a', 'libopus', '-application', 'voip', '-compression_level', '5'];
const STEREO_BITS = '48k';
const MONO_BITS = '28k';
/** An hour takes a quarter of a minute; more than this, and something hangs (ms). */
const CONVERT_MS = 15 * 60_000;

export interface Playable {
  sizeBytes: number;
  /** Hex, of the file before it was locked. */
  sha256: string;
  contentType: 'audio/ogg' | 'audio/wav' | 'audio/mpeg';
  durationMs: number;
  channels: number;
  /** Null: nothing here can decode it. */
  peaks: Peaks | null;
}

/**
 * Makes the playable form and writes it, locked, to `lockedPath`.
 * @param source opens the provider's file from its beginning, each time it is called
 * @throws MediaError not_audio, corrupt, too_long, no_room, timed_out
 */
export async function makePlayable(
  ask: {
    recordingId: string;
    source: () => Readable;
    sourceBytes: number;
    lockedPath: string;
    dataKey: Buffer;
    longestMs: number;
    signal: AbortSignal;
    /** 0 to 1 */
    onProgress: (share: number) => void;
  },
  ffmpeg: Ffmpeg | null,
): Promise<Playable> {
  const inspected = await inspectSound(ask.source, ask.longestMs);
  const out = createPlayableFile(ask);
  try {
    return ffmpeg === null ? await keep(ask, inspected, out) : await convert(ask, inspected, out, ffmpeg);
  } catch (error) {
    await rm(ask.lockedPath, { force: true });
    if (ask.signal.aborted) {
      throw new MediaError('interrupted', 'Converting was stopped.', { retryable: true, cause: error });
    }
    throw diskError(error);
  }
}

type Ask = Parameters<typeof makePlayable>[0];
type PlayableFile = ReturnType<typeof createPlayableFile>;

async function convert(ask: Ask, inspected: Inspected, out: PlayableFile, ffmpeg: Ffmpeg): Promise<Playable> {
  const { recordingId, longestMs, signal } = ask;
  const gauge = createSampleGauge(longestMs);
  // A second more than is taken, so that what is longer is told from what is exactly as long.
  const limit = ['-t', String(Math.ceil(longestMs / 1_000) + 1)];
  const bits = inspected.channels === 1 ? MONO_BITS : STEREO_BITS;
  const stream = ['-map', '0:a:0', ...limit, '-map_metadata', '-1', '-af'];
  const opus = [...stream, 'aformat=channel_layouts=mono|stereo', ...OPUS, '-b:a', bits, '-f', 'ogg', 'pipe:1'];
  const samples = [...stream, SAMPLES, '-c:a', 'pcm_s16le', '-bitexact', '-f', 'wav', 'pipe:3'];
  const rest = (input: string) => ['-f', demuxerOf[inspected.format], '-i', input, ...opus, ...samples];
  const run = { outputs: [out.entry, gauge], signal, timeoutMs: CONVERT_MS };
  if (inspected.format === 'mp4') {
    // Its table of contents may stand at the end: it cannot be read from a pipe.
    await withPlainFile(ask, (path) =>
      ffmpeg.run({ ...run, args: ['-protocol_whitelist', 'file,pipe', ...rest(`file:${path}`)], input: null }),
    );
  } else {
    const args = ['-protocol_whitelist', 'pipe', ...rest('pipe:0')];
    await ffmpeg.run({ ...run, args, input: ask.source().pipe(counted(ask)) });
  }
  const { sizeBytes, sha256 } = await out.done();
  const measured = gauge.measured(recordingId);
  if (measured === null) throw new MediaError('corrupt', 'There is no sound in the file.', { retryable: false });
  return { sizeBytes, sha256, contentType: 'audio/ogg', ...measured };
}

/** Rates that speech is told from; what is in between goes to the nearest. */
const SAMPLES = 'aformat=sample_fmts=s16:channel_layouts=mono|stereo:sample_rates=8000|11025|12000|16000';

/** Without ffmpeg: what a browser plays and we can measure stays as it came. */
async function keep(ask: Ask, inspected: Inspected, out: PlayableFile): Promise<Playable> {
  const { format, durationMs, channels } = inspected;
  const flow = { signal: ask.signal };
  switch (format) {
    case 'mp3': {
      await pipeline(ask.source(), counted(ask), out.entry, flow);
      const { sizeBytes, sha256 } = await out.done();
      const known = { durationMs: durationMs ?? 0, channels: channels ?? 1 };
      return { sizeBytes, sha256, contentType: 'audio/mpeg', ...known, peaks: null };
    }
    case 'wav': {
      const gauge = createSampleGauge(ask.longestMs);
      await pipeline(ask.source(), counted(ask), copiedTo(gauge), out.entry, flow);
      const { sizeBytes, sha256 } = await out.done();
      const measured = gauge.measured(ask.recordingId);
      if (measured === null) throw new MediaError('corrupt', 'There is no sound in the file.', { retryable: false });
      return { sizeBytes, sha256, contentType: 'audio/wav', ...measured };
    }
    case 'ogg':
    case 'flac':
    case 'mp4':
    case 'webm':
    case 'amr':
    case 'au':
    case 'aac':
      throw new MediaError('not_audio', `Without ffmpeg ${format} cannot be made playable.`, { retryable: false });
    default:
      return format satisfies never;
  }
}

/** What is written to `entry` is hashed, counted, locked, and lies on the disk when `done` resolves. */
function createPlayableFile({ lockedPath, dataKey, recordingId }: Ask) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const entry = new Transform({
    transform(bytes: Buffer, _encoding, next) {
      hash.update(bytes);
      sizeBytes += bytes.length;
      next(null, bytes);
    },
  });
  const file = createWriteStream(lockedPath, { mode: 0o600, flush: true });
  const written = pipeline(entry, lockChunks({ dataKey, recordingId }), file);
  // Heard in `done`, and through `entry` by whoever writes.
  written.catch(() => {});
  return {
    entry,
    async done() {
      try {
        await written;
      } catch (error) {
        throw diskError(error);
      }
      return { sizeBytes, sha256: hash.digest('hex') };
    },
  };
}

function counted({ sourceBytes, onProgress }: Ask): Transform {
  let passed = 0;
  return new Transform({
    transform(bytes: Buffer, _encoding, next) {
      passed += bytes.length;
      onProgress(Math.min(1, passed / sourceBytes));
      next(null, bytes);
    },
  });
}

function copiedTo(other: Writable): Transform {
  return new Transform({
    transform(bytes: Buffer, _encoding, next) {
      other.write(bytes, (error) => next(error ?? null, bytes));
    },
  });
}

async function withPlainFile(ask: Ask, work: (path: string) => Promise<void>): Promise<void> {
  const path = `${ask.lockedPath}.${randomBytes(4).toString('hex')}.mp4`;
  try {
    const file = await open(path, 'wx', 0o600);
    await pipeline(ask.source(), file.createWriteStream());
    await work(path);
  } catch (error) {
    throw diskError(error);
  } finally {
    await rm(path, { force: true });
  }
}

/** The locked file, to be put where it is kept. */
export async function lockedFile(path: string): Promise<{ bytes: Readable; sizeBytes: number }> {
  return { bytes: createReadStream(path), sizeBytes: (await stat(path)).size };
}
