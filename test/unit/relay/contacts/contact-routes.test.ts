import { describe, expect, it } from 'vitest';
import { contact } from '../../../../relay/src/wire/directory.ts';
import { contactNamed, matterOf, NOW } from '../../../contract/storage/made-up.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';

const NUMBER = '+32470123456';

async function relayWithTwo() {
  const relay = await startTestRelay();
  const tokens = await relay.enrolDevice();
  const store = relay.storage.tenant(TENANT);
  await store.putContacts(
    [
      { ...contactNamed('Anna Wouters', NUMBER), id: 'anna' },
      { ...contactNamed('A. Wouters'), id: 'double' },
    ],
    NOW,
  );
  const token = tokens.accessToken;
  const edit = (id: string, set: object, at = new Date().toISOString()) =>
    relay.ask(`/api/v1/contacts/${id}`, { method: 'PATCH', token, body: { editId: `${id}-${at}`, at, set } });
  return { relay, tokens, token, store, edit };
}

describe('A contact', () => {
  it('is read by its id, and a stranger reads nothing', async () => {
    const { relay, token } = await relayWithTwo();
    const answer = await relay.ask('/api/v1/contacts/anna', { token });
    expect(contact.parse(answer.body)).toMatchObject({ id: 'anna', name: 'Anna Wouters' });
    expect((await relay.ask('/api/v1/contacts/nobody', { token })).status).toBe(404);
    expect((await relay.ask('/api/v1/contacts/anna')).status).toBe(401);
  });

  it('is written field by field, reaches the other desktops, and the same edit again tells nothing', async () => {
    const { relay, tokens, edit } = await relayWithTwo();
    const stream = await relay.stream(tokens);
    const at = new Date().toISOString();
    const once = await edit('anna', { organisation: 'Immo Zuid', languages: ['fr'] }, at);
    expect(once.body).toMatchObject({ name: 'Anna Wouters', organisation: 'Immo Zuid', languages: ['fr'] });
    expect((await edit('anna', { organisation: 'Immo Zuid', languages: ['fr'] }, at)).status).toBe(200);
    await edit('made', { name: 'Made in one step' });
    await stream.until(() => stream.events.some(({ data }) => JSON.stringify(data).includes('Made in one step')));
    expect(stream.events.filter(({ type }) => type === 'contact_changed')).toHaveLength(2);
  });

  it('is refused with the field’s name when it cannot be', async () => {
    const { edit } = await relayWithTwo();
    expect(await edit('anna', { name: '' })).toMatchObject({ status: 422, body: { field: 'set.name' } });
    expect(await edit('new', { organisation: 'x' })).toMatchObject({ status: 422, body: { field: 'name' } });
    await edit('anna', { externalId: 'X-1' });
    expect(await edit('double', { externalId: 'X-1' })).toMatchObject({ status: 422, body: { field: 'externalId' } });
    expect((await edit('x'.repeat(101), { name: 'x' })).status).toBe(422);
  });

  it('is merged into the other, whose are then its calls and its part in a matter', async () => {
    const { relay, token, store } = await relayWithTwo();
    await relay.ring('call-1');
    await store.putMatters([matterOf('anna', { id: 'm1' })], NOW);
    const merge = (id: string, into: string) =>
      relay.ask(`/api/v1/contacts/${id}/merge`, { method: 'POST', token, body: { into } });
    expect(await merge('anna', 'nobody')).toMatchObject({ status: 422, body: { field: 'into' } });
    expect(await merge('anna', 'anna')).toMatchObject({ status: 422, body: { field: 'into' } });
    expect((await merge('nobody', 'anna')).status).toBe(404);
    expect(await merge('anna', 'double')).toMatchObject({
      status: 200,
      body: { id: 'double', numbers: [{ number: NUMBER }] },
    });
    expect((await relay.ask('/api/v1/contacts/anna', { token })).status).toBe(404);
    expect((await store.callPage(null, 1)).items[0]?.contactId).toBe('double');
    expect((await store.matter('m1'))?.parties[0]?.contactId).toBe('double');
  });

  it('is removed by a lawyer or an administrator, not by the reception', async () => {
    const { relay, token } = await relayWithTwo();
    const { accessToken } = await relay.enrolDevice('front-desk', 'receptionist');
    const remove = (by: string) => relay.ask('/api/v1/contacts/anna', { method: 'DELETE', token: by });
    expect((await remove(accessToken)).body).toMatchObject({ code: 'not_allowed' });
    expect((await remove(token)).status).toBe(204);
    expect((await remove(token)).status).toBe(404);
  });

  it('that may be another one stands in the list of duplicates', async () => {
    const { relay, token, store } = await relayWithTwo();
    await store.putContacts([{ ...contactNamed('Wouters', NUMBER), id: 'third' }], NOW);
    const { body } = await relay.ask('/api/v1/contacts/duplicates', { token });
    expect(body).toMatchObject({
      items: [{ why: 'number', shared: NUMBER, contacts: [{ id: 'anna' }, { id: 'third' }] }],
    });
    expect((await relay.ask('/api/v1/contacts/duplicates?limit=x', { token })).status).toBe(400);
  });
});
