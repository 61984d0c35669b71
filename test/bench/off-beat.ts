import type { Series } from './measure.ts';

/** Counts of durations, a tenth of a millisecond each: millions of them take no more memory than one. */
export interface Histogram {
  add(ms: number): void;
  clear(): void;
  /** Counts, to be sent to another process. */
  readonly counts: readonly number[];
}

const STEP_MS = 0.1;
const MOST_MS = 2_000;

export function createHistogram(): Histogram {
  const counts = Array.from({ length: MOST_MS / STEP_MS + 1 }, () => 0);
  return {
    add(ms) {
      const at = Math.min(counts.length - 1, Math.max(0, Math.floor(ms / STEP_MS)));
      counts[at] = (counts[at] ?? 0) + 1;
    },
    clear: () => void counts.fill(0),
    counts,
  };
}

export function seriesOf(counts: readonly number[]): Series {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const at = (share: number) => {
    let seen = 0;
    for (const [index, count] of counts.entries()) {
      seen += count;
      if (seen >= share * n && seen > 0) return index * STEP_MS;
    }
    return Number.NaN;
  };
  return { n, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Nothing for so long is a pause of the speech, no frame that was late (ms). */
const PAUSE_MS = 400;
/** Speech begins with as many frames at once as the provider may have ahead; with marks it has 240 ms. */
const FIRST_FRAMES = 16;

/**
 * Follows the frames of one call and tells by how much each came off its 20 ms, while speech goes on. The last frame of a
 * speech is not counted: a rest of less than 20 ms waits for what may follow.
 */
export function createBeat(off: (ms: number) => void): (atMs: number) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let frames = 0;
  let waiting: number | null = null;
  return (atMs) => {
    const sinceMs = atMs - lastMs;
    lastMs = atMs;
    frames = sinceMs > PAUSE_MS ? 0 : frames + 1;
    if (frames > 0 && waiting !== null) off(waiting);
    waiting = frames > FIRST_FRAMES ? Math.abs(sinceMs - 20) : null;
  };
}
