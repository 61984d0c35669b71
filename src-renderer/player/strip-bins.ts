import type { InsightsView } from '../../src-preload/contract.ts';

/** As many as the design draws: each bar is some 10 px at 1280. */
export const STRIP_BINS = 42;

/** Below or above the line, one or two steps; 0: on it. */
export type SentimentLevel = -2 | -1 | 0 | 1 | 2;

export function sentimentLevel(score: number): SentimentLevel {
  if (score <= -0.6) return -2;
  if (score <= -0.2) return -1;
  if (score < 0.2) return 0;
  return score < 0.6 ? 1 : 2;
}

/** The estimate over time, weighted by how long each was spoken; null where nothing was said: hidden, not grey. */
export function sentimentBins(view: InsightsView, durationMs: number): (SentimentLevel | null)[] {
  const scores = new Map(view.sentiment.segments.map(({ segmentId, score }) => [segmentId, score]));
  const sums = Array.from({ length: STRIP_BINS }, () => ({ weighted: 0, ms: 0 }));
  const binMs = durationMs / STRIP_BINS;
  for (const { id, startMs, endMs } of view.transcript.segments) {
    const score = scores.get(id);
    if (score === undefined || binMs <= 0) continue;
    const last = Math.min(STRIP_BINS - 1, Math.floor(Math.max(startMs, endMs - 1) / binMs));
    for (let bin = Math.floor(startMs / binMs); bin <= last; bin += 1) {
      const sum = sums[bin];
      const ms = Math.min(endMs, (bin + 1) * binMs) - Math.max(startMs, bin * binMs);
      if (sum === undefined || ms <= 0) continue;
      sum.weighted += score * ms;
      sum.ms += ms;
    }
  }
  return sums.map(({ weighted, ms }) => (ms === 0 ? null : sentimentLevel(weighted / ms)));
}

export interface DynamicsBin {
  /** 0 to 1, one a channel. */
  loudness: number[];
  overlaps: boolean;
}

/** How loud each voice is over time, and where both speak at once. */
export function dynamicsBins({ loudness, overlaps, stepMs }: InsightsView['dynamics'], durationMs: number) {
  const binMs = durationMs / STRIP_BINS;
  return Array.from({ length: STRIP_BINS }, (_, bin): DynamicsBin => {
    const [fromMs, toMs] = [bin * binMs, (bin + 1) * binMs];
    const levels = loudness.map((channel) => {
      const steps = channel.slice(Math.floor(fromMs / stepMs), Math.max(1, Math.ceil(toMs / stepMs)));
      return steps.length === 0 ? 0 : steps.reduce((sum, one) => sum + one, 0) / steps.length / 100;
    });
    return { loudness: levels, overlaps: overlaps.some((one) => one.startMs < toMs && one.endMs > fromMs) };
  });
}
