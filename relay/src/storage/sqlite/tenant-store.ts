import { randomUUIDv7 } from 'node:crypto';
import { applyDelivery, isOnlyAdded } from '../../calls/apply-delivery.ts';
import { editStoredCall } from '../../calls/edit-stored-call.ts';
import { endSilentCalls, isSilent } from '../../calls/end-silent-calls.ts';
import { callChangedDraft, draft, type EventDraft } from '../../calls/event-draft.ts';
import { nothingChosen, type StoredCall } from '../../calls/stored-call.ts';
import { takeTold } from '../../messages/take-told.ts';
import type { CallFact } from '../../wire/call-fact.ts';
import type { Call } from '../../wire/call.ts';
import { publicDeviceOf, storedDeviceOf } from '../device-row.ts';
import { keepInboxAtLeast } from '../inbox-age.ts';
import type { Accepted, Delivery, TenantStore, ToldMessage } from '../port.ts';
import type { TextLock } from '../text-lock.ts';
import { createAgentTalkStore } from './agent-talks.ts';
import { writeCallbackOf } from './call-and-callback.ts';
import type { Connection } from './connection.ts';
import { createDirectoryStore } from './directory-store.ts';
import { createImportStore } from './import-store.ts';
import { createItemStore } from './item-store.ts';
import { findCalls } from './find-calls.ts';
import { createPracticeSystemStore } from './practice-systems.ts';
import { createReceptionistStore } from './receptionists.ts';
import { createRecordingStore, keepToldMedia } from './recording-store.ts';
import { createRetell } from './retell.ts';
import type { Tables } from './tables.ts';
import { createTelephonyStore } from './telephony-store.ts';

/** One tenant's handle over the tables. Every write is one transaction that also appends its events. */
export function createTenantStore(
  tenantId: string,
  connection: Connection,
  tables: Tables,
  lock: TextLock,
): TenantStore {
  const { db, write, read, now } = connection;
  const { inbox, calls, earlyFacts, messages, directory, log, devices, codes, groupCommit } = tables;
  const lookUps = directory.lookUps(tenantId);
  const remembered = directory.rememberedLookUps(tenantId);
  const retell = createRetell(tenantId, tables, lock);
  const append = (drafts: readonly EventDraft[]) => log.append(tenantId, drafts);
  /** Hops of something that a person wrote: no provider's clock. */
  const written = (receivedAt: string) => ({ providerAt: null, receivedAt, committedAt: now().toISOString() });

  function acceptOne(delivery: Delivery): Accepted {
    if (!inbox.insert(tenantId, delivery)) return { duplicate: true, calls: [], events: [] };
    const { provider, receivedAt } = delivery;
    const previous = new Map<string, StoredCall>();
    const early = new Map<string, CallFact[]>();
    for (const { providerCallId, fact } of delivery.facts) {
      const stored = calls.byProviderCallId(tenantId, provider, providerCallId);
      if (stored) previous.set(providerCallId, stored);
      // Only a call that begins may have facts from before.
      else if (!isOnlyAdded(fact)) early.set(providerCallId, earlyFacts.of(tenantId, provider, providerCallId));
    }
    const result = applyDelivery(delivery, previous, early, {
      tenantId,
      lookUps: remembered,
      now: now(),
      newId: randomUUIDv7,
    });
    for (const row of result.writes) calls.save(tenantId, row);
    for (const [providerCallId, facts] of early) {
      if (facts.length > 0) earlyFacts.forget(tenantId, provider, providerCallId);
    }
    for (const { providerCallId, facts } of result.early) {
      earlyFacts.keep(tenantId, provider, providerCallId, facts, receivedAt);
    }
    const told = delivery.messages?.flatMap((message) => takeMessage(delivery, message)) ?? [];
    const media = result.media.length === 0 ? [] : keepToldMedia(tenantId, tables, result.media, written(receivedAt));
    const events = log.appendInBurst(tenantId, result.events.concat(told, media));
    return { duplicate: false, calls: result.changed, events };
  }

  function takeMessage({ provider, receivedAt }: Delivery, told: ToldMessage): EventDraft[] {
    const known = messages.byProviderMessageId(tenantId, provider, told.providerMessageId);
    const sentTo = known || told.direction === 'inbound' ? null : told.toNumber;
    const personId = told.providerUserId === null ? null : remembered.personIdOf(told.providerUserId);
    const taken = takeTold(told, known, sentTo === null ? [] : messages.unconfirmedTo(tenantId, sentTo), {
      tenantId,
      provider,
      receivedAt,
      now: now(),
      lookUps: remembered,
      person: personId === null ? null : directory.person(tenantId, personId),
      newId: randomUUIDv7,
    });
    if (!taken) return [];
    messages.save(tenantId, taken.write);
    return taken.events;
  }

  function importOne(call: Call, at: string): EventDraft | null {
    if (calls.byProviderCallId(tenantId, call.provider, call.providerCallId)) return null;
    const callJson = JSON.stringify(call);
    const stored = { call, state: { facts: [] }, chosenAt: nothingChosen, imported: true };
    calls.save(tenantId, { stored, callJson, isNew: true });
    return callChangedDraft('import', call, callJson, written(at));
  }

  const directoryStore = createDirectoryStore(tenantId, connection, tables, lock);
  return {
    ...createTelephonyStore(tenantId, connection, tables),
    ...createRecordingStore(tenantId, connection, tables, lock),
    ...createAgentTalkStore(tenantId, connection, tables, lock),
    ...createItemStore(tenantId, connection, tables),
    ...directoryStore.store,
    ...createImportStore(tenantId, connection, tables, directoryStore.saving),
    ...createPracticeSystemStore(tenantId, connection, tables.practiceSystems),
    ...createReceptionistStore(tenantId, connection, tables.receptionists),
    tenantId,
    accept: (delivery) => groupCommit.run(() => acceptOne(delivery)),
    inboxCounts: (notShown = []) => read(() => inbox.counts(tenantId, notShown)),
    pruneInbox: (before) =>
      write(() => {
        const oldest = keepInboxAtLeast(before, now());
        earlyFacts.prune(tenantId, oldest);
        return inbox.prune(tenantId, oldest);
      }),

    callPage: (before, limit) => read(() => calls.page(tenantId, before, limit)),
    findCalls: (query) => read(() => findCalls(db, tenantId, query)),
    call: (callId) => read(() => calls.byId(tenantId, callId)?.call ?? null),
    editCall: (callId, edit, by, receivedAt) =>
      write(() => {
        const stored = calls.byId(tenantId, callId);
        if (!stored) return null;
        const edited = editStoredCall(stored, edit, { tenantId, by, receivedAt, lookUps, now: now() });
        if (!edited) return { value: stored.call, events: [] };
        calls.save(tenantId, edited.write);
        const after = edited.write.stored;
        const hops = written(receivedAt);
        const ofCallback = writeCallbackOf(tables, { before: stored, after }, by, { tenantId, hops });
        const retold = retell.callMoved(stored.call, after.call, hops);
        return { value: after.call, events: append([...edited.events, ...ofCallback, ...retold]) };
      }),
    importCalls: (rows, at) =>
      write(() => {
        const drafts = rows.map((call) => importOne(call, at)).filter((d) => d !== null);
        append(drafts);
        return { inserted: drafts.length };
      }),

    async endSilentCalls(at) {
      const now = new Date(at);
      // Mostly there is nothing to end, and then no delivery waits for a write.
      const open = await read(() => calls.open(tenantId));
      if (!open.some((call) => isSilent(call, now))) return { value: [], events: [] };
      return write(() => {
        const ended = endSilentCalls(calls.open(tenantId), { tenantId, lookUps, now, newId: randomUUIDv7 });
        for (const row of ended.writes) calls.save(tenantId, row);
        return { value: ended.changed, events: append(ended.events) };
      });
    },

    contactPage: (cursor, limit) => read(() => directory.contactPage(tenantId, cursor, limit)),
    contact: (contactId) => read(() => directory.contact(tenantId, contactId)),
    findContacts: (query, limit) => read(() => directory.findContacts(tenantId, query, limit)),
    matterPage: (cursor, limit) => read(() => directory.matterPage(tenantId, cursor, limit)),
    matter: (matterId) => read(() => directory.matter(tenantId, matterId)),
    personPage: (cursor, limit) => read(() => directory.personPage(tenantId, cursor, limit)),
    person: (personId) => read(() => directory.person(tenantId, personId)),
    putPerson: (value) =>
      write(() => {
        directory.putPerson(tenantId, value);
        return {
          value,
          events: append([draft({ type: 'person_changed', person: value, hops: written(value.updatedAt) })]),
        };
      }),

    eventsAfter: (after, limit) => read(() => log.after(tenantId, after, limit)),
    lastEventId: () => read(() => log.lastId(tenantId)),

    createInvitation: (codeHash, personId, expiresAt) =>
      write(() => codes.createInvitation(tenantId, codeHash, personId, expiresAt)),
    redeemInvitation: (codeHash, at) => write(() => codes.redeemInvitation(tenantId, codeHash, at)),
    createTicket: (ticketHash, deviceId, expiresAt) =>
      write(() => codes.createTicket(tenantId, ticketHash, deviceId, expiresAt, now().toISOString())),
    consumeTicket: (ticketHash, at) => write(() => codes.consumeTicket(tenantId, ticketHash, at)),

    putDevice: (device) => write(() => devices.put(tenantId, device)),
    device: (deviceId) =>
      read(() => {
        const row = devices.byId(tenantId, deviceId);
        return row && storedDeviceOf(row);
      }),
    devices: () => read(() => devices.all(tenantId)),
    rotateDevice: (device, expected) => write(() => devices.rotate(tenantId, device, expected)),
    markDeviceSeen: (deviceId, at) => write(() => devices.markSeen(tenantId, deviceId, at)),
    confirmRotation: (deviceId) => write(() => devices.confirmRotation(tenantId, deviceId)),
    revokeDevice: (deviceId, at) =>
      write(() => {
        const isNew = devices.revoke(tenantId, deviceId, at);
        const row = devices.byId(tenantId, deviceId);
        if (!row) return null;
        const drafts = isNew ? [draft({ type: 'device_revoked', deviceId, hops: written(at) })] : [];
        return { value: publicDeviceOf(row), events: append(drafts) };
      }),
  };
}
