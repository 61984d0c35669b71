import type { Sound } from './sound.ts';

/**
 * WAV with IMA ADPCM (format 0x11), one channel: four bits a sample, which any player knows and nothing must be installed
 * for. A block begins with a whole sample and then says only how the next ones differ.
 */
const BLOCK_BYTES = 256;
const BLOCK_SAMPLES = (BLOCK_BYTES - 4) * 2 + 1;
const HEADER_BYTES = 60;
const INDEX_STEPS = [-1, -1, -1, -1, 2, 4, 6, 8];
/** The standard’s table. */
// prettier-ignore
const STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066,
  2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];

interface Coder {
  predicted: number;
  index: number;
}

export function writeAdpcmWav({ sampleRate, samples }: Sound): Buffer {
  const blocks = Math.ceil(samples.length / BLOCK_SAMPLES);
  const file = Buffer.alloc(HEADER_BYTES + blocks * BLOCK_BYTES);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(20, 16);
  file.writeUInt16LE(0x11, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(Math.round((sampleRate * BLOCK_BYTES) / BLOCK_SAMPLES), 28);
  file.writeUInt16LE(BLOCK_BYTES, 32);
  file.writeUInt16LE(4, 34);
  file.writeUInt16LE(2, 36);
  file.writeUInt16LE(BLOCK_SAMPLES, 38);
  file.write('fact', 40, 'latin1');
  file.writeUInt32LE(4, 44);
  file.writeUInt32LE(samples.length, 48);
  file.write('data', 52, 'latin1');
  file.writeUInt32LE(blocks * BLOCK_BYTES, 56);
  const coder: Coder = { predicted: 0, index: 0 };
  for (let block = 0; block < blocks; block += 1) {
    const at = HEADER_BYTES + block * BLOCK_BYTES;
    const first = block * BLOCK_SAMPLES;
    coder.predicted = samples[first] ?? 0;
    file.writeInt16LE(coder.predicted, at);
    file.writeUInt8(coder.index, at + 2);
    for (let i = 1; i < BLOCK_SAMPLES; i += 1) {
      const nibble = encode(samples[first + i] ?? 0, coder);
      const byte = at + 4 + ((i - 1) >> 1);
      file[byte] = (file[byte] ?? 0) | (i % 2 === 1 ? nibble : nibble << 4);
    }
  }
  return file;
}

/** Reads what `writeAdpcmWav` wrote. @throws Error when it is something else */
export function readAdpcmWav(file: Buffer): Sound {
  const isOurs =
    file.length >= HEADER_BYTES && file.readUInt16LE(20) === 0x11 && file.toString('latin1', 52, 56) === 'data';
  if (!isOurs) throw new Error('This is no WAV file with IMA ADPCM.');
  const samples = new Int16Array(file.readUInt32LE(48));
  const coder: Coder = { predicted: 0, index: 0 };
  for (let n = 0; n < samples.length; n += 1) {
    const at = HEADER_BYTES + Math.floor(n / BLOCK_SAMPLES) * BLOCK_BYTES;
    const i = n % BLOCK_SAMPLES;
    if (i === 0) Object.assign(coder, { predicted: file.readInt16LE(at), index: file.readUInt8(at + 2) });
    else decode(((file[at + 4 + ((i - 1) >> 1)] ?? 0) >> (i % 2 === 1 ? 0 : 4)) & 0x0f, coder);
    samples[n] = coder.predicted;
  }
  return { sampleRate: file.readUInt32LE(24), samples };
}

function encode(sample: number, coder: Coder): number {
  const difference = sample - coder.predicted;
  let left = Math.abs(difference);
  let step = STEPS[coder.index] ?? 0;
  let nibble = difference < 0 ? 8 : 0;
  for (const bit of [4, 2, 1]) {
    if (left >= step) {
      nibble |= bit;
      left -= step;
    }
    step >>= 1;
  }
  decode(nibble, coder);
  return nibble;
}

function decode(nibble: number, coder: Coder): void {
  const step = STEPS[coder.index] ?? 0;
  const moved = (step >> 3) + (nibble & 4 ? step : 0) + (nibble & 2 ? step >> 1 : 0) + (nibble & 1 ? step >> 2 : 0);
  const predicted = coder.predicted + (nibble & 8 ? -moved : moved);
  coder.predicted = Math.max(-32_768, Math.min(32_767, predicted));
  coder.index = Math.max(0, Math.min(88, coder.index + (INDEX_STEPS[nibble & 7] ?? 0)));
}
