import type { Logger } from 'pino';
import type { Storage } from '../storage/port.ts';

const DAY_MS = 86_400_000;
/** A desktop never repeats an action after a day; one more for clocks that disagree. */
const KEPT_MS = 2 * DAY_MS;
const EVERY_MS = DAY_MS / 4;

export async function pruneActions(deps: { storage: Storage; now: () => Date; log: Logger }): Promise<void> {
  const before = new Date(deps.now().getTime() - KEPT_MS).toISOString();
  try {
    for (const { id } of await deps.storage.tenants.list()) await deps.storage.tenant(id).pruneActions(before);
  } catch (error) {
    // Nothing depends on it today; the next round tries again.
    deps.log.warn({ err: error }, 'prune_actions_failed');
  }
}

/** @returns stops it */
export function pruneActionsPeriodically(deps: Parameters<typeof pruneActions>[0]): () => void {
  const timer = setInterval(() => void pruneActions(deps), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
