import { sentimentLabel, type CallInsights } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import type { JobKind, NewJob, StoredJob } from './recording-port.ts';
import type { ToldFields } from '../insights/ai-completed.ts';
import type { FieldReason } from '../wire/field-state.ts';
import type { TextLock } from './text-lock.ts';

/** Recordings, insights and jobs as both databases hold them. */
export function recordingColumns(recording: Recording) {
  return {
    id: recording.id,
    callId: recording.callId,
    createdAt: recording.createdAt,
    onHold: recording.legalHold ? 1 : 0,
    removable: recording.legalHold || recording.removed ? 0 : 1,
    json: JSON.stringify(recording),
  };
}

export interface InsightsRow {
  told_json: string;
  locked: string;
}

export interface StoredInsights {
  insights: CallInsights;
  told: ToldFields;
}

export function storedInsightsOf(row: InsightsRow, lock: TextLock): StoredInsights {
  return {
    insights: JSON.parse(lock.unlock(row.locked)) as CallInsights,
    told: JSON.parse(row.told_json) as ToldFields,
  };
}

export function insightsColumns({ insights, told }: StoredInsights, lock: TextLock) {
  return {
    callId: insights.callId,
    revision: insights.revision,
    // The one thing that is kept readable, because it is counted over months.
    sentiment: insights.sentiment.overall?.label ?? null,
    toldJson: JSON.stringify(told),
    locked: lock.lock(JSON.stringify(insights)),
  };
}

/** PostgreSQL's driver gives a bigint as text. */
export interface JobRow {
  id: number | string;
  key: string;
  kind: JobKind;
  call_id: string;
  recording_id: string | null;
  payload_json: string;
  state: StoredJob['state'];
  due_at: string;
  attempts: number;
  lease: string;
  last_reason: FieldReason | null;
}

export const jobColumns =
  'id, key, kind, call_id, recording_id, payload_json, state, due_at, attempts, lease, last_reason';

export function storedJobOf(row: JobRow): StoredJob {
  return {
    id: Number(row.id),
    key: row.key,
    kind: row.kind,
    callId: row.call_id,
    recordingId: row.recording_id,
    payload: JSON.parse(row.payload_json) as unknown,
    state: row.state,
    dueAt: row.due_at,
    attempts: row.attempts,
    lease: row.lease,
    lastReason: row.last_reason,
  };
}

/** In the order of both INSERTs. */
export const valuesOf = (job: NewJob) =>
  [job.key, job.kind, job.callId, job.recordingId, JSON.stringify(job.payload ?? null), job.dueAt] as const;

export type SentimentOfCall = { callId: string; label: keyof SentimentCounts };

export const sentimentOfRow = ({ callId, sentiment }: { callId: string; sentiment: string }): SentimentOfCall => ({
  callId,
  label: sentimentLabel.parse(sentiment),
});

export type SentimentCounts = Record<'positive' | 'neutral' | 'negative', number>;

export function sentimentCountsOf(rows: readonly { sentiment: string; count: number }[]): SentimentCounts {
  const counts = { positive: 0, neutral: 0, negative: 0 };
  for (const { sentiment, count } of rows) counts[sentimentLabel.parse(sentiment)] = count;
  return counts;
}
