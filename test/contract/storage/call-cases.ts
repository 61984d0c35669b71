import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { contactNamed, deliveryOf, factOf, later, matterOf, NOW, pastCall, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const ada = { personId: 'p1', name: 'Ada' };
const bob = { personId: 'p2', name: 'Bob' };

export const callCases: StorageCase[] = [
  {
    name: 'pages bring every call once, newest first, whatever the page size',
    async run(subject) {
      const store = await openWithTenant(subject);
      const calls = Array.from({ length: 23 }, (_, i) => pastCall({ startedAt: later(Math.floor(i / 3) * 60) }));
      await store.importCalls(calls, NOW);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await store.callPage(cursor, 5);
        expect(page.total).toBe(23);
        seen.push(...page.items.map((c) => `${c.startedAt} ${c.id}`));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual(
        calls
          .map((c) => `${c.startedAt} ${c.id}`)
          .sort()
          .toReversed(),
      );
    },
  },
  {
    name: 'a cursor that is none is refused, not taken for the beginning',
    async run(subject) {
      const store = await openWithTenant(subject);
      const strange = ['nonsense', Buffer.from('{}').toString('base64url'), Buffer.from('["x"]').toString('base64url')];
      for (const cursor of strange) {
        await expect(store.callPage(cursor, 5)).rejects.toMatchObject({ code: 'bad_cursor' });
      }
      await expect(store.contactPage('nonsense', 5)).rejects.toMatchObject({ code: 'bad_cursor' });
    },
  },
  {
    name: 'calls are found by number in any writing, by names without accents, by notes, and by filters',
    async run(subject) {
      const store = await openWithTenant(subject);
      const helene = contactNamed('Hélène Brüggemann');
      await store.putContact(helene, NOW);
      const one = pastCall({ contactId: helene.id, fromNumber: '+32470271836', startedAt: later(10) });
      const note = { value: 'Asks for 100% of the DEPOSIT_back', byPersonId: 'p1', byName: 'Ada', at: NOW };
      const two = pastCall({
        note,
        direction: 'outbound',
        outcome: 'missed',
        fromNumber: '+3225551234',
        toNumber: '+4930123456',
        startedAt: later(20),
      });
      await store.importCalls([one, two], NOW);
      const find = async (given: object) => {
        const { items, total } = await store.findCalls({ page: 1, perPage: 10, ...given });
        expect(total).toBe(items.length);
        return items.map((c) => c.id);
      };
      expect(await find({})).toEqual([two.id, one.id]);
      for (const q of ['0470 27 18 36', '+32470271836', '0032 470 27', 'helene bruggemann', 'BRÜGGEMANN']) {
        expect(await find({ q })).toEqual([one.id]);
      }
      for (const q of ['deposit_', '100%', '030 123']) expect(await find({ q })).toEqual([two.id]);
      for (const q of ['deposit%back', "'; DROP TABLE calls; --", 'helene deposit'])
        expect(await find({ q })).toEqual([]);
      expect(await find({ direction: 'outbound' })).toEqual([two.id]);
      expect(await find({ outcomes: ['missed', 'voicemail'] })).toEqual([two.id]);
      expect(await find({ outcomes: [] })).toEqual([]);
      expect(await find({ contactId: helene.id })).toEqual([one.id]);
      expect(await find({ from: later(15) })).toEqual([two.id]);
      expect(await find({ to: '2026-11-19T11:31:15Z' })).toEqual([one.id]);
      const second = await store.findCalls({ page: 2, perPage: 1 });
      expect([second.total, second.items.map((c) => c.id)]).toEqual([2, [one.id]]);
    },
  },
  {
    name: 'of two notes written offline the later one stays, field by field, in whatever order they arrive',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls } = await store.accept(ringing('1'));
      const id = calls[0]?.id ?? '';
      await store.editCall(id, { at: later(50), note: 'later' }, ada, later(60));
      const older = await store.editCall(id, { at: later(40), note: 'older', followUp: 'ok' }, bob, later(61));
      expect(older?.value).toMatchObject({
        note: { value: 'later', byName: 'Ada' },
        followUp: { value: 'ok', byName: 'Bob' },
      });
      expect(older?.events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([{ cause: 'edit' }]);
      const again = await store.editCall(id, { at: later(40), note: 'older', followUp: 'ok' }, bob, later(70));
      expect(again?.events).toEqual([]);
      expect(await store.call(id)).toMatchObject({ note: { value: 'later' }, followUp: { value: 'ok' } });
      expect(await store.editCall('no-such-call', { at: NOW, note: 'x' }, ada, NOW)).toBeNull();
    },
  },
  {
    name: 'of those who heard a voicemail the first one stands, until it is marked as not heard, whatever the provider adds',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls } = await store.accept(deliveryOf('1', factOf('voicemail')));
      const id = calls[0]?.id ?? '';
      expect(calls[0]?.voicemailHeard).toBeNull();
      const heard = (seconds: number, by: typeof ada, voicemailHeard = true) =>
        store.editCall(id, { at: later(seconds), voicemailHeard }, by, later(100));
      await heard(50, ada);
      const first = await heard(40, bob);
      expect(first?.value.voicemailHeard).toEqual({ byPersonId: 'p2', byName: 'Bob', at: later(40) });
      expect(first?.events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([
        { cause: 'edit', call: { voicemailHeard: { byName: 'Bob' } } },
      ]);
      for (const again of [await heard(40, bob), await heard(60, ada)]) expect(again?.events).toEqual([]);
      await store.accept(deliveryOf('1', factOf('missed')));
      expect((await store.call(id))?.voicemailHeard?.byName).toBe('Bob');
      expect((await heard(70, ada, false))?.value.voicemailHeard).toBeNull();
      expect((await heard(65, bob))?.events).toEqual([]);
      expect((await heard(80, ada))?.value.voicemailHeard?.byName).toBe('Ada');
    },
  },
  {
    name: 'a clock that runs ahead wins no later argument',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls } = await store.accept(ringing('1'));
      const id = calls[0]?.id ?? '';
      await store.editCall(id, { at: '2031-01-01T00:00:00.000Z', note: 'from the future' }, ada, later(60));
      await store.editCall(id, { at: later(90), note: 'now' }, bob, later(91));
      expect((await store.call(id))?.note?.value).toBe('now');
    },
  },
  {
    name: 'what a person chose survives every later event of the call',
    async run(subject) {
      const store = await openWithTenant(subject);
      const anneke = contactNamed('Anneke', '+32470271836');
      const jan = contactNamed('Jan', '+32470000002');
      for (const contact of [anneke, jan]) await store.putContact(contact, NOW);
      const ofJan = matterOf(jan.id);
      await store.putMatter(matterOf(anneke.id));
      await store.putMatter(ofJan);
      const { calls } = await store.accept(ringing('1'));
      const id = calls[0]?.id ?? '';
      expect(calls[0]?.contactId).toBe(anneke.id);
      const chosen = await store.editCall(id, { at: later(5), contactId: jan.id, note: 'his son' }, ada, later(5));
      expect(chosen?.value).toMatchObject({ contactId: jan.id, matterId: ofJan.id });
      await store.editCall(id, { at: later(6), matterId: null }, ada, later(6));
      await store.accept(deliveryOf('1', factOf('answered', { at: later(8) })));
      expect(await store.call(id)).toMatchObject({
        outcome: 'talking',
        contactId: jan.id,
        matterId: null,
        note: { value: 'his son' },
      });
    },
  },
  {
    name: 'a new contact gets the calls of its numbers, except those that a person linked or that have two candidates',
    async run(subject) {
      const store = await openWithTenant(subject);
      const first = await store.accept(ringing('1'));
      const second = await store.accept(ringing('2'));
      await store.accept(ringing('3', { fromNumber: '+32470999999' }));
      await store.editCall(second.calls[0]?.id ?? '', { at: later(5), contactId: null }, ada, later(5));
      const anneke = contactNamed('Anneke', '+32470271836');
      const { value, events } = await store.putContact(anneke, later(9));
      expect(value).toEqual({ ...anneke, updatedAt: later(9) });
      expect(events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([
        { type: 'contact_changed' },
        { type: 'call_changed', cause: 'edit', call: { id: first.calls[0]?.id, contactId: anneke.id } },
      ]);
      expect((await store.findCalls({ page: 1, perPage: 10, contactId: anneke.id })).total).toBe(1);
      const again = await store.putContact(anneke, later(9));
      expect(again.events.map((e) => e.type)).toEqual(['contact_changed']);
      expect((await store.contactPage(null, 10)).total).toBe(1);
    },
  },
  {
    name: 'imported calls are inserted once, and later facts do not rewrite what was finished',
    async run(subject) {
      const store = await openWithTenant(subject);
      const call = pastCall({ providerCallId: '55', outcome: 'answered' });
      expect(await store.importCalls([call, { ...call, id: 'other' }], NOW)).toEqual({ inserted: 1 });
      expect(await store.importCalls([call], NOW)).toEqual({ inserted: 0 });
      expect((await store.eventsAfter(0, 10)).map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([
        { type: 'call_changed', cause: 'import', call: { id: call.id } },
      ]);
      await store.accept(deliveryOf('55', factOf('missed')));
      expect(await store.call(call.id)).toMatchObject({ outcome: 'answered', durationSeconds: 60 });
    },
  },
];
