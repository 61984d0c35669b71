import { describe, expect, it } from 'vitest';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';

const anneke = {
  externalId: 'K-1',
  name: 'Anneke Peeters',
  numbers: [{ number: '0470 27 18 36', kind: 'mobile' }],
  emails: ['a@example.com'],
};
const matter = {
  externalId: 'D-1',
  number: '2026/0318',
  title: 'Peeters / Immo Zuid',
  responsible: 'Peeters@Example.com',
  parties: [{ contactExternalId: 'K-1', role: 'client' }],
};

async function relayWithAdmin() {
  const relay = await startTestRelay();
  const { accessToken: token } = await relay.enrolDevice('boss', 'admin');
  const store = relay.storage.tenant(TENANT);
  await relay.enrolDevice('peeters');
  const peeters = await store.person('peeters');
  if (peeters) await store.putPerson({ ...peeters, email: 'peeters@example.com' });
  const sync = (body: unknown, by = token) => relay.ask('/api/v1/directory/sync', { method: 'PUT', token: by, body });
  return { relay, token, store, sync };
}

describe('Software that keeps the firm’s contacts and matters', () => {
  it('makes them, and sends them again without anything happening', async () => {
    const { store, sync } = await relayWithAdmin();
    const body = { contacts: [anneke], matters: [matter] };
    const first = await sync(body);
    expect(first).toMatchObject({
      status: 200,
      body: {
        contacts: [{ externalId: 'K-1', outcome: 'created' }],
        matters: [{ externalId: 'D-1', outcome: 'created' }],
      },
    });
    const [contact] = await store.contactsByExternalId(['K-1']);
    const [kept] = await store.mattersByExternalId(['D-1']);
    expect(contact?.numbers).toMatchObject([{ number: '+32470271836', kind: 'mobile', shared: false }]);
    expect(kept).toMatchObject({
      responsiblePersonId: 'peeters',
      parties: [{ contactId: contact?.id, role: 'client' }],
    });
    const before = await store.lastEventId();
    const again = await sync(body);
    expect(again.body).toMatchObject({ contacts: [{ outcome: 'unchanged' }], matters: [{ outcome: 'unchanged' }] });
    expect(await store.lastEventId()).toBe(before);
  });

  it('gets a reason for each bad row, and loses no good one', async () => {
    const { store, sync } = await relayWithAdmin();
    const contacts = [
      anneke,
      { externalId: 'K-2', name: 'Bad number', numbers: [{ number: 'call me' }] },
      { name: 'No id' },
      { externalId: 'K-4' },
      'nonsense',
      { externalId: 'K-6', name: 'Odd', colour: 'red' },
      { ...anneke, name: 'Twice' },
      { externalId: 'K-8', name: 'Good' },
    ];
    const matters = [
      { ...matter, responsible: 'nobody@example.com' },
      { ...matter, externalId: 'D-2', parties: [{ contactExternalId: 'K-99', role: 'client' }] },
      { ...matter, externalId: 'D-3', parties: [{ contactExternalId: 'K-1', role: 'friend' }] },
      { ...matter, externalId: 'D-4' },
    ];
    const { body } = await sync({ contacts, matters });
    expect(body).toMatchObject({
      contacts: [
        { outcome: 'created' },
        { externalId: 'K-2', outcome: 'refused', field: 'numbers.0.number' },
        { externalId: null, outcome: 'refused', field: 'externalId' },
        { externalId: 'K-4', outcome: 'refused', field: 'name' },
        { externalId: null, outcome: 'refused' },
        { externalId: 'K-6', outcome: 'refused', field: 'colour' },
        { externalId: 'K-1', outcome: 'refused', field: 'externalId' },
        { externalId: 'K-8', outcome: 'created' },
      ],
      matters: [
        { externalId: 'D-1', outcome: 'refused', field: 'responsible' },
        { externalId: 'D-2', outcome: 'refused', field: 'parties.0.contactExternalId' },
        { externalId: 'D-3', outcome: 'refused', field: 'parties.0.role' },
        { externalId: 'D-4', outcome: 'created' },
      ],
    });
    expect((await store.contactPage(null, 10)).total).toBe(2);
  });

  it('does not write over what a person wrote after the row was changed there', async () => {
    const { relay, token, store, sync } = await relayWithAdmin();
    await sync({ contacts: [anneke] });
    const [contact] = await store.contactsByExternalId(['K-1']);
    const at = new Date().toISOString();
    const body = { editId: 'e1', at, set: { name: 'Anneke Peeters-Maes' } };
    await relay.ask(`/api/v1/contacts/${contact?.id ?? ''}`, { method: 'PATCH', token, body });
    const older = { ...anneke, organisation: 'Immo Zuid', changedAt: '2026-01-01T00:00:00.000Z' };
    await sync({ contacts: [older] });
    expect(await store.contact(contact?.id ?? '')).toMatchObject({
      name: 'Anneke Peeters-Maes',
      organisation: 'Immo Zuid',
    });
  });

  it('deletes, and deleting again changes nothing', async () => {
    const { relay, store, sync } = await relayWithAdmin();
    await sync({ contacts: [{ ...anneke, numbers: [{ number: '+32470123456' }] }], matters: [matter] });
    await relay.ring('call-1');
    const deleted = { contacts: ['K-1'], matters: ['D-1', 'D-404'] };
    expect((await sync({ deleted })).body).toMatchObject({
      deleted: { contacts: [{ outcome: 'deleted' }], matters: [{ outcome: 'deleted' }, { outcome: 'unchanged' }] },
    });
    expect((await store.callPage(null, 1)).items).toMatchObject([{ contactId: null, matterId: null }]);
    const before = await store.lastEventId();
    expect((await sync({ deleted })).body).toMatchObject({ deleted: { contacts: [{ outcome: 'unchanged' }] } });
    expect(await store.lastEventId()).toBe(before);
    const both = await sync({ contacts: [anneke], deleted });
    expect(both.body).toMatchObject({ contacts: [{ outcome: 'refused', field: 'externalId' }] });
  });

  it('is an administrator’s, and sends no more than 5,000 rows and 10 MB at once', async () => {
    const { relay, sync } = await relayWithAdmin();
    const { accessToken } = await relay.enrolDevice('peeters');
    expect((await sync({}, accessToken)).body).toMatchObject({ code: 'not_allowed' });
    expect((await sync({}, 'nonsense')).status).toBe(401);
    expect((await sync({ contact: [] })).status).toBe(422);
    const rows = Array.from({ length: 5_001 }, (_, n) => ({ externalId: `K-${String(n)}`, name: 'x' }));
    expect((await sync({ contacts: rows })).status).toBe(413);
    expect((await sync({ contacts: rows.slice(1) })).status).toBe(200);
    expect((await sync(`{"contacts":["${'x'.repeat(10_500_000)}"]}`)).status).toBe(413);
    expect((await sync('{')).status).toBe(422);
  });
});
