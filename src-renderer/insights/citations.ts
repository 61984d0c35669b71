import type { CallInsights } from '@callbrief/relay/wire/insights';

export interface Citation {
  /** As it stands on chip, pin and line: from 1. */
  number: number;
  segmentId: string;
  atMs: number;
}

/** Each cited line once, numbered as the summary names them; without a summary, as the key passages stand. */
export function citationsOf({ summary, keyPassages, transcript }: CallInsights): Map<string, Citation> {
  const cited = hasSummary(summary)
    ? summary.sentences.flatMap(({ segmentIds }) => segmentIds)
    : keyPassages.passages.map(({ segmentId }) => segmentId);
  const starts = new Map(transcript.segments.map(({ id, startMs }) => [id, startMs]));
  const citations = new Map<string, Citation>();
  for (const segmentId of cited) {
    const atMs = starts.get(segmentId);
    // A line that is not there cannot be heard: no chip promises it.
    if (atMs === undefined || citations.has(segmentId)) continue;
    citations.set(segmentId, { number: citations.size + 1, segmentId, atMs });
  }
  return citations;
}

export const hasSummary = ({ status, sentences }: CallInsights['summary']): boolean =>
  status === 'completed' && sentences.length > 0;
