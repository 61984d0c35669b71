import type { Delivery, Tenant } from '../../../storage/port.ts';
import { StorageError } from '../../../storage/port.ts';
import { takeIn } from '../../take-in.ts';
import type { WebhookContext } from '../../webhook-context.ts';

/** What waits in memory at most (deliveries, each at most a body long), and for how long it is tried (ms). */
const MOST = 500;
const GIVE_UP_MS = 15 * 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export interface HeldBack {
  /** @returns false when there is no room; then the delivery is lost, and counted. */
  hold(tenant: Tenant, delivery: Delivery): boolean;
}

/**
 * Deliveries that could not be written and that nobody will send again. Ringover repeats what is answered 503; sipgate
 * documents no repetition at all (telephony facts 4.2), so 503 would lose the call for certain, and its answer and
 * hangup too, because those are pushed only when newCall got its XML. So sipgate gets its XML, and the delivery waits
 * here until the store writes again. Memory is the second-best place: a crash meanwhile loses what waits, which is
 * logged, counted and never called stored.
 */
export function createHeldBack(context: WebhookContext): HeldBack {
  const waiting: { tenant: Tenant; delivery: Delivery; until: number }[] = [];
  let pauseMs = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    if (timer || waiting.length === 0) return;
    timer = setTimeout(() => {
      timer = null;
      void tryAgain();
    }, pauseMs);
    // A relay that is asked to stop does not wait for a store that is gone.
    timer.unref();
  }

  async function tryAgain(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      try {
        await takeIn(context, next.tenant, next.delivery);
        pauseMs = FIRST_PAUSE_MS;
        waiting.shift();
      } catch (error) {
        const hopeless = !(error instanceof StorageError && error.retryable);
        if (!hopeless && context.now().getTime() < next.until) {
          pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
          break;
        }
        waiting.shift();
        context.counts.lost += 1;
        context.log.error({ tenantId: next.tenant.id, kind: next.delivery.kind, err: error }, 'webhook_lost');
      }
    }
    schedule();
  }

  return {
    hold(tenant, delivery) {
      if (waiting.length >= MOST) {
        context.counts.lost += 1;
        context.log.error({ tenantId: tenant.id, kind: delivery.kind, waiting: waiting.length }, 'webhook_lost');
        return false;
      }
      waiting.push({ tenant, delivery, until: context.now().getTime() + GIVE_UP_MS });
      context.counts.heldBack += 1;
      context.log.error({ tenantId: tenant.id, kind: delivery.kind, waiting: waiting.length }, 'webhook_held_back');
      schedule();
      return true;
    },
  };
}
