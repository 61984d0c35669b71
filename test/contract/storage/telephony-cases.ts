import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import type { StoredAction } from '../../../relay/src/storage/port.ts';
import { contactNamed, deliveryOf, factOf, later, matterOf, NOW, pastCall, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const actionNamed = (id: string, given: Partial<StoredAction> = {}): StoredAction => ({
  id,
  kind: 'dial',
  personId: 'ada',
  begunAt: NOW,
  result: null,
  ...given,
});
const blocked = (number: string, comment = 'sells wine') => ({ number, comment, byName: 'Me Ada', at: NOW });

/** What control and routing keep and ask. */
export const telephonyCases: StorageCase[] = [
  {
    name: 'an action begins once, also when two processes get it at one moment, and keeps its first result',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const asked = await Promise.all([one, other, one].map((store) => store.beginAction(actionNamed('a1'))));
      expect(asked.filter((before) => before === null)).toHaveLength(1);
      expect(asked.filter((before) => before?.result === null)).toHaveLength(2);
      await one.settleAction('a1', { problem: 'provider_refused', detail: 'busy' });
      await one.settleAction('a1', { state: 'done' });
      await one.settleAction('no-such-action', { state: 'done' });
      const result = { problem: 'provider_refused', detail: 'busy' };
      expect(await other.beginAction(actionNamed('a1', { kind: 'other' }))).toEqual(
        actionNamed('a1', { result } as Partial<StoredAction>),
      );
      expect(await other.beginAction(actionNamed('a2', { begunAt: later(60) }))).toBeNull();
      expect(await one.pruneActions(later(60))).toBe(1);
      expect(await one.beginAction(actionNamed('a1'))).toBeNull();
    },
  },
  {
    name: 'a number is blocked and freed again, and only a change is told',
    async run(subject) {
      const store = await openWithTenant(subject);
      const spam = blocked('+32470666666');
      const { events } = await store.setBlocked(spam.number, spam, later(1));
      expect(events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([
        { type: 'number_blocked', number: spam.number, blocked: spam, hops: { receivedAt: later(1) } },
      ]);
      await store.setBlocked('+32470111111', blocked('+32470111111'), NOW);
      expect((await store.blockedNumbers()).map((b) => b.number)).toEqual(['+32470111111', spam.number]);
      expect([await store.isBlocked(spam.number), await store.isBlocked('+32470271836')]).toEqual([true, false]);
      const again = await store.setBlocked(spam.number, { ...spam, at: later(9) }, later(9));
      expect(again).toEqual({ value: spam, events: [] });
      const reworded = await store.setBlocked(spam.number, { ...spam, comment: '' }, later(9));
      expect(reworded.events).toHaveLength(1);
      const freed = await store.setBlocked(spam.number, null, later(10));
      expect(freed.events.map((e) => loggedEvent.parse(JSON.parse(e.json)))).toMatchObject([{ blocked: null }]);
      expect((await store.setBlocked(spam.number, null, later(11))).events).toEqual([]);
      expect(await store.isBlocked(spam.number)).toBe(false);
    },
  },
  {
    name: 'calls are found by provider’s id with their facts, as going on, and by when they began',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      await store.accept(ringing('2', { at: later(60), startedAt: later(60) }));
      await store.accept(deliveryOf('2', factOf('answered', { at: later(65), startedAt: later(60) })));
      await store.accept(deliveryOf('3', factOf('missed', { at: later(30), startedAt: later(10) })));
      const past = pastCall({ startedAt: later(120) });
      await store.importCalls([past], NOW);
      expect((await store.openCalls()).map((c) => [c.providerCallId, c.outcome])).toEqual([
        ['1', 'ringing'],
        ['2', 'talking'],
      ]);
      const found = await store.callByProviderId('ringover', '2');
      expect(found?.facts.map((f) => f.kind)).toEqual(['ringing', 'answered']);
      expect(found?.call).toEqual((await store.openCalls())[1]);
      expect(await store.callByProviderId('sipgate', '2')).toBeNull();
      expect((await store.callByProviderId('ringover', past.providerCallId))?.facts).toEqual([]);
      const between = async (from: number, to: number) =>
        (await store.callsBetween(later(from), later(to))).map((c) => c.providerCallId);
      expect(await between(0, 120)).toEqual(['1', '3', '2']);
      expect(await between(10, 121)).toEqual(['3', '2', past.providerCallId]);
      expect(await between(61, 120)).toEqual([]);
    },
  },
  {
    name: 'all contacts of a number and all open matters of a contact are told, by id',
    async run(subject) {
      const store = await openWithTenant(subject);
      const family = ['c', 'a', 'b'].map((id) => ({ ...contactNamed(id, '+32470271836'), id }));
      for (const contact of family) await store.putContact(contact, NOW);
      await store.putContact(contactNamed('Jan', '+32470000002'), NOW);
      expect((await store.contactsByNumber('+32470271836')).map((c) => c.id)).toEqual(['a', 'b', 'c']);
      expect(await store.contactsByNumber('+32470999999')).toEqual([]);
      for (const id of ['m3', 'm1', 'm2']) await store.putMatter(matterOf('a', { id }));
      await store.putMatter(matterOf('a', { id: 'm2', status: 'closed' }));
      await store.putMatter(matterOf('b', { id: 'm4' }));
      expect((await store.openMattersOf('a')).map((m) => m.id)).toEqual(['m1', 'm3']);
      expect(await store.openMattersOf('nobody')).toEqual([]);
    },
  },
];
