import { createHash } from 'node:crypto';
import type { FieldState } from '@callbrief/relay/wire/field-state';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import type { Recording } from '@callbrief/relay/wire/recording';

const at = '2026-11-19T09:00:00.000Z';
export const done: FieldState = {
  status: 'completed',
  reason: null,
  progress: null,
  attempts: 1,
  nextAttemptAt: null,
  updatedAt: at,
};
export const notDone: FieldState = { ...done, status: 'pending', attempts: 0 };

/** Of `insights_changed`. */
export const allDone = {
  transcript: done,
  summary: done,
  keyPassages: done,
  tasks: done,
  sentiment: done,
  topics: done,
  mentions: done,
  dynamics: done,
};

/** Bytes that never repeat within a chunk, so that moved ones are noticed. */
export function soundBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = seed; i < length; i += 1) bytes[i] = (x = (x * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16;
  return bytes;
}
export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Of a call that can be played; `bytes` decide about its size and hash. */
export function sampleRecording(id: string, bytes: Buffer, more: Partial<Recording> = {}): Recording {
  return {
    id,
    callId: `call-of-${id}`,
    kind: 'call',
    audio: done,
    sha256: sha256Of(bytes),
    sizeBytes: bytes.length,
    contentType: 'audio/mpeg',
    durationMs: 60_000,
    channels: ['caller', 'firm'],
    legalHold: false,
    removed: null,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

export function sampleInsights(callId: string, said: string[], more: Partial<CallInsights> = {}): CallInsights {
  return {
    callId,
    revision: 1,
    recordingId: null,
    transcript: {
      ...done,
      engine: null,
      source: 'engine',
      segments: said.map((text, n) => ({
        id: `s${n}`,
        speaker: n % 2 === 0 ? 'caller' : 'firm',
        channel: n % 2,
        startMs: n * 67_000,
        endMs: n * 67_000 + 5_000,
        text,
        language: 'en',
        words: [{ text, startMs: n * 67_000, endMs: n * 67_000 + 5_000, confidence: null }],
        edited: null,
      })),
      speakerNames: { caller: null, firm: null },
    },
    summary: { ...notDone, engine: null, sentences: [], leftOut: 0, verified: null, edited: null },
    keyPassages: { ...notDone, passages: [] },
    tasks: { ...notDone, engine: null, tasks: [] },
    sentiment: { ...notDone, engine: null, overall: null, segments: [] },
    topics: { ...notDone, engine: null, topics: [] },
    mentions: { ...notDone, dates: [], phones: [], ibans: [], emails: [], urgent: [] },
    dynamics: {
      ...notDone,
      stepMs: 1_000,
      loudness: [],
      overlaps: [],
      talk: null,
      interruptions: 0,
      silenceMs: 0,
    },
    comments: [],
    updatedAt: at,
    ...more,
  };
}
