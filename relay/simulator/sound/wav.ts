import type { Sound } from './sound.ts';

const HEADER_BYTES = 44;

/** PCM, 16 bit. @param channels one or two of one length and rate */
export function writeWav(channels: readonly Sound[]): Buffer {
  const [first] = channels;
  if (!first || channels.some((one) => one.samples.length !== first.samples.length))
    throw new Error('A WAV file has channels of one length.');
  const frameBytes = channels.length * 2;
  const dataBytes = first.samples.length * frameBytes;
  const file = Buffer.alloc(HEADER_BYTES + dataBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(first.sampleRate, 24);
  file.writeUInt32LE(first.sampleRate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  const frames = new Int16Array(file.buffer, file.byteOffset + HEADER_BYTES, dataBytes / 2);
  for (const [c, { samples }] of channels.entries())
    for (let i = 0, at = c; i < samples.length; i += 1, at += channels.length) frames[at] = samples[i] ?? 0;
  return file;
}

/**
 * Reads PCM of 16 bit. A program that writes into a pipe does not know the length beforehand and says any, so what is
 * there counts.
 */
export function readWav(file: Buffer): Sound[] {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('This is no WAV file.');
  let format: { channels: number; sampleRate: number } | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const bytes = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    const body = file.subarray(at + 8, at + 8 + bytes);
    if (name === 'fmt ') {
      if (body.readUInt16LE(0) !== 1 || body.readUInt16LE(14) !== 16) throw new Error('Only PCM of 16 bit is read.');
      format = { channels: body.readUInt16LE(2), sampleRate: body.readUInt32LE(4) };
    }
    if (name === 'data' && format) return apart(body, format);
    at += 8 + bytes + (bytes % 2);
  }
  throw new Error('The WAV file has no sound in it.');
}

function apart(body: Buffer, { channels, sampleRate }: { channels: number; sampleRate: number }): Sound[] {
  const length = Math.floor(body.length / 2 / channels);
  return Array.from({ length: channels }, (_, c) => {
    const samples = new Int16Array(length);
    for (let i = 0; i < length; i += 1) samples[i] = body.readInt16LE((i * channels + c) * 2);
    return { sampleRate, samples };
  });
}
