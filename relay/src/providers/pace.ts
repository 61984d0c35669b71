import { ProviderError } from './port.ts';
import type { ProviderClock } from './provider-clock.ts';

/** `action`: a person waits for it. `background`: reconcile, presence. */
export type Urgency = 'action' | 'background';

/** The requests that one key may make, one behind the other in time. */
export interface Pace {
  /**
   * Resolves when the next request may be sent, with what must be called once its answer is there. Actions go before
   * background work, whenever they came.
   * @throws ProviderError provider_busy at once, when an action would wait for longer than a person does
   */
  turn(urgency: Urgency): Promise<() => void>;
  /** The provider said that it was too much all the same (another program has the same key): nobody goes for this long. */
  holdBack(ms: number): void;
}

/** For clocks that count in whole milliseconds. */
const SECOND_MS = 1_000 + 20;
/** A request without an answer has been counted by then, if ever it is (ms). */
const LONGEST_WAY_MS = 2_000;
/** Somebody who clicked waits this long at most before they are told that the provider is busy (ms). */
const LONGEST_WAIT_MS = 5_000;
/** No provider asks for more (ms). */
const LONGEST_HOLD_MS = 60_000;
/** Background work that waits; more than this is work that nobody looks at any more. */
const MOST_WAITING = 1_000;

/**
 * No more than `perSecond` requests in any second of the provider's, not only on average: a bucket that is refilled while
 * a burst is spent would let through half as many again, and Ringover refuses what is above (telephony facts 1). A
 * request's second begins with its answer. Counted from when it was sent, a first request with a slow way (a connection
 * to be made) and a third with a quick one fall into one second at the other end.
 */
export function createPace(perSecond: number, clock: ProviderClock): Pace {
  /** Requests of the last second, with when they stop counting (ms). */
  let recent: { until: number }[] = [];
  let heldUntil = 0;
  const waiting: Record<Urgency, ((answered: () => void) => void)[]> = { action: [], background: [] };
  let cancelTimer: (() => void) | null = null;

  function freeAt(nowMs: number): number {
    // A clock that was set back must not stop everybody for as long as it was wrong.
    recent = recent.filter(({ until }) => until > nowMs && until <= nowMs + LONGEST_WAY_MS + SECOND_MS);
    if (heldUntil - nowMs > LONGEST_HOLD_MS) heldUntil = nowMs;
    const ends = recent.map(({ until }) => until).sort((a, b) => a - b);
    return Math.max(nowMs, heldUntil, ends[ends.length - perSecond] ?? 0);
  }

  function letGo(): void {
    cancelTimer?.();
    cancelTimer = null;
    for (;;) {
      const line = waiting.action.length > 0 ? waiting.action : waiting.background;
      if (line.length === 0) return;
      const nowMs = clock.now().getTime();
      const at = freeAt(nowMs);
      if (at > nowMs) {
        cancelTimer = clock.after(at - nowMs, letGo);
        return;
      }
      const request = { until: nowMs + LONGEST_WAY_MS + SECOND_MS };
      recent.push(request);
      line.shift()?.(() => {
        request.until = Math.min(request.until, clock.now().getTime() + SECOND_MS);
        letGo();
      });
    }
  }

  return {
    turn(urgency) {
      const line = waiting[urgency];
      const nowMs = clock.now().getTime();
      const waitMs = freeAt(nowMs) - nowMs + Math.floor(line.length / perSecond) * SECOND_MS;
      if (urgency === 'action' ? waitMs > LONGEST_WAIT_MS : line.length >= MOST_WAITING) {
        return Promise.reject(
          new ProviderError('provider_busy', 'Too many requests wait for this provider.', { retryAfterMs: waitMs }),
        );
      }
      return new Promise((resolve) => {
        line.push(resolve);
        letGo();
      });
    },
    holdBack(ms) {
      heldUntil = Math.max(heldUntil, clock.now().getTime() + ms);
    },
  };
}
