import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { call as callSchema } from '@callbrief/relay/wire/call';
import { BIG_ID, contactNamed, deliveryOf, factOf, later, matterOf, NOW, personNamed, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

export const deliveryCases: StorageCase[] = [
  {
    name: 'a delivery makes a call and its event, and both are valid on the wire',
    async run(subject) {
      const store = await openWithTenant(subject);
      const accepted = await store.accept(ringing('100'));
      expect(accepted).toMatchObject({ duplicate: false, calls: [{ outcome: 'ringing', providerCallId: '100' }] });
      const [event] = accepted.events;
      const parsed = loggedEvent.parse(JSON.parse(event?.json ?? ''));
      expect(parsed).toMatchObject({
        type: 'call_changed',
        cause: 'ringing',
        hops: { providerAt: NOW, receivedAt: NOW },
      });
      const stored = await store.call(accepted.calls[0]?.id ?? '');
      expect(parsed).toMatchObject({ call: callSchema.parse(stored) });
      expect(await store.eventsAfter(0, 10)).toEqual(accepted.events);
    },
  },
  {
    name: 'the same delivery again is a duplicate and changes nothing',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('100'));
      const again = await store.accept({ ...ringing('100'), receivedAt: later(30) });
      expect(again).toEqual({ duplicate: true, calls: [], events: [] });
      expect(await store.lastEventId()).toBe(1);
      expect(await store.inboxCounts()).toEqual({ total: 1, unreadable: 0, unknown: 0 });
    },
  },
  {
    name: 'two handles that get the same deliveries at once take each one once',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const deliveries = Array.from({ length: 40 }, (_, i) => ringing(`call-${String(i)}`));
      const results = await Promise.all(
        deliveries.flatMap((delivery) => [one.accept(delivery), other.accept(delivery), one.accept(delivery)]),
      );
      expect(results.filter((r) => !r.duplicate)).toHaveLength(40);
      expect((await one.callPage(null, 100)).total).toBe(40);
      expect((await one.eventsAfter(0, 500)).map((e) => e.id)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    },
  },
  {
    name: 'facts of one call that come at once over two handles end in one complete call',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      await Promise.all([
        one.accept(deliveryOf('7', factOf('ended', { at: later(60), durationSeconds: 50, cause: 'normal' }))),
        other.accept(deliveryOf('7', factOf('answered', { at: later(10) }))),
        one.accept(ringing('7')),
      ]);
      const { items, total } = await one.callPage(null, 10);
      expect(total).toBe(1);
      expect(items[0]).toMatchObject({ outcome: 'answered', durationSeconds: 50 });
    },
  },
  {
    name: '64-bit ids come back digit by digit',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls, events } = await store.accept(ringing(BIG_ID, { legId: BIG_ID }));
      const stored = await store.call(calls[0]?.id ?? '');
      expect(stored).toMatchObject({ providerCallId: BIG_ID, legs: [{ legId: BIG_ID }] });
      expect(events[0]?.json).toContain(`"${BIG_ID}"`);
      const again = await store.accept(deliveryOf(BIG_ID, factOf('answered', { legId: BIG_ID, at: later(4) })));
      expect(again.calls[0]).toMatchObject({ id: calls[0]?.id, outcome: 'talking' });
    },
  },
  {
    name: 'a new fact that tells nothing new appends no event',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('100'));
      const twin = deliveryOf('100', factOf('ringing', { factId: 'the same in other words', at: later(1) }));
      expect(await store.accept(twin)).toEqual({ duplicate: false, calls: [], events: [] });
      expect(await store.lastEventId()).toBe(1);
    },
  },
  {
    name: 'what cannot be read or is not known is kept and counted',
    async run(subject) {
      const store = await openWithTenant(subject);
      const base = { ...ringing('1'), facts: [] };
      await store.accept({ ...base, dedupeKey: 'x', kind: 'unreadable', unreadable: 'not JSON' });
      await store.accept({ ...base, dedupeKey: 'y', kind: 'sms/received', rawBody: Buffer.from([0, 255, 39, 92]) });
      await store.accept(ringing('1'));
      expect(await store.inboxCounts()).toEqual({ total: 3, unreadable: 1, unknown: 1 });
      expect(await store.inboxCounts(['sms/received', 'dtmf'])).toEqual({ total: 3, unreadable: 1, unknown: 0 });
      expect(await store.inboxCounts(['dtmf'])).toMatchObject({ unknown: 1 });
      expect(await store.lastEventId()).toBe(1);
    },
  },
  {
    name: 'of deliveries that share a transaction each fails alone and leaves nothing half-written',
    async run(subject) {
      const store = await openWithTenant(subject);
      // One fact whose time cannot be read: the inbox row is written before this is noticed.
      const broken = deliveryOf('bad', factOf('ringing', { at: 'yesterday', startedAt: 'never' }));
      const results = await Promise.allSettled([
        store.accept(ringing('1')),
        store.accept(broken),
        store.accept(ringing('2')),
      ]);
      expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await store.inboxCounts()).toMatchObject({ total: 2 });
      expect((await store.eventsAfter(0, 10)).map((e) => e.id)).toEqual([1, 2]);
      expect((await store.callPage(null, 10)).items.map((c) => c.providerCallId).sort()).toEqual(['1', '2']);
    },
  },
  {
    name: 'a call is linked to its only contact, that contact’s only open matter, and the people whose phones rang',
    async run(subject) {
      const store = await openWithTenant(subject);
      const anneke = contactNamed('Anneke Peeters', '+32470271836');
      const matter = matterOf(anneke.id);
      const ada = personNamed('Ada Delcourt', '22673838');
      await store.putContact(anneke, NOW);
      await store.putMatter(matter);
      await store.putMatter(matterOf(anneke.id, { status: 'closed' }));
      await store.putPerson(ada);
      const party = { providerUserId: '22673838', personId: null, name: 'Ada' };
      await store.accept(ringing('1', { party }));
      const { calls } = await store.accept(deliveryOf('1', factOf('answered', { party, at: later(3) })));
      expect(calls[0]).toMatchObject({
        contactId: anneke.id,
        matterId: matter.id,
        answeredBy: { personId: ada.id },
        legs: [{ personId: ada.id, state: 'talking' }],
      });
    },
  },
  {
    name: 'with two candidates nothing is linked: a wrong link is worse than none',
    async run(subject) {
      const store = await openWithTenant(subject);
      const one = contactNamed('Anneke Peeters', '+32470271836');
      const two = contactNamed('Jan Peeters', '+32470271836');
      const busy = contactNamed('Immo Zuid', '+32470000001');
      for (const contact of [one, two, busy]) await store.putContact(contact, NOW);
      await store.putMatter(matterOf(busy.id));
      await store.putMatter(matterOf(busy.id));
      const family = await store.accept(ringing('1'));
      expect(family.calls[0]).toMatchObject({ contactId: null, matterId: null });
      const client = await store.accept(ringing('2', { fromNumber: '+32470000001' }));
      expect(client.calls[0]).toMatchObject({ contactId: busy.id, matterId: null });
    },
  },
  {
    name: 'a tenant that does not exist takes nothing in',
    async run(subject) {
      const storage = await subject.open();
      await expect(storage.tenant('nobody').accept(ringing('1'))).rejects.toMatchObject({ code: 'unavailable' });
      expect(await storage.tenant('nobody').eventsAfter(0, 10)).toEqual([]);
    },
  },
  {
    name: 'raw bodies are deleted when they are old, never within 24 hours',
    async run(subject) {
      const store = await openWithTenant(subject);
      const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
      await store.accept({ ...ringing('1'), receivedAt: daysAgo(3) });
      await store.accept({ ...ringing('2'), receivedAt: daysAgo(0.5) });
      expect(await store.pruneInbox(new Date().toISOString())).toBe(1);
      expect(await store.accept({ ...ringing('2'), receivedAt: daysAgo(0) })).toMatchObject({ duplicate: true });
      expect((await store.callPage(null, 10)).total).toBe(2);
    },
  },
];
