/** From a few seconds of voicemail to hours. */
const STEPS_MS = [5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000];

/** Round times for the axis under the lanes, at most `most` of them, the first at 0. */
export function axisTicks(durationMs: number, most = 9): number[] {
  if (durationMs <= 0) return [0];
  const step = STEPS_MS.find((ms) => durationMs / ms <= most) ?? Math.ceil(durationMs / most / 3_600_000) * 3_600_000;
  const ticks: number[] = [];
  // The last word needs room to its right: a tick in the last twentieth would stand over the edge.
  for (let at = 0; at <= durationMs * 0.96; at += step) ticks.push(at);
  return ticks;
}
