import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { toProblem } from '../http/answer-problem.ts';
import type { Storage, Tenant } from '../storage/port.ts';
import { localTime } from '../tenants/local-time.ts';
import type { Reconciler } from './reconciler.ts';

/** 03:00 on the firm's wall. */
const AT_MINUTES = 3 * 60;
/** Up to a quarter of an hour before or after, another time for each firm: providers are not asked by all at once. */
const SPREAD_MINUTES = 15;
/** The night that failed is covered by the next, and by the one after it. */
const DAYS = 3;

interface Deps {
  storage: Storage;
  reconciler: Reconciler;
  now: () => Date;
  log: Logger;
}

/**
 * Once a day for each firm with a log to compare, from its hour on: a relay that was down at night, which is when
 * webhooks get lost, does it when it is up again. Of several processes one does it: the day is an action that begins once.
 */
export function reconcileNightly(deps: Deps, lookEveryMs: number): () => void {
  const doneOn = new Map<string, string>();
  let looking = false;

  async function look(): Promise<void> {
    for (const tenant of await deps.storage.tenants.list()) {
      try {
        const { date, minutes } = localTime(deps.now(), tenant.routing.hours.timeZone);
        if (minutes < minuteOf(tenant) || doneOn.get(tenant.id) === date) continue;
        if (!(await deps.reconciler.canRun(tenant.id))) continue;
        doneOn.set(tenant.id, date);
        await reconcileOnce(deps, tenant.id, date);
      } catch (error) {
        deps.log.warn({ tenantId: tenant.id, err: error }, 'nightly_reconcile_failed');
      }
    }
  }

  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => deps.log.warn({ err: error }, 'nightly_reconcile_failed'))
      .finally(() => {
        looking = false;
      });
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function reconcileOnce(deps: Deps, tenantId: string, date: string): Promise<void> {
  const store = deps.storage.tenant(tenantId);
  const id = `reconcile/${date}`;
  const action = { id, kind: 'reconcile', personId: 'relay', begunAt: deps.now().toISOString(), result: null };
  if ((await store.beginAction(action)) !== null) return;
  try {
    await deps.reconciler.run(tenantId, DAYS);
    await store.settleAction(id, { state: 'done' });
  } catch (error) {
    const { code, detail } = toProblem(error);
    await store.settleAction(id, { problem: code, detail: detail ?? null });
    throw error;
  }
}

/** The same on every day and in every process. */
function minuteOf({ id }: Pick<Tenant, 'id'>): number {
  const spread = createHash('sha256').update(id).digest().readUInt16BE() % (2 * SPREAD_MINUTES + 1);
  return AT_MINUTES - SPREAD_MINUTES + spread;
}
