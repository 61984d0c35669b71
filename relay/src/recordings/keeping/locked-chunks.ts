import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { MediaError } from '../ports.ts';

/**
 * Locked bytes lie in chunks of 64 KiB, each sealed for itself (AES-256-GCM), so that a player that asks for the middle of
 * an hour gets it without all before it. The nonce is the chunk's number, which is safe because every data key locks one
 * object once; sealed with it are the recording, the number and whether it is the last, so that chunks cannot be moved,
 * exchanged between recordings, or cut off at the end without being noticed.
 */
export const CHUNK_BYTES = 64 * 1_024;
const TAG_BYTES = 16;
export const LOCKED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

export interface ChunkLock {
  dataKey: Buffer;
  recordingId: string;
}

/** How large `sizeBytes` are when they are locked. Nothing at all is no recording. */
export const lockedSize = (sizeBytes: number): number => sizeBytes + Math.ceil(sizeBytes / CHUNK_BYTES) * TAG_BYTES;

/** Locks what is written to it. */
export function lockChunks(lock: ChunkLock): Transform {
  let waiting: Buffer = Buffer.alloc(0);
  let index = 0;
  const seal = (plain: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', lock.dataKey, nonceOf(index)).setAAD(sealOf(lock, index, isLast));
    index += 1;
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  return new Transform({
    transform(bytes: Buffer, _encoding, done: TransformCallback) {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      // One chunk is held back: only at the end is it known which is the last.
      while (waiting.length > CHUNK_BYTES) {
        this.push(seal(waiting.subarray(0, CHUNK_BYTES), false));
        waiting = waiting.subarray(CHUNK_BYTES);
      }
      done();
    },
    flush(done) {
      if (waiting.length > 0) this.push(seal(waiting, true));
      done();
    },
  });
}

export interface ByteRange {
  /** Both included. */
  first: number;
  last: number;
}

/** Which locked bytes hold this part of the unlocked ones. */
export function lockedRange(range: ByteRange, sizeBytes: number): ByteRange {
  const firstChunk = Math.floor(range.first / CHUNK_BYTES);
  const lastChunk = Math.floor(range.last / CHUNK_BYTES);
  const first = firstChunk * LOCKED_CHUNK_BYTES;
  return { first, last: Math.min((lastChunk + 1) * LOCKED_CHUNK_BYTES, lockedSize(sizeBytes)) - 1 };
}

/**
 * Unlocks what `lockedRange` asked for and yields exactly the range.
 * @throws MediaError corrupt when a chunk was changed, moved or cut
 */
export async function* unlockChunks(
  locked: AsyncIterable<Buffer>,
  lock: ChunkLock,
  range: ByteRange,
  sizeBytes: number,
): AsyncGenerator<Buffer> {
  const lastIndex = Math.ceil(sizeBytes / CHUNK_BYTES) - 1;
  let index = Math.floor(range.first / CHUNK_BYTES);
  const end = Math.floor(range.last / CHUNK_BYTES);
  let waiting: Buffer = Buffer.alloc(0);
  const lengthOf = (chunk: number) =>
    chunk === lastIndex ? sizeBytes - chunk * CHUNK_BYTES + TAG_BYTES : LOCKED_CHUNK_BYTES;
  for await (const bytes of locked) {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    while (index <= end && waiting.length >= lengthOf(index)) {
      const length = lengthOf(index);
      const plain = open(waiting.subarray(0, length), lock, index, index === lastIndex);
      waiting = waiting.subarray(length);
      const start = index * CHUNK_BYTES;
      index += 1;
      yield plain.subarray(Math.max(0, range.first - start), Math.min(plain.length, range.last - start + 1));
    }
  }
  if (index <= end) throw damaged(lock);
}

function open(locked: Buffer, lock: ChunkLock, index: number, isLast: boolean): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', lock.dataKey, nonceOf(index), { authTagLength: TAG_BYTES })
    .setAAD(sealOf(lock, index, isLast))
    .setAuthTag(locked.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([cipher.update(locked.subarray(0, -TAG_BYTES)), cipher.final()]);
  } catch (cause) {
    throw damaged(lock, cause);
  }
}

function damaged(lock: ChunkLock, cause?: unknown): MediaError {
  const message = `What is kept of recording ${lock.recordingId} was changed or cut.`;
  return new MediaError('corrupt', message, { retryable: false, cause });
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

const sealOf = ({ recordingId }: ChunkLock, index: number, isLast: boolean): Buffer =>
  Buffer.from(`${recordingId}\n${String(index)}\n${isLast ? 'last' : 'more'}`);
