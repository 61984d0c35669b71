import type { Logger } from 'pino';
import type { Storage } from '../storage/port.ts';

const DAY_MS = 86_400_000;
/** Soon after the start, then four times a day: what is deleted is a day late at most. */
const EVERY_MS = DAY_MS / 4;

/** Deletes raw deliveries, which hold personal data, when they are older than the operator keeps them. */
export async function pruneDeliveries(deps: {
  storage: Storage;
  now: () => Date;
  log: Logger;
  days: number;
}): Promise<void> {
  const before = new Date(deps.now().getTime() - deps.days * DAY_MS).toISOString();
  try {
    for (const { id } of await deps.storage.tenants.list()) {
      const deleted = await deps.storage.tenant(id).pruneInbox(before);
      if (deleted > 0) deps.log.info({ tenantId: id, deleted }, 'deliveries_pruned');
    }
  } catch (error) {
    // Nothing depends on it today; the next round tries again.
    deps.log.warn({ err: error }, 'prune_failed');
  }
}

/** @returns stops it */
export function prunePeriodically(deps: Parameters<typeof pruneDeliveries>[0]): () => void {
  const timer = setInterval(() => void pruneDeliveries(deps), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
