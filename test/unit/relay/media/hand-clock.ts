import { createPlayoutClock, type PlayoutClock } from '../../../../relay/src/media/playout/playout-clock.ts';

export interface HandClock {
  clock: PlayoutClock;
  /** Runs what falls due on the way. */
  advance: (ms: number) => void;
  /** Time passes and nothing runs: the process is stuck. */
  stall: (ms: number) => void;
  pending: () => number;
}

/** A playout clock whose time the test turns. */
export function createHandClock(): HandClock {
  let atMs = 1_000;
  let timers: { dueMs: number; run: () => void }[] = [];
  const clock = createPlayoutClock({
    nowMs: () => atMs,
    after(ms, run) {
      const timer = { dueMs: atMs + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  return {
    clock,
    advance(ms) {
      const untilMs = atMs + ms;
      for (;;) {
        const [next] = timers.filter(({ dueMs }) => dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        atMs = Math.max(atMs, next.dueMs);
        next.run();
      }
      atMs = untilMs;
    },
    stall(ms) {
      atMs += ms;
    },
    pending: () => timers.length,
  };
}
