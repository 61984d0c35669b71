import { ProviderError } from './port.ts';
import type { ProviderClock } from './provider-clock.ts';

/** `action`: a person waits for it. `background`: reconcile, presence. */
export type Urgency = 'action' | 'background';

/** The requests that one key may make, one behind the other in time. */
export interface Pace {
  /**
   * Resolves when the next request may be sent. Actions go before background work, whenever they came.
   * @throws ProviderError provider_busy at once, when an action would wait for longer than a person does
   */
  turn(urgency: Urgency): Promise<void>;
  /** The provider said that it was too much all the same (another program has the same key): nobody goes for this long. */
  holdBack(ms: number): void;
}

/** Our second and the provider's do not begin together: requests may be nearer at its end than at ours (ms). */
const MARGIN_MS = 60;
/** Somebody who clicked waits this long at most before they are told that the provider is busy (ms). */
const LONGEST_WAIT_MS = 5_000;
/** Background work that waits; more than this is work that nobody looks at any more. */
const MOST_WAITING = 1_000;

/**
 * No more than `perSecond` requests in any second, not only on average: a bucket that is refilled while a burst is spent
 * would let through half as many again, and Ringover refuses what is above (telephony facts 1).
 */
export function createPace(perSecond: number, clock: ProviderClock): Pace {
  const windowMs = 1_000 + MARGIN_MS;
  /** When the last `perSecond` requests went, oldest first (ms). */
  let sent: number[] = [];
  let heldUntil = 0;
  const waiting: Record<Urgency, (() => void)[]> = { action: [], background: [] };
  let cancelTimer: (() => void) | null = null;

  function freeAt(nowMs: number): number {
    const oldest = sent.length < perSecond ? undefined : sent[0];
    return Math.max(nowMs, heldUntil, oldest === undefined ? 0 : oldest + windowMs);
  }

  function letGo(): void {
    cancelTimer?.();
    cancelTimer = null;
    for (;;) {
      const line = waiting.action.length > 0 ? waiting.action : waiting.background;
      if (line.length === 0) return;
      const nowMs = clock.now().getTime();
      // A clock that was set back must not stop everybody for as long as it was wrong.
      sent = sent.filter((at) => at <= nowMs);
      const at = freeAt(nowMs);
      if (at > nowMs) {
        cancelTimer = clock.after(at - nowMs, letGo);
        return;
      }
      sent = [...sent, nowMs].slice(-perSecond);
      line.shift()?.();
    }
  }

  return {
    turn(urgency) {
      const line = waiting[urgency];
      const nowMs = clock.now().getTime();
      const waitMs = freeAt(nowMs) - nowMs + Math.floor(line.length / perSecond) * windowMs;
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
