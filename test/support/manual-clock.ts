import type { Clock } from '../../src-main/relay-link/clock.ts';

export interface ManualClock extends Clock {
  /** Runs what falls due on the way, in order of time. */
  advance(ms: number): void;
  /** Somebody sets the clock by this much: timers still run as long as they would have. */
  set(byMs: number): void;
  /** Delays of the timers that are set, shortest first. */
  pending(): number[];
}

/** A clock that stands still until the test turns its hands. */
export function createManualClock(start = '2026-11-19T09:00:00.000Z'): ManualClock {
  let nowMs = Date.parse(start);
  let timers: { at: number; run: () => void }[] = [];

  return {
    now: () => new Date(nowMs),
    after(delayMs, run) {
      const timer = { at: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const until = nowMs + ms;
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.at);
        next.run();
      }
      nowMs = until;
    },
    set(byMs) {
      nowMs += byMs;
      timers = timers.map((timer) => Object.assign(timer, { at: timer.at + byMs }));
    },
    pending: () => timers.map((timer) => timer.at - nowMs).sort((a, b) => a - b),
  };
}
