import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { NO_END_AFTER_MS } from '@callbrief/relay/wire/no-end';
import type { StoredEvent } from '../../../relay/src/storage/port.ts';
import { deliveryOf, factOf, later, NOW, pastCall, ringing, tenantNamed } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

/** The storage's clock is real here: how long after now somebody looks. */
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const minute = 60_000;
const parsed = (events: readonly StoredEvent[]) => events.map((e) => loggedEvent.parse(JSON.parse(e.json)));

/** Calls whose last webhook was lost. */
export const silenceCases: StorageCase[] = [
  {
    name: 'a ring without an end is missed after five minutes, not before, and says that nobody told its end',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      expect(await store.endSilentCalls(inMs(NO_END_AFTER_MS.ringing - minute))).toEqual({ value: [], events: [] });
      const { value, events } = await store.endSilentCalls(inMs(NO_END_AFTER_MS.ringing + 1));
      expect(value).toMatchObject([
        { outcome: 'missed', endCause: 'unknown', endedAt: later(300), durationSeconds: 0 },
      ]);
      expect(parsed(events)).toMatchObject([
        { type: 'call_changed', cause: 'no_end', call: value[0], hops: { providerAt: null } },
        { type: 'call_event_created', id: value[0]?.id, metadata: { call_type: 'missed' } },
      ]);
      expect(await store.eventsAfter(1, 10)).toEqual(events);
      expect(await store.call(value[0]?.id ?? '')).toEqual(value[0]);
    },
  },
  {
    name: 'a talk without an end is over after twelve hours, and nobody claims to know how long it was',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      await store.accept(deliveryOf('1', factOf('answered', { at: later(10) })));
      expect((await store.endSilentCalls(inMs(60 * minute))).value).toEqual([]);
      const { value } = await store.endSilentCalls(inMs(NO_END_AFTER_MS.talking + 1));
      expect(value).toMatchObject([{ outcome: 'answered', endCause: 'unknown', durationSeconds: null }]);
      expect(value[0]?.legs).toMatchObject([{ state: 'answered' }]);
    },
  },
  {
    name: 'what the provider tells afterwards is believed: an answer, then the true end',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      await store.endSilentCalls(inMs(6 * minute));
      const answered = await store.accept(deliveryOf('1', factOf('answered', { at: later(10) })));
      expect(answered.calls).toMatchObject([{ outcome: 'talking', endedAt: null, endCause: null }]);
      const over = await store.accept(
        deliveryOf('1', factOf('ended', { at: later(70), durationSeconds: 60, cause: 'normal' })),
      );
      expect(over.calls).toMatchObject([
        { outcome: 'answered', endedAt: later(70), durationSeconds: 60, endCause: 'normal' },
      ]);
      expect(parsed(over.events).at(-1)).toMatchObject({ type: 'call_event_created', title: /answered/ });
    },
  },
  {
    name: 'a call in a queue that rings on after it was given up rings again, and is given up again',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      await store.endSilentCalls(inMs(6 * minute));
      const again = await store.accept(deliveryOf('1', factOf('ringing', { legId: 'leg-2', at: later(400) })));
      expect(again.calls).toMatchObject([{ outcome: 'ringing', endedAt: null }]);
      const { value } = await store.endSilentCalls(inMs(6 * minute));
      expect(value).toMatchObject([{ outcome: 'missed', endedAt: later(700) }]);
    },
  },
  {
    name: 'two processes that notice the silence together end each call once, and again is nothing',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      for (const id of ['1', '2', '3']) await one.accept(ringing(id));
      const at = inMs(6 * minute);
      const ended = await Promise.all([one, other, one, other].map((store) => store.endSilentCalls(at)));
      expect(ended.flatMap((e) => e.value)).toHaveLength(3);
      expect(await one.endSilentCalls(at)).toEqual({ value: [], events: [] });
      expect(await one.lastEventId()).toBe(3 + 6);
    },
  },
  {
    name: 'calls that are over, imported calls and other tenants’ calls are left alone',
    async run(subject) {
      const storage = await subject.open();
      for (const id of ['firm-a', 'firm-b']) await storage.tenants.create(tenantNamed(id));
      const store = storage.tenant('firm-a');
      await store.accept(deliveryOf('1', factOf('missed', { at: later(30) })));
      await store.importCalls([pastCall({ outcome: 'ringing', endedAt: null, durationSeconds: null })], NOW);
      await storage.tenant('firm-b').accept(ringing('1'));
      expect(await store.endSilentCalls(inMs(NO_END_AFTER_MS.talking * 2))).toEqual({ value: [], events: [] });
      expect((await storage.tenant('firm-b').callPage(null, 1)).items).toMatchObject([{ outcome: 'ringing' }]);
    },
  },
];
