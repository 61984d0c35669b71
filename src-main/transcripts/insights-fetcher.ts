import type { History } from '../history/history.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { backoffMs, defaultBackoff, type BackoffOptions } from '../relay-link/backoff.ts';
import type { Clock } from '../relay-link/clock.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';

/**
 * Brings what was made of calls' words to this computer, newest calls first, and confirms to the office what it removed. What is wanted stands in the history, so it
 * survives a restart; a lost connection is waited for.
 */
export interface InsightsFetcher {
  nudge(): void;
  close(): void;
}

export interface InsightsFetcherOptions {
  insights: Pick<History['insights'], 'wanted' | 'put' | 'remove' | 'removals' | 'removalConfirmed'>;
  /** Null while there is no connection. */
  client: () => Pick<RelayClient, 'insights' | 'confirmTextsRemoved'> | null;
  clock: Clock;
  backoff?: BackoffOptions;
  onChanged: (callId: string) => void;
  log?: Log;
}

const AT_ONCE = 50;
/** One call whose words cannot be read keeps no other waiting. */
const LATER_MS = 300_000;

export function createInsightsFetcher(options: InsightsFetcherOptions): InsightsFetcher {
  const { insights, clock, backoff = defaultBackoff, log = silentLog } = options;
  const laterThan = new Map<string, number>();
  const shownGone = new Set<string>();
  let running = false;
  let again = false;
  let closed = false;
  let failures = 0;
  let undoRetry: (() => void) | null = null;

  async function fetchAll(): Promise<void> {
    for (;;) {
      again = false;
      if (!(await confirmRemovals())) return;
      const now = clock.now().getTime();
      const ready = insights
        .wanted(AT_ONCE + laterThan.size)
        .filter(({ callId }) => (laterThan.get(callId) ?? 0) <= now);
      if (ready.length === 0 && !again) return;
      for (const wanted of ready) {
        const client = options.client();
        if (closed || client === null) return;
        if (!(await fetchOne(wanted, client))) return;
      }
    }
  }

  /** What the office removed is gone from here since its event was written; now it hears so. @returns whether more may go */
  async function confirmRemovals(): Promise<boolean> {
    for (const callId of insights.removals()) {
      if (!shownGone.has(callId)) options.onChanged(callId);
      shownGone.add(callId);
      const client = options.client();
      if (closed || client === null) return false;
      try {
        await client.confirmTextsRemoved(callId, clock.now().toISOString());
      } catch (error) {
        if (closed) return false;
        if (!(error instanceof RelayProblem)) throw error;
        if (error.code === 'device_revoked' || error.code === 'refresh_refused') return false;
        if (error.retryable) {
          retryLater(error);
          return false;
        }
        // The relay knows the call no more: there is nobody to tell.
        log.warn('removal_waits', { callId, problem: error.code });
      }
      if (closed) return false;
      failures = 0;
      insights.removalConfirmed(callId);
      shownGone.delete(callId);
      log.info('removal_confirmed', { callId });
    }
    return true;
  }

  /** @returns whether the next one may go */
  async function fetchOne(
    { callId, revision }: { callId: string; revision: number },
    client: NonNullable<ReturnType<typeof options.client>>,
  ): Promise<boolean> {
    try {
      const now = await client.insights(callId);
      if (closed) return false;
      insights.put({ ...now, callId }, revision);
      log.info('insights_fetched', { callId, revision: now.revision });
    } catch (error) {
      if (closed) return false;
      if (!(error instanceof RelayProblem)) throw error;
      if (error.code === 'device_revoked' || error.code === 'refresh_refused') return false;
      if (error.retryable && error.code !== 'not_understood' && error.code !== 'internal') {
        retryLater(error);
        return false;
      }
      log.warn('insights_wait', { callId, problem: error.code });
      if (error.retryable) {
        laterThan.set(callId, clock.now().getTime() + LATER_MS);
        if (undoRetry === null) undoRetry = clock.after(LATER_MS, retry);
        return true;
      }
      // None any more, or not for this person: what stands here must go too.
      insights.remove(callId);
    }
    failures = 0;
    laterThan.delete(callId);
    options.onChanged(callId);
    return true;
  }

  function retryLater(problem: unknown): void {
    const delayMs = backoffMs(failures, backoff, problem instanceof RelayProblem ? problem.retryAfterMs : 0);
    failures += 1;
    log.warn('insights_wait', { problem: problem instanceof RelayProblem ? problem.code : problem, delayMs });
    undoRetry?.();
    undoRetry = clock.after(delayMs, retry);
  }

  const retry = () => {
    undoRetry = null;
    nudge();
  };

  function nudge(): void {
    again = true;
    // While the network failed, its backoff holds.
    if (running || closed || (undoRetry !== null && failures > 0)) return;
    running = true;
    void fetchAll()
      .catch((error: unknown) => {
        if (!closed) retryLater(error);
      })
      .finally(() => {
        running = false;
        // Nudged after it had looked for the last time.
        if (again) nudge();
      });
  }

  return {
    nudge,
    close() {
      closed = true;
      undoRetry?.();
    },
  };
}
