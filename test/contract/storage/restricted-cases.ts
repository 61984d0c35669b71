import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { pendingRecording } from '../../../relay/src/recordings/told-recording.ts';
import { storeSeenBy } from '../../../relay/src/policy/store-seen-by.ts';
import type { StoredEvent, TenantStore } from '../../../relay/src/storage/port.ts';
import { contactNamed, deliveryOfMessages, later, matterOf, NOW, ringing, tenantNamed, toldSms } from './made-up.ts';
import { openWithTenant, type StorageCase, type Subject } from './subject.ts';

const by = { personId: 'ada', name: 'Me Ada' };
/** Who may have each event: `all`, or the people; and what the others are told instead. */
const told = (events: readonly StoredEvent[]) =>
  events.map(({ type, restricted }) => {
    if (!restricted) return `${type} to all`;
    const withheld = loggedEvent.parse(JSON.parse(restricted.withheldJson));
    return `${type} to ${restricted.to.join(',')}, else ${withheld.type === 'withheld' ? withheld.of : 'wrong'}`;
  });

/** Ada's restricted matter `m1` of contact `c1`. */
async function withRestricted(subject: Subject): Promise<TenantStore> {
  const store = await openWithTenant(subject);
  await store.putContacts([{ ...contactNamed('Anneke', '+32470271836'), id: 'c1' }], NOW);
  await store.putMatters([matterOf('c1', { id: 'm1', restrictedTo: ['bob'], responsiblePersonId: 'ada' })], NOW);
  return store;
}
const callback = (set: object) => ({ editId: 'e1', at: NOW, set, did: null });

export const restrictedCases: StorageCase[] = [
  {
    name: 'what happens in a restricted matter is for its people and the responsible lawyer; the log says so, after a restart too',
    async run(subject) {
      const store = await withRestricted(subject);
      await store.accept(ringing('1'));
      await store.accept(deliveryOfMessages(toldSms()));
      const callId = (await store.callPage(null, 1)).items[0]?.id ?? '';
      await store.changeRecording('r1', () => pendingRecording(callId, { id: 'r1', kind: 'call' }, NOW));
      await store.editItem('callback', 'k1', callback({ callId, reason: 'x' }), by, NOW);
      const events = await (await subject.open()).tenant('firm-a').eventsAfter(0, 100);
      expect(told(events)).toEqual([
        'contact_changed to all',
        'matter_changed to ada,bob, else matter',
        'case_updated to ada,bob, else matter',
        'call_changed to ada,bob, else call',
        'message_changed to ada,bob, else message',
        'call_event_created to ada,bob, else message',
        'recording_changed to ada,bob, else call',
        'callback_changed to ada,bob, else callback',
        'new_inbox_item to ada,bob, else callback',
      ]);
      expect(await store.hiddenMatterIds('cy')).toEqual(['m1']);
      expect([await store.hiddenMatterIds('ada'), await store.hiddenMatterIds('bob')]).toEqual([[], []]);
      expect(await store.callsInMatters([callId, 'x'], ['m1'])).toEqual([callId]);
      expect(await store.callsInMatters([callId], ['m2'])).toEqual([]);
    },
  },
  {
    name: 'a matter that is restricted, or opened, is told again with its calls, messages, recordings and callbacks',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([{ ...contactNamed('Anneke', '+32470271836'), id: 'c1' }], NOW);
      await store.putMatters([matterOf('c1', { id: 'm1' })], NOW);
      const { calls } = await store.accept(ringing('1'));
      await store.accept(deliveryOfMessages(toldSms()));
      const callId = calls[0]?.id ?? '';
      await store.changeRecording('r1', () => pendingRecording(callId, { id: 'r1', kind: 'call' }, NOW));
      await store.editItem('callback', 'k1', callback({ matterId: 'm1' }), by, NOW);
      await store.editItem('task', 't1', callback({ callId, title: 'x' }), by, NOW);
      const restrict = async (seconds: number, restrictedTo: string[] | null) => {
        const edit = { editId: `e${String(seconds)}`, at: later(seconds), set: { restrictedTo } };
        const written = await store.editMatter('m1', edit, by, later(seconds));
        return written === 'incomplete' || written === 'taken' ? [] : told(written.events);
      };
      const parts = [
        ['matter_changed', 'matter'],
        ['case_updated', 'matter'],
        ['call_changed', 'call'],
        ['message_changed', 'message'],
        ['callback_changed', 'callback'],
        ['task_changed', 'task'],
        ['recording_changed', 'call'],
      ];
      expect(await restrict(1, ['bob'])).toEqual(
        parts.map(([type, of]) => `${String(type)} to bob, else ${String(of)}`),
      );
      expect(await restrict(2, null)).toEqual(parts.map(([type]) => `${String(type)} to all`));
      expect(await restrict(2, null)).toEqual([]);
      const title = { editId: 'e3', at: later(3), set: { title: 'Other' } };
      const renamed = await store.editMatter('m1', title, by, later(3));
      expect(renamed !== 'incomplete' && renamed !== 'taken' && told(renamed.events)).toHaveLength(2);
    },
  },
  {
    name: 'a call that is filed into or out of a restricted matter takes its recording and its callback with it',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putMatters([matterOf('x', { id: 'm1', restrictedTo: ['ada'] })], NOW);
      const { calls } = await store.accept(ringing('1'));
      const callId = calls[0]?.id ?? '';
      await store.changeRecording('r1', () => pendingRecording(callId, { id: 'r1', kind: 'call' }, NOW));
      await store.editItem('callback', 'k1', callback({ callId }), by, NOW);
      const file = async (seconds: number, matterId: string | null) =>
        told((await store.editCall(callId, { at: later(seconds), matterId }, by, later(seconds)))?.events ?? []);
      const types = ['call_changed', 'callback_changed', 'recording_changed'];
      expect((await file(1, 'm1')).map((text) => text.replace(/, else \w+/, ''))).toEqual(
        types.map((type) => `${type} to ada`),
      );
      expect(await file(2, null)).toEqual(types.map((type) => `${type} to all`));
    },
  },
  {
    name: 'a person outside finds nothing of a restricted matter, by id or in a list, and writes nothing into it',
    async run(subject) {
      const store = await withRestricted(subject);
      const { calls } = await store.accept(ringing('1'));
      await store.accept(deliveryOfMessages(toldSms()));
      await store.accept(ringing('2', { fromNumber: '+32440000001' }));
      const callId = calls[0]?.id ?? '';
      const messageId = (await store.messagePage(null, 1)).items[0]?.id ?? '';
      await store.changeRecording('r1', () => pendingRecording(callId, { id: 'r1', kind: 'call' }, NOW));
      await store.editItem('callback', 'of-call', callback({ callId }), by, NOW);
      await store.editItem('callback', 'of-matter', callback({ matterId: 'm1' }), by, NOW);
      const found = async (seen: TenantStore) => [
        (await seen.callPage(null, 9)).items.length,
        (await seen.findCalls({ page: 1, perPage: 9 })).total,
        (await seen.openCalls()).length,
        (await seen.call(callId)) === null,
        (await seen.callByProviderId('ringover', '1')) === null,
        (await seen.messagePage(null, 9)).items.length,
        (await seen.message(messageId)) === null,
        (await seen.matterPage(null, 9)).items.length,
        (await seen.matter('m1')) === null,
        (await seen.openMattersOf('c1')).length,
        (await seen.itemPage('callback', null, 9)).items.length,
        (await seen.item('callback', 'of-call')) === null,
        (await seen.openCallbacks()).length,
        (await seen.itemsOf('callback', { callId })).length,
        (await seen.recordingPage(null, 9)).items.length,
        (await seen.recording('r1')) === null,
        (await seen.recordingsOfCall(callId)).length,
      ];
      expect(await found(storeSeenBy('bob', store))).toEqual([
        2,
        2,
        2,
        false,
        false,
        1,
        false,
        1,
        false,
        1,
        2,
        false,
        2,
        1,
        1,
        false,
        1,
      ]);
      const outsider = storeSeenBy('cy', store);
      expect(await found(outsider)).toEqual([1, 1, 1, true, true, 0, true, 0, true, 0, 0, true, 0, 0, 0, true, 0]);
      expect(await outsider.editCall(callId, { at: NOW, note: 'x' }, by, NOW)).toBeNull();
      expect(await outsider.removeMatter('m1', NOW)).toBeNull();
      const edit = { editId: 'e', at: later(9), set: { title: 'x' } };
      await expect(outsider.editMatter('m1', edit, by, NOW)).rejects.toMatchObject({ code: 'not_found' });
      await expect(outsider.editItem('callback', 'of-call', callback({}), by, NOW)).rejects.toMatchObject({
        code: 'not_found',
      });
      expect((await store.matter('m1'))?.title).toBe('Peeters / Immo Zuid');
    },
  },
  {
    name: 'a matter that another process restricts is restricted for the next delivery of this one',
    async run(subject) {
      const storage = await subject.open();
      await storage.tenants.create(tenantNamed('firm-a'));
      const here = storage.tenant('firm-a');
      const there = (await subject.open()).tenant('firm-a');
      await here.putContacts([{ ...contactNamed('Anneke', '+32470271836'), id: 'c1' }], NOW);
      await here.putMatters([matterOf('c1', { id: 'm1' })], NOW);
      expect(told((await here.accept(ringing('1'))).events)).toEqual(['call_changed to all']);
      await there.putMatters([{ id: 'm1', restrictedTo: ['ada'] }], later(1));
      expect(told((await here.accept(ringing('2'))).events)).toEqual(['call_changed to ada, else call']);
      await there.putMatters([{ id: 'm1', restrictedTo: null }], later(2));
      expect(told((await here.accept(ringing('3'))).events)).toEqual(['call_changed to all']);
    },
  },
];
