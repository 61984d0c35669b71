import type { Logger } from 'pino';
import type { Storage, StoredEvent } from '../storage/port.ts';

/** Longer than any provider is waited for; the process that sent it is gone (ms). */
const LOST_AFTER_MS = 120_000;
/** Nobody sends more within the time between two looks. */
const NEWEST = 100;

interface Deps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

/**
 * Messages whose process died while the provider was asked: nobody knows, so nobody should look at them as if they were
 * still on their way. They are not sent again. Every process of an installation may do it.
 */
export async function settleLostMessages({ storage, now, log, publish }: Deps): Promise<void> {
  const at = now();
  const before = new Date(at.getTime() - LOST_AFTER_MS).toISOString();
  try {
    for (const { id: tenantId } of await storage.tenants.list()) {
      const store = storage.tenant(tenantId);
      const { items } = await store.messagePage(null, NEWEST);
      for (const message of items) {
        if (message.state !== 'sending' || message.at >= before) continue;
        const how = { state: 'unconfirmed' as const, providerMessageId: null, failure: null };
        const settled = await store.settleMessage(message.id, how, at.toISOString());
        if (settled) publish(tenantId, settled.events);
        log.warn({ tenantId, messageId: message.id }, 'message_unconfirmed');
      }
    }
  } catch (error) {
    // They look as if on their way a while longer; the next round tries again.
    log.warn({ err: error }, 'lost_messages_failed');
  }
}

/** At the start, because a restart is what loses them, and then now and again. @returns stops it */
export function settleLostMessagesPeriodically(deps: Deps, everyMs: number): () => void {
  void settleLostMessages(deps);
  const timer = setInterval(() => void settleLostMessages(deps), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
