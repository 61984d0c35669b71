import type { History } from '../history/history.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { backoffMs, defaultBackoff, type BackoffOptions } from '../relay-link/backoff.ts';
import type { Clock } from '../relay-link/clock.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';

/** Tells the office that copies are gone, for its audit log; also those that went while there was no connection. */
export interface RemovalSender {
  /** The copy is gone from this disk: since now. */
  removed(recordingId: string): void;
  nudge(): void;
  close(): void;
}

export interface RemovalSenderOptions {
  recordings: Pick<History['recordings'], 'removals' | 'removalConfirmed'>;
  /** Null while there is no connection. */
  client: () => Pick<RelayClient, 'confirmRemoved'> | null;
  clock: Clock;
  backoff?: BackoffOptions;
  log?: Log;
}

export function createRemovalSender(options: RemovalSenderOptions): RemovalSender {
  const { recordings, clock, backoff = defaultBackoff, log = silentLog } = options;
  const goneAt = new Map<string, string>();
  let running = false;
  let again = false;
  let closed = false;
  let failures = 0;
  let undoRetry: (() => void) | null = null;

  async function tellAll(): Promise<void> {
    for (const { recordingId } of recordings.removals()) {
      const at = goneAt.get(recordingId);
      const client = options.client();
      // Only what is really gone is told; the rest comes when it is.
      if (at === undefined) continue;
      if (closed || client === null) return;
      try {
        await client.confirmRemoved(recordingId, at);
      } catch (error) {
        if (closed) return;
        if (!(error instanceof RelayProblem)) throw error;
        if (error.retryable) return retryLater(error);
        // The relay knows it no more: there is nobody to tell.
        log.warn('removal_waits', { recordingId, problem: error.code });
        if (error.code === 'device_revoked' || error.code === 'refresh_refused') return;
      }
      if (closed) return;
      failures = 0;
      recordings.removalConfirmed(recordingId);
      goneAt.delete(recordingId);
      log.info('removal_confirmed', { recordingId });
    }
  }

  function retryLater(problem: unknown): void {
    const delayMs = backoffMs(failures, backoff, problem instanceof RelayProblem ? problem.retryAfterMs : 0);
    failures += 1;
    log.warn('removal_waits', { problem: problem instanceof RelayProblem ? problem.code : problem, delayMs });
    undoRetry?.();
    undoRetry = clock.after(delayMs, () => {
      undoRetry = null;
      nudge();
    });
  }

  function nudge(): void {
    if (closed || undoRetry !== null || options.client() === null) return;
    again = running;
    if (running) return;
    running = true;
    void tellAll()
      .catch((error: unknown) => {
        if (!closed) retryLater(error);
      })
      .finally(() => {
        running = false;
        if (again) nudge();
      });
  }

  return {
    removed(recordingId) {
      if (!goneAt.has(recordingId)) goneAt.set(recordingId, clock.now().toISOString());
    },
    nudge,
    close() {
      closed = true;
      undoRetry?.();
    },
  };
}
