import { availableParallelism } from 'node:os';
import type { JobKind } from '../storage/recording-port.ts';

export interface JobLimits {
  /** Jobs of a kind that this process does at the same time. */
  readonly atOnce: Readonly<Record<JobKind, number>>;
  /** Of all kinds together for one firm, so that a firm with a full day leaves room for the others. */
  readonly perTenant: number;
  /** How long a job is another's after its process was killed. It is renewed three times as often (ms). */
  readonly leaseMs: number;
  /** How often work is looked for that nobody in this process knows of (ms). */
  readonly pollMs: number;
  /** One attempt; whatever hangs longer is ended as `timed_out` (ms). */
  readonly longestMs: Readonly<Record<JobKind, number>>;
  /** At the end: what has not stopped by then is left to the lease (ms). */
  readonly drainMs: number;
}

const MINUTE_MS = 60_000;

export function usualLimits(cores = availableParallelism()): JobLimits {
  return {
    // A core stays free for the phones that ring.
    atOnce: {
      fetch: 4,
      dynamics: 1,
      import: 2,
      transcribe: Math.max(1, cores - 1),
      understand: 2,
      remove: 2,
      directory_import: 1,
    },
    perTenant: 2,
    leaseMs: MINUTE_MS,
    pollMs: 1_000,
    // Four hours: ten hours of audio at a third of its length.
    longestMs: {
      fetch: 60 * MINUTE_MS,
      dynamics: 30 * MINUTE_MS,
      import: 5 * MINUTE_MS,
      transcribe: 240 * MINUTE_MS,
      understand: 60 * MINUTE_MS,
      remove: 10 * MINUTE_MS,
      directory_import: 60 * MINUTE_MS,
    },
    drainMs: 5_000,
  };
}
