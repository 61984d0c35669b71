import type { TranscriptSegment } from '@callbrief/relay/wire/insights';

/** The line that is being said, or was said last; -1 before the first. Segments are in order of their start. */
export function lineAt(segments: readonly TranscriptSegment[], atMs: number): number {
  let [low, high] = [0, segments.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.startMs ?? 0) <= atMs) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

/** A speaker turn starts where another voice begins. Coming from within a turn, the previous one is its own start. */
export function turnFrom(segments: readonly TranscriptSegment[], atMs: number, by: 1 | -1): number | null {
  const starts = segments.flatMap(({ speaker, startMs }, index) =>
    index === 0 || segments[index - 1]?.speaker !== speaker ? [startMs] : [],
  );
  if (by === 1) return starts.find((start) => start > atMs) ?? null;
  return starts.findLast((start) => start < atMs - A_MOMENT_MS) ?? starts[0] ?? null;
}

/** Pressed again within this time, "previous" means the turn before. */
const A_MOMENT_MS = 1_500;
