import { expect } from 'vitest';
import { contactNamed, matterOf, NOW, personNamed, ringing } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

export const directoryCases: StorageCase[] = [
  {
    name: 'contacts, matters and people come page by page in the order of their ids',
    async run(subject) {
      const store = await openWithTenant(subject);
      // Upper and lower case: sorted by bytes in every database, or a cursor would skip rows.
      const ids = ['b', 'B', 'a', 'A', 'é', 'Z', '10', '9'];
      for (const id of ids) {
        await store.putContact({ ...contactNamed('x'), id }, NOW);
        await store.putMatter(matterOf('x', { id }));
        await store.putPerson({ ...personNamed('x'), id });
      }
      const pages = [
        (cursor: string | null) => store.contactPage(cursor, 3),
        (cursor: string | null) => store.matterPage(cursor, 3),
        (cursor: string | null) => store.personPage(cursor, 3),
      ];
      for (const page of pages) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const { items, next, total }: Awaited<ReturnType<typeof page>> = await page(cursor);
          expect(total).toBe(ids.length);
          seen.push(...items.map((item) => item.id));
          cursor = next;
        } while (cursor !== null);
        expect(seen).toEqual([...ids].sort());
      }
    },
  },
  {
    name: 'a changed contact replaces the old one and its numbers',
    async run(subject) {
      const store = await openWithTenant(subject);
      const contact = contactNamed('Anneke', '+32470271836', '+32470271836');
      await store.putContact(contact, NOW);
      await store.putContact({ ...contact, name: 'Anneke P.', numbers: [] }, NOW);
      expect(await store.contact(contact.id)).toMatchObject({ name: 'Anneke P.', numbers: [] });
      expect((await store.accept(ringing('1'))).calls[0]?.contactId).toBeNull();
    },
  },
  {
    name: 'contacts are found by the words of their name and organisation, without case and accents, and no more than asked',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (const name of ['Zoé Müller', 'Müller & Söhne', 'Anneke Peeters']) {
        await store.putContact({ ...contactNamed(name), id: name, organisation: 'Kanzlei 50%' }, NOW);
      }
      const found = async (query: string, limit = 20) =>
        (await store.findContacts(query, limit)).map((contact) => contact.name);
      expect(await found('MULLER')).toEqual(['Müller & Söhne', 'Zoé Müller']);
      expect(await found('muller zoe')).toEqual(['Zoé Müller']);
      expect(await found('kanzlei 50%')).toHaveLength(3);
      expect(await found('kanzlei', 2)).toHaveLength(2);
      expect(await found('%')).toHaveLength(3);
      expect(await found('_')).toEqual([]);
      expect(await found('  ')).toEqual([]);
    },
  },
  {
    name: 'a matter that was closed is no candidate any more',
    async run(subject) {
      const store = await openWithTenant(subject);
      const contact = contactNamed('Anneke', '+32470271836');
      const matter = matterOf(contact.id);
      await store.putContact(contact, NOW);
      await store.putMatter(matter);
      expect((await store.accept(ringing('1'))).calls[0]?.matterId).toBe(matter.id);
      const closed = await store.putMatter({ ...matter, status: 'closed' });
      expect(closed.events.map((e) => e.type)).toEqual(['matter_changed', 'case_updated']);
      expect((await store.accept(ringing('2'))).calls[0]?.matterId).toBeNull();
    },
  },
  {
    name: 'people are found by id, and a provider’s user who is two people is nobody',
    async run(subject) {
      const store = await openWithTenant(subject);
      const ada = personNamed('Ada', 'w0');
      const { events } = await store.putPerson(ada);
      expect(events.map((e) => e.type)).toEqual(['person_changed']);
      expect(await store.person(ada.id)).toEqual(ada);
      await store.putPerson(personNamed('Bob', 'w0'));
      const party = { providerUserId: 'w0', personId: null, name: null };
      expect((await store.accept(ringing('1', { party }))).calls[0]?.legs[0]?.personId).toBeNull();
    },
  },
];
