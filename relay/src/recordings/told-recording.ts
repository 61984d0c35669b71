import { createHash } from 'node:crypto';
import { draft, type EventDraft } from '../calls/event-draft.ts';
import type { NewJob } from '../storage/recording-port.ts';
import type { CallFact } from '../wire/call-fact.ts';
import type { Call } from '../wire/call.ts';
import type { Hops } from '../wire/events.ts';
import type { Recording } from '../wire/recording.ts';

/** What a fetch job needs: the provider's own address, which no client is ever told. */
export interface FetchPayload {
  provider: Call['provider'];
  url: string;
  /** As the provider tells it. */
  durationSeconds: number | null;
}

/** What an import job needs. */
export interface ImportPayload {
  provider: Call['provider'];
  transcriptionUrl: string;
}

/** A provider said where audio or a transcript of a call is. */
export interface ToldMedia {
  /** Null: a transcript, which has no recording of its own. */
  recording: { id: string; kind: Recording['kind'] } | null;
  job: NewJob;
}

/** The same for every telling of one recording, so that it is one. */
export function recordingIdOf(callId: string, kind: Recording['kind']): string {
  const hex = createHash('sha256').update(`${callId} ${kind}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/**
 * What new facts say of media; mostly nothing.
 * @param all with what was known before, in canonical order: of two addresses the newest counts, however they arrived
 */
export function toldMedia(
  call: Pick<Call, 'id' | 'provider'>,
  news: readonly CallFact[],
  all: readonly CallFact[],
  at: string,
): ToldMedia[] {
  const told: ToldMedia[] = [];
  const newest = <K extends 'recording' | 'voicemailRecording' | 'transcriptionUrl'>(key: K) =>
    news.some((fact) => fact.added?.[key]) ? all.findLast((fact) => fact.added?.[key])?.added?.[key] : undefined;
  const sources = [
    { kind: 'call', source: newest('recording') },
    { kind: 'voicemail', source: newest('voicemailRecording') },
  ] as const;
  for (const { kind, source } of sources) {
    if (!source || source.url === '') continue;
    const id = recordingIdOf(call.id, kind);
    const payload: FetchPayload = { provider: call.provider, ...source };
    const job: NewJob = { key: `fetch/${id}`, kind: 'fetch', callId: call.id, recordingId: id, dueAt: at, payload };
    told.push({ recording: { id, kind }, job });
  }
  const transcriptionUrl = newest('transcriptionUrl');
  if (transcriptionUrl) {
    const payload: ImportPayload = { provider: call.provider, transcriptionUrl };
    const job: NewJob = {
      key: `import/${call.id}`,
      kind: 'import',
      callId: call.id,
      recordingId: null,
      dueAt: at,
      payload,
    };
    told.push({ recording: null, job });
  }
  return told;
}

/** A recording that was only heard of. @param legalHold of its call, and so of it */
export function pendingRecording(
  callId: string,
  { id, kind, legalHold = false }: { id: string; kind: Recording['kind']; legalHold?: boolean },
  at: string,
): Recording {
  return {
    id,
    callId,
    kind,
    audio: { status: 'pending', reason: null, progress: null, attempts: 0, nextAttemptAt: null, updatedAt: at },
    sha256: null,
    sizeBytes: null,
    contentType: null,
    durationMs: null,
    channels: [],
    legalHold,
    removed: null,
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * Whether another address of a known recording is worth another try: what the first one gave is kept, what was removed
 * or refused by the firm stays away.
 */
export function isFetchedAgain({ audio, removed }: Recording): boolean {
  return removed === null && (audio.status === 'pending' || audio.status === 'failed');
}

/** @returns the same where it was so before */
export function withHold(recording: Recording, on: boolean, at: string): Recording {
  return recording.legalHold === on ? recording : { ...recording, legalHold: on, updatedAt: at };
}

export function recordingChangedDraft(recording: Recording, hops: Hops): EventDraft {
  return draft({ type: 'recording_changed', recording, hops });
}
