import { setImmediate } from 'node:timers/promises';

/** Longer, and a webhook that comes meanwhile waits for it (ms). */
const LONGEST_STRETCH_MS = 4;

/** Awaited between small pieces of long work, so that an hour of talk never holds up a call that rings now. */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_STRETCH_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
