import { draft } from '../../calls/event-draft.ts';
import { ownMessage, settleStoredMessage } from '../../messages/own-message.ts';
import { otherNumberOf } from '../../wire/message.ts';
import { isBlockedAlready } from '../blocked-already.ts';
import type { TelephonyStore } from '../port.ts';
import { beginAction, pruneActions, settleAction } from './actions.ts';
import { allBlocked, blockedNumber, putBlocked } from './blocked-numbers.ts';
import { callsBetween, callsByProviderId, openCalls } from './calls.ts';
import { contactsByNumber, openMattersOf } from './directory.ts';
import { fetchLookUps } from './look-ups.ts';
import { messageById, messageByProviderId, messagePage, saveMessage } from './messages.ts';
import type { Scope } from './scope.ts';

/** Messages, actions and blocked numbers of one tenant, and what routing asks. */
export function createTelephonyStore(tenantId: string, { scoped, logged }: Scope, now: () => Date): TelephonyStore {
  const context = (receivedAt: string) => ({ tenantId, receivedAt, now: now() });

  return {
    messagePage: (before, limit) => scoped((s) => messagePage(s, tenantId, before, limit)),
    message: (messageId) => scoped(async (s) => (await messageById(s, tenantId, messageId))?.message ?? null),
    beginMessage: (message) =>
      logged(async (s, log) => {
        const known = await messageById(s, tenantId, message.id);
        if (known) return { isNew: false, value: known.message, events: [] };
        const number = otherNumberOf(message);
        const lookUps = await fetchLookUps(s, tenantId, {
          numbers: number === null ? [] : [number],
          contactIds: message.contactId === null ? [] : [message.contactId],
          providerUserIds: [],
        });
        const begun = ownMessage(message, lookUps, context(message.at));
        await saveMessage(s, tenantId, begun.write);
        return { isNew: true, value: begun.write.stored.message, events: await log(begun.events) };
      }),
    settleMessage: (messageId, how, at) =>
      logged(async (s, log) => {
        const before = await messageById(s, tenantId, messageId);
        if (!before) return null;
        const { provider } = before.message;
        const id = how.providerMessageId;
        const taken = id !== null && (await messageByProviderId(s, tenantId, provider, id)) !== null;
        const settled = settleStoredMessage(before, how, taken, context(at));
        await saveMessage(s, tenantId, settled.write);
        return { value: settled.write.stored.message, events: await log(settled.events) };
      }),

    beginAction: (action) => scoped((s) => beginAction(s, tenantId, action)),
    settleAction: (actionId, result) => scoped((s) => settleAction(s, tenantId, actionId, result)),
    pruneActions: (before) => scoped((s) => pruneActions(s, tenantId, before)),

    blockedNumbers: () => scoped((s) => allBlocked(s, tenantId)),
    isBlocked: (number) => scoped(async (s) => (await blockedNumber(s, tenantId, number)) !== null),
    setBlocked: (number, blocked, at) =>
      logged(async (s, log) => {
        const before = await blockedNumber(s, tenantId, number);
        if (isBlockedAlready(before, blocked)) return { value: before, events: [] };
        await putBlocked(s, tenantId, number, blocked);
        const hops = { providerAt: null, receivedAt: at, committedAt: now().toISOString() };
        return { value: blocked, events: await log([draft({ type: 'number_blocked', number, blocked, hops })]) };
      }),

    openCalls: () => scoped(async (s) => (await openCalls(s, tenantId)).map((stored) => stored.call)),
    callsBetween: (from, to) => scoped((s) => callsBetween(s, tenantId, from, to)),
    callByProviderId: (provider, providerCallId) =>
      scoped(async (s) => {
        const [stored] = await callsByProviderId(s, tenantId, [{ provider, providerCallId }]);
        return stored ? { call: stored.call, facts: stored.state.facts } : null;
      }),
    contactsByNumber: (number) => scoped((s) => contactsByNumber(s, tenantId, number)),
    openMattersOf: (contactId) => scoped((s) => openMattersOf(s, tenantId, contactId)),
  };
}
