import { expect } from 'vitest';
import type { ContactEdit, MatterEdit } from '@callbrief/relay/wire/directory';
import type { TenantStore } from '../../../relay/src/storage/port.ts';
import { contactNamed, deliveryOfMessages, later, matterOf, NOW, ringing, toldSms } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const NUMBER = '+32470271836';
const by = { personId: 'ada', name: 'Me Ada' };
const editOf = (seconds: number, set: ContactEdit['set']): ContactEdit => ({
  editId: `e${String(seconds)}`,
  at: later(seconds),
  set,
});
const matterEditOf = (seconds: number, set: MatterEdit['set']): MatterEdit => ({
  editId: `e${String(seconds)}`,
  at: later(seconds),
  set,
});
const typesOf = ({ events }: { events: { type: string }[] }) => events.map((event) => event.type);

export const directoryEditCases: StorageCase[] = [
  {
    name: 'an import makes and updates rows by their external id or their id, says which, and tells of those that changed',
    async run(subject) {
      const store = await openWithTenant(subject);
      const first = await store.putContacts(
        [
          { id: 'c1', externalId: 'X-1', name: 'Anneke' },
          { id: 'c2', name: 'Zoé' },
        ],
        NOW,
      );
      expect(first.value.map((row) => row.outcome)).toEqual(['created', 'created']);
      expect(typesOf(first)).toEqual(['contact_changed', 'contact_changed']);
      const list = [
        { id: 'another', externalId: 'X-1', name: 'Anneke Peeters' },
        { id: 'c2', name: 'Zoé' },
        { id: 'c3', externalId: 'X-3', name: 'Karel' },
      ];
      const second = await store.putContacts(list, later(1));
      expect(second.value.map((row) => row.outcome)).toEqual(['updated', 'unchanged', 'created']);
      expect(second.value[0]).toMatchObject({ value: { id: 'c1', name: 'Anneke Peeters' } });
      expect(typesOf(second)).toEqual(['contact_changed', 'contact_changed']);
      const again = await store.putContacts(list, later(2));
      expect(again.value.map((row) => row.outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
      expect(again.events).toEqual([]);
      expect((await store.contactsByExternalId(['X-3', 'X-1', 'X-9'])).map((c) => c.id).sort()).toEqual(['c1', 'c3']);
      expect((await store.contactPage(null, 10)).total).toBe(3);
    },
  },
  {
    name: 'a row that cannot be is refused with its field, and loses no other',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { value } = await store.putContacts(
        [
          { id: 'c1', name: 'Anneke' },
          { id: 'c2', name: 'Zoé', numbers: [{ number: '0470', kind: 'mobile', shared: false }] },
          { id: 'c3', externalId: 'X-3' },
          { id: 'c4', name: 'Karel' },
        ],
        NOW,
      );
      expect(value).toMatchObject([
        { outcome: 'created' },
        { outcome: 'refused', field: 'numbers.0.number' },
        { outcome: 'refused', field: 'name' },
        { outcome: 'created' },
      ]);
      expect((await store.contactPage(null, 10)).items.map((c) => c.id)).toEqual(['c1', 'c4']);
    },
  },
  {
    name: 'an import writes over what a person wrote before it, and not over what a person wrote after it',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([{ id: 'c1', name: 'Old', organisation: 'Old' }], NOW);
      await store.editContact('c1', editOf(10, { name: 'By a person' }), by, later(10));
      await store.putContacts([{ id: 'c1', name: 'From the file', organisation: 'From the file' }], later(5));
      expect(await store.contact('c1')).toMatchObject({ name: 'By a person', organisation: 'From the file' });
      await store.putContacts([{ id: 'c1', name: 'Newer file' }], later(20));
      expect(await store.contact('c1')).toMatchObject({ name: 'Newer file', organisation: 'From the file' });
      await store.putContacts([{ id: 'c1', externalId: 'X-1' }], later(21));
      await store.putContacts([{ id: 'c1', externalId: null, name: 'Newest file' }], later(22));
      expect(await store.contact('c1')).toMatchObject({ name: 'Newest file', externalId: 'X-1' });
    },
  },
  {
    name: 'imported contacts take the calls and messages of their numbers that are nobody’s, where they are the only one',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      await store.accept(ringing('2', { fromNumber: '+32440000001' }));
      await store.accept(deliveryOfMessages(toldSms()));
      const anneke = contactNamed('Anneke', NUMBER);
      const written = await store.putContacts(
        [anneke, contactNamed('A', '+32440000001'), contactNamed('B', '+32440000001')],
        NOW,
      );
      const calls = (await store.callPage(null, 10)).items;
      expect(calls.map((call) => [call.fromNumber, call.contactId])).toEqual(
        expect.arrayContaining([
          [NUMBER, anneke.id],
          ['+32440000001', null],
        ]),
      );
      expect((await store.messagePage(null, 10)).items[0]?.contactId).toBe(anneke.id);
      expect(typesOf(written).filter((type) => type !== 'contact_changed')).toEqual([
        'call_changed',
        'message_changed',
        'call_event_created',
      ]);
    },
  },
  {
    name: 'imported matters are told as matters and as cases, and of one that did not change nothing is told',
    async run(subject) {
      const store = await openWithTenant(subject);
      const matter = matterOf('c1', { id: 'm1', externalId: 'M-1' });
      const written = await store.putMatters([matter], NOW);
      expect(typesOf(written)).toEqual(['matter_changed', 'case_updated']);
      expect(JSON.parse(written.events[1]?.json ?? '')).toMatchObject({
        id: 'm1',
        tenant_id: 'firm-a',
        case_number: '2026/0318',
        status: 'OPEN',
      });
      const again = await store.putMatters([{ ...matter, id: 'elsewhere' }], later(1));
      expect([again.value[0]?.outcome, again.events]).toEqual(['unchanged', []]);
      expect((await store.openMattersOf('c1')).map((m) => m.id)).toEqual(['m1']);
      await store.putMatters([{ id: 'm1', status: 'closed' }], later(2));
      expect(await store.openMattersOf('c1')).toEqual([]);
      expect((await store.mattersByExternalId(['M-1'])).map((m) => m.status)).toEqual(['closed']);
    },
  },
  {
    name: 'two people’s writings of one contact are merged field by field, in whatever order they arrive and how often',
    async run(subject) {
      const store = await openWithTenant(subject);
      const edits = [
        editOf(1, { name: 'Anneke', organisation: 'First' }),
        editOf(2, { name: 'Anneke P.' }),
        editOf(3, { organisation: 'Third' }),
      ];
      for (const edit of edits) await store.editContact('a', edit, by, later(9));
      for (const edit of [edits[1], edits[2], edits[0], edits[2]]) {
        if (edit) await store.editContact('b', { ...edit, set: { name: 'x', ...edit.set } }, by, later(9));
      }
      const of = async (id: string) => {
        const { name, organisation } = (await store.contact(id)) ?? { name: null, organisation: null };
        return { name, organisation };
      };
      expect(await of('a')).toEqual({ name: 'Anneke P.', organisation: 'Third' });
      expect(await of('b')).toEqual({ name: 'x', organisation: 'Third' });
      const again = await store.editContact('a', editOf(2, { name: 'Anneke P.' }), by, later(20));
      expect(again).toMatchObject({ value: { name: 'Anneke P.' }, events: [] });
    },
  },
  {
    name: 'an edit of something unknown makes it when it says enough, and else writes nothing',
    async run(subject) {
      const store = await openWithTenant(subject);
      expect(await store.editContact('c1', editOf(1, { organisation: 'x' }), by, NOW)).toBe('incomplete');
      expect(await store.editMatter('m1', matterEditOf(1, { number: '1' }), by, NOW)).toBe('incomplete');
      expect(await store.contact('c1')).toBeNull();
      await store.editContact('c1', editOf(1, { name: 'Anneke' }), by, NOW);
      const made = await store.editMatter('m1', matterEditOf(1, { number: '1', title: 'x' }), by, NOW);
      expect(made).toMatchObject({ value: { id: 'm1', status: 'open', parties: [], restrictedTo: null } });
      expect(made !== 'incomplete' && made !== 'taken' && typesOf(made)).toEqual(['matter_changed', 'case_updated']);
      expect((await store.contact('c1'))?.stamps['name']).toMatchObject({ byName: 'Me Ada' });
    },
  },
  {
    name: 'an external id is one contact’s only',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([{ id: 'a', name: 'A', externalId: 'X' }, contactNamed('B')], NOW);
      expect(await store.editContact('c', editOf(1, { name: 'C', externalId: 'X' }), by, NOW)).toBe('taken');
      expect(await store.editContact('a', editOf(1, { externalId: 'X' }), by, NOW)).toMatchObject({
        value: { externalId: 'X' },
      });
    },
  },
  {
    name: 'a number that a person adds takes the calls that are nobody’s',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(ringing('1'));
      await store.putContacts([{ id: 'a', name: 'A' }], NOW);
      const numbers = [{ number: NUMBER, kind: 'mobile' as const, shared: false }];
      await store.editContact('a', editOf(1, { numbers }), by, NOW);
      expect((await store.callPage(null, 1)).items[0]?.contactId).toBe('a');
    },
  },
  {
    name: 'a merged contact gives what it had to the other: numbers, calls, messages, callbacks and parts in matters',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { gone, into } = await twoOfOnePerson(store);
      const written = await store.removeContact(gone, into, later(60));
      expect(await store.contact(gone)).toBeNull();
      expect(await store.contact(into)).toMatchObject({
        name: 'Anneke Peeters',
        numbers: [{ number: '+32440000001' }, { number: NUMBER }],
        emails: ['p@example.com', 'a@example.com'],
        languages: ['nl', 'fr'],
      });
      expect((await store.callPage(null, 9)).items[0]?.contactId).toBe(into);
      expect((await store.messagePage(null, 9)).items[0]?.contactId).toBe(into);
      expect(await store.item('callback', 'k1')).toMatchObject({ contactId: into });
      expect((await store.matter('closed'))?.parties).toMatchObject([{ contactId: into, role: 'client' }]);
      expect((await store.matter('both'))?.parties).toMatchObject([{ contactId: into, role: 'client' }]);
      const types = written === null ? [] : typesOf(written);
      expect([types[0], types.at(-1)]).toEqual(['contact_changed', 'contact_removed']);
      for (const type of ['call_changed', 'message_changed', 'callback_changed', 'matter_changed', 'case_updated']) {
        expect(types).toContain(type);
      }
      expect((await store.accept(ringing('9'))).calls[0]?.contactId).toBe(into);
    },
  },
  {
    name: 'a removed contact leaves its calls, and is in no matter any more; an unknown one is not removed',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { gone } = await twoOfOnePerson(store);
      expect(await store.removeContact('nobody', null, NOW)).toBeNull();
      expect(await store.removeContact(gone, 'nobody', NOW)).toBeNull();
      expect(await store.removeContact(gone, gone, NOW)).toBeNull();
      const written = await store.removeContact(gone, null, later(60));
      expect(written).toMatchObject({ value: null });
      expect((await store.callPage(null, 9)).items).toMatchObject([{ contactId: null }]);
      expect((await store.matter('closed'))?.parties).toEqual([]);
      expect(await store.contactsByNumber(NUMBER)).toEqual([]);
      expect(await store.removeContact(gone, null, later(61))).toBeNull();
    },
  },
  {
    name: 'when one of two contacts of a number goes, what was nobody’s is the other’s',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([{ ...contactNamed('A', NUMBER), id: 'a' }, contactNamed('B', NUMBER)], NOW);
      const b = (await store.contactPage(null, 9)).items.find((c) => c.name === 'B')?.id ?? '';
      expect((await store.accept(ringing('1'))).calls[0]?.contactId).toBeNull();
      await store.removeContact(b, 'a', later(1));
      expect((await store.callPage(null, 1)).items[0]?.contactId).toBe('a');
    },
  },
  {
    name: 'the calls, messages and callbacks of a removed matter live on without it',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([{ ...contactNamed('A', NUMBER), id: 'a' }], NOW);
      await store.putMatters([matterOf('a', { id: 'm1' })], NOW);
      expect((await store.accept(ringing('1'))).calls[0]?.matterId).toBe('m1');
      await store.accept(deliveryOfMessages(toldSms()));
      const callback = { editId: 'e', at: NOW, set: { matterId: 'm1' }, did: null };
      await store.editItem('callback', 'k1', callback, by, NOW);
      const written = await store.removeMatter('m1', later(5));
      expect(written && typesOf(written).slice(-2)).toEqual(['matter_removed', 'case_updated']);
      expect(JSON.parse(written?.events.at(-1)?.json ?? '')).toMatchObject({ id: 'm1', status: 'DELETED' });
      expect(await store.matter('m1')).toBeNull();
      expect((await store.callPage(null, 9)).items).toMatchObject([{ contactId: 'a', matterId: null }]);
      expect((await store.messagePage(null, 9)).items).toMatchObject([{ contactId: 'a', matterId: null }]);
      expect(await store.item('callback', 'k1')).toMatchObject({ matterId: null });
      expect((await store.accept(ringing('2'))).calls[0]?.matterId).toBeNull();
      expect(await store.removeMatter('m1', later(6))).toBeNull();
    },
  },
  {
    name: 'duplicates are contacts of one number or of one name, but not those who share a number on purpose',
    async run(subject) {
      const store = await openWithTenant(subject);
      const court = { number: '+3225550000', kind: 'work' as const, shared: true };
      await store.putContacts(
        [
          { ...contactNamed('Anneke', NUMBER), id: 'a' },
          { ...contactNamed('A. Peeters', NUMBER), id: 'b' },
          { ...contactNamed('ZOÉ  Müller'), id: 'c' },
          { ...contactNamed('Zoe Muller'), id: 'd' },
          { ...contactNamed('Clerk 1'), id: 'e', numbers: [court] },
          { ...contactNamed('Clerk 2'), id: 'f', numbers: [court] },
        ],
        NOW,
      );
      const groups = await store.duplicateContacts(10);
      expect(groups.map(({ why, contacts }) => [why, ...contacts.map((c) => c.id)])).toEqual([
        ['number', 'a', 'b'],
        ['name', 'c', 'd'],
      ]);
      expect(await store.duplicateContacts(1)).toHaveLength(1);
    },
  },
];

/** `gone` and `into` are one person; `gone` has a call, a message, a callback, and is in two matters. */
async function twoOfOnePerson(store: TenantStore) {
  const gone = { ...contactNamed('A. Peeters', NUMBER), id: 'gone', emails: ['a@example.com', 'P@example.com'] };
  await store.putContacts([gone], NOW);
  await store.putContacts(
    [
      {
        ...contactNamed('Anneke Peeters', '+32440000001'),
        id: 'into',
        emails: ['p@example.com'],
        languages: ['nl'],
      },
    ],
    NOW,
  );
  const both = [
    { contactId: 'gone', role: 'client' as const, representedBy: null },
    { contactId: 'into', role: 'client' as const, representedBy: null },
  ];
  await store.putMatters([matterOf('gone', { id: 'closed', status: 'closed' })], NOW);
  await store.accept(ringing('1'));
  await store.accept(deliveryOfMessages(toldSms()));
  const callback = { editId: 'e', at: NOW, set: { contactId: 'gone' }, did: null };
  await store.editItem('callback', 'k1', callback, by, NOW);
  await store.putMatters([matterOf('x', { id: 'both', parties: both })], NOW);
  return { gone: 'gone', into: 'into' };
}
