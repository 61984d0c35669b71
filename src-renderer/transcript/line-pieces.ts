import type { TranscriptSegment } from '@callbrief/relay/wire/insights';
import { placeWords, type TranscriptHit } from './find-in-transcript.ts';

export interface LinePiece {
  from: number;
  text: string;
  hit: boolean;
  hitNow: boolean;
  unsure: boolean;
  /** Being said now. */
  now: boolean;
  /** `[inaudible, 2 s]`: told by the machine, said by nobody. */
  aside: boolean;
}

/**
 * A line cut where its looks change: hits, unsure words, the word being said.
 * @param hits of this line
 * @param wordNow index among the timed words; -1: none
 */
export function linePieces(
  segment: TranscriptSegment,
  hits: readonly TranscriptHit[],
  hitNow: TranscriptHit | null,
  wordNow: number,
): LinePiece[] {
  const { text } = segment;
  const words = placeWords(segment);
  const said = words.find(({ index }) => index === wordNow);
  const unsure = words.filter((word) => word.unsure);
  const asides = [...text.matchAll(/\[[^\]]*\]/g)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
  }));
  const edges = new Set([0, text.length]);
  for (const { from, to } of [...hits, ...unsure, ...asides, ...(said ? [said] : [])]) edges.add(from).add(to);
  const cuts = [...edges].sort((a, b) => a - b);
  const within = (ranges: readonly { from: number; to: number }[], at: number) =>
    ranges.some(({ from, to }) => at >= from && at < to);
  return cuts.slice(0, -1).map((from, index) => ({
    from,
    text: text.slice(from, cuts[index + 1]),
    hit: within(hits, from),
    hitNow:
      hitNow !== null &&
      within(
        hits.filter((hit) => hit === hitNow),
        from,
      ),
    unsure: within(unsure, from),
    now: said !== undefined && within([said], from),
    aside: within(asides, from),
  }));
}
