import type { EventDraft } from '../../calls/event-draft.ts';
import { draft } from '../../calls/event-draft.ts';
import { ownMessage, settleStoredMessage } from '../../messages/own-message.ts';
import type { MessageContext } from '../../messages/stored-message.ts';
import { isBlockedAlready } from '../blocked-already.ts';
import type { StoredEvent, TelephonyStore } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

/** Messages, actions and blocked numbers of one tenant, and what routing asks. */
export function createTelephonyStore(
  tenantId: string,
  { write, read, now }: Connection,
  { messages, actions, blockedNumbers, calls, directory, log }: Tables,
): TelephonyStore {
  const lookUps = directory.lookUps(tenantId);
  const append = (drafts: readonly EventDraft[]): StoredEvent[] => log.append(tenantId, drafts);
  const context = (receivedAt: string): MessageContext => ({ tenantId, receivedAt, now: now() });

  return {
    messagePage: (before, limit) => read(() => messages.page(tenantId, before, limit)),
    message: (messageId) => read(() => messages.byId(tenantId, messageId)?.message ?? null),
    beginMessage: (message) =>
      write(() => {
        const known = messages.byId(tenantId, message.id);
        if (known) return { isNew: false, value: known.message, events: [] };
        const begun = ownMessage(message, lookUps, context(message.at));
        messages.save(tenantId, begun.write);
        return { isNew: true, value: begun.write.stored.message, events: append(begun.events) };
      }),
    settleMessage: (messageId, how, at) =>
      write(() => {
        const before = messages.byId(tenantId, messageId);
        if (!before) return null;
        const { provider } = before.message;
        const id = how.providerMessageId;
        const taken = id !== null && messages.byProviderMessageId(tenantId, provider, id) !== null;
        const settled = settleStoredMessage(before, how, taken, context(at));
        messages.save(tenantId, settled.write);
        return { value: settled.write.stored.message, events: append(settled.events) };
      }),

    beginAction: (action) => write(() => actions.begin(tenantId, action)),
    settleAction: (actionId, result) => write(() => actions.settle(tenantId, actionId, result)),
    pruneActions: (before) => write(() => actions.prune(tenantId, before)),

    blockedNumbers: () => read(() => blockedNumbers.all(tenantId)),
    isBlocked: (number) => read(() => blockedNumbers.one(tenantId, number) !== null),
    setBlocked: (number, blocked, at) =>
      write(() => {
        const before = blockedNumbers.one(tenantId, number);
        if (isBlockedAlready(before, blocked)) return { value: before, events: [] };
        if (blocked) blockedNumbers.put(tenantId, blocked);
        else blockedNumbers.remove(tenantId, number);
        const hops = { providerAt: null, receivedAt: at, committedAt: now().toISOString() };
        return { value: blocked, events: append([draft({ type: 'number_blocked', number, blocked, hops })]) };
      }),

    openCalls: () => read(() => calls.open(tenantId).map((stored) => stored.call)),
    callsBetween: (from, to) => read(() => calls.between(tenantId, from, to)),
    callByProviderId: (provider, providerCallId) =>
      read(() => {
        const stored = calls.byProviderCallId(tenantId, provider, providerCallId);
        return stored && { call: stored.call, facts: stored.state.facts };
      }),
    contactsByNumber: (number) => read(() => directory.contactsByNumber(tenantId, number)),
    openMattersOf: (contactId) => read(() => directory.openMattersOf(tenantId, contactId)),
  };
}
