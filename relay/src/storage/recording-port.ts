import type { FieldReason } from '../wire/field-state.ts';
import type { CallInsights, CapturePolicy } from '../wire/insights.ts';
import type { AuditEntry, Recording } from '../wire/recording.ts';
import type { Page } from '../wire/rest.ts';
import type { IsoTime } from '../wire/scalars.ts';
import type { StoredEvent, Written } from './port.ts';

/** Recordings, what is made of them, the work that makes it, and who touched it: of one tenant. */
export interface RecordingStore {
  /** Newest first by `createdAt`; pages as `callPage`. */
  recordingPage(before: string | null, limit: number): Promise<Page<Recording>>;
  recording(recordingId: string): Promise<Recording | null>;
  recordingsOfCall(callId: string): Promise<Recording[]>;
  /**
   * Reads, changes and writes one recording in one transaction, with its `recording_changed`. `change` gets null where
   * there is none yet; it returns null to leave everything as it is.
   */
  changeRecording(
    recordingId: string,
    change: (before: Recording | null) => Recording | null,
  ): Promise<Written<Recording> | null>;
  /** Where its bytes are and how they are locked. Null: nowhere (yet, or any more). */
  media(recordingId: string): Promise<StoredMedia | null>;
  setMedia(recordingId: string, media: StoredMedia | null): Promise<void>;
  /** Locked with this master key, for rotation; at most `limit`. */
  mediaOfKey(masterKeyId: string, limit: number): Promise<{ recordingId: string; media: StoredMedia }[]>;
  /** Not on hold, not removed, of calls that started before this; oldest first. */
  recordingsBefore(startedBefore: IsoTime, limit: number): Promise<Recording[]>;

  /** Nothing of this call is removed, by no clock and no demand; also not what is told of it later. */
  isOnHold(callId: string): Promise<boolean>;
  /**
   * Of the call and of all its recordings, in one transaction. `value`: the call's recordings as they are then; `isNew`:
   * whether it was otherwise before. Null: there is no such call.
   */
  setLegalHold(callId: string, on: boolean): Promise<(Written<Recording[]> & { isNew: boolean }) | null>;

  insights(callId: string): Promise<CallInsights | null>;
  /**
   * As `changeRecording`; raises `revision`, sets `updatedAt`, appends `insights_changed`, and `call_ai_completed` once
   * nothing is under way any more and something new was completed. Null from `change`: untouched. Null too for a call
   * that does not exist.
   */
  changeInsights(
    callId: string,
    change: (before: CallInsights | null) => CallInsights | null,
  ): Promise<Written<CallInsights> | null>;
  /** Which calls have insights and in which revision, for a desktop that comes back; by call id. */
  insightsPage(cursor: string | null, limit: number): Promise<Page<{ callId: string; revision: number }>>;

  /** Calls with insights or a talk of the receptionist that started before this and are not on hold; oldest first. */
  insightsBefore(startedBefore: IsoTime, limit: number): Promise<string[]>;
  /**
   * They are gone, the receptionist's talk with them, and `insights_removed` is told: every desktop lets go of its copy. On
   * hold, or where there is neither, nothing happens. @returns what was told
   */
  removeInsights(callId: string): Promise<StoredEvent[]>;
  /**
   * Locks with the current key what an older one locked; at most `limit`, nobody is told. Until it returns 0 the older key
   * is needed. @returns how many
   */
  relockTexts(limit: number): Promise<number>;
  /** How the calls went that started at or after `from` and before `to`, where that is known. */
  sentimentsBetween(
    from: IsoTime,
    to: IsoTime,
  ): Promise<{ callId: string; label: 'positive' | 'neutral' | 'negative' }[]>;
  /** The same, counted. */
  sentimentCounts(from: IsoTime, to: IsoTime): Promise<{ positive: number; neutral: number; negative: number }>;

  /**
   * Insert-once by `key`; a job that is over (`done`, `failed`) begins anew. One that waits is due at `dueAt` when that is
   * sooner; one that runs begins anew when it is over, for it may not have seen what it is asked for now.
   * @returns false when it is known and not over
   */
  addJob(job: NewJob): Promise<boolean>;
  /**
   * Takes the next due job of these kinds for `leaseMs`; a job whose lease ran out (a killed process) is due again, and
   * has one attempt more. Two processes never hold one job. Null: nothing is due.
   */
  claimJob(kinds: readonly string[], now: IsoTime, leaseMs: number): Promise<StoredJob | null>;
  /** Of this and what follows: false when the lease was lost meanwhile, and nothing is changed. */
  renewJob(held: HeldJob, until: IsoTime): Promise<boolean>;
  finishJob(held: HeldJob): Promise<boolean>;
  /** `retryAt` null: given up, until somebody asks again (`addJob` with the same key). */
  failJob(held: HeldJob, reason: FieldReason, retryAt: IsoTime | null): Promise<boolean>;
  /** Due again at once, as if it had never been claimed: this process ends. */
  giveBackJob(held: HeldJob): Promise<boolean>;
  jobsOfCall(callId: string): Promise<StoredJob[]>;

  addAudit(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  /** Newest first. */
  auditPage(of: { callId: string | null }, before: string | null, limit: number): Promise<Page<AuditEntry>>;

  capturePolicy(): Promise<CapturePolicy>;
  /** Compare-and-set on `revision`. */
  setCapturePolicy(policy: CapturePolicy, expectedRevision: number): Promise<boolean>;
}

export interface StoredMedia {
  /** Name in the media store. */
  objectName: string;
  /** Which master key locks the data key, and the locked data key, Base64. */
  masterKeyId: string;
  lockedKey: string;
  /** Of the playable file before it was locked. */
  sizeBytes: number;
  /** `peaks` of `wire/recording.ts` as JSON; null until computed. */
  peaksJson: string | null;
}

export interface NewJob {
  /** `fetch/<recordingId>`: one job of a kind per thing. */
  key: string;
  kind: JobKind;
  callId: string;
  recordingId: string | null;
  dueAt: IsoTime;
  /** What the job needs beside the ids, JSON: a provider's address, which field was asked for. Never leaves the relay. */
  payload: unknown;
}

/** `import`: a transcript that the provider made. `directory_import`: contacts, matters and deadlines out of a file. */
export const jobKinds = [
  'fetch',
  'dynamics',
  'import',
  'transcribe',
  'understand',
  'remove',
  'directory_import',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** Whose claim it is: the same job that was claimed anew has another lease. */
export interface HeldJob {
  id: number;
  lease: string;
}

export interface StoredJob extends NewJob, HeldJob {
  /** How often it was claimed since it was last added. */
  attempts: number;
  state: 'waiting' | 'running' | 'failed' | 'done';
  lastReason: FieldReason | null;
}
