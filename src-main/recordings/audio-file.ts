import { createCipheriv, createDecipheriv, createHash, randomBytes, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { KEY_BYTES, NONCE_BYTES, TAG_BYTES, type LocalLock } from '../enrolment/local-lock.ts';

/**
 * An audio file as it lies on this disk:
 *
 *   header   "CBAU" 1 0 0 0 | size of the plain file, 8 bytes, big-endian | its SHA-256, 32 bytes | its key, locked, 60 bytes
 *   chunk    nonce, 12 bytes | up to 64 KiB, AES-256-GCM with the file's own random key | tag, 16 bytes
 *
 * The key is locked for this recording and this header, and each chunk is bound to its place: a flipped byte, a moved or
 * missing chunk, another file's content or a changed length is found before anything of it is heard. Any place can be read
 * without what stands before it, and a file that was half written is continued at its last whole chunk.
 */
export const CHUNK_BYTES = 65_536;
const SEALED_CHUNK_BYTES = NONCE_BYTES + CHUNK_BYTES + TAG_BYTES;
const MAGIC = Buffer.from([0x43, 0x42, 0x41, 0x55, 1, 0, 0, 0]);
const LOCKED_KEY_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const OPEN_BYTES = MAGIC.length + 8 + 32;
const HEADER_BYTES = OPEN_BYTES + LOCKED_KEY_BYTES;

/** What the file must become: from the relay's word about the recording. */
export interface AudioFacts {
  recordingId: string;
  sizeBytes: number;
  /** Hex, of the plain file. */
  sha256: string;
}

/** It is no file of ours, was locked with another key, or was changed. */
export class AudioFileError extends Error {
  readonly code = 'audio_damaged';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'AudioFileError';
  }
}

export interface AudioReader {
  readonly sizeBytes: number;
  /** `CHUNK_BYTES` of the plain file from `index * CHUNK_BYTES`; the last one is shorter. Throws AudioFileError. */
  chunk(index: number): Promise<Buffer>;
  close(): Promise<void>;
}

export interface AudioWriter {
  /** Whole chunks of a half-written file are kept: writing goes on here. */
  readonly fromByte: number;
  /** In order. Throws the disk's error; what was written before it stays. */
  write(bytes: Uint8Array): Promise<void>;
  /** @returns whether the size and the hash are those that were told; the file is on the disk then */
  finish(): Promise<'whole' | 'short' | 'wrong_hash'>;
  close(): Promise<void>;
}

const chunkCount = (sizeBytes: number) => Math.ceil(sizeBytes / CHUNK_BYTES);
const offsetOf = (index: number) => HEADER_BYTES + index * SEALED_CHUNK_BYTES;

/** Size on the disk of a file of this plain size. */
export const sealedBytes = (sizeBytes: number) =>
  HEADER_BYTES + sizeBytes + chunkCount(sizeBytes) * (NONCE_BYTES + TAG_BYTES);

/** Throws AudioFileError, and the system's error where there is no file. */
export async function openAudioFile(path: string, facts: AudioFacts, lock: LocalLock): Promise<AudioReader> {
  const file = await open(path, 'r');
  try {
    const key = await readKey(file, facts, lock);
    if ((await file.stat()).size !== sealedBytes(facts.sizeBytes)) throw new AudioFileError('It is cut or too long.');
    return {
      sizeBytes: facts.sizeBytes,
      chunk: (index) => readChunk(file, key, index, facts.sizeBytes),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Begins a file, or goes on where one stopped; what cannot be continued is begun anew. */
export async function writeAudioFile(path: string, facts: AudioFacts, lock: LocalLock): Promise<AudioWriter> {
  const file = await open(path, 'a+', 0o600).then(async (made) => {
    // Appending ignores places; it was only for making the file without emptying it.
    await made.close();
    return open(path, 'r+', 0o600);
  });
  try {
    const found = await continueFile(file, facts, lock);
    return createWriter(file, facts, found ?? (await beginFile(file, facts, lock)));
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Begun {
  key: Buffer;
  /** Of what is written. */
  hash: Hash;
  chunks: number;
}

async function beginFile(file: FileHandle, facts: AudioFacts, lock: LocalLock): Promise<Begun> {
  const key = randomBytes(KEY_BYTES);
  const openPart = openHeader(facts);
  await file.truncate(0);
  await writeAll(file, Buffer.concat([openPart, lock.lock(key, keyAbout(facts, openPart))]), 0);
  return { key, hash: createHash('sha256'), chunks: 0 };
}

/** Null: another file, another key, or damaged: nothing of it is used. */
async function continueFile(file: FileHandle, facts: AudioFacts, lock: LocalLock): Promise<Begun | null> {
  try {
    const key = await readKey(file, facts, lock);
    const { size } = await file.stat();
    const whole = Math.min(
      Math.floor((size - HEADER_BYTES) / SEALED_CHUNK_BYTES),
      Math.floor(facts.sizeBytes / CHUNK_BYTES),
    );
    const hash = createHash('sha256');
    for (let index = 0; index < whole; index += 1) hash.update(await readChunk(file, key, index, facts.sizeBytes));
    return { key, hash, chunks: whole };
  } catch (error) {
    if (error instanceof AudioFileError) return null;
    throw error;
  }
}

function createWriter(file: FileHandle, facts: AudioFacts, begun: Begun): AudioWriter {
  const { key, hash } = begun;
  let index = begun.chunks;
  let rest: Buffer = Buffer.alloc(0);
  let total = index * CHUNK_BYTES;

  async function writeChunk(plain: Buffer): Promise<void> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeOf(index));
    await writeAll(
      file,
      Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
      offsetOf(index),
    );
    hash.update(plain);
    index += 1;
  }

  return {
    fromByte: total,
    async write(bytes) {
      total += bytes.byteLength;
      // More than was told is not written: the hash is wrong already.
      if (total > facts.sizeBytes) return;
      rest = Buffer.concat([rest, bytes]);
      while (rest.length >= CHUNK_BYTES) {
        await writeChunk(rest.subarray(0, CHUNK_BYTES));
        rest = rest.subarray(CHUNK_BYTES);
      }
    },
    async finish() {
      if (total > facts.sizeBytes) return 'wrong_hash';
      if (total < facts.sizeBytes) return 'short';
      if (rest.length > 0) await writeChunk(rest);
      rest = Buffer.alloc(0);
      await file.truncate(sealedBytes(facts.sizeBytes));
      if (hash.copy().digest('hex') !== facts.sha256) return 'wrong_hash';
      await file.sync();
      return 'whole';
    },
    close: () => file.close(),
  };
}

async function readKey(file: FileHandle, facts: AudioFacts, lock: LocalLock): Promise<Buffer> {
  const header = await readAt(file, 0, HEADER_BYTES);
  const openPart = openHeader(facts);
  if (header.length < HEADER_BYTES || !header.subarray(0, OPEN_BYTES).equals(openPart))
    throw new AudioFileError('It is another file.');
  try {
    return lock.open(header.subarray(OPEN_BYTES), keyAbout(facts, openPart));
  } catch (error) {
    throw new AudioFileError('Its key cannot be opened.', error);
  }
}

async function readChunk(file: FileHandle, key: Buffer, index: number, sizeBytes: number): Promise<Buffer> {
  const plainBytes = Math.min(CHUNK_BYTES, sizeBytes - index * CHUNK_BYTES);
  const sealed = await readAt(file, offsetOf(index), plainBytes + NONCE_BYTES + TAG_BYTES);
  if (plainBytes <= 0 || sealed.length < plainBytes + NONCE_BYTES + TAG_BYTES)
    throw new AudioFileError(`Chunk ${index} is missing.`);
  const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  opener.setAAD(placeOf(index)).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([opener.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), opener.final()]);
  } catch (error) {
    throw new AudioFileError(`Chunk ${index} was changed.`, error);
  }
}

function openHeader({ sizeBytes, sha256 }: AudioFacts): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(sizeBytes));
  return Buffer.concat([MAGIC, size, Buffer.from(sha256, 'hex')]);
}

const keyAbout = ({ recordingId }: AudioFacts, openPart: Buffer) => `audio/${openPart.toString('hex')}/${recordingId}`;

function placeOf(index: number): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(index));
  return place;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, length));
  let got = 0;
  while (got < bytes.length) {
    const { bytesRead } = await file.read(bytes, got, bytes.length - got, position + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return bytes.subarray(0, got);
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
