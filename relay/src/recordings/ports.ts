import type { Readable } from 'node:stream';
import type { FieldReason } from '../wire/field-state.ts';
import type { Speaker } from '../wire/recording.ts';

/** Where locked bytes are kept: a folder, or an S3-compatible bucket. Knows no keys and no tenants' names. */
export interface MediaStore {
  /** Replaces what has the name. Whole or not at all. @throws MediaError */
  put(objectName: string, bytes: Readable, sizeBytes: number): Promise<void>;
  /** @param range first and last byte, both included. @throws MediaError `removed` when it is not there */
  get(objectName: string, range: { first: number; last: number } | null): Promise<Readable>;
  /** Succeeds also when it was not there. */
  remove(objectName: string): Promise<void>;
}

/** Audio that anything can be computed from. */
export interface DecodedAudio {
  sampleRate: number;
  /** One list of signed 16 bit samples a channel, all of the same length. */
  channels: Int16Array[];
  /** Whose voice each channel is. */
  speakers: Speaker[];
  durationMs: number;
}

export class MediaError extends Error {
  readonly code: FieldReason;
  /** Trying again later may work. */
  readonly retryable: boolean;
  constructor(code: FieldReason, message: string, more: { retryable: boolean; cause?: unknown }) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'MediaError';
    this.code = code;
    this.retryable = more.retryable;
  }
}

/** What a recording is made readable for: the bytes as they play, unlocked, and the same decoded. */
export interface RecordingMedia {
  /** The playable file. @throws MediaError */
  open(recordingId: string, range: { first: number; last: number } | null): Promise<Readable>;
  /** @throws MediaError */
  decode(recordingId: string, signal: AbortSignal): Promise<DecodedAudio>;
}
