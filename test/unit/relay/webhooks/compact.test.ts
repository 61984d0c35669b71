import { describe, expect, it } from 'vitest';
import { compactSignature } from '../../../../relay/simulator/compact-signature.ts';
import { StorageError } from '../../../../relay/src/storage/port.ts';
import { firm, openDesk, type Desk } from './webhook-desk.ts';

const SECRET = 'ringover-dev-secret';
const PATH = '/api/v1/webhooks/ringover';
const one = () => firm('tenant-1', { ringoverWebhookKeys: [SECRET] });
/** The guide's body (HTTP contract section 1). */
const body = {
  call_id: 'test-456',
  tenant_id: 'tenant-1',
  call_type: 'answered',
  caller_number: '+32470123456',
  callee_number: '+32471234567',
  direction: 'inbound',
  duration_seconds: 120,
  started_at: '2026-02-17T10:30:00Z',
  recording_url: 'https://example.com/recording.mp3',
};
const send = (desk: Desk, text: string, secret = SECRET, path = PATH) =>
  desk.post(path, text, { 'X-Ringover-Signature': compactSignature(secret, text), 'Content-Type': 'application/json' });
const sendBody = (desk: Desk, more: object, secret = SECRET) =>
  send(desk, JSON.stringify({ ...body, ...more }), secret);

describe('the compact dialect', () => {
  it('answers exactly what the guide says, and the same delivery again is a duplicate', async () => {
    await using desk = await openDesk([one()]);
    const answer = { call_id: 'test-456', contact_matched: false, case_linked: false };
    expect((await sendBody(desk, {})).json()).toEqual({ status: 'accepted', event_created: true, ...answer });
    expect((await sendBody(desk, {})).json()).toEqual({ status: 'duplicate', event_created: false, ...answer });
    expect(await desk.calls('tenant-1')).toMatchObject([
      {
        provider: 'ringover',
        providerCallId: 'test-456',
        outcome: 'answered',
        durationSeconds: 120,
        startedAt: '2026-02-17T10:30:00.000Z',
        endedAt: '2026-02-17T10:32:00.000Z',
      },
    ]);
  });

  it('says that the contact and the matter of the caller were found', async () => {
    await using desk = await openDesk([one()]);
    const store = desk.storage.tenant('tenant-1');
    const at = '2026-02-01T00:00:00.000Z';
    const numbers = [{ number: '+32470123456', kind: 'mobile' as const, shared: false }];
    await store.putContact({ id: 'c1', name: 'Anneke', organisation: null, languages: ['nl'], numbers }, at);
    const parties = [{ contactId: 'c1', role: 'client' as const, representedBy: null }];
    await store.putMatter({
      id: 'm1',
      number: '2026/1',
      title: 'A',
      status: 'open',
      responsiblePersonId: null,
      parties,
      deadlines: [],
      updatedAt: at,
    });
    expect((await sendBody(desk, {})).json()).toMatchObject({ contact_matched: true, case_linked: true });
    expect((await sendBody(desk, {})).json()).toMatchObject({
      status: 'duplicate',
      contact_matched: true,
      case_linked: true,
    });
  });

  it('names no contact where several share the number, and no case where several are open', async () => {
    await using desk = await openDesk([one()]);
    const store = desk.storage.tenant('tenant-1');
    const numbers = [{ number: '+32470123456', kind: 'home' as const, shared: true }];
    await store.putContacts([{ id: 'c1', name: 'Anneke', numbers }], '2026-02-01T00:00:00.000Z');
    const parties = [{ contactId: 'c1', role: 'client' as const, representedBy: null }];
    const matters = ['m1', 'm2'].map((id) => ({ id, number: id, title: id, parties }));
    await store.putMatters(matters, '2026-02-01T00:00:00.000Z');
    expect((await sendBody(desk, {})).json()).toMatchObject({ contact_matched: true, case_linked: false });
    await store.putContacts([{ id: 'c2', name: 'Jan', numbers }], '2026-02-01T00:00:00.000Z');
    const second = await sendBody(desk, { call_id: 'test-457' });
    expect(second.json()).toMatchObject({ contact_matched: false, case_linked: false });
  });

  it.each([
    ['missed', { outcome: 'missed', durationSeconds: 0 }],
    ['voicemail', { outcome: 'voicemail', voicemail: { durationSeconds: 120 } }],
  ])('%s is told as such', async (callType, call) => {
    await using desk = await openDesk([one()]);
    await sendBody(desk, { call_type: callType });
    expect(await desk.calls('tenant-1')).toMatchObject([call]);
  });

  it('joins the call that Ringover’s own wire told of', async () => {
    await using desk = await openDesk([one()]);
    const ringing =
      '{"event":"ringing","resource":"call","timestamp":1771324200,"data":{"call_id":7534779999276888538,"from_number":"32470123456","direction":"inbound"}}';
    await send(desk, ringing, SECRET, `${PATH}/event`);
    await send(desk, JSON.stringify(body).replace('"test-456"', '7534779999276888538'));
    expect(await desk.calls('tenant-1')).toMatchObject([
      { providerCallId: '7534779999276888538', outcome: 'answered' },
    ]);
  });

  it.each([
    ['call_id', { call_id: undefined }],
    ['tenant_id', { tenant_id: undefined }],
    ['call_type', { call_type: 'ringing' }],
    ['caller_number', { caller_number: 'Anneke' }],
    ['callee_number', { callee_number: 42 }],
    ['direction', { direction: 'sideways' }],
    ['duration_seconds', { duration_seconds: 1.5 }],
    ['duration_seconds', { duration_seconds: -1 }],
    ['started_at', { started_at: 'yesterday' }],
    ['ended_at', { ended_at: 12 }],
    ['recording_url', { recording_url: 7 }],
  ])('names %s when it is malformed (422), and keeps no call', async (field, more) => {
    await using desk = await openDesk([one()]);
    const answer = await sendBody(desk, more);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'malformed', field });
    expect(await desk.calls('tenant-1')).toEqual([]);
  });

  it('says that a body is not JSON (422), and keeps it raw for the operator', async () => {
    await using desk = await openDesk([one()]);
    expect(await send(desk, '{"call_id":')).toMatchObject({ status: 422 });
    expect(await desk.inbox('tenant-1')).toMatchObject({ total: 1, unreadable: 1 });
  });

  it.each([
    ['missing', {}],
    ['wrong', { 'X-Ringover-Signature': compactSignature('another secret', JSON.stringify(body)) }],
    ['truncated', { 'X-Ringover-Signature': compactSignature(SECRET, JSON.stringify(body)).slice(0, 40) }],
    ['not hex', { 'X-Ringover-Signature': 'z'.repeat(64) }],
  ])('refuses a %s signature with 401, stores nothing, logs one line', async (_, headers) => {
    await using desk = await openDesk([one()]);
    expect((await desk.post(PATH, JSON.stringify(body), headers as Record<string, string>)).status).toBe(401);
    expect(await desk.inbox('tenant-1')).toMatchObject({ total: 0 });
    expect(desk.logLines().map((line) => line['msg'])).toEqual(['Webhook signature verification failed']);
    expect(desk.logText()).not.toContain('32470123456');
  });

  it('refuses the tenant_id of another firm with 403, though the secret is good', async () => {
    await using desk = await openDesk([one(), firm('tenant-2', { ringoverWebhookKeys: ['secret-of-tenant-2'] })]);
    expect((await sendBody(desk, { tenant_id: 'tenant-2' })).status).toBe(403);
    expect((await sendBody(desk, { tenant_id: 'nobody' })).status).toBe(403);
    expect(await desk.inbox('tenant-1')).toMatchObject({ total: 0 });
    expect(await desk.inbox('tenant-2')).toMatchObject({ total: 0 });
    expect((await sendBody(desk, { tenant_id: 'tenant-2' }, 'secret-of-tenant-2')).status).toBe(200);
  });

  it('is closed (503) while no secret is configured', async () => {
    await using desk = await openDesk([firm('tenant-1')]);
    expect((await sendBody(desk, {}, '')).status).toBe(503);
    expect((await desk.post(PATH, JSON.stringify(body))).status).toBe(503);
  });

  it('opens for a firm that was created a moment ago', async () => {
    await using desk = await openDesk([]);
    expect((await sendBody(desk, {})).status).toBe(503);
    await desk.storage.tenants.create(one());
    expect((await sendBody(desk, {})).status).toBe(200);
  });

  it('refuses a body over the limit with 413 before it looks at the signature', async () => {
    await using desk = await openDesk([one()], { bodyLimitBytes: 2_000 });
    expect((await sendBody(desk, { recording_url: 'x'.repeat(3_000) })).status).toBe(413);
    expect(await desk.inbox('tenant-1')).toMatchObject({ total: 0 });
  });

  it('refuses a compressed body: a small one must not unpack into a large one', async () => {
    await using desk = await openDesk([one()]);
    expect((await desk.post(PATH, 'x', { 'Content-Encoding': 'gzip' })).status).toBe(415);
  });

  it.each([
    ['full', 'storage_full'],
    ['unavailable', 'storage_unavailable'],
  ] as const)('answers 503 while the store is %s, so that it is sent again', async (code, problem) => {
    await using desk = await openDesk([one()], {
      wrap: (storage) => ({
        ...storage,
        tenant: (id) => ({ ...storage.tenant(id), accept: () => Promise.reject(new StorageError(code, 'no')) }),
      }),
    });
    const answer = await sendBody(desk, {});
    expect(answer.status).toBe(503);
    expect(answer.json()).toMatchObject({ code: problem });
    expect(desk.published).toEqual([]);
  });
});

describe('a recording', () => {
  it.each(['answered', 'missed'])('of an %s call stands on it, its address nowhere', async (call_type) => {
    await using desk = await openDesk([one()]);
    await sendBody(desk, { call_type, recording_url: 'https://example.com/recording.mp3' });
    const [call] = await desk.calls('tenant-1');
    expect(call?.added.recording).toEqual({ durationSeconds: null });
    expect(JSON.stringify([call, desk.published])).not.toContain('example.com');
    const facts = (await desk.storage.tenant('tenant-1').callByProviderId('ringover', call?.providerCallId ?? ''))
      ?.facts;
    expect(facts?.flatMap((f) => f.added?.recording ?? [])).toEqual([
      { url: 'https://example.com/recording.mp3', durationSeconds: null },
    ]);
  });

  it('of a voicemail is its message', async () => {
    await using desk = await openDesk([one()]);
    await sendBody(desk, { call_type: 'voicemail', recording_url: 'https://example.com/recording.mp3' });
    const [call] = await desk.calls('tenant-1');
    expect(call).toMatchObject({ outcome: 'voicemail', added: { recording: null } });
    const found = await desk.storage.tenant('tenant-1').callByProviderId('ringover', call?.providerCallId ?? '');
    expect(found?.facts[0]?.added?.voicemailRecording?.url).toBe('https://example.com/recording.mp3');
  });

  it.each([null, '', 'none'])('that is no address (%s) is none', async (recording_url) => {
    await using desk = await openDesk([one()]);
    expect((await sendBody(desk, { recording_url })).status).toBe(200);
    expect(await desk.calls('tenant-1')).toMatchObject([{ added: { recording: null } }]);
  });
});

describe('the event webhook', () => {
  const EVENT = `${PATH}/event`;
  const data = {
    call_id: '99',
    from_number: '32470123456',
    to_number: '3225551234',
    direction: 'inbound',
    start_time: 1_790_000_000,
  };

  it.each([
    ['call_ringing', { kind: 'call/ringing', outcome: 'ringing' }],
    ['call_answered', { kind: 'call/answered', outcome: 'talking' }],
    ['call_ended', { kind: 'call/hangup', outcome: 'missed' }],
    ['missed_call', { kind: 'call/missed', outcome: 'missed' }],
    ['voicemail', { kind: 'call/voicemail', outcome: 'voicemail' }],
  ])('takes the old name %s as what it is on Ringover’s wire', async (name, expected) => {
    await using desk = await openDesk([one()]);
    const answer = await send(
      desk,
      JSON.stringify({ event_type: name, timestamp: 1_790_000_000, data }),
      SECRET,
      EVENT,
    );
    expect(answer.json()).toEqual({ status: 'accepted', kind: expected.kind, call_id: '99', event_created: true });
    expect(await desk.calls('tenant-1')).toMatchObject([{ outcome: expected.outcome, fromNumber: '+32470123456' }]);
  });

  it.each([
    ['sms_received', 'sms/received', 'sms', 'inbound', 'received'],
    ['sms_sent', 'sms/sent', 'sms', 'outbound', 'sent'],
    ['fax_received', 'fax/received', 'fax', 'inbound', 'received'],
  ])('takes the old name %s as a message', async (name, wireKind, kind, direction, state) => {
    await using desk = await openDesk([one()]);
    const told = { event: name, timestamp: 1_790_000_000, data: { ...data, direction: undefined, body: 'Hi' } };
    const answer = await send(desk, JSON.stringify(told), SECRET, EVENT);
    expect(answer.json()).toMatchObject({ status: 'accepted', kind: wireKind });
    const { items } = await desk.storage.tenant('tenant-1').messagePage(null, 10);
    expect(items).toMatchObject([{ kind, direction, state, fromNumber: '+32470123456', toNumber: '+3225551234' }]);
    expect(await desk.inbox('tenant-1')).toEqual({ total: 1, unreadable: 0, unknown: 0 });
  });

  it('takes the old name after_call_work as what it adds to its call', async () => {
    await using desk = await openDesk([one()]);
    const work = { call_id: '99', comments: 'Send the file', tags: ['RDV'] };
    const tell = (event: string, of: object) =>
      send(desk, JSON.stringify({ event, timestamp: 1_790_000_000, data: of }), SECRET, EVENT);
    expect((await tell('after_call_work', work)).json()).toMatchObject({ kind: 'aftercall/aftercall', call_id: '99' });
    expect(await desk.calls('tenant-1')).toEqual([]);
    await tell('call_ringing', data);
    expect(await desk.calls('tenant-1')).toMatchObject([{ added: { comment: 'Send the file', tags: ['RDV'] } }]);
  });

  it('takes an old event whose fields stand beside its name', async () => {
    await using desk = await openDesk([one()]);
    const flat = {
      event_type: 'call_ringing',
      call_id: 'x',
      caller_number: '+32470123456',
      callee_number: '+3225551234',
      direction: 'outbound',
    };
    await send(desk, JSON.stringify(flat), SECRET, EVENT);
    expect(await desk.calls('tenant-1')).toMatchObject([
      { providerCallId: 'x', direction: 'outbound', toNumber: '+3225551234' },
    ]);
  });

  it('refuses a wrong signature, another firm’s tenant_id and keeps what it cannot read', async () => {
    await using desk = await openDesk([one()]);
    expect((await send(desk, '{"event":"ringing"}', 'wrong', EVENT)).status).toBe(401);
    expect((await send(desk, '{"event":"ringing","tenant_id":"tenant-2"}', SECRET, EVENT)).status).toBe(403);
    expect((await send(desk, 'not json', SECRET, EVENT)).status).toBe(200);
    expect(await desk.inbox('tenant-1')).toMatchObject({ total: 1, unreadable: 1 });
  });
});

describe('the test webhook', () => {
  const TEST = `${PATH}/test`;
  it('says what would have been checked, stores nothing, and never shows the secret', async () => {
    await using desk = await openDesk([one()]);
    const text = JSON.stringify({ timestamp: Date.now() / 1000 - 90 });
    const valid = await send(desk, text, SECRET, TEST);
    expect(valid.json()).toMatchObject({
      stored: false,
      signature: { present: true, valid: true },
      body: { json: true },
    });
    expect((valid.json()['clock'] as { difference_seconds: number }).difference_seconds).toBeGreaterThanOrEqual(89);
    expect((await send(desk, text, 'wrong', TEST)).json()).toMatchObject({
      signature: { present: true, valid: false },
    });
    expect((await desk.post(TEST, '{}')).json()).toMatchObject({ signature: { present: false, valid: false } });
    expect(valid.text).not.toContain(SECRET);
    expect(await desk.inbox('tenant-1')).toMatchObject({ total: 0 });
  });

  it('says the same whether the secret is wrong or not set', async () => {
    await using desk = await openDesk([firm('tenant-1')], { now: () => new Date(0) });
    await using other = await openDesk([one()], { now: () => new Date(0) });
    expect((await send(desk, '{}', 'guess', TEST)).text).toBe((await send(other, '{}', 'guess', TEST)).text);
  });
});
