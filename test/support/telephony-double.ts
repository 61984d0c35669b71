import type { Delivery, Storage, StoredAction, StoredEvent, TelephonyStore, TenantStore } from '../../relay/src/storage/port.ts';
import { isOpen, type Call } from '../../relay/src/wire/call.ts';
import type { CallFact } from '../../relay/src/wire/call-fact.ts';
import type { BlockedNumber } from '../../relay/src/wire/control.ts';
import type { Message } from '../../relay/src/wire/message.ts';


/** Stands in for the telephony tables until both databases have them. */
export function withTelephonyDouble(storage: Storage): Storage {
  const tenants = new Map<string, TelephonyStore & Pick<TenantStore, 'accept'>>();
  return {
    ...storage,
    tenant(tenantId) {
      const store = storage.tenant(tenantId);
      let double = tenants.get(tenantId);
      if (!double) tenants.set(tenantId, (double = telephonyDouble(store)));
      return { ...store, ...double };
    },
  };
}

function telephonyDouble(store: TenantStore): TelephonyStore & Pick<TenantStore, 'accept'> {
  const messages = new Map<string, Message>();
  const actions = new Map<string, StoredAction>();
  const blocked = new Map<string, BlockedNumber>();
  const facts = new Map<string, CallFact[]>();
  const noEvents: StoredEvent[] = [];
  const everyCall = async () => {
    const calls: Call[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<TenantStore['callPage']>> = await store.callPage(cursor, 500);
      calls.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return calls;
  };
  return {
    accept(delivery: Delivery) {
      for (const { providerCallId, fact } of delivery.facts) {
        const key = `${delivery.provider}/${providerCallId}`;
        facts.set(key, [...(facts.get(key) ?? []), fact]);
      }
      return store.accept(delivery);
    },
    async messagePage() {
      const items = [...messages.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
      return { items, next: null, total: items.length };
    },
    message: async (id) => messages.get(id) ?? null,
    async beginMessage(message) {
      const known = messages.get(message.id);
      if (!known) messages.set(message.id, message);
      return { isNew: !known, value: known ?? message, events: noEvents };
    },
    async settleMessage(id, { state, failure }, at) {
      const known = messages.get(id);
      if (!known) return null;
      const value: Message = known.state === 'sending' ? { ...known, state, failure, updatedAt: at } : known;
      messages.set(id, value);
      return { value, events: noEvents };
    },
    async beginAction(action) {
      const known = actions.get(action.id) ?? null;
      if (!known) actions.set(action.id, action);
      return known;
    },
    async settleAction(id, result) {
      const known = actions.get(id);
      if (known) actions.set(id, { ...known, result });
    },
    async pruneActions(before) {
      const old = [...actions.values()].filter((action) => action.begunAt < before);
      for (const { id } of old) actions.delete(id);
      return old.length;
    },
    blockedNumbers: async () => [...blocked.values()],
    isBlocked: async (number) => blocked.has(number),
    async setBlocked(number, value) {
      if (value) blocked.set(number, value);
      else blocked.delete(number);
      return { value, events: noEvents };
    },
    openCalls: async () => (await everyCall()).filter((call) => isOpen(call.outcome)),
    callsBetween: async (from, to) =>
      (await everyCall())
        .filter((call) => call.startedAt >= from && call.startedAt < to)
        .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)),
    async callByProviderId(provider, providerCallId) {
      const call = (await everyCall()).find((one) => one.provider === provider && one.providerCallId === providerCallId);
      return call ? { call, facts: facts.get(`${provider}/${providerCallId}`) ?? [] } : null;
    },
    contactsByNumber: async (number) =>
      (await store.contactPage(null, 500)).items.filter((c) => c.numbers.some((n) => n.number === number)),
    openMattersOf: async (contactId) =>
      (await store.matterPage(null, 500)).items.filter(
        (m) => m.status === 'open' && m.parties.some((p) => p.contactId === contactId),
      ),
  };
}
