import type { Readable } from 'node:stream';
import { MediaError } from '../ports.ts';
import { createMp3Walker } from './mp3-frames.ts';
import { soundFormat, type SoundFormat } from './sound-format.ts';
import { readWavHeader } from './wav.ts';

export interface Inspected {
  format: SoundFormat;
  /** Where the file tells without being decoded. */
  durationMs: number | null;
  channels: number | null;
}

/** Enough for the names and dates in front of a WAV file's samples. */
const HEAD_BYTES = 64 * 1_024;
/** An MP3 of which more than this is no MP3 is not played as if it were whole. */
const MOST_LOST = 0.5;

/**
 * Looks at a file before anything is decoded: what it is, and how long.
 * @throws MediaError not_audio, too_long, corrupt
 */
export async function inspectSound(open: () => Readable, longestMs: number): Promise<Inspected> {
  const head = await readHead(open());
  const format = head.length < 12 ? null : soundFormat(head);
  if (format === null) throw new MediaError('not_audio', 'The file is no sound.', { retryable: false });
  const inspected = { format, ...(await lengthOf(format, head, open)) };
  if (inspected.durationMs !== null && inspected.durationMs > longestMs) throw tooLong();
  return inspected;
}

export const tooLong = () =>
  new MediaError('too_long', 'The recording is longer than the relay takes.', { retryable: false });

async function lengthOf(
  format: SoundFormat,
  head: Buffer,
  open: () => Readable,
): Promise<Pick<Inspected, 'durationMs' | 'channels'>> {
  if (format === 'wav') return wavLength(head);
  if (format === 'flac') return flacLength(head);
  if (format !== 'mp3') return { durationMs: null, channels: null };
  const walker = createMp3Walker();
  for await (const bytes of open() as AsyncIterable<Buffer>) walker.push(bytes);
  const { durationMs, channels, frameBytes, lostBytes } = walker.end();
  if (frameBytes === 0 || lostBytes > MOST_LOST * (frameBytes + lostBytes)) {
    throw new MediaError('corrupt', 'Most of this MP3 file is none.', { retryable: false });
  }
  return { durationMs, channels };
}

/** Null where only ffmpeg can read its kind. */
function wavLength(head: Buffer): Pick<Inspected, 'durationMs' | 'channels'> {
  try {
    const header = readWavHeader(head);
    if (header === null) return { durationMs: null, channels: null };
    const { dataBytes, bytesPerFrame, sampleRate, channels } = header.format;
    return {
      durationMs: dataBytes === null ? null : Math.round((dataBytes / bytesPerFrame / sampleRate) * 1_000),
      channels,
    };
  } catch {
    return { durationMs: null, channels: null };
  }
}

/** STREAMINFO: 20 bits of rate, 3 of channels, 5 of sample size, 36 of how many samples (RFC 9639, 8.2). */
function flacLength(head: Buffer): Pick<Inspected, 'durationMs' | 'channels'> {
  if (head.length < 26) return { durationMs: null, channels: null };
  const bits = head.readBigUInt64BE(18);
  const sampleRate = Number(bits >> 44n);
  const samples = Number(bits & 0xf_ffff_ffffn);
  return {
    durationMs: samples === 0 || sampleRate === 0 ? null : Math.round((samples / sampleRate) * 1_000),
    channels: Number((bits >> 41n) & 7n) + 1,
  };
}

async function readHead(source: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const bytes of source as AsyncIterable<Buffer>) {
    parts.push(bytes);
    length += bytes.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts);
}
