import type { Citation } from '../insights/citations.ts';

/** Of the width of the lanes: as wide as a pin with two digits at 1280. */
const APART = 4;

/** In the order of time; a pin that would stand on the one before it moves on to its right. Percent. */
export function spreadPins(
  citations: readonly Citation[],
  durationMs: number,
): { citation: Citation; share: number }[] {
  let last = -APART;
  return citations
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((citation) => {
      const share = Math.max((citation.atMs / Math.max(1, durationMs)) * 100, last + APART);
      last = share;
      return { citation, share: Math.min(100, share) };
    });
}
