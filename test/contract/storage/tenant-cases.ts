import { expect } from 'vitest';
import {
  addedFact,
  contactNamed,
  deliveryOf,
  deliveryOfMessages,
  deviceNamed,
  later,
  matterOf,
  NOW,
  ownSms,
  pastCall,
  personNamed,
  ringing,
  tenantNamed,
  toldSms,
} from './made-up.ts';
import type { StorageCase } from './subject.ts';

export const tenantCases: StorageCase[] = [
  {
    name: 'tenants are found by id and hook token, and neither can be taken twice',
    async run(subject) {
      const { tenants } = await subject.open();
      const a = tenantNamed('firm-a');
      await tenants.create(a);
      await tenants.create(tenantNamed('firm-b'));
      expect((await tenants.list()).map((t) => t.id)).toEqual(['firm-a', 'firm-b']);
      expect(await tenants.byHookToken('hook-of-firm-a')).toEqual(a);
      expect(await tenants.byHookToken('hook-of-nobody')).toBeNull();
      await expect(tenants.create({ ...a, hookToken: 'new' })).rejects.toMatchObject({ code: 'exists' });
      await expect(tenants.create({ ...a, id: 'new' })).rejects.toMatchObject({ code: 'exists' });
      await expect(tenants.update({ ...a, hookToken: 'hook-of-firm-b' })).rejects.toMatchObject({ code: 'exists' });
      const rotated = { ...a, secrets: { ...a.secrets, ringoverWebhookKeys: ['key-2', 'key-1'] } };
      await tenants.update(rotated);
      expect(await tenants.byId('firm-a')).toEqual(rotated);
    },
  },
  {
    name: 'a tenant reads and writes nothing of another, by any method',
    async run(subject) {
      const storage = await subject.open();
      for (const id of ['firm-a', 'firm-b']) await storage.tenants.create(tenantNamed(id));
      const a = storage.tenant('firm-a');
      const b = storage.tenant('firm-b');
      const contact = contactNamed('Anneke', '+32470271836');
      const person = personNamed('Ada', 'w0');
      await a.putContact(contact, NOW);
      await a.putMatter(matterOf(contact.id));
      await a.putPerson(person);
      await a.importCalls([pastCall()], NOW);
      const { calls } = await a.accept(ringing('1'));
      const callId = calls[0]?.id ?? '';
      await a.putDevice(deviceNamed('d1'));
      await a.createInvitation('code', person.id, later(900));
      await a.createTicket('ticket', 'd1', later(60));
      await a.accept(deliveryOfMessages(toldSms()));
      await a.accept(deliveryOf('early', addedFact(9, { comment: 'of firm a' })));
      const sms = ownSms();
      await a.beginMessage(sms);
      const action = { id: 'act', kind: 'dial', personId: 'ada', begunAt: NOW, result: null };
      await a.beginAction(action);
      const number = '+32470271836';
      await a.setBlocked(number, { number, comment: '', byName: 'Ada', at: NOW }, NOW);
      const telephony = async () => [
        await a.messagePage(null, 10),
        await a.openCalls(),
        await a.blockedNumbers(),
        await a.contactsByNumber(number),
      ];
      const ofTelephony = await telephony();
      const before = [await a.callPage(null, 10), await a.lastEventId(), await a.device('d1')];

      expect(await b.callPage(null, 10)).toEqual({ items: [], next: null, total: 0 });
      expect(await b.findCalls({ page: 1, perPage: 10, q: 'anneke' })).toEqual({ items: [], total: 0 });
      expect(await b.call(callId)).toBeNull();
      expect(await b.editCall(callId, { at: later(9), note: 'x' }, { personId: 'x', name: 'x' }, later(9))).toBeNull();
      expect(await b.contact(contact.id)).toBeNull();
      expect((await b.contactPage(null, 10)).total).toBe(0);
      expect((await b.matterPage(null, 10)).total).toBe(0);
      expect((await b.personPage(null, 10)).total).toBe(0);
      expect(await b.person(person.id)).toBeNull();
      expect(await b.eventsAfter(0, 10)).toEqual([]);
      expect(await b.lastEventId()).toBe(0);
      expect(await b.inboxCounts()).toEqual({ total: 0, unreadable: 0, unknown: 0 });
      expect(await b.pruneInbox(new Date().toISOString())).toBe(0);
      expect(await b.devices()).toEqual([]);
      expect(await b.device('d1')).toBeNull();
      expect(await b.rotateDevice(deviceNamed('d1'), 'refresh-hash-of-d1')).toBe(false);
      expect(await b.revokeDevice('d1', NOW)).toBeNull();
      await b.markDeviceSeen('d1', later(5));
      await b.confirmRotation('d1');
      expect(await b.redeemInvitation('code', NOW)).toBe('unknown');
      expect(await b.consumeTicket('ticket', NOW)).toBeNull();

      expect((await b.messagePage(null, 10)).total).toBe(0);
      expect(await b.message(sms.id)).toBeNull();
      const answered = { state: 'sent', providerMessageId: 'x', failure: null } as const;
      expect(await b.settleMessage(sms.id, answered, NOW)).toBeNull();
      expect(await b.beginAction(action)).toBeNull();
      await b.settleAction('act', { state: 'done' });
      expect((await a.beginAction(action))?.result).toBeNull();
      expect(await b.pruneActions(later(1))).toBe(1);
      expect([await b.isBlocked(number), await b.blockedNumbers()]).toEqual([false, []]);
      await b.setBlocked(number, null, NOW);
      expect([await b.openCalls(), await b.callsBetween(later(-9), later(9))]).toEqual([[], []]);
      expect(await b.callByProviderId('ringover', '1')).toBeNull();
      expect([await b.contactsByNumber(number), await b.openMattersOf(contact.id)]).toEqual([[], []]);
      expect((await b.accept(ringing('early'))).calls[0]?.added.comment).toBeNull();
      expect((await b.accept(deliveryOfMessages(toldSms()))).events).toHaveLength(2);
      expect(await b.lastEventId()).toBe(3);

      // The other firm's contact with the same number, id and delivery are its own.
      await b.putContact({ ...contact, name: 'Somebody else' }, NOW);
      const ring = await b.accept(ringing('1'));
      expect(ring).toMatchObject({ duplicate: false, events: [{ id: 8 }] });
      expect((await a.contact(contact.id))?.name).toBe('Anneke');
      expect([await a.callPage(null, 10), await a.lastEventId(), await a.device('d1')]).toEqual(before);
      expect(await telephony()).toEqual(ofTelephony);
      expect(await a.consumeTicket('ticket', NOW)).toEqual({ deviceId: 'd1' });
      expect(await a.redeemInvitation('code', NOW)).toEqual({ personId: person.id });
    },
  },
];
