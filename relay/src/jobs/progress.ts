import type { ProviderClock } from '../providers/provider-clock.ts';

const EVERY_MS = 1_000;
/** An hour's transcript would else put a thousand lines into the log of events. */
const LEAST_STEP = 0.01;

/**
 * Tells progress at most once a second and only when it moved by a hundredth. One telling at a time; what came meanwhile
 * is left out, for the next one is newer. A telling that fails is let go: progress is for looking at.
 */
export function createProgress(
  clock: Pick<ProviderClock, 'now'>,
  tell: (share: number) => Promise<unknown>,
): (share: number) => void {
  let toldMs = clock.now().getTime();
  let told = 0;
  let isTelling = false;
  return (share) => {
    const nowMs = clock.now().getTime();
    if (isTelling || nowMs - toldMs < EVERY_MS || share - told < LEAST_STEP) return;
    isTelling = true;
    toldMs = nowMs;
    told = share;
    tell(Math.min(1, Math.max(0, share)))
      .catch(() => undefined)
      .finally(() => {
        isTelling = false;
      });
  };
}
