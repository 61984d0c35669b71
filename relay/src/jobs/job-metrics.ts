import type { JobKind } from '../storage/recording-port.ts';

/** `lost`: another process took it over, because this one was too slow to renew it. `given_back`: this process ended. */
export type JobOutcome = 'done' | 'retried' | 'gave_up' | 'lost' | 'given_back';

export interface JobMetrics {
  observeJob(kind: JobKind, outcome: JobOutcome, seconds: number): void;
}
