import { expect } from 'vitest';
import { callbackIdOf, type Callback, type CallbackEdit } from '@callbrief/relay/wire/callback';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import type { Page } from '@callbrief/relay/wire/rest';
import { timeEntryIdOf } from '@callbrief/relay/wire/time-entry';
import type { StoredEvent, TenantStore } from '../../../relay/src/storage/port.ts';
import { contactNamed, later, matterOf, NOW, pastCall, personNamed, ringing, tenantNamed } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const ada = { personId: 'ada', name: 'Me Ada' };
const bob = { personId: 'bob', name: 'Bob' };
const LINE = '+3225551234';

const told = (events: readonly StoredEvent[]) => events.map((e) => loggedEvent.parse(JSON.parse(e.json)));
const types = (events: readonly StoredEvent[]) => told(events).map(({ type }) => type);

let counter = 0;
const edit = (seconds: number, set: CallbackEdit['set'], did: CallbackEdit['did'] = null): CallbackEdit => ({
  editId: `edit-${String((counter += 1))}`,
  at: later(seconds),
  set,
  did,
});
async function write(store: TenantStore, id: string, one: CallbackEdit, by = ada) {
  const written = await store.editItem('callback', id, one, by, later(900));
  if (written === 'incomplete') throw new Error('incomplete');
  return written;
}

/** A missed call of Anneke, who dialled Ada's line. */
async function withMissedCall(store: TenantStore) {
  await store.putPerson({ ...personNamed('Me Ada'), id: 'ada', lines: [LINE] });
  const anneke = contactNamed('Anneke', '+32470271836');
  await store.putContact(anneke, NOW);
  const matter = matterOf(anneke.id);
  await store.putMatter(matter);
  const { calls } = await store.accept(ringing('1'));
  return { callId: calls[0]?.id ?? '', anneke, matter };
}

export const itemCases: StorageCase[] = [
  {
    name: 'a callback that two people write is merged field by field, told once, and found by what it is about',
    async run(subject) {
      const store = await openWithTenant(subject);
      const first = await write(store, 'cb', edit(10, { reason: 'Hearing', contactId: 'c1', matterId: 'm1' }));
      expect(types(first.events)).toEqual(['callback_changed', 'new_inbox_item']);
      const owner = edit(30, { ownerPersonId: 'bob', reason: 'Hearing on Friday' });
      const second = await write(store, 'cb', owner, bob);
      const older = await write(store, 'cb', edit(20, { reason: 'Older', urgency: 'high' }));
      expect(types(second.events)).toEqual(['callback_changed', 'new_inbox_item']);
      expect(types(older.events)).toEqual(['callback_changed']);
      expect(older.value).toMatchObject({
        reason: 'Hearing on Friday',
        urgency: 'high',
        ownerPersonId: 'bob',
        createdAt: later(10),
        updatedAt: later(30),
        stamps: { reason: { byName: 'Bob' }, urgency: { byName: 'Me Ada' } },
      });
      expect(older.value.traces).toHaveLength(7);
      expect((await write(store, 'cb', owner, bob)).events).toEqual([]);
      expect(await store.item('callback', 'cb')).toEqual(older.value);
      expect(await store.itemsOf('callback', { contactId: 'c1' })).toEqual([older.value]);
      expect(await store.itemsOf('callback', { matterId: 'm1' })).toEqual([older.value]);
      expect(await store.itemsOf('callback', { callId: 'none' })).toEqual([]);
      expect(await store.itemsOf('task', { contactId: 'c1' })).toEqual([]);
      expect(await store.item('task', 'cb')).toBeNull();
    },
  },
  {
    name: 'two people who write one callback at once both stand in it',
    async run(subject) {
      const store = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          write(
            i % 2 ? store : other,
            'cb',
            edit(i, i % 2 ? { reason: `r${String(i)}` } : { callerName: `n${String(i)}` }),
          ),
        ),
      );
      expect(await store.item('callback', 'cb')).toMatchObject({ reason: 'r7', callerName: 'n6' });
      expect((await store.item('callback', 'cb'))?.traces).toHaveLength(8);
    },
  },
  {
    name: 'open callbacks are those that nobody closed, of this firm alone',
    async run(subject) {
      const store = await openWithTenant(subject);
      await write(store, 'b', edit(10, { reason: 'b' }));
      await write(store, 'a', edit(20, { reason: 'a' }));
      const closed = { why: 'by_hand' as const, callId: null, byName: 'Me Ada', at: later(30) };
      await write(store, 'b', edit(30, { closed }));
      expect((await store.openCallbacks()).map((c) => c.id)).toEqual(['a']);
      const reopened = await write(store, 'b', edit(40, { closed: null }, 'reopened'));
      expect(reopened.value.traces.at(-1)).toMatchObject({ field: 'closed', value: null });
      expect((await store.openCallbacks()).map((c) => c.id)).toEqual(['a', 'b']);
      const storage = await subject.open();
      await storage.tenants.create(tenantNamed('firm-b'));
      expect(await storage.tenant('firm-b').openCallbacks()).toEqual([]);
      expect(await storage.tenant('firm-b').item('callback', 'a')).toBeNull();
    },
  },
  {
    name: 'pages of callbacks, tasks and time entries bring each once, and a time entry without a timekeeper is not begun',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (let i = 0; i < 7; i += 1) await write(store, `cb-${String(i)}`, edit(i, { reason: 'x' }));
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Callback> = await store.itemPage('callback', cursor, 3);
        expect(page.total).toBe(7);
        seen.push(...page.items.map((c) => c.id));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual([...new Set(seen)].toSorted());
      expect(seen).toHaveLength(7);
      expect((await store.itemPage('task', null, 3)).total).toBe(0);
      await expect(store.itemPage('task', 'nonsense', 3)).rejects.toMatchObject({ code: 'bad_cursor' });
      const id = timeEntryIdOf('call-1', 'ada');
      const begun = { editId: 'e1', at: NOW, set: { narrative: 'Call' }, did: null };
      expect(await store.editItem('time_entry', id, begun, ada, NOW)).toBe('incomplete');
      expect(await store.item('time_entry', id)).toBeNull();
      const whole = { personId: 'ada', date: '2026-11-19', measuredSeconds: 312, minutes: 6 };
      const made = await store.editItem('time_entry', id, { ...begun, set: whole }, ada, NOW);
      expect(made).toMatchObject({ value: { state: 'draft', minutes: 6 } });
      const task = await store.editItem(
        'task',
        't',
        { editId: 'e2', at: NOW, set: { title: 'File' }, did: null },
        ada,
        NOW,
      );
      expect(task).toMatchObject({ value: { state: 'open', kind: 'task' } });
    },
  },
  {
    name: 'how the firm works is saved once by each revision, and is the default until then',
    async run(subject) {
      const store = await openWithTenant(subject);
      expect(await store.practice()).toEqual(defaultPractice);
      const next = { ...defaultPractice, revision: 1, tags: ['urgent'] };
      const saved = await store.setPractice(next, 0, NOW);
      expect(types(saved?.events ?? [])).toEqual(['practice_changed']);
      expect(await store.setPractice({ ...next, tags: [] }, 0, NOW)).toBeNull();
      expect(await store.practice()).toEqual(next);
    },
  },
  {
    name: 'the word on a call makes its callback, for whom it was and by when, in one transaction',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { callId, anneke, matter } = await withMissedCall(store);
      const word = { at: later(60), followUp: 'please_call_back' as const };
      const { events } = (await store.editCall(callId, word, bob, later(61))) ?? { events: [] };
      expect(types(events)).toEqual(['call_changed', 'callback_changed', 'new_inbox_item']);
      expect(await store.openCallbacks()).toMatchObject([
        {
          id: callbackIdOf(callId),
          callId,
          contactId: anneke.id,
          matterId: matter.id,
          number: '+32470271836',
          forPersonId: 'ada',
          ownerPersonId: null,
          dueAt: later(60 + 480 * 60),
          status: 'please_call_back',
          closed: null,
          createdAt: later(60),
          stamps: { status: { byPersonId: 'bob' }, contactId: { byPersonId: 'callbrief' } },
        },
      ]);
      expect((await store.editCall(callId, word, bob, later(62)))?.events).toEqual([]);
    },
  },
  {
    name: 'OK on a call closes its callback by hand, makes none, and a word later opens it again',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { callId } = await withMissedCall(store);
      const say = async (seconds: number, followUp: 'ok' | 'for_info' | 'please_call_back' | null) =>
        types((await store.editCall(callId, { at: later(seconds), followUp }, bob, later(900)))?.events ?? []);
      expect(await say(10, 'for_info')).toEqual(['call_changed']);
      expect(await store.item('callback', callbackIdOf(callId))).toBeNull();
      await say(20, 'please_call_back');
      expect(await say(30, 'ok')).toEqual(['call_changed', 'callback_changed']);
      expect(await store.item('callback', callbackIdOf(callId))).toMatchObject({
        status: 'ok',
        closed: { why: 'by_hand', byName: 'Bob', at: later(30) },
      });
      expect(await say(25, 'please_call_back')).toEqual([]);
      await say(40, 'please_call_back');
      expect(await store.openCallbacks()).toMatchObject([{ status: 'please_call_back' }]);
      await say(50, null);
      expect(await store.openCallbacks()).toEqual([]);
    },
  },
  {
    name: 'the status of a callback is the word on its call, and comes back as nothing new',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { callId, anneke } = await withMissedCall(store);
      const id = callbackIdOf(callId);
      const made = await write(store, id, edit(10, { callId, reason: 'Wants the report', forPersonId: 'bob' }));
      expect(types(made.events)).toEqual(['callback_changed', 'new_inbox_item', 'call_changed']);
      expect(made.value).toMatchObject({ contactId: anneke.id, forPersonId: 'bob', number: '+32470271836' });
      expect(await store.call(callId)).toMatchObject({ followUp: { value: 'please_call_back', byName: 'Me Ada' } });
      const done = await write(store, id, edit(20, { status: 'for_info' }), bob);
      expect(types(done.events)).toEqual(['callback_changed', 'call_changed']);
      expect(done.value.closed).toMatchObject({ why: 'by_hand', byName: 'Bob' });
      expect(await store.call(callId)).toMatchObject({ followUp: { value: 'for_info', byName: 'Bob', at: later(20) } });
      const older = await write(store, id, edit(15, { status: 'ok' }));
      expect(types(older.events)).toEqual(['callback_changed']);
      expect(await store.call(callId)).toMatchObject({ followUp: { value: 'for_info' } });
      expect(types((await write(store, id, edit(30, { reason: 'other' }))).events)).toEqual(['callback_changed']);
      // A callback that only mentions the call is not the call's own.
      expect(types((await write(store, 'other', edit(40, { callId, status: 'ok' }))).events)).toEqual([
        'callback_changed',
      ]);
    },
  },
  {
    name: 'a callback follows its call when that is filed elsewhere, unless a person filed the callback',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { callId, anneke, matter } = await withMissedCall(store);
      const jan = contactNamed('Jan', '+32470000002');
      await store.putContact(jan, NOW);
      const ofJan = matterOf(jan.id);
      await store.putMatter(ofJan);
      await store.editCall(callId, { at: later(10), followUp: 'please_call_back' }, ada, later(10));
      const moved = await store.editCall(callId, { at: later(20), contactId: jan.id }, ada, later(20));
      expect(types(moved?.events ?? [])).toContain('callback_changed');
      const id = callbackIdOf(callId);
      expect(await store.item('callback', id)).toMatchObject({ contactId: jan.id, matterId: ofJan.id });
      await write(store, id, edit(800, { matterId: null }));
      await store.editCall(callId, { at: later(810), contactId: anneke.id }, ada, later(900));
      expect(await store.call(callId)).toMatchObject({ contactId: anneke.id, matterId: matter.id });
      expect(await store.item('callback', id)).toMatchObject({ contactId: anneke.id, matterId: null });
    },
  },
  {
    name: 'a word about an imported call makes a callback too',
    async run(subject) {
      const store = await openWithTenant(subject);
      const call = pastCall({ outcome: 'voicemail', answeredAt: null, durationSeconds: 0 });
      await store.importCalls([call], NOW);
      await store.editCall(call.id, { at: later(10), followUp: 'caller_calls_back' }, ada, later(10));
      expect(await store.openCallbacks()).toMatchObject([{ source: 'voicemail', status: 'caller_calls_back' }]);
    },
  },
];
