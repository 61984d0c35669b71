import type { Clock } from '../relay-link/clock.ts';

/** Runs soon, and then at most once in `everyMs`, however often it is asked for. */
export interface Often {
  ask(): void;
  close(): void;
}

export function createOften(clock: Clock, everyMs: number, run: () => void): Often {
  let undo: (() => void) | null = null;
  let again = false;
  const go = () => {
    again = false;
    undo = clock.after(everyMs, () => {
      undo = null;
      if (again) go();
    });
    run();
  };
  return {
    ask() {
      if (undo === null) go();
      else again = true;
    },
    close() {
      undo?.();
      again = false;
    },
  };
}
