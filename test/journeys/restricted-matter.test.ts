import { describe, expect, it } from 'vitest';
import { pendingRecording } from '../../relay/src/recordings/told-recording.ts';
import { beginInsights } from '../../relay/src/insights/begin-insights.ts';
import { contactNamed, matterOf, NOW, pastCall } from '../contract/storage/made-up.ts';
import type { StreamedEvent, TestStream } from '../support/relay-stream.ts';
import { startTestRelay, TENANT } from '../support/relay-under-test.ts';

/** Peeters answers for the matter, Delcourt is to know of it later, Maes never; all have their desktops open. */
async function threeDesktops() {
  const relay = await startTestRelay();
  const desk = async (personId: string, role: 'lawyer' | 'receptionist' | 'admin' = 'lawyer') => {
    const tokens = await relay.enrolDevice(personId, role);
    return { tokens, token: tokens.accessToken, stream: await relay.stream(tokens) };
  };
  const store = relay.storage.tenant(TENANT);
  await store.putContacts([{ ...contactNamed('Anna', '+32470123456'), id: 'anna' }], NOW);
  const peeters = await desk('peeters');
  const delcourt = await desk('delcourt');
  const maes = await desk('maes', 'admin');
  const restrict = (matterId: string, restrictedTo: string[] | null) => {
    const at = new Date().toISOString();
    const body = { editId: `${matterId}-${at}`, at, set: { restrictedTo } };
    return relay.ask(`/api/v1/matters/${matterId}`, { method: 'PATCH', token: peeters.token, body });
  };
  return { relay, store, peeters, delcourt, maes, restrict };
}

const logged = ({ events }: TestStream) => events.filter((event) => event.id !== null);
const typesOf = (stream: TestStream, after = 0) =>
  logged(stream)
    .filter(({ id }) => (id ?? 0) > after)
    .map(({ type, data }) => (type === 'withheld' ? `withheld ${String(data['of'])}` : type));
const text = (events: readonly StreamedEvent[]) => JSON.stringify(events.map(({ data }) => data));

describe('A restricted matter', () => {
  it('is told to its people only, each desktop under the same ids, live and when it comes back', async () => {
    const { relay, store, peeters, maes } = await threeDesktops();
    await store.putMatters(
      [matterOf('anna', { id: 'm1', title: 'Very secret', restrictedTo: [], responsiblePersonId: 'peeters' })],
      NOW,
    );
    const before = await store.lastEventId();
    await relay.ring('call-1');
    await relay.ask('/api/v1/contacts', {
      method: 'POST',
      token: maes.token,
      body: { id: 'other', name: 'Last one', organisation: null, languages: [], numbers: [] },
    });
    const last = await store.lastEventId();
    for (const { stream } of [peeters, maes]) await stream.until(() => stream.ids().at(-1) === last);
    expect(typesOf(peeters.stream, before)).toEqual(['call_changed', 'call_event_created', 'contact_changed']);
    expect(typesOf(maes.stream, before)).toEqual(['withheld call', 'withheld call', 'contact_changed']);
    expect(maes.stream.ids().filter((id) => id > before)).toEqual(peeters.stream.ids().filter((id) => id > before));
    expect(text(logged(maes.stream).filter(({ id }) => (id ?? 0) > before))).not.toContain('call-1');

    const replayed = await relay.stream(maes.tokens, '/api/v1/events/stream?after=0');
    await replayed.until(() => replayed.ids().at(-1) === last);
    expect(replayed.ids()).toEqual(Array.from({ length: last }, (_, n) => n + 1));
    expect(text(replayed.events)).not.toMatch(/Very secret|call-1/);
  });

  it('is not there for anybody else over the API: an administrator is one of them', async () => {
    const { relay, store, peeters, maes } = await threeDesktops();
    await store.putMatters(
      [matterOf('anna', { id: 'm1', title: 'Very secret', restrictedTo: [], responsiblePersonId: 'peeters' })],
      NOW,
    );
    await relay.ring('call-1');
    const callId = (await store.callPage(null, 1)).items[0]?.id ?? '';
    await store.changeRecording('r1', () => pendingRecording(callId, { id: 'r1', kind: 'call' }, NOW));
    await store.changeInsights(callId, () => beginInsights(callId, null, NOW));
    const by = { personId: 'peeters', name: 'Me Peeters' };
    await store.editItem('callback', 'k1', { editId: 'e', at: NOW, set: { callId }, did: null }, by, NOW);
    const statusOf = async (path: string, token: string) => (await relay.ask(`/api/v1${path}`, { token })).status;
    for (const path of [
      `/calls/${callId}`,
      '/matters/m1',
      `/calls/${callId}/insights`,
      '/recordings/r1',
      '/callbacks/k1',
      `/ringover/calls/${callId}`,
    ]) {
      expect([path, await statusOf(path, peeters.token), await statusOf(path, maes.token)]).toEqual([path, 200, 404]);
    }
    const asked = { kind: 'note_docx', language: 'en' };
    for (const path of [`/calls/${callId}/exports`, '/recordings/r1/link', '/recordings/r1/retry']) {
      const headersOf = (token: string) => ({
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      });
      const post = async (token: string) => {
        const request = { method: 'POST', headers: headersOf(token), body: JSON.stringify(asked) };
        return (await fetch(`${relay.url}/api/v1${path}`, request)).status;
      };
      expect([path, await post(maes.token)]).toEqual([path, 404]);
      expect([path, await post(peeters.token)]).not.toEqual([path, 404]);
    }
    for (const path of ['/calls', '/matters', '/recordings', '/insights', '/callbacks', '/ringover/calls', '/audit']) {
      const { body } = await relay.ask(`/api/v1${path}`, { token: maes.token });
      expect([path, body]).toMatchObject([path, { items: [] }]);
    }
    const hold = { on: true, reason: 'curious' };
    const held = await relay.ask(`/api/v1/calls/${callId}/legal-hold`, {
      method: 'PUT',
      token: maes.token,
      body: hold,
    });
    expect(held.status).toBe(404);
    const emptied = await relay.ask(`/api/v1/calls/${callId}/insights`, { method: 'DELETE', token: maes.token });
    expect(emptied.status).toBe(404);
    expect(await store.insights(callId)).not.toBeNull();
    const now = new Date().toISOString();
    const answeredBy = { providerUserId: null, personId: 'peeters', name: 'Me Peeters' };
    const talk = { contactId: 'anna', matterId: 'm1', startedAt: now, answeredAt: now, endedAt: now, answeredBy };
    await store.importCalls([pastCall(talk)], now);
    // Nor do figures tell with whom the firm talks about it.
    for (const path of ['/statistics?days=3', '/ringover/stats?days=3']) {
      const nameOf = async (token: string) => JSON.stringify((await relay.ask(`/api/v1${path}`, { token })).body);
      expect([path, await nameOf(peeters.token)]).toEqual([path, expect.stringContaining('Anna')]);
      expect([path, await nameOf(maes.token)]).toEqual([path, expect.not.stringContaining('Anna')]);
    }
    const patched = await relay.ask(`/api/v1/calls/${callId}`, {
      method: 'PATCH',
      token: maes.token,
      body: { at: NOW, note: 'I was here' },
    });
    expect(patched.status).toBe(404);
    const edit = { editId: 'x', at: NOW, set: { title: 'Mine now', number: '1' } };
    const overwritten = await relay.ask('/api/v1/matters/m1', { method: 'PATCH', token: maes.token, body: edit });
    expect(overwritten.status).toBe(404);
    expect((await relay.ask('/api/v1/matters/m1', { method: 'DELETE', token: maes.token })).status).toBe(404);
    expect(await store.matter('m1')).toMatchObject({ title: 'Very secret' });
  });

  it('makes desktops forget its calls when it is restricted, and learn them when it is opened to them', async () => {
    const { relay, store, peeters, delcourt, maes, restrict } = await threeDesktops();
    await store.putMatters([matterOf('anna', { id: 'm1', responsiblePersonId: 'peeters' })], NOW);
    await relay.ring('call-1');
    const callId = (await store.callPage(null, 1)).items[0]?.id ?? '';
    await store.changeRecording('r1', () => pendingRecording(callId, { id: 'r1', kind: 'call' }, NOW));
    const told = async (done: () => Promise<unknown>) => {
      const before = await store.lastEventId();
      await done();
      const last = await store.lastEventId();
      const streams = [peeters.stream, delcourt.stream, maes.stream];
      for (const stream of streams) await stream.until(() => stream.ids().at(-1) === last);
      return streams.map((stream) => typesOf(stream, before));
    };
    const parts = ['matter_changed', 'case_updated', 'call_changed', 'recording_changed'];
    const withheld = ['withheld matter', 'withheld matter', 'withheld call', 'withheld call'];
    expect(await told(() => restrict('m1', []))).toEqual([parts, withheld, withheld]);
    // What was everybody's when it happened is not told to a desktop that comes back now.
    const replayed = await relay.stream(maes.tokens, '/api/v1/events/stream?after=0');
    const newest = await store.lastEventId();
    await replayed.until(() => replayed.ids().at(-1) === newest);
    expect(replayed.ids()).toHaveLength(newest);
    expect(text(replayed.events)).not.toMatch(/call-1|Immo Zuid/);
    const own = await relay.stream(peeters.tokens, '/api/v1/events/stream?after=0');
    await own.until(() => own.ids().at(-1) === newest);
    expect(text(own.events)).toContain('call-1');
    expect(await told(() => restrict('m1', ['delcourt']))).toEqual([parts, parts, withheld]);
    expect((await relay.ask(`/api/v1/calls/${callId}`, { token: delcourt.token })).status).toBe(200);
    const refused = await relay.ask('/api/v1/matters/m1', { method: 'DELETE', token: peeters.token });
    expect(refused).toMatchObject({ status: 422, body: { field: 'restrictedTo' } });
    expect(await told(() => restrict('m1', null))).toEqual([parts, parts, parts]);
    expect((await relay.ask(`/api/v1/calls/${callId}`, { token: maes.token })).status).toBe(200);
  });

  it('takes a call that is filed under it away from the others, and gives it back when it is filed elsewhere', async () => {
    const { relay, store, peeters, maes } = await threeDesktops();
    await store.putMatters([matterOf('somebody', { id: 'm1', restrictedTo: [], responsiblePersonId: 'peeters' })], NOW);
    await relay.ring('call-1');
    const callId = (await store.callPage(null, 1)).items[0]?.id ?? '';
    const file = async (matterId: string | null, token: string) => {
      const body = { at: new Date().toISOString(), matterId };
      return (await relay.ask(`/api/v1/calls/${callId}`, { method: 'PATCH', token, body })).status;
    };
    expect(await file('m1', maes.token)).toBe(422);
    expect(await file('m1', peeters.token)).toBe(200);
    await maes.stream.until(() => typesOf(maes.stream).includes('withheld call'));
    expect((await relay.ask('/api/v1/calls', { token: maes.token })).body).toMatchObject({ items: [] });
    const before = await store.lastEventId();
    expect(await file(null, peeters.token)).toBe(200);
    await maes.stream.until(() => typesOf(maes.stream, before).includes('call_changed'));
    expect((await relay.ask('/api/v1/calls', { token: maes.token })).body).toMatchObject({ items: [{ id: callId }] });
  });
});
