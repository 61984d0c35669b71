import { expect, it } from 'vitest';
import { call as callShape } from '@callbrief/relay/wire/call';
import { contact, matter, person } from '@callbrief/relay/wire/directory';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { seedDemoFirm } from '../../../../relay/simulator/demo-firm.ts';

const DAY = 86_400_000;
const thursday = new Date(2026, 10, 19, 11, 31);
const open = () => openSqliteStorage({ path: ':memory:' });

it('the demo firm has people, contacts in four languages, matters with deadlines ahead, and a month of calls', async () => {
  const storage = await open();
  await seedDemoFirm(storage, thursday);
  const store = storage.tenant('demo');
  const contacts = contact.array().parse((await store.contactPage(null, 500)).items);
  const matters = matter.array().parse((await store.matterPage(null, 500)).items);
  const people = person.array().parse((await store.personPage(null, 500)).items);
  const { items, total } = await store.callPage(null, 500);
  const calls = callShape.array().parse(items);
  expect(contacts.length).toBeGreaterThanOrEqual(12);
  expect(new Set(contacts.map((c) => c.languages[0]))).toEqual(new Set(['en', 'fr', 'nl', 'de']));
  expect(matters.length).toBeGreaterThanOrEqual(8);
  for (const deadline of matters.flatMap((m) => m.deadlines))
    expect(Date.parse(deadline.at)).toBeGreaterThan(thursday.getTime());
  const known = new Set(contacts.map((c) => c.id));
  expect(matters.flatMap((m) => m.parties).filter((p) => !known.has(p.contactId))).toEqual([]);
  expect(people.find((p) => p.id === 'claire')?.whereabouts).toEqual({
    kind: 'in_court',
    until: new Date(2026, 10, 19, 12, 0).toISOString(),
  });
  expect(total).toBeGreaterThanOrEqual(250);
  expect(new Set(calls.map((c) => c.outcome))).toEqual(
    new Set(['answered', 'missed', 'voicemail', 'agent', 'rejected']),
  );
  expect(calls.filter((c) => Date.parse(c.startedAt) > thursday.getTime())).toEqual([]);
  expect(Math.min(...calls.map((c) => Date.parse(c.startedAt)))).toBeGreaterThan(thursday.getTime() - 32 * DAY);
  expect(calls.some((c) => c.note?.value.includes('deskundigenverslag'))).toBe(true);
  await storage.close();
});

it('the client who rings in the demo has one open matter, and her last note is the one of the mock', async () => {
  const storage = await open();
  await seedDemoFirm(storage, thursday);
  const { items } = await storage.tenant('demo').findCalls({ page: 1, perPage: 1, contactId: 'verhulst' });
  expect(items).toMatchObject([
    { matterId: '2026-0318', note: { value: 'Asked when the expert report is due.', byName: 'Sofie' } },
  ]);
  await storage.close();
});

it('a second start doubles nothing, and a start a week later adds that week', async () => {
  const storage = await open();
  const first = await seedDemoFirm(storage, thursday);
  const second = await seedDemoFirm(storage, thursday);
  expect(second).toMatchObject({ callsAdded: 0, hookToken: first.hookToken, ringoverKey: first.ringoverKey });
  const later = new Date(thursday.getTime() + 7 * DAY);
  const third = await seedDemoFirm(storage, later);
  expect(third.callsAdded).toBeGreaterThan(40);
  const { items } = await storage.tenant('demo').matterPage(null, 100);
  for (const deadline of items.flatMap((m) => m.deadlines))
    expect(Date.parse(deadline.at)).toBeGreaterThan(later.getTime());
  const { items: calls } = await storage.tenant('demo').callPage(null, 500);
  expect(new Set(calls.map((c) => c.providerCallId)).size).toBe(calls.length);
  await storage.close();
});

it('a contact that a person changed is left as it was changed', async () => {
  const storage = await open();
  await seedDemoFirm(storage, thursday);
  const store = storage.tenant('demo');
  const nair = await store.contact('nair');
  if (!nair) throw new Error('no such contact');
  const { updatedAt: _, ...own } = nair;
  await store.putContact({ ...own, name: 'Priya Nair-Jones' }, thursday.toISOString());
  await seedDemoFirm(storage, thursday);
  expect((await store.contact('nair'))?.name).toBe('Priya Nair-Jones');
  await storage.close();
});

it('callbacks and tasks are there once; a later start moves those that nobody touched, and leaves the others', async () => {
  const storage = await open();
  await seedDemoFirm(storage, thursday);
  await seedDemoFirm(storage, thursday);
  const store = storage.tenant('demo');
  const callbacks = async () => (await store.itemPage('callback', null, 100)).items;
  const vandamme = async () => (await callbacks()).find(({ contactId }) => contactId === 'vandamme');
  expect(await callbacks()).toHaveLength(10);
  expect((await callbacks()).filter(({ closed }) => closed === null)).toHaveLength(8);
  expect((await store.itemPage('task', null, 100)).items).toHaveLength(7);
  expect((await vandamme())?.traces.filter(({ value }) => value === 'no_answer')).toHaveLength(1);

  const kroeger = (await callbacks()).find(({ contactId }) => contactId === 'kroeger');
  if (!kroeger) throw new Error('no such callback');
  const later = new Date(thursday.getTime() + DAY);
  const edit = { editId: 'a-person', at: later.toISOString(), set: { ownerPersonId: 'nadia' }, did: null };
  await store.editItem('callback', kroeger.id, edit, { personId: 'nadia', name: 'Nadia' }, later.toISOString());
  await seedDemoFirm(storage, later);
  expect(await callbacks()).toHaveLength(10);
  expect(Date.parse((await vandamme())?.dueAt ?? '')).toBeGreaterThan(later.getTime() - 3_600_000);
  expect((await store.item('callback', kroeger.id))?.dueAt).toBe(kroeger.dueAt);
  await storage.close();
});
