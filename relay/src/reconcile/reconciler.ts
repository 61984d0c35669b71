import type { Logger } from 'pino';
import { accountsOfFirm } from '../control/accounts-of-firm.ts';
import { withinPatience } from '../control/within-patience.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { ProviderAccount, ProviderAccountsOf } from '../providers/port.ts';
import type { Accepted, Delivery, Storage, StoredEvent } from '../storage/port.ts';
import { contentHash, dedupeKey } from '../webhooks/dedupe-key.ts';
import type { CallFact } from '../wire/call-fact.ts';
import type { ReconcileResult } from '../wire/control.ts';
import type { Provider } from '../wire/scalars.ts';
import { createPartOf } from './part-of.ts';
import { whatIsMissing } from './what-is-missing.ts';

const DAY_MS = 86_400_000;
/** Between two calls of the log; a page of it may wait for the provider's limit of requests (ms). */
const NEXT_CALL_PATIENCE_MS = 5 * 60_000;

/** Compares the firm's calls with the providers' own logs, and adds what a lost webhook would have told. */
export interface Reconciler {
  /**
   * One at a time for each firm; asked again for as many days while it runs, the answer is shared.
   * Rejects with ProblemError (provider_not_connected, too_many_requests), ProviderError or StorageError; what was
   * healed until then stays.
   */
  run(tenantId: string, days: number): Promise<ReconcileResult>;
  /** Whether any of the firm's accounts has a log that can be read. */
  canRun(tenantId: string): Promise<boolean>;
}

export function createReconciler(deps: {
  storage: Storage;
  accounts: ProviderAccountsOf;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  now: () => Date;
  log: Logger;
}): Reconciler {
  const running = new Map<string, { days: number; result: Promise<ReconcileResult> }>();

  async function readableAccounts(tenantId: string): Promise<ProviderAccount[]> {
    const tenant = await deps.storage.tenants.byId(tenantId);
    const accounts = tenant ? await accountsOfFirm(deps, tenant) : [];
    return accounts.filter((account) => account.capabilities.reconcile);
  }

  async function compare(tenantId: string, days: number): Promise<ReconcileResult> {
    const accounts = await readableAccounts(tenantId);
    if (accounts.length === 0) throw new ProblemError('provider_not_connected');
    const store = deps.storage.tenant(tenantId);
    const startedMs = performance.now();
    const result = { compared: 0, healed: 0 };
    const to = deps.now();
    const from = new Date(to.getTime() - days * DAY_MS);
    for (const account of accounts) {
      const partOf = createPartOf(store, account.provider, from, to);
      for await (const past of patiently(account.pastCalls(from.toISOString(), to.toISOString()))) {
        result.compared += 1;
        const ofCall = (id: string) => store.callByProviderId(account.provider, id);
        let known = await ofCall(past.providerCallId);
        const whole = known ? null : await partOf(past.providerCallId);
        if (whole !== null) known = await ofCall(whole);
        const facts = whatIsMissing(past, known, deps.now());
        if (facts.length === 0) continue;
        const providerCallId = whole ?? past.providerCallId;
        const accepted = await store.accept(deliveryOf(account.provider, providerCallId, facts, deps.now()));
        if (accepted.calls.length > 0) result.healed += 1;
        tell(tenantId, accepted);
      }
    }
    const ms = Math.round(performance.now() - startedMs);
    deps.log.info({ tenantId, days, ...result, ms }, 'reconciled');
    return result;
  }

  function tell(tenantId: string, { calls, events }: Accepted): void {
    for (const call of calls) {
      deps.log.warn({ tenantId, callId: call.id, outcome: call.outcome }, 'call_healed');
    }
    deps.publish(tenantId, events);
  }

  return {
    run(tenantId, days) {
      const other = running.get(tenantId);
      if (other?.days === days) return other.result;
      if (other) {
        const detail = 'A comparison with the provider is running.';
        return Promise.reject(new ProblemError('too_many_requests', { detail, retryAfterSeconds: 30 }));
      }
      const result = compare(tenantId, days).finally(() => running.delete(tenantId));
      running.set(tenantId, { days, result });
      return result;
    },
    canRun: async (tenantId) => (await readableAccounts(tenantId)).length > 0,
  };
}

/** The facts stand in the inbox as a delivery does, so that an operator sees where they came from. */
function deliveryOf(provider: Provider, providerCallId: string, facts: readonly CallFact[], now: Date): Delivery {
  const healing = facts.map((fact): CallFact => ({ ...fact, origin: 'reconcile' }));
  const text = JSON.stringify(healing);
  return {
    provider,
    dedupeKey: dedupeKey('reconcile', providerCallId, contentHash(text)),
    kind: 'reconcile',
    receivedAt: now.toISOString(),
    contentType: 'application/json',
    rawBody: Buffer.from(text),
    unreadable: null,
    facts: healing.map((fact) => ({ providerCallId, fact })),
  };
}

async function* patiently<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await withinPatience(iterator.next(), NEXT_CALL_PATIENCE_MS);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: one that hangs would hang here again.
    void iterator.return?.().catch(() => undefined);
  }
}
