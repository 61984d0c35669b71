/** Signed 16 bit, little-endian, one voice ("L16"), as media servers send it. */

export type SampleRate = 8_000 | 16_000;

/** All of the media path works in pieces of this length (ms). */
export const FRAME_MS = 20;

export const samplesPerFrame = (rate: SampleRate): number => (rate * FRAME_MS) / 1_000;

/**
 * Not zeroed. Frames come from Node's pool of buffers, which is always aligned: fifty times a second for each call a
 * memory of its own would cost more than all else.
 */
export function newPcm(samples: number): Int16Array<ArrayBuffer> {
  const bytes = Buffer.allocUnsafe(samples * 2);
  return new Int16Array(bytes.buffer, bytes.byteOffset, samples);
}

/** A copy: what a socket delivers may lie at an odd address, and its memory is shared with other messages. */
export function pcmOfBytes(bytes: Uint8Array): Int16Array {
  const pcm = newPcm(bytes.byteLength >> 1);
  bytesOfPcm(pcm).set(bytes.subarray(0, pcm.byteLength));
  return pcm;
}

/** The same memory, seen as bytes. */
export const bytesOfPcm = (pcm: Int16Array): Buffer => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);

/** Comfort noise of a telephone stays below this; words do not. */
const SILENT = 64;

export function isSilence(pcm: Int16Array): boolean {
  for (const sample of pcm) if (sample > SILENT || sample < -SILENT) return false;
  return true;
}
