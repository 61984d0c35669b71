import type { InsightsView, PeaksView } from '../../src-preload/contract.ts';

export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** Settings > Audio says "longer than 2 seconds". */
const AT_LEAST_MS = 2_000;
/** What stays of a silence at either side, so that no first sound of a word is lost. */
const KEPT_MS = 250;
/** Of 0 to 100, a line without a voice on it; room noise of a telephone stays under it. */
const QUIET_LOUDNESS = 6;
/** Of 0 to 1, the same in a waveform. */
const QUIET_PEAK = 0.03;

/** Where nobody speaks for 2 s and more, as it may be skipped; from the dynamics, else from the waveform. */
export function silencesOf(dynamics: InsightsView['dynamics'] | null, peaks: PeaksView | null): TimeRange[] {
  if (dynamics !== null && dynamics.status === 'completed' && dynamics.loudness.length > 0)
    return quietRanges(dynamics.loudness, dynamics.stepMs, (loudness) => loudness <= QUIET_LOUDNESS);
  if (peaks === null) return [];
  const heights = peaks.channels.map((channel) => lanePeaks(channel));
  return quietRanges(heights, peaks.stepMs, (height) => height <= QUIET_PEAK);
}

/** The heights of a channel, 0 to 1: a lane is drawn alike above and below its middle. */
export function lanePeaks(channel: string): Float32Array<ArrayBuffer> {
  const bytes = atob(channel);
  const heights = new Float32Array(bytes.length);
  for (let step = 0; step < heights.length; step += 1) heights[step] = bytes.charCodeAt(step) / 127;
  return heights;
}

function quietRanges(channels: readonly ArrayLike<number>[], stepMs: number, isQuiet: (value: number) => boolean) {
  const steps = Math.max(0, ...channels.map((channel) => channel.length));
  const ranges: TimeRange[] = [];
  let since: number | null = null;
  for (let step = 0; step <= steps; step += 1) {
    const quiet = step < steps && channels.every((channel) => isQuiet(channel[step] ?? 0));
    if (quiet) since ??= step;
    else if (since !== null) {
      const [fromMs, toMs] = [since * stepMs, step * stepMs];
      if (toMs - fromMs >= AT_LEAST_MS) ranges.push({ fromMs: fromMs + KEPT_MS, toMs: toMs - KEPT_MS });
      since = null;
    }
  }
  return ranges;
}
