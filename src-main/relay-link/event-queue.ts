import type { ArrivedEvent } from './relay-link.ts';

export interface EventQueue {
  push(event: ArrivedEvent): void;
  /** Hands over what waits, now. */
  flush(): void;
  /** Drops what waits; the relay replays it. */
  clear(): void;
}

/** One transaction of the history; more would hold the windows up during a long replay. */
const LARGEST_BATCH = 500;

/** Collects what arrives in one turn of the event loop, so that a replay of a day is a few transactions, not thousands. */
export function createEventQueue(deliver: (batch: ArrivedEvent[]) => void): EventQueue {
  let waiting: ArrivedEvent[] = [];
  let scheduled: NodeJS.Immediate | null = null;

  const deliverSome = () => {
    const batch = waiting.splice(0, LARGEST_BATCH);
    if (batch.length > 0) deliver(batch);
  };
  const schedule = () => {
    scheduled ??= setImmediate(() => {
      scheduled = null;
      deliverSome();
      if (waiting.length > 0) schedule();
    });
  };

  return {
    push(event) {
      waiting.push(event);
      schedule();
    },
    flush() {
      while (waiting.length > 0) deliverSome();
    },
    clear() {
      waiting = [];
      if (scheduled) clearImmediate(scheduled);
      scheduled = null;
    },
  };
}
