import { expect } from 'vitest';
import { contactNamed, NOW, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

export const matchingCases: StorageCase[] = [
  {
    name: 'a number in another form is the same contact’s, of calls before and after the contact came',
    async run(subject) {
      const store = await openWithTenant(subject);
      // The country lost, and the zero of the national form kept.
      const forms = ['+470271836', '+320470271836'];
      for (const fromNumber of forms) await store.accept(ringing(`before ${fromNumber}`, { fromNumber }));
      await store.putContacts([{ ...contactNamed('Anneke', '+32470271836'), id: 'a' }], NOW);
      for (const fromNumber of forms) {
        expect((await store.accept(ringing(`after ${fromNumber}`, { fromNumber }))).calls[0]?.contactId).toBe('a');
        expect((await store.contactsByNumber(fromNumber)).map((c) => c.id)).toEqual(['a']);
      }
      expect((await store.callPage(null, 9)).items.map((call) => call.contactId)).toEqual(['a', 'a', 'a', 'a']);
    },
  },
  {
    name: 'the same national number in another country is somebody else’s',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([contactNamed('Anneke', '+32470271836')], NOW);
      for (const fromNumber of ['+33470271836', '+49470271836', '+32470271837', '+32271836']) {
        expect((await store.accept(ringing(fromNumber, { fromNumber }))).calls[0]?.contactId).toBeNull();
      }
    },
  },
  {
    name: 'who has the very number comes before who has it in another form, and of several nobody is taken',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts(
        [
          { ...contactNamed('Exact', '+32470271836'), id: 'exact' },
          { ...contactNamed('Other form', '+320470271836'), id: 'other' },
        ],
        NOW,
      );
      expect((await store.accept(ringing('1'))).calls[0]?.contactId).toBe('exact');
      const fromNumber = '+470271836';
      expect((await store.accept(ringing('2', { fromNumber }))).calls[0]?.contactId).toBeNull();
    },
  },
  {
    name: 'a number with an extension is found dialled through, and its switchboard is as many as share it',
    async run(subject) {
      const store = await openWithTenant(subject);
      const behind = (id: string, extension: string) => ({
        ...contactNamed(id),
        id,
        numbers: [{ number: '+49401234567', kind: 'work' as const, shared: false, extension }],
      });
      await store.putContacts([behind('a', '214'), behind('b', '215')], NOW);
      const contactOf = async (fromNumber: string) =>
        (await store.accept(ringing(fromNumber, { fromNumber }))).calls[0]?.contactId;
      expect(await contactOf('+49401234567214')).toBe('a');
      expect(await contactOf('+49401234567215')).toBe('b');
      expect(await contactOf('+49401234567')).toBeNull();
      expect(await contactOf('+49401234567999')).toBeNull();
    },
  },
];
