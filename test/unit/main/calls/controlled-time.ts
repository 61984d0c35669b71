/** A clock that stands until it is moved; timers run when it passes them. */
export function controlledTime(startsAt: string) {
  let nowMs = Date.parse(startsAt);
  let timers: { atMs: number; run: () => void }[] = [];
  return {
    now: () => new Date(nowMs),
    iso: (afterMs = 0) => new Date(nowMs + afterMs).toISOString(),
    schedule: (afterMs: number, run: () => void) => {
      const timer = { atMs: nowMs + afterMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((t) => t !== timer);
      };
    },
    pass(ms: number) {
      const until = nowMs + ms;
      for (;;) {
        const next = timers.toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!next || next.atMs > until) break;
        timers = timers.filter((t) => t !== next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = until;
    },
    waiting: () => timers.length,
  };
}
