import { randomUUIDv7 } from 'node:crypto';
import { editStoredCall } from '../../calls/edit-stored-call.ts';
import { endSilentCalls, isSilent } from '../../calls/end-silent-calls.ts';
import { callChangedDraft, draft } from '../../calls/event-draft.ts';
import { nothingChosen } from '../../calls/stored-call.ts';
import type { Call } from '../../wire/call.ts';
import type { Contact, Matter, Person } from '../../wire/directory.ts';
import { publicDeviceOf, storedDeviceOf } from '../device-row.ts';
import { keepInboxAtLeast } from '../inbox-age.ts';
import type { Delivery, TenantStore } from '../port.ts';
import type { TextLock } from '../text-lock.ts';
import { acceptAll, questionsOf } from './accept.ts';
import { createBatch, type Batch } from './batch.ts';
import { writeCallbackOf } from './call-and-callback.ts';
import { callById, callPage, callsByProviderId, openCalls, saveCalls } from './calls.ts';
import * as devices from './devices.ts';
import { findContacts, nounById, nounPage, putPerson } from './directory.ts';
import { createDirectoryStore } from './directory-store.ts';
import { pruneEarlyFacts } from './early-facts.ts';
import { eventsAfter, lastEventId } from './event-log.ts';
import { findCalls } from './find-calls.ts';
import { inboxCounts, pruneInbox } from './inbox.ts';
import { fetchLookUps } from './look-ups.ts';
import * as codes from './one-time-codes.ts';
import { createImportStore } from './import-store.ts';
import { createItemStore } from './item-store.ts';
import { createReceptionistStore } from './receptionists.ts';
import { createAgentTalkStore } from './agent-talks.ts';
import { createRecordingStore } from './recording-store.ts';
import { callsMoved } from './retell.ts';
import { createPracticeSystemStore } from './practice-systems.ts';
import { createScope } from './scope.ts';
import type { Sessions } from './session.ts';
import { createTelephonyStore } from './telephony-store.ts';

/** Larger batches only make the first of them wait longer. */
const LARGEST_BATCH = 200;

export interface PostgresTenantStore extends TenantStore {
  idle: Batch<unknown, unknown>['idle'];
}

/** One tenant's handle. Every write is one transaction that also appends its events. */
export function createTenantStore(
  tenantId: string,
  sessions: Sessions,
  now: () => Date,
  lock: TextLock,
): PostgresTenantStore {
  const scope = createScope(tenantId, sessions);
  const { scoped, logged } = scope;
  const written = (receivedAt: string) => ({ providerAt: null, receivedAt, committedAt: now().toISOString() });
  const batch = createBatch(
    (deliveries: Delivery[]) => scoped((session) => acceptAll(session, tenantId, deliveries, now)),
    LARGEST_BATCH,
  );

  const directoryStore = createDirectoryStore(tenantId, scope, now, lock);
  return {
    ...createTelephonyStore(tenantId, scope, now),
    ...createRecordingStore(tenantId, scope, now, lock),
    ...createAgentTalkStore(tenantId, scope, lock),
    ...createItemStore(tenantId, scope, now),
    ...directoryStore.store,
    ...createImportStore(tenantId, scope, now, directoryStore.saving),
    ...createPracticeSystemStore(tenantId, scope),
    ...createReceptionistStore(tenantId, scope, sessions),
    tenantId,
    idle: batch.idle,
    accept: batch.add,
    inboxCounts: (notShown = []) => scoped((s) => inboxCounts(s, tenantId, notShown)),
    pruneInbox: (before) =>
      scoped(async (s) => {
        const oldest = keepInboxAtLeast(before, now());
        await pruneEarlyFacts(s, tenantId, oldest);
        return pruneInbox(s, tenantId, oldest);
      }),

    callPage: (before, limit) => scoped((s) => callPage(s, tenantId, before, limit)),
    findCalls: (query) => scoped((s) => findCalls(s, tenantId, query)),
    call: (callId) => scoped(async (s) => (await callById(s, tenantId, callId))?.call ?? null),
    editCall: (callId, edit, by, receivedAt) =>
      logged(async (s, log) => {
        const stored = await callById(s, tenantId, callId);
        if (!stored) return null;
        const contactIds = edit.contactId == null ? [] : [edit.contactId];
        const lookUps = await fetchLookUps(s, tenantId, { numbers: [], contactIds, providerUserIds: [] });
        const edited = editStoredCall(stored, edit, { tenantId, by, receivedAt, lookUps, now: now() });
        if (!edited) return { value: stored.call, events: [] };
        await saveCalls(s, tenantId, [edited.write]);
        const after = edited.write.stored;
        const hops = written(receivedAt);
        const ofCallback = await writeCallbackOf(s, { before: stored, after }, by, { tenantId, hops });
        const retold = await callsMoved(s, tenantId, lock, [{ before: stored.call, after: after.call }], hops);
        return { value: after.call, events: await log([...edited.events, ...ofCallback, ...retold]) };
      }),
    importCalls: (rows, at) =>
      logged(async (s, log) => {
        const known = await callsByProviderId(s, tenantId, rows);
        const keyOf = (c: Call) => `${c.provider} ${c.providerCallId}`;
        const taken = new Set(known.map((k) => keyOf(k.call)));
        const fresh = rows.filter((call) => !taken.has(keyOf(call)) && taken.add(keyOf(call)));
        const writes = fresh.map((call) => ({
          stored: { call, state: { facts: [] }, chosenAt: nothingChosen, imported: true },
          callJson: JSON.stringify(call),
          isNew: true,
        }));
        await saveCalls(s, tenantId, writes);
        await log(writes.map((w) => callChangedDraft('import', w.stored.call, w.callJson, written(at))));
        return { inserted: writes.length };
      }),

    async endSilentCalls(at) {
      const now = new Date(at);
      // Mostly there is nothing to end, and then no delivery waits for the lock.
      const open = await scoped((s) => openCalls(s, tenantId));
      if (!open.some((call) => isSilent(call, now))) return { value: [], events: [] };
      return logged(async (s, log) => {
        const silent = (await openCalls(s, tenantId)).filter((call) => isSilent(call, now));
        const lookUps = await fetchLookUps(s, tenantId, questionsOf([], silent));
        const ended = endSilentCalls(silent, { tenantId, lookUps, now, newId: randomUUIDv7 });
        await saveCalls(s, tenantId, ended.writes);
        return { value: ended.changed, events: await log(ended.events) };
      });
    },

    contactPage: (cursor, limit) => scoped((s) => nounPage<Contact>(s, tenantId, 'contacts', cursor, limit)),
    contact: (contactId) => scoped((s) => nounById<Contact>(s, tenantId, 'contacts', contactId)),
    findContacts: (query, limit) => scoped((s) => findContacts(s, tenantId, query, limit)),
    matterPage: (cursor, limit) => scoped((s) => nounPage<Matter>(s, tenantId, 'matters', cursor, limit)),
    matter: (matterId) => scoped((s) => nounById<Matter>(s, tenantId, 'matters', matterId)),
    personPage: (cursor, limit) => scoped((s) => nounPage<Person>(s, tenantId, 'people', cursor, limit)),
    person: (personId) => scoped((s) => nounById<Person>(s, tenantId, 'people', personId)),
    putPerson: (value) =>
      logged(async (s, log) => {
        await putPerson(s, tenantId, value);
        return {
          value,
          events: await log([draft({ type: 'person_changed', person: value, hops: written(value.updatedAt) })]),
        };
      }),

    eventsAfter: (after, limit) => scoped((s) => eventsAfter(s, tenantId, after, limit)),
    lastEventId: () => scoped((s) => lastEventId(s, tenantId)),

    createInvitation: (codeHash, personId, expiresAt) =>
      scoped((s) => codes.createInvitation(s, tenantId, codeHash, personId, expiresAt)),
    redeemInvitation: (codeHash, at) => scoped((s) => codes.redeemInvitation(s, tenantId, codeHash, at)),
    createTicket: (ticketHash, deviceId, expiresAt) =>
      scoped((s) => codes.createTicket(s, tenantId, ticketHash, deviceId, expiresAt, now().toISOString())),
    consumeTicket: (ticketHash, at) => scoped((s) => codes.consumeTicket(s, tenantId, ticketHash, at)),

    putDevice: (device) => scoped((s) => devices.putDevice(s, tenantId, device)),
    device: (deviceId) =>
      scoped(async (s) => {
        const row = await devices.deviceRow(s, tenantId, deviceId);
        return row && storedDeviceOf(row);
      }),
    devices: () => scoped((s) => devices.allDevices(s, tenantId)),
    rotateDevice: (device, expected) => scoped((s) => devices.rotateDevice(s, tenantId, device, expected)),
    markDeviceSeen: (deviceId, at) => scoped((s) => devices.markDeviceSeen(s, tenantId, deviceId, at)),
    confirmRotation: (deviceId) => scoped((s) => devices.confirmRotation(s, tenantId, deviceId)),
    revokeDevice: (deviceId, at) =>
      logged(async (s, log) => {
        const isNew = await devices.revokeDevice(s, tenantId, deviceId, at);
        const row = await devices.deviceRow(s, tenantId, deviceId);
        if (!row) return null;
        const drafts = isNew ? [draft({ type: 'device_revoked', deviceId, hops: written(at) })] : [];
        return { value: publicDeviceOf(row), events: await log(drafts) };
      }),
  };
}
