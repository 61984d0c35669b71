import { FRAME_MS } from '../sound/pcm.ts';

/** One 20 ms tick for all calls of this process. */
export interface PlayoutClock {
  /**
   * @param tick given when it was due (ms of `nowMs`), not when it came: from one to the next there are exactly 20 ms, or
   *   a multiple after a stall
   * @returns its own undo
   */
  join(tick: (dueMs: number) => void): () => void;
  nowMs: () => number;
  /** How late the ticks came since the last question (ms), unordered; of those that were missed, the first. */
  takeLateness(): number[];
  readonly memberCount: number;
}

export interface ClockParts {
  /** Monotonic, with fractions of milliseconds. */
  nowMs: () => number;
  /** @returns its own undo */
  after: (ms: number, run: () => void) => () => void;
}

/** How much is kept until somebody asks. */
const MOST_LATENESS = 100_000;

const real: ClockParts = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Each tick is due at `start + n * 20`, so that one that comes late does not make the next ones late: setInterval drifts by
 * almost half a second a minute. Ticks that were missed altogether are left out; the playouts see it in the time and catch
 * up. No timer runs while nobody has joined.
 */
export function createPlayoutClock(given: Partial<ClockParts> = {}): PlayoutClock {
  const parts = { ...real, ...given };
  const members = new Set<(dueMs: number) => void>();
  let startMs = 0;
  let n = 0;
  let stop: (() => void) | null = null;
  let isTicking = false;
  let lateness: number[] = [];

  function wait(): void {
    stop = parts.after(Math.max(0, Math.round(startMs + n * FRAME_MS - parts.nowMs())), run);
  }

  function run(): void {
    stop = null;
    const nowMs = parts.nowMs();
    // Timers count whole milliseconds and may come one too early.
    if (nowMs < startMs + n * FRAME_MS - 1) return wait();
    const lateMs = Math.max(0, nowMs - (startMs + n * FRAME_MS));
    if (lateness.length < MOST_LATENESS) lateness.push(lateMs);
    n += Math.floor(lateMs / FRAME_MS);
    const dueMs = startMs + n * FRAME_MS;
    isTicking = true;
    for (const tick of members) tick(dueMs);
    isTicking = false;
    n += 1;
    if (members.size > 0) wait();
  }

  return {
    nowMs: parts.nowMs,
    join(tick) {
      // Of its own: the same function may join twice.
      const member = (dueMs: number) => tick(dueMs);
      members.add(member);
      if (stop === null && !isTicking) {
        startMs = parts.nowMs();
        n = 1;
        wait();
      }
      return () => {
        members.delete(member);
        if (members.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    takeLateness() {
      const taken = lateness;
      lateness = [];
      return taken;
    },
    get memberCount() {
      return members.size;
    },
  };
}
