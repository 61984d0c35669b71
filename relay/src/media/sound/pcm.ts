import { markAsUntransferable } from 'node:worker_threads';

/** Signed 16 bit, little-endian, one voice ("L16"), as media servers send it. */

export type SampleRate = 8_000 | 16_000;

/** All of the media path works in pieces of this length (ms). */
export const FRAME_MS = 20;

export const samplesPerFrame = (rate: SampleRate): number => (rate * FRAME_MS) / 1_000;

/** As large as Node's pool of buffers: a frame that somebody keeps holds back no more than this (bytes). */
const SLAB_BYTES = 8 * 1_024;
let slab = newSlab();
/** Always even. */
let slabUsed = 0;

function newSlab(): Buffer<ArrayBuffer> {
  const bytes = Buffer.allocUnsafeSlow(SLAB_BYTES);
  // As Node's own pool: whoever hands one frame to a thread would take all the others away.
  markAsUntransferable(bytes.buffer);
  return bytes;
}

/**
 * Not zeroed. Frames are cut from slabs: fifty times a second for each call a memory of its own would cost more than all
 * else, and one from Node's pool is two objects instead of one.
 */
export function newPcm(samples: number): Int16Array<ArrayBuffer> {
  const bytes = samples * 2;
  if (bytes > SLAB_BYTES / 2) return new Int16Array(Buffer.allocUnsafeSlow(bytes).buffer, 0, samples);
  if (slabUsed + bytes > SLAB_BYTES) {
    slab = newSlab();
    slabUsed = 0;
  }
  const pcm = new Int16Array(slab.buffer, slabUsed, samples);
  slabUsed += bytes;
  return pcm;
}

/** A copy: what a socket delivers may lie at an odd address, and its memory is shared with other messages. */
export function pcmOfBytes(bytes: Uint8Array): Int16Array {
  const pcm = newPcm(bytes.byteLength >> 1);
  const even = bytes.byteLength === pcm.byteLength ? bytes : bytes.subarray(0, pcm.byteLength);
  if (pcm.buffer === slab.buffer) slab.set(even, pcm.byteOffset);
  else bytesOfPcm(pcm).set(even);
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

export function joinedPcm(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
