import { HistoryError } from '../history/history-error.ts';
import type { AppliedEvent, History } from '../history/history.ts';

type Logged = Parameters<History['apply']>[0][number];

/** Writes events into the history; while the disk is full it keeps them in memory, so that the phone can still ring. */
export interface UnwrittenEvents {
  /**
   * As `history.apply`. With a full disk the answer is what it would be with room, and the cursor on the disk stays: a
   * restart loses nothing, the relay sends it again. Throws everything else, and `disk_full` when too much waits.
   */
  apply(events: Logged[]): AppliedEvent[];
  close(): void;
}

export interface UnwrittenEventsOptions {
  history: Pick<History, 'apply' | 'cursor' | 'call' | 'message'>;
  onDiskFull?: (isFull: boolean) => void;
  /** Written at last, by itself. */
  onWritten: (applied: AppliedEvent[]) => void;
  schedule: (afterMs: number, run: () => void) => () => void;
}

/** A busy morning of a large firm. */
const MOST_WAITING = 2_000;
const TRY_AGAIN_MS = 30_000;

export function createUnwrittenEvents(options: UnwrittenEventsOptions): UnwrittenEvents {
  const { history, onDiskFull } = options;
  let waiting: Logged[] = [];
  let cursorWhenFull = 0;
  let undoTimer: (() => void) | null = null;

  function keep(events: Logged[]): AppliedEvent[] {
    const last = waiting.at(-1)?.id ?? history.cursor();
    const fresh = events.filter(({ id }) => id > last);
    waiting = [...waiting, ...fresh];
    return events.flatMap(({ id, event }) => {
      if (event.type === 'unknown') return [];
      const callBefore = event.type === 'call_changed' ? history.call(event.call.id) : null;
      const messageBefore = event.type === 'message_changed' ? history.message(event.message.id) : null;
      return [{ id, event, isNew: id > last, callBefore, messageBefore }];
    });
  }

  function tryAgainLater(): void {
    undoTimer ??= options.schedule(TRY_AGAIN_MS, () => {
      undoTimer = null;
      options.onWritten(apply([]));
    });
  }

  function apply(events: Logged[]): AppliedEvent[] {
    // Filled anew meanwhile: what waits is of a log, or of a time, that does not count any more.
    if (waiting.length > 0 && history.cursor() !== cursorWhenFull) waiting = [];
    try {
      const applied = history.apply([...waiting, ...events]);
      onDiskFull?.(false);
      waiting = [];
      return applied;
    } catch (error) {
      if (!(error instanceof HistoryError) || error.code !== 'disk_full') throw error;
      onDiskFull?.(true);
      if (waiting.length + events.length > MOST_WAITING) throw error;
      cursorWhenFull = history.cursor();
      tryAgainLater();
      return keep(events);
    }
  }

  return {
    apply,
    close() {
      undoTimer?.();
      waiting = [];
    },
  };
}
