import { expect } from 'vitest';
import { loggedEvent, type LoggedEventOf } from '@callbrief/relay/wire/events';
import type { StoredEvent } from '../../../relay/src/storage/port.ts';
import { contactNamed, deliveryOf, factOf, later, matterOf, NOW, pastCall, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

type Entry = LoggedEventOf<'call_event_created'>;

function entriesIn(events: readonly StoredEvent[]): Entry[] {
  return events.map((e) => loggedEvent.parse(JSON.parse(e.json))).filter((e) => e.type === 'call_event_created');
}
const said = ({ id, event_type, title, body, case_id, metadata }: Entry) => ({
  id,
  event_type,
  title,
  body,
  case_id,
  duration: metadata['duration_seconds'],
});
const ada = { personId: 'ada', name: 'Me Ada' };

/** What existing integrations are told of a call that is over. */
export const entryCases: StorageCase[] = [
  {
    name: 'the end of a call is told to integrations as one entry, which a late voicemail corrects',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('100'));
      const missed = await store.accept(deliveryOf('100', factOf('missed', { at: later(30), cause: 'no_answer' })));
      expect(missed.events.map((e) => e.type)).toEqual(['call_changed', 'call_event_created']);
      const [first] = entriesIn(missed.events);
      expect(first).toMatchObject({
        id: missed.calls[0]?.id,
        tenant_id: 'firm-a',
        source: 'RINGOVER',
        event_type: 'CALL',
        metadata: { call_type: 'missed' },
      });
      const message = deliveryOf('100', factOf('voicemail', { at: later(75), durationSeconds: 32 }));
      const [corrected, ...more] = entriesIn((await store.accept(message)).events);
      expect(corrected).toMatchObject({ id: first?.id, event_type: 'VOICEMAIL', metadata: { call_type: 'voicemail' } });
      expect(more).toEqual([]);
    },
  },
  {
    name: 'in whatever order a call’s facts arrive, its last entry says the same',
    async run(subject) {
      const store = await openWithTenant(subject);
      const facts = [
        factOf('ringing'),
        factOf('answered', { at: later(10) }),
        factOf('ended', { at: later(70), durationSeconds: 60, cause: 'normal' }),
        factOf('missed', { at: later(12), cause: 'no_answer' }),
      ];
      for (const [index, order] of ordersOf(facts).entries()) {
        const providerCallId = `call-${String(index)}`;
        const entries: Entry[] = [];
        for (const fact of order)
          entries.push(...entriesIn((await store.accept(deliveryOf(providerCallId, fact))).events));
        const last = entries.at(-1);
        expect(last).toMatchObject({
          event_type: 'CALL',
          title: 'Call from +32470271836 (answered)',
          metadata: { call_type: 'answered', duration_seconds: 60, call_id: providerCallId },
        });
        expect(new Set(entries.map((e) => e.id)).size).toBe(1);
      }
    },
  },
  {
    name: 'a call that is transferred after it looked over is told again when it is over anew',
    async run(subject) {
      const store = await openWithTenant(subject);
      const tell = async (fact: ReturnType<typeof factOf>) =>
        entriesIn((await store.accept(deliveryOf('7', fact))).events).map(said);
      await tell(factOf('ringing', { legId: 'a' }));
      await tell(factOf('answered', { legId: 'a', at: later(5) }));
      const [first] = await tell(factOf('ended', { legId: 'a', at: later(65), durationSeconds: 60 }));
      expect(first).toMatchObject({ duration: 60 });
      expect(await tell(factOf('ringing', { legId: 'b', at: later(66) }))).toEqual([]);
      expect(await tell(factOf('answered', { legId: 'b', at: later(70) }))).toEqual([]);
      const [second] = await tell(factOf('ended', { legId: 'b', at: later(125), durationSeconds: 55 }));
      expect(second).toMatchObject({ id: first?.id, duration: 120 });
    },
  },
  {
    name: 'an entry that says what it said before is not sent again',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('100'));
      const missed = await store.accept(deliveryOf('100', factOf('missed', { at: later(30), cause: 'no_answer' })));
      const phone = deliveryOf('100', factOf('ringing', { legId: 'another phone', at: later(2) }));
      expect((await store.accept(phone)).events.map((e) => e.type)).toEqual(['call_changed']);
      const note = { at: later(60), note: 'rings back' };
      const written = await store.editCall(missed.calls[0]?.id ?? '', note, ada, later(60));
      expect(written?.events.map((e) => e.type)).toEqual(['call_changed']);
    },
  },
  {
    name: 'an entry follows its call to the contact and matter that it gets later',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls } = await store.accept(deliveryOf('100', factOf('missed', { at: later(30) })));
      const anneke = contactNamed('Anneke', '+32470271836');
      const [linked] = entriesIn((await store.putContact(anneke, later(60))).events);
      expect(linked).toMatchObject({ id: calls[0]?.id, case_id: null, metadata: { contact_id: anneke.id } });
      const matter = matterOf(anneke.id);
      await store.putMatter(matter);
      const edit = { at: later(70), matterId: matter.id };
      const edited = await store.editCall(calls[0]?.id ?? '', edit, ada, later(70));
      expect(entriesIn(edited?.events ?? [])).toMatchObject([{ id: calls[0]?.id, case_id: matter.id }]);
    },
  },
  {
    name: 'an imported call has no entry, also when somebody links it',
    async run(subject) {
      const store = await openWithTenant(subject);
      const call = pastCall();
      await store.importCalls([call], NOW);
      await store.editCall(call.id, { at: later(5), contactId: 'somebody' }, ada, later(5));
      expect(entriesIn(await store.eventsAfter(0, 10))).toEqual([]);
    },
  },
];

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => ordersOf(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}
