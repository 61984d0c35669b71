/** Desktops are told of changes, but no more often than this (ms). */
const TELL_MS = 250;

export interface Telling {
  /** Something changed; it is told with the next tick that may, or at once where none comes. */
  changed: () => void;
  now: () => void;
  tick: () => void;
}

/** @param hasTicks false: the caller is with a telephone that rings, and their sound no longer drives us */
export function createTelling(nowMs: () => number, tell: () => void, hasTicks: () => boolean): Telling {
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
      if (!hasTicks()) now();
    },
    now,
    tick() {
      if (isDue && nowMs() - toldAtMs >= TELL_MS) now();
    },
  };
}
