import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { StorageError, type Storage, type Tenant } from '../../../../relay/src/storage/port.ts';
import type { RouteOutcome } from '@callbrief/relay/wire/routing';
import { personNamed } from '../../../support/relay-under-test.ts';
import { routingOf, rule } from '../routing/rules.ts';
import { firm, openDesk, type Desk } from './webhook-desk.ts';

const PATH = '/api/v1/webhooks/sipgate/call';
const SECRET = 'sipgate-webhook-secret-01';

function kanzlei(then: RouteOutcome = { kind: 'proceed' }, secrets = [SECRET], id = 'kanzlei'): Tenant {
  const tenant = firm(id, { sipgateWebhookSecrets: secrets });
  return { ...tenant, firm: { ...tenant.firm, country: 'DE' }, routing: routingOf([rule('r', {}, then)]) };
}
const sign = (text: string, secret = SECRET) => ({
  'X-Sipgate-Signature': createHmac('sha256', secret).update(text).digest('hex'),
  'Content-Type': 'application/json',
});
const sendText = (desk: Desk, text: string, secret = SECRET) => desk.post(PATH, text, sign(text, secret));
const send = (desk: Desk, body: object, secret = SECRET) => sendText(desk, JSON.stringify(body), secret);

/** As the contract writes them (HTTP contract section 3). */
const newCall = {
  event: 'newCall',
  callId: 'call-1',
  from: '+4930123456',
  to: '+4940987654',
  direction: 'in',
  user: ['w0'],
  xcid: '84',
};
const answer = { event: 'answer', callId: 'call-1', user: 'w0', answeringNumber: '+4940987654' };
const hangup = { event: 'hangup', callId: 'call-1', cause: 'normalClearing' };

describe('sipgate’s JSON dialect', () => {
  it('tells a call from ringing to its end, the same facts as sipgate’s own push', async () => {
    await using desk = await openDesk([kanzlei()]);
    expect(await send(desk, newCall)).toMatchObject({ status: 200, text: '{"action":"accept"}' });
    expect(await desk.calls('kanzlei')).toMatchObject([
      {
        provider: 'sipgate',
        providerCallId: 'call-1',
        outcome: 'ringing',
        direction: 'inbound',
        fromNumber: '+4930123456',
        toNumber: '+4940987654',
        legs: [{ legId: 'call-1/w0', providerUserId: 'w0' }],
      },
    ]);
    expect((await send(desk, answer)).json()).toEqual({ status: 'accepted', call_id: 'call-1' });
    expect((await send(desk, hangup)).json()).toEqual({ status: 'accepted', call_id: 'call-1' });
    expect(await desk.calls('kanzlei')).toMatchObject([
      { outcome: 'answered', answeredBy: { providerUserId: 'w0' }, endCause: 'normal' },
    ]);
    expect(await desk.inbox('kanzlei')).toEqual({ total: 3, unreadable: 0, unknown: 0 });
  });

  it('of the same event twice keeps one, and answers the caller’s phone the same', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'reject', reason: 'busy' })]);
    for (let n = 0; n < 2; n += 1) {
      expect((await send(desk, newCall)).json()).toEqual({ action: 'reject', reason: 'busy' });
    }
    await send(desk, hangup);
    expect((await send(desk, hangup)).json()).toEqual({ status: 'duplicate', call_id: 'call-1' });
    expect(await desk.inbox('kanzlei')).toMatchObject({ total: 2 });
  });

  it.each<[string, RouteOutcome, object]>([
    ['as the provider’s settings say', { kind: 'proceed' }, { action: 'accept' }],
    ['the receptionist, whose audio socket does not exist yet', { kind: 'agent' }, { action: 'accept' }],
    ['voicemail, for which there is no word', { kind: 'voicemail' }, { action: 'accept' }],
    ['busy', { kind: 'reject', reason: 'busy' }, { action: 'reject', reason: 'busy' }],
    ['rejected', { kind: 'reject', reason: 'rejected' }, { action: 'reject', reason: 'busy' }],
    ['passed on', { kind: 'transfer', to: '+491701234567' }, { action: 'transfer', destination: '+491701234567' }],
    [
      'people, of whom the first with a line is rung',
      { kind: 'ring', personIds: ['none', 'ada', 'bob'], seconds: 20 },
      { action: 'transfer', destination: '+4940111' },
    ],
    ['people without a line', { kind: 'ring', personIds: ['none'], seconds: 20 }, { action: 'accept' }],
  ])('answers by the firm’s rules: %s', async (_, then, reply) => {
    await using desk = await openDesk([kanzlei(then)]);
    const store = desk.storage.tenant('kanzlei');
    await store.putPerson({ ...personNamed('ada', 'lawyer'), lines: ['+4940987654', '+4940111'] });
    await store.putPerson({ ...personNamed('bob', 'lawyer'), lines: ['+4940222'] });
    await store.putPerson(personNamed('none', 'lawyer'));
    expect((await send(desk, newCall)).json()).toEqual(reply);
  });

  it('leaves the firm’s own calls alone', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'reject', reason: 'busy' })]);
    expect((await send(desk, { ...newCall, direction: 'out' })).json()).toEqual({ action: 'accept' });
    expect(await desk.calls('kanzlei')).toMatchObject([{ direction: 'outbound' }]);
  });

  it('of an anonymous caller, without users, rings too', async () => {
    await using desk = await openDesk([kanzlei()]);
    const { user: _, xcid: __, ...few } = newCall;
    expect((await send(desk, { ...few, from: 'anonymous' })).status).toBe(200);
    expect(await desk.calls('kanzlei')).toMatchObject([{ anonymous: true, fromNumber: null }]);
  });

  it.each([
    ['event', { event: 'sing' }],
    ['event', { event: undefined }],
    ['callId', { callId: undefined }],
    ['callId', { callId: '' }],
    ['from', { from: undefined }],
    ['to', { to: {} }],
    ['direction', { direction: 'sideways' }],
    ['user.0', { user: [7] }],
  ])('names %s when it is malformed (422), and keeps no call', async (field, more) => {
    await using desk = await openDesk([kanzlei()]);
    const answered = await send(desk, { ...newCall, ...more });
    expect(answered.status).toBe(422);
    expect(answered.json()).toMatchObject({ code: 'malformed' });
    expect(String(answered.json()['field']).split('.')[0]).toBe(field.split('.')[0]);
    expect(await desk.calls('kanzlei')).toEqual([]);
  });

  it('says that a body is no JSON (422), and keeps it raw for the operator', async () => {
    await using desk = await openDesk([kanzlei()]);
    expect((await sendText(desk, 'event=newCall')).status).toBe(422);
    expect(await desk.inbox('kanzlei')).toMatchObject({ total: 1, unreadable: 1 });
  });

  it('takes the previous secret while a firm rotates', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'proceed' }, ['the-new-secret-of-today', SECRET])]);
    expect((await send(desk, newCall)).status).toBe(200);
    expect((await send(desk, hangup, 'the-new-secret-of-today')).status).toBe(200);
  });

  it('refuses a wrong or missing signature (401), stores nothing, logs one line', async () => {
    await using desk = await openDesk([kanzlei()]);
    const text = JSON.stringify(newCall);
    for (const headers of [
      {},
      sign(text, 'another-secret-0001'),
      { 'X-Sipgate-Signature': 'z'.repeat(64) },
      { 'X-Sipgate-Signature': sign(text)['X-Sipgate-Signature'].slice(0, 40) },
      { 'X-Ringover-Signature': sign(text)['X-Sipgate-Signature'] },
      sign(`${text} `),
    ]) {
      expect((await desk.post(PATH, text, headers)).status).toBe(401);
    }
    expect(await desk.inbox('kanzlei')).toMatchObject({ total: 0 });
    expect(desk.logLines().map((line) => line['msg'])).toEqual(Array(6).fill('Webhook signature verification failed'));
    expect(desk.counts.signaturesRefused).toBe(6);
  });

  it('does not take the firm’s Ringover secret', async () => {
    const both = kanzlei();
    await using desk = await openDesk([
      { ...both, secrets: { ...both.secrets, ringoverWebhookKeys: ['ringover-secret-0001'] } },
    ]);
    expect((await send(desk, newCall, 'ringover-secret-0001')).status).toBe(401);
  });

  it('takes nothing where nobody has a secret (503)', async () => {
    await using desk = await openDesk([firm('kanzlei', { ringoverWebhookKeys: ['ringover-secret-0001'] })]);
    expect((await send(desk, newCall, 'ringover-secret-0001')).status).toBe(503);
    expect((await send(desk, newCall, '')).status).toBe(503);
  });

  it('belongs to the firm whose secret signed it, and to no other (403 where nothing says whose it is)', async () => {
    const other = kanzlei({ kind: 'proceed' }, ['secret-of-the-other-01'], 'other');
    await using desk = await openDesk([kanzlei(), other]);
    await send(desk, newCall, 'secret-of-the-other-01');
    expect(await desk.calls('kanzlei')).toEqual([]);
    expect(await desk.calls('other')).toHaveLength(1);
    expect((await send(desk, { ...newCall, tenant_id: 'other' })).status).toBe(403);
    await using twice = await openDesk([kanzlei(), kanzlei({ kind: 'proceed' }, [SECRET], 'twin')]);
    expect((await send(twice, newCall)).status).toBe(403);
  });

  it('is answered 503 when it cannot be stored, so that the script sends it again', async () => {
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      tenant: (id) => ({ ...storage.tenant(id), accept: () => Promise.reject(new StorageError('full', 'full')) }),
    });
    await using desk = await openDesk([kanzlei()], { wrap });
    expect((await send(desk, newCall)).status).toBe(503);
  });

  it('accepts the call when who calls cannot be found out in time', async () => {
    const never = () => new Promise<never>(() => undefined);
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      tenant: (id) => ({ ...storage.tenant(id), contactsByNumber: never, openMattersOf: never, isBlocked: never }),
    });
    await using desk = await openDesk([kanzlei({ kind: 'reject', reason: 'busy' })], { wrap });
    expect((await send(desk, newCall)).json()).toEqual({ action: 'accept' });
  });
});
