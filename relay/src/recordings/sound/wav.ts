import { MediaError } from '../ports.ts';
import { fromALaw, fromMuLaw } from './companded.ts';

export interface WavFormat {
  encoding: 'pcm16' | 'mu-law' | 'a-law';
  sampleRate: number;
  channels: number;
  /** Of all channels together. */
  bytesPerFrame: number;
  /** As the header says. Null: it was written before the end was known. */
  dataBytes: number | null;
}

export interface WavReader {
  /** Null until the header has come. */
  readonly format: WavFormat | null;
  /**
   * Takes the next bytes of the file.
   * @returns the samples in them, channels in turn, only whole frames
   * @throws MediaError not_audio for a kind of WAV that this cannot read, corrupt
   */
  push(bytes: Buffer): Int16Array;
}

const encodings: Record<number, WavFormat['encoding']> = { 1: 'pcm16', 6: 'a-law', 7: 'mu-law' };
const EXTENSIBLE = 0xfffe;
/** Chunks before the samples hold names and dates; megabytes of them are no recording. */
const LONGEST_HEADER = 1_024 * 1_024;

/** Reads a WAV file (RIFF, little endian) as it comes. */
export function createWavReader(): WavReader {
  let format: WavFormat | null = null;
  let waiting: Buffer = Buffer.alloc(0);
  let left = Infinity;

  return {
    get format() {
      return format;
    },
    push(bytes) {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      if (format === null) {
        const header = readWavHeader(waiting);
        if (header === null) {
          if (waiting.length > LONGEST_HEADER) throw corrupt('There are no samples in this WAV file.');
          return new Int16Array(0);
        }
        ({ format } = header);
        waiting = waiting.subarray(header.dataAt);
        left = format.dataBytes ?? Infinity;
      }
      const usable = Math.min(waiting.length, left);
      const whole = usable - (usable % format.bytesPerFrame);
      const samples = samplesOf(waiting.subarray(0, whole), format.encoding);
      left -= whole;
      waiting = left < format.bytesPerFrame ? Buffer.alloc(0) : waiting.subarray(whole);
      if (left < format.bytesPerFrame) left = 0;
      return samples;
    },
  };
}

/** @returns null while the header is not there in full */
export function readWavHeader(bytes: Buffer): { format: WavFormat; dataAt: number } | null {
  if (bytes.length < 12) return null;
  if (bytes.toString('latin1', 8, 12) !== 'WAVE') throw corrupt('This is no WAV file.');
  let described: Omit<WavFormat, 'dataBytes'> | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'data') {
      if (described === null) throw corrupt('The samples of this WAV file are not described.');
      // 0 and the largest number are written by programs that did not know yet.
      const isKnown = size !== 0 && size < 0xff_ff_ff_00;
      return { format: { ...described, dataBytes: isKnown ? size : null }, dataAt: at + 8 };
    }
    if (name === 'fmt ') {
      if (size < 16) throw corrupt('The header of this WAV file is too short.');
      if (at + 8 + Math.min(size, 40) > bytes.length) return null;
      described = describe(bytes.subarray(at + 8, at + 8 + size));
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  return null;
}

function describe(fmt: Buffer): Omit<WavFormat, 'dataBytes'> {
  const tag = fmt.readUInt16LE(0);
  const code = tag === EXTENSIBLE && fmt.length >= 26 ? fmt.readUInt16LE(24) : tag;
  const channels = fmt.readUInt16LE(2);
  const sampleRate = fmt.readUInt32LE(4);
  const bits = fmt.readUInt16LE(14);
  const encoding = encodings[code];
  if (encoding === undefined || bits !== (encoding === 'pcm16' ? 16 : 8)) {
    throw new MediaError('not_audio', `WAV of kind ${String(code)} with ${String(bits)} bits cannot be read here.`, {
      retryable: false,
    });
  }
  if (channels < 1 || channels > 2 || sampleRate < 4_000 || sampleRate > 192_000) {
    throw corrupt('The header of this WAV file makes no sense.');
  }
  return { encoding, sampleRate, channels, bytesPerFrame: channels * (bits / 8) };
}

function samplesOf(bytes: Buffer, encoding: WavFormat['encoding']): Int16Array {
  switch (encoding) {
    case 'pcm16': {
      // A copy, because samples must lie at even places in memory.
      const copy = new Uint8Array(bytes);
      return new Int16Array(copy.buffer);
    }
    case 'mu-law':
      return Int16Array.from(bytes, fromMuLaw);
    case 'a-law':
      return Int16Array.from(bytes, fromALaw);
    default:
      return encoding satisfies never;
  }
}

const corrupt = (why: string) => new MediaError('corrupt', why, { retryable: false });
