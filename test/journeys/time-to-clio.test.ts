import { describe, expect, it, onTestFinished } from 'vitest';
import { clioOrigins } from '../../relay/src/practice-systems/clio/clio-hosts.ts';
import { startPretendClio, type PretendClioOptions } from '../../relay/simulator/pretend-clio/pretend-clio.ts';
import { chargedFirm } from '../support/charged-firm.ts';
import { startTestRelay } from '../support/relay-under-test.ts';

const client = { clientId: 'firm-app', clientSecret: 'firm-secret' };
const asked = { region: 'eu', ...client, language: 'nl' };
const period = { to: 'clio', from: '2026-11-01', until: '2026-11-30', language: 'en' };

/** A firm, its relay, and a Clio in the EU that has its matter and its people. */
async function firm(given: Partial<PretendClioOptions> = {}) {
  let nowMs = Date.parse('2026-11-30T10:00:00.000Z');
  const now = () => new Date(nowMs);
  const origins = { ...clioOrigins };
  const relay = await startTestRelay({ overrides: { now, clioOrigins: origins, providerTimeoutMs: 1_000 } });
  const clio = await startPretendClio({
    ...client,
    now,
    redirectUri: `${relay.publicBaseUrl}/api/v1/practice-systems/clio/callback`,
    data: {
      users: [
        { id: 11, name: 'Jonas Peeters', email: 'Jonas@firm.example', enabled: true },
        { id: 12, name: 'Claire Delcourt', email: 'claire@firm.example', enabled: true },
      ],
      matters: [
        { id: 21, display_number: '2026/0318' },
        { id: 22, display_number: '2026/03181' },
      ],
      contacts: [{ id: 31, name: 'Anneke Verhulst', type: 'Person' }],
      activityDescriptions: [
        { id: 41, name: 'A106 Communicate (with client)', utbms_activity: { id: 6, code: 'A106' } },
      ],
    },
    ...given,
  });
  onTestFinished(() => clio.close());
  origins.eu = clio.url;
  const charged = await chargedFirm(relay);
  const { token } = charged;
  const begin = async (body: object = asked, as = token) =>
    relay.ask('/api/v1/practice-systems/clio', { token: as, method: 'POST', body });
  return {
    relay,
    clio,
    ...charged,
    later: (ms: number) => (nowMs += ms),
    begin,
    connect: async () => {
      const { body } = await begin();
      const back = await clio.consent(String(body['authorizeUrl']));
      return fetch(back);
    },
    state: async (as = token) => (await relay.ask('/api/v1/practice-systems/clio', { token: as })).body,
    send: async (more: object = {}, as = token) =>
      relay.ask('/api/v1/time-entries/exports', { token: as, method: 'POST', body: { ...period, ...more } }),
  };
}

describe('connecting Clio', () => {
  it('is begun by an administrator, allowed at Clio, and told in their language', async () => {
    const { connect, state, store, relay, colleague } = await firm();
    expect(await state()).toMatchObject({ state: 'not_connected', region: null });
    const page = await connect();
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Clio is verbonden als Jonas Peeters.');
    expect(await state()).toEqual({
      state: 'connected',
      region: 'eu',
      clientId: 'firm-app',
      as: 'Jonas Peeters',
      since: '2026-11-30T10:00:00.000Z',
      redirectUri: `${relay.publicBaseUrl}/api/v1/practice-systems/clio/callback`,
    });
    expect(await state(colleague)).toMatchObject({ state: 'connected', clientId: null });
    expect(JSON.stringify(await state())).not.toContain('firm-secret');
    const { items } = await store.auditPage({ callId: null }, null, 1);
    expect(items).toMatchObject([{ what: 'clio_connected', personId: 'peeters' }]);
  });
  it('is not for others, and asks no host but Clio’s four', async () => {
    const { begin, colleague } = await firm();
    expect((await begin(asked, colleague)).body['code']).toBe('not_allowed');
    expect((await begin({ ...asked, region: 'evil.example' })).body['code']).toBe('malformed');
    const { body } = await begin({ ...asked, region: 'au' });
    expect(new URL(String(body['authorizeUrl'])).origin).toBe('https://au.app.clio.com');
  });
  it('takes a state once, for ten minutes, and no other', async () => {
    const { begin, clio, later, state } = await firm();
    const authorizeUrl = async () => String((await begin()).body['authorizeUrl']);
    const back = await clio.consent(await authorizeUrl());
    const forged = new URL(back);
    forged.searchParams.set('state', 'tenant-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    expect((await fetch(forged)).status).toBe(400);
    expect((await fetch(back)).status).toBe(200);
    const again = await fetch(back);
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('no longer valid')]);
    const old = await clio.consent(await authorizeUrl());
    later(11 * 60_000);
    expect((await fetch(old)).status).toBe(400);
    // The connection of before stands.
    expect(await state()).toMatchObject({ state: 'connected' });
  });
  it('says when it was declined there, and when the secret is wrong', async () => {
    const { begin, clio, state } = await firm();
    const declined = await fetch(await clio.consent(String((await begin()).body['authorizeUrl']), 'deny'));
    expect(await declined.text()).toContain('geweigerd');
    const wrong = await begin({ ...asked, clientSecret: 'wrong' });
    const failed = await fetch(await clio.consent(String(wrong.body['authorizeUrl'])));
    expect(await failed.text()).toContain('Gelieve de identificatie en het geheim na te kijken');
    expect(await state()).toMatchObject({ state: 'not_connected' });
  });
  it('is taken away again', async () => {
    const { connect, relay, token, state, send, review } = await firm();
    await connect();
    await review();
    expect((await relay.ask('/api/v1/practice-systems/clio', { token, method: 'DELETE' })).status).toBe(204);
    expect(await state()).toMatchObject({ state: 'not_connected', region: null });
    expect((await send()).body['code']).toBe('provider_not_connected');
  });
});

describe('sending time to Clio', () => {
  it('logs the call, and adds the charged seconds to it, once', async () => {
    const { connect, review, send, clio, store } = await firm();
    await connect();
    const entryId = await review();
    const { body } = await send();
    const [call] = clio.data.communications;
    const [time] = clio.data.activities;
    expect(body).toEqual({
      posted: [{ entryId, reference: String(time?.id) }],
      failed: [],
      unconfirmed: [],
      left: 0,
      retryAfterSeconds: null,
    });
    expect(call).toMatchObject({
      type: 'PhoneCommunication',
      subject: '2026/0318, Anneke Verhulst',
      body: 'Advised on the lease.',
      date: '2026-11-19',
      received_at: '2026-11-19T10:30:00.000Z',
      matter: { id: 21 },
      senders: [{ id: 31, type: 'Contact' }],
      receivers: [{ id: 11, type: 'User' }],
      external_properties: [{ name: 'callbrief_time_entry', value: entryId }],
    });
    expect(time).toMatchObject({
      type: 'TimeEntry',
      date: '2026-11-19',
      quantity: 720,
      note: 'Advised on the lease.',
      matter: { id: 21 },
      user: { id: 11 },
      activity_description: { id: 41 },
      communication: { id: call?.id },
    });
    expect((await store.item('time_entry', entryId))?.exported).toMatchObject({
      to: 'clio',
      reference: String(time?.id),
    });
    expect((await send()).body['code']).toBe('already_exported');
    expect((await send({ exportedBefore: 'include' })).body['code']).toBe('nothing_to_export');
    expect(clio.data.activities).toHaveLength(1);
  });
  it('never posts an entry twice, even when its mark was lost', async () => {
    const { connect, review, send, clio } = await firm();
    await connect();
    const entryId = await review();
    await send();
    await review({ exported: null, narrative: 'Changed since.' }, '2026-11-30T10:01:00.000Z');
    const again = await send();
    expect(again.body).toMatchObject({ posted: [{ entryId }] });
    expect(clio.data.activities).toHaveLength(1);
    expect(clio.data.communications).toHaveLength(1);
  });
  it('renews an ended token once, and keeps the refresh token that replaces the one before', async () => {
    const { connect, review, send, clio } = await firm({ rotates: true });
    await connect();
    await review();
    clio.expireTokens();
    expect((await send()).body).toMatchObject({ left: 0, failed: [] });
    clio.expireTokens();
    await review({ callId: 'call-2' });
    expect((await send({ exportedBefore: 'leave_out' })).body).toMatchObject({ failed: [] });
    expect(clio.data.activities).toHaveLength(2);
  });
  it('says that the firm must connect again when Clio took the right away', async () => {
    const { connect, review, send, clio } = await firm();
    await connect();
    await review();
    await review({ callId: 'call-2' });
    clio.revoke();
    expect((await send()).body).toMatchObject({ failed: [{ code: 'provider_no_right' }], left: 1 });
    expect(clio.data.activities).toHaveLength(0);
  });
  it('stops at Clio’s limit, says how long to wait, and goes on where it stopped', async () => {
    // Matter, user, code, contact, call, time: six questions for the first entry, two for each further one.
    const { connect, review, send, clio, later } = await firm({ perMinute: 7 });
    await connect();
    await review();
    await review({ callId: 'call-2' });
    const { body } = await send();
    expect(body).toMatchObject({ posted: [{}], left: 1, failed: [] });
    expect(body['retryAfterSeconds']).toBeGreaterThan(0);
    later(61_000);
    expect((await send({ exportedBefore: 'leave_out' })).body).toMatchObject({ posted: [{}], left: 0 });
    expect(clio.data.activities).toHaveLength(2);
    expect(clio.data.communications).toHaveLength(2);
  });
  it('finds at once what Clio did without answering', async () => {
    const { connect, review, send, clio } = await firm();
    await connect();
    await review();
    clio.failNext('add_time', 'lost');
    const { body } = await send();
    expect(body).toMatchObject({ posted: [{ reference: String(clio.data.activities[0]?.id) }], unconfirmed: [] });
    expect(clio.data.activities).toHaveLength(1);
  });
  it('shows an entry as unconfirmed while nobody knows, and looks before it sends again', async () => {
    const { connect, review, send, clio, later } = await firm();
    await connect();
    const entryId = await review();
    // It was done, and the look-up fails too.
    clio.failNext('log_call', 'lost');
    clio.failNext('communications', '503', 2);
    expect((await send()).body).toMatchObject({ posted: [], unconfirmed: [entryId] });
    expect((await send()).body).toMatchObject({ posted: [], unconfirmed: [entryId] });
    expect(clio.data.communications).toHaveLength(1);
    expect(clio.data.activities).toHaveLength(0);
    later(61_000);
    expect((await send()).body).toMatchObject({ posted: [{ entryId }], unconfirmed: [] });
    expect(clio.data.communications).toHaveLength(1);
    expect(clio.data.activities).toHaveLength(1);
  });
  it('tells in Clio’s words or ours what keeps an entry, and sends the others', async () => {
    const { connect, review, send, clio, store } = await firm();
    await connect();
    await review({ minutes: 6 });
    await review({ callId: 'call-2', personId: 'delcourt' });
    await store.putMatter({
      id: 'm-2',
      number: '2026/9999',
      title: 'Not at Clio',
      status: 'open',
      responsiblePersonId: null,
      parties: [],
      deadlines: [],
      updatedAt: '2026-11-19T11:31:00.000Z',
    });
    const unknown = await review({ callId: null, matterId: 'm-2' });
    clio.failNext('add_time', 'refuse:Matter is closed for billing');
    const { body } = await send();
    expect(body['failed']).toEqual(
      expect.arrayContaining([
        { entryId: unknown, code: 'no_such_matter', detail: '2026/9999' },
        expect.objectContaining({ code: 'provider_refused', detail: 'Matter is closed for billing' }),
      ]),
    );
    expect(body).toMatchObject({ posted: [{}], left: 0 });
    expect(clio.data.activities).toHaveLength(1);
  });
  it('keeps one of two who press at the same time', async () => {
    const { connect, review, send, clio } = await firm();
    await connect();
    await review();
    await Promise.all([send(), send()]);
    expect(clio.data.activities).toHaveLength(1);
    expect(clio.data.communications).toHaveLength(1);
  });
  it('finds an entry without a call by what it says', async () => {
    const { connect, review, send, clio, later } = await firm();
    await connect();
    const entryId = await review({ callId: null });
    clio.failNext('add_time', 'lost');
    clio.failNext('activities', '503', 2);
    expect((await send()).body).toMatchObject({ unconfirmed: [entryId] });
    later(61_000);
    expect((await send()).body).toMatchObject({ posted: [{ entryId }] });
    expect(clio.data.activities).toHaveLength(1);
    expect(clio.data.communications).toHaveLength(0);
  });
});
