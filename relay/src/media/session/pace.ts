/** Sound may run ahead of time by this much: what a network held back comes all at once (ms). */
const BURST_MS = 2_000;
/** Sound at a wrong rate is too fast by half at least. */
const TOO_FAST = 1.4;
/** Less says nothing yet (ms). */
const SOONEST_MS = 1_000;

/**
 * Watches whether more sound comes than time passes: then its rate is not the one that was announced. A loss or a pause
 * makes it less, which is no fault.
 * @returns for each piece of sound: does the pace fit?
 */
export function createPace(nowMs: () => number): (soundMs: number) => boolean {
  let firstMs: number | null = null;
  let totalMs = 0;
  return (soundMs) => {
    firstMs ??= nowMs();
    totalMs += soundMs;
    const passedMs = nowMs() - firstMs;
    return passedMs < SOONEST_MS || totalMs <= passedMs * TOO_FAST + BURST_MS;
  };
}

/** A token bucket: so many at once, then so many a second. */
export function createMessageLimit(
  nowMs: () => number,
  { burst, perSecond }: { burst: number; perSecond: number },
): () => boolean {
  let left = burst;
  let lastMs = nowMs();
  return () => {
    const at = nowMs();
    left = Math.min(burst, left + ((at - lastMs) * perSecond) / 1_000);
    lastMs = at;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
