/** Desktops are told of changes, but no more often than this (ms). */
const TELL_MS = 250;

export interface Telling {
  /** Something changed; it is told with the next tick that may. */
  changed: () => void;
  now: () => void;
  tick: () => void;
}

export function createTelling(nowMs: () => number, tell: () => void): Telling {
  let toldAtMs = -Infinity;
  let isDue = false;
  function now(): void {
    isDue = false;
    toldAtMs = nowMs();
    tell();
  }
  return {
    changed() {
      isDue = true;
    },
    now,
    tick() {
      if (isDue && nowMs() - toldAtMs >= TELL_MS) now();
    },
  };
}
