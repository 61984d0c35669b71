import { describe, expect, it } from 'vitest';
import { matter } from '../../../../relay/src/wire/directory.ts';
import { contactNamed, matterOf, NOW } from '../../../contract/storage/made-up.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';

async function relayWithMatter() {
  const relay = await startTestRelay();
  const { accessToken: token } = await relay.enrolDevice();
  const colleague = (await relay.enrolDevice('delcourt')).accessToken;
  const reception = (await relay.enrolDevice('front-desk', 'receptionist')).accessToken;
  const admin = (await relay.enrolDevice('boss', 'admin')).accessToken;
  const store = relay.storage.tenant(TENANT);
  await store.putContacts([{ ...contactNamed('Anna', '+32470123456'), id: 'anna' }], NOW);
  await store.putMatters([matterOf('anna', { id: 'm1', responsiblePersonId: 'peeters' })], NOW);
  const edit = (id: string, set: object, by = token) => {
    const at = new Date().toISOString();
    return relay.ask(`/api/v1/matters/${id}`, { method: 'PATCH', token: by, body: { editId: `${id}-${at}`, at, set } });
  };
  return { relay, token, colleague, reception, admin, store, edit };
}

describe('A matter', () => {
  it('is read and written field by field', async () => {
    const { relay, token, edit } = await relayWithMatter();
    expect((await edit('m1', { title: 'Wouters / Immo Noord', area: 'Rent' })).status).toBe(200);
    const answer = await relay.ask('/api/v1/matters/m1', { token });
    expect(matter.parse(answer.body)).toMatchObject({
      number: '2026/0318',
      title: 'Wouters / Immo Noord',
      area: 'Rent',
    });
    expect((await relay.ask('/api/v1/matters/none', { token })).status).toBe(404);
    expect((await edit('m2', { number: '2026/1', title: 'New' })).body).toMatchObject({ id: 'm2', status: 'open' });
    expect(await edit('m3', { number: '2026/1' })).toMatchObject({ status: 422, body: { field: 'set' } });
  });

  it('names only contacts and people that there are', async () => {
    const { edit } = await relayWithMatter();
    const party = { contactId: 'nobody', role: 'client', representedBy: null };
    expect((await edit('m1', { parties: [party] })).body).toMatchObject({ field: 'set.parties.0.contactId' });
    expect((await edit('m1', { responsiblePersonId: 'x' })).body).toMatchObject({ field: 'set.responsiblePersonId' });
    expect((await edit('m1', { teamPersonIds: ['x'] })).body).toMatchObject({ field: 'set.teamPersonIds.0' });
    expect((await edit('m1', { restrictedTo: ['delcourt', 'x'] })).body).toMatchObject({ field: 'set.restrictedTo.1' });
  });

  it('gets parties and dates from the reception, and the rest from lawyers; who may know it says whoever answers for it', async () => {
    const { edit, reception, colleague, admin, token } = await relayWithMatter();
    expect((await edit('m1', { title: 'x' }, reception)).body).toMatchObject({ code: 'not_allowed' });
    expect((await edit('m2', { number: '1', title: 'x' }, reception)).body).toMatchObject({ code: 'not_allowed' });
    const deadline = { id: 'd', kind: 'hearing', title: 'Pleadings', at: NOW, allDay: false };
    expect((await edit('m1', { deadlines: [deadline] }, reception)).status).toBe(200);
    expect((await edit('m1', { title: 'y' }, colleague)).status).toBe(200);
    expect((await edit('m1', { restrictedTo: ['delcourt'] }, colleague)).body).toMatchObject({ code: 'not_allowed' });
    expect((await edit('m1', { responsiblePersonId: 'delcourt' }, colleague)).status).toBe(403);
    expect((await edit('m1', { responsiblePersonId: 'delcourt' }, admin)).status).toBe(200);
    expect((await edit('m1', { responsiblePersonId: 'peeters' }, token)).status).toBe(403);
  });

  it('is removed by an administrator or by the lawyer who answers for it; its calls stay', async () => {
    const { relay, token, colleague, store } = await relayWithMatter();
    await relay.ring('call-1');
    expect((await store.callPage(null, 1)).items[0]?.matterId).toBe('m1');
    const remove = (by: string) => relay.ask('/api/v1/matters/m1', { method: 'DELETE', token: by });
    expect((await remove(colleague)).body).toMatchObject({ code: 'not_allowed' });
    expect((await remove(token)).status).toBe(204);
    expect((await remove(token)).status).toBe(404);
    expect((await store.callPage(null, 1)).items[0]?.matterId).toBeNull();
  });
});
