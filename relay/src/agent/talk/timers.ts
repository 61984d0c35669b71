/** Timers of one talk, on the clock that its sound has: nothing runs by itself, so nothing is left behind. */
export interface Timers {
  /** @returns its own undo */
  after: (ms: number, run: () => void) => () => void;
  /** Runs what is due. */
  tick(): void;
  clear(): void;
}

export function createTimers(nowMs: () => number): Timers {
  const waiting = new Set<{ dueMs: number; run: () => void }>();
  return {
    after(ms, run) {
      const timer = { dueMs: nowMs() + ms, run };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    tick() {
      if (waiting.size === 0) return;
      const atMs = nowMs();
      for (const timer of waiting) {
        if (timer.dueMs > atMs) continue;
        waiting.delete(timer);
        timer.run();
      }
    },
    clear: () => waiting.clear(),
  };
}
