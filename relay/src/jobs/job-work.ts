import type { JobKind, StoredJob } from '../storage/recording-port.ts';
import type { TenantStore } from '../storage/port.ts';
import type { FieldReason } from '../wire/field-state.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** One attempt at one job. */
export interface JobContext {
  tenantId: string;
  store: TenantStore;
  job: StoredJob;
  /** Aborted when the process ends, when another process holds the job by now, and when it takes far too long. */
  signal: AbortSignal;
}

/** How an attempt failed. */
export interface JobFailure {
  reason: FieldReason;
  /** Null: it is not tried again by itself. */
  nextAttemptAt: IsoTime | null;
}

/** What is done for a kind of jobs. An attempt may follow one that was killed anywhere, so each looks what is there. */
export interface JobWork {
  /** @throws MediaError, EngineError: their `code` is the reason, and `retryable` whether it is tried again by itself */
  run(context: JobContext): Promise<void>;
  /** Writes the failure where people see it, before the job itself has it. */
  failed(context: JobContext, failure: JobFailure): Promise<void>;
}

/** A kind without work is left waiting: a later version, or another process, may know it. */
export type WorkByKind = Partial<Record<JobKind, JobWork>>;
