import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { message as messageSchema } from '@callbrief/relay/wire/message';
import type { StoredEvent, TenantStore } from '../../../relay/src/storage/port.ts';
import {
  contactNamed,
  deliveryOf,
  deliveryOfMessages,
  factOf,
  later,
  matterOf,
  NOW,
  ownSms,
  personNamed,
  toldOwnSms,
  toldSms,
} from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const read = (events: readonly StoredEvent[]) => events.map((e) => loggedEvent.parse(JSON.parse(e.json)));
const all = async (store: TenantStore) => (await store.messagePage(null, 100)).items;
const answered = { state: 'sent', providerMessageId: 'sms-1', failure: null } as const;

export const messageCases: StorageCase[] = [
  {
    name: 'an SMS is a message, its event and its timeline entry, linked as a call is',
    async run(subject) {
      const store = await openWithTenant(subject);
      const anneke = contactNamed('Anneke Peeters', '+32470271836');
      const matter = matterOf(anneke.id);
      const ada = personNamed('Ada Delcourt', '22673838');
      await store.putContact(anneke, NOW);
      await store.putMatter(matter);
      await store.putPerson(ada);
      const accepted = await store.accept(deliveryOfMessages(toldSms({ providerUserId: '22673838', at: later(-1) })));
      const [changed, entry] = read(accepted.events);
      const links = { contactId: anneke.id, matterId: matter.id, personId: ada.id, personName: ada.shortName };
      expect(changed).toMatchObject({
        type: 'message_changed',
        message: { ...links, state: 'received', kind: 'sms', body: 'Is the hearing still on Friday?' },
        hops: { providerAt: later(-1), receivedAt: NOW },
      });
      const [stored] = await all(store);
      expect(entry).toMatchObject({
        type: 'call_event_created',
        id: stored?.id,
        tenant_id: 'firm-a',
        case_id: matter.id,
        source: 'RINGOVER',
        event_type: 'SMS',
        title: 'SMS from +32470271836',
        body: 'Is the hearing still on Friday?',
        occurred_at: later(-1),
        metadata: { direction: 'inbound', from_number: '+32470271836', to_number: '+3225551234' },
      });
      expect(changed).toMatchObject({ message: messageSchema.parse(stored) });
      expect(await store.message(stored?.id ?? '')).toEqual(stored);
      expect(await store.inboxCounts()).toMatchObject({ unknown: 0 });
    },
  },
  {
    name: 'a message told again, by whatever delivery, is the same message and no news',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(deliveryOfMessages(toldSms()));
      const again = await store.accept(deliveryOfMessages(toldSms({ at: later(90) })));
      expect(again).toEqual({ duplicate: false, calls: [], events: [] });
      const twice = await store.accept(deliveryOfMessages(toldSms({ providerMessageId: 'x' }), toldSms()));
      expect(twice.events.map((e) => e.type)).toEqual(['message_changed', 'call_event_created']);
      expect(await all(store)).toHaveLength(2);
      await store.accept({ ...deliveryOfMessages(toldSms()), provider: 'sipgate' });
      expect(await all(store)).toHaveLength(3);
    },
  },
  {
    name: 'a fax without any number is kept, and its entry says how many pages it has',
    async run(subject) {
      const store = await openWithTenant(subject);
      const fax = { kind: 'fax', fromNumber: null, toNumber: null, body: '', pages: 3 } as const;
      const { events } = await store.accept(deliveryOfMessages(toldSms(fax)));
      expect(read(events)).toMatchObject([
        { message: { kind: 'fax', pages: 3, contactId: null } },
        { event_type: 'FAX', title: 'Fax from an unknown number', body: 'Inbound fax, 3 pages.' },
      ]);
    },
  },
  {
    name: 'messages that come in one burst with calls keep every event in order and in its own delivery',
    async run(subject) {
      const store = await openWithTenant(subject);
      const burst = await Promise.all([
        store.accept(deliveryOf('1', factOf('ringing'))),
        store.accept(deliveryOfMessages(toldSms())),
        store.accept(deliveryOf('2', factOf('ringing'))),
        store.accept(deliveryOfMessages(toldSms())),
      ]);
      expect(burst.map((a) => a.events.map((e) => e.type))).toEqual([
        ['call_changed'],
        ['message_changed', 'call_event_created'],
        ['call_changed'],
        [],
      ]);
      expect((await store.eventsAfter(0, 10)).map((e) => e.id)).toEqual([1, 2, 3, 4]);
      expect(await store.eventsAfter(0, 10)).toEqual(burst.flatMap((a) => a.events));
    },
  },
  {
    name: 'pages bring every message once, newest first, whatever the page size',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (let i = 0; i < 11; i++) {
        const at = later(Math.floor(i / 3) * 60);
        await store.accept(deliveryOfMessages(toldSms({ providerMessageId: String(i), at })));
      }
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await store.messagePage(cursor, 4);
        expect(page.total).toBe(11);
        seen.push(...page.items.map((m) => `${m.at} ${m.id}`));
        cursor = page.next;
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(11);
      expect(seen).toEqual([...seen].sort().toReversed());
      await expect(store.messagePage('nonsense', 4)).rejects.toMatchObject({ code: 'bad_cursor' });
    },
  },
  {
    name: 'a new contact gets the messages of its numbers, and their entries follow',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(deliveryOfMessages(toldSms()));
      await store.accept(deliveryOfMessages(toldSms({ providerMessageId: 'x', fromNumber: '+32470999999' })));
      const anneke = contactNamed('Anneke', '+32470271836');
      const { events } = await store.putContact(anneke, later(60));
      expect(read(events)).toMatchObject([
        { type: 'contact_changed' },
        { type: 'message_changed', message: { contactId: anneke.id }, hops: { providerAt: null } },
        { type: 'call_event_created', event_type: 'SMS', metadata: { contact_id: anneke.id } },
      ]);
      const again = await store.putContact(anneke, later(61));
      expect(again.events.map((e) => e.type)).toEqual(['contact_changed']);
    },
  },
  {
    name: 'of two contacts with one number neither gets the message',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (const name of ['Anneke', 'Jan']) await store.putContact(contactNamed(name, '+32470271836'), NOW);
      await store.accept(deliveryOfMessages(toldSms()));
      expect(await all(store)).toMatchObject([{ contactId: null, matterId: null }]);
    },
  },
  {
    name: 'a message that we send begins once, also when the request comes twice at one moment',
    async run(subject) {
      const store = await openWithTenant(subject);
      const anneke = contactNamed('Anneke', '+32470271836');
      await store.putContact(anneke, NOW);
      const sms = ownSms();
      const both = await Promise.all([store.beginMessage(sms), store.beginMessage({ ...sms, body: 'other' })]);
      expect(both.filter((b) => b.isNew)).toHaveLength(1);
      const first = both.find((b) => b.isNew);
      // Nothing happened to the matter before it went out, so there is no entry yet.
      expect(read(first?.events ?? [])).toMatchObject([
        { type: 'message_changed', message: { state: 'sending', contactId: anneke.id, personName: 'Me Ada' } },
      ]);
      expect(both.find((b) => !b.isNew)).toMatchObject({ value: first?.value, events: [] });
      const settled = await store.settleMessage(sms.id, answered, later(2));
      expect(read(settled?.events ?? [])).toMatchObject([
        { type: 'message_changed', message: { id: sms.id, state: 'sent' } },
        { type: 'call_event_created', id: sms.id, title: 'SMS to +32470271836', created_by: 'ada' },
      ]);
      expect(await store.beginMessage(sms)).toMatchObject({ isNew: false, value: { state: 'sent' }, events: [] });
      expect(await store.settleMessage('no-such-message', answered, NOW)).toBeNull();
    },
  },
  {
    name: 'our SMS is one message, whether the provider tells of it before or after it answers us',
    async run(subject) {
      const store = await openWithTenant(subject);
      const told = deliveryOfMessages(toldOwnSms({ at: later(1) }));
      const one = ownSms();
      await store.beginMessage(one);
      await store.settleMessage(one.id, answered, later(1));
      expect((await store.accept(told)).events).toEqual([]);

      const two = ownSms({ at: later(60) });
      await store.beginMessage(two);
      const taken = await store.accept(deliveryOfMessages(toldOwnSms({ providerMessageId: 'sms-2', at: later(61) })));
      expect(read(taken.events)).toMatchObject([
        { type: 'message_changed', message: { id: two.id, state: 'sent', personId: 'ada' } },
        { type: 'call_event_created', id: two.id },
      ]);
      const late = await store.settleMessage(two.id, { ...answered, providerMessageId: 'sms-2' }, later(62));
      expect(late).toMatchObject({ value: { state: 'sent' }, events: [] });
      expect((await all(store)).map((m) => [m.id, m.state])).toEqual([
        [two.id, 'sent'],
        [one.id, 'sent'],
      ]);
    },
  },
  {
    name: 'a message that the provider told as sent is neither failed nor unconfirmed afterwards',
    async run(subject) {
      const store = await openWithTenant(subject);
      const sms = ownSms();
      await store.beginMessage(sms);
      const gaveUp = { state: 'unconfirmed', providerMessageId: null, failure: null } as const;
      expect(await store.settleMessage(sms.id, gaveUp, later(30))).toMatchObject({ value: { state: 'unconfirmed' } });
      await store.accept(deliveryOfMessages(toldOwnSms()));
      expect(await all(store)).toMatchObject([{ id: sms.id, state: 'sent', failure: null }]);
      const failed = { state: 'failed', providerMessageId: null, failure: 'provider_down' } as const;
      for (const how of [gaveUp, failed]) {
        const written = await store.settleMessage(sms.id, how, later(60));
        expect(written).toMatchObject({ value: { state: 'sent', failure: null }, events: [] });
      }
    },
  },
  {
    name: 'two equal texts sent at once stay two messages in every order of what is told and answered',
    async run(subject) {
      const store = await openWithTenant(subject);
      type Step = (pair: { one: string; two: string; run: string }) => Promise<unknown>;
      const settle =
        (which: 'one' | 'two'): Step =>
        (p) =>
          store.settleMessage(p[which], { ...answered, providerMessageId: `${p.run}-${which}` }, later(3));
      const tell =
        (which: 'one' | 'two'): Step =>
        (p) =>
          store.accept(deliveryOfMessages(toldOwnSms({ providerMessageId: `${p.run}-${which}`, body: p.run })));
      const steps = [settle('one'), settle('two'), tell('one'), tell('two')];
      for (const [index, order] of ordersOf(steps).entries()) {
        const run = `text ${String(index)}`;
        const pair = { one: ownSms({ body: run }), two: ownSms({ body: run, at: later(1) }) };
        await store.beginMessage(pair.one);
        await store.beginMessage(pair.two);
        for (const step of order) await step({ one: pair.one.id, two: pair.two.id, run });
        const made = (await all(store)).filter((m) => m.body === run);
        expect(made.map((m) => [m.id, m.state])).toEqual([
          [pair.two.id, 'sent'],
          [pair.one.id, 'sent'],
        ]);
      }
    },
  },
  {
    name: 'another text, another number, or one of an hour ago is not taken for the message that we are sending',
    async run(subject) {
      const store = await openWithTenant(subject);
      const sms = ownSms();
      await store.beginMessage(sms);
      const others = [
        toldOwnSms({ providerMessageId: 'a', body: 'No, at 10.' }),
        toldOwnSms({ providerMessageId: 'b', toNumber: '+32470999999' }),
        toldOwnSms({ providerMessageId: 'c', fromNumber: '+3225559999' }),
        toldSms({ providerMessageId: 'd', body: 'Yes, at 9.' }),
      ];
      for (const told of others) await store.accept(deliveryOfMessages(told));
      const old = deliveryOfMessages(toldOwnSms({ providerMessageId: 'e', at: later(-3600) }));
      await store.accept({ ...old, receivedAt: later(3600) });
      expect(await store.message(sms.id)).toMatchObject({ state: 'sending' });
      expect(await all(store)).toHaveLength(6);
      // Our clock and the provider's may differ by an hour; one of them saw both.
      await store.accept(deliveryOfMessages(toldOwnSms({ providerMessageId: 'f', at: later(-3600) })));
      expect(await store.message(sms.id)).toMatchObject({ state: 'sent' });
      expect(await all(store)).toHaveLength(6);
    },
  },
];

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => ordersOf(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}
