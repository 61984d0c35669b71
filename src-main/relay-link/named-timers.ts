import type { Clock } from './clock.ts';

export interface NamedTimers<Name extends string> {
  /** Replaces the timer of this name. */
  set(name: Name, delayMs: number, run: () => void): void;
  stop(name: Name): void;
  stopAll(): void;
}

/** Timers that exist once each, so that none is forgotten when everything stops. */
export function createNamedTimers<Name extends string>(clock: Clock): NamedTimers<Name> {
  const undo = new Map<Name, () => void>();
  const stop = (name: Name) => {
    undo.get(name)?.();
    undo.delete(name);
  };
  return {
    set(name, delayMs, run) {
      stop(name);
      const cancel = clock.after(delayMs, () => {
        undo.delete(name);
        run();
      });
      undo.set(name, cancel);
    },
    stop,
    stopAll() {
      for (const name of undo.keys()) stop(name);
    },
  };
}
