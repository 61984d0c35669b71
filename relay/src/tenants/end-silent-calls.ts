import type { Logger } from 'pino';
import type { Storage, StoredEvent } from '../storage/port.ts';

interface Deps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

/** Gives an end to every tenant's calls whose end was never told. Every process of an installation may do it. */
export async function endSilentCalls({ storage, now, log, publish }: Deps): Promise<void> {
  try {
    for (const { id } of await storage.tenants.list()) {
      const ended = await storage.tenant(id).endSilentCalls(now().toISOString());
      if (ended.value.length === 0) continue;
      publish(id, ended.events);
      log.warn({ tenantId: id, callIds: ended.value.map((call) => call.id) }, 'calls_without_end');
    }
  } catch (error) {
    // They look open a while longer; the next round tries again.
    log.warn({ err: error }, 'calls_without_end_failed');
  }
}

/**
 * Not at once: after a restart the provider first repeats what it could not deliver.
 * @returns stops it
 */
export function endSilentCallsPeriodically(deps: Deps, everyMs: number): () => void {
  const timer = setInterval(() => void endSilentCalls(deps), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
