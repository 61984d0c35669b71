import { expect } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import { loggedEvent } from '@callbrief/relay/wire/events';
import type { TenantStore } from '../../../relay/src/storage/port.ts';
import { addedFact, deliveryOf, factOf, later, NOW, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const facts = [
  factOf('ringing'),
  factOf('ended', { at: later(70), durationSeconds: 0 }),
  addedFact(1200, { recording: { url: 'https://cdn.example/r.mp3', durationSeconds: 55 } }),
  addedFact(300, { comment: 'call back Friday', tags: ['RDV'] }),
];

/** The rows of these calls without what differs from call to call. */
async function rows(store: TenantStore): Promise<Partial<Call>[]> {
  const { items } = await store.callPage(null, 500);
  return items.map(({ id: _id, providerCallId: _provider, updatedAt: _at, ...row }) => row);
}

/** What a provider adds to a call may come before anything else of it. */
export const earlyCases: StorageCase[] = [
  {
    name: 'a comment that comes before its call makes no call, and stands on it once it is told',
    async run(subject) {
      const store = await openWithTenant(subject);
      const comment = deliveryOf('7', addedFact(300, { comment: 'call back Friday', tags: ['RDV'] }));
      expect(await store.accept(comment)).toEqual({ duplicate: false, calls: [], events: [] });
      expect((await store.callPage(null, 1)).total).toBe(0);
      expect(await store.inboxCounts()).toMatchObject({ unknown: 0 });
      const { calls, events } = await store.accept(ringing('7'));
      expect(calls).toMatchObject([{ outcome: 'ringing', added: { comment: 'call back Friday', tags: ['RDV'] } }]);
      // It rings now, whatever was said of it before.
      expect(events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([{ cause: 'ringing' }]);
      const facts = (await store.callByProviderId('ringover', '7'))?.facts;
      expect(facts?.map((f) => f.kind)).toEqual(['ringing', 'added']);
    },
  },
  {
    name: 'in every order of a call’s facts the same call comes out, with all that was added',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (const [index, order] of ordersOf(facts).entries()) {
        for (const fact of order) await store.accept(deliveryOf(`call-${String(index)}`, fact));
      }
      const [first, ...others] = await rows(store);
      expect(first).toMatchObject({
        outcome: 'missed',
        added: { comment: 'call back Friday', tags: ['RDV'], recording: { durationSeconds: 55 } },
      });
      expect(others).toHaveLength(23);
      for (const other of others) expect(other).toEqual(first);
    },
  },
  {
    name: 'facts that come at once over two handles lose nothing of what was added',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const orders = ordersOf(facts);
      await Promise.all(
        orders.flatMap((order, index) =>
          order.map((fact, i) => (i % 2 === 0 ? one : other).accept(deliveryOf(`call-${String(index)}`, fact))),
        ),
      );
      const [first, ...others] = await rows(one);
      expect(first?.added).toMatchObject({ comment: 'call back Friday', recording: { durationSeconds: 55 } });
      expect(others).toHaveLength(23);
      for (const row of others) expect(row).toEqual(first);
    },
  },
  {
    name: 'an early fact that is told twice is one fact, and the earlier telling counts',
    async run(subject) {
      const store = await openWithTenant(subject);
      const twice = [later(600), later(300)].map((at, i) =>
        deliveryOf('7', addedFact(0, { comment: 'x' }, { factId: 'same', at }), { dedupeKey: String(i) }),
      );
      for (const delivery of twice) await store.accept(delivery);
      await store.accept(ringing('7'));
      const told = (await store.callByProviderId('ringover', '7'))?.facts;
      expect(told?.map((f) => [f.kind, f.at])).toEqual([
        ['ringing', NOW],
        ['added', later(300)],
      ]);
    },
  },
  {
    name: 'early facts stay with their provider and firm, and are deleted with the raw deliveries',
    async run(subject) {
      const store = await openWithTenant(subject);
      const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
      const added = deliveryOf('7', addedFact(300, { comment: 'x' }), { receivedAt: daysAgo(3) });
      await store.accept(added);
      const sipgate = await store.accept({ ...ringing('7'), provider: 'sipgate' });
      expect(sipgate.calls[0]?.added.comment).toBeNull();
      await store.accept(deliveryOf('8', addedFact(300, { comment: 'y' }), { receivedAt: daysAgo(0.5) }));
      await store.pruneInbox(new Date().toISOString());
      expect((await store.accept(ringing('7'))).calls[0]?.added.comment).toBeNull();
      expect((await store.accept(ringing('8'))).calls[0]?.added.comment).toBe('y');
    },
  },
];

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => ordersOf(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}
