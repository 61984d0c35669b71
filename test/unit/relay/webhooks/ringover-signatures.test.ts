import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signRingoverV1, signRingoverV1Flat, signRingoverV3 } from '../../../../relay/simulator/sign-ringover.ts';
import { firm, KEY, openDesk, vector } from './webhook-desk.ts';

const golden = vector('ringover');
const V1 = 'X-Ringover-Webhook-Signature';
const PATH = '/hooks/ringover/t_9f2c/call';
const atVector = () => new Date(1_790_000_003_000);
const delcourt = (keys = [golden.key]) => firm('delcourt', { ringoverWebhookKeys: keys }, 't_9f2c');
const open = (tenants = [delcourt()]) => openDesk(tenants, { now: atVector });
const jws = (head: object, claims: string, algorithm: string, key = KEY) => {
  const signed = `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${Buffer.from(claims).toString('base64url')}`;
  return `${signed}.${createHmac(algorithm, key).update(signed).digest('base64url')}`;
};
const claimsOf = (url: string, payload = golden.body) => `{"url":${JSON.stringify(url)},"payload":${payload}}`;
const { [V1]: jwt, ...v3Headers } = golden.headers;
const onlyV1 = { [V1]: jwt ?? '' };

describe('a Ringover delivery is believed', () => {
  it.each([
    ['with both signatures of the recorded vector', golden.headers],
    ['with the JWT alone', onlyV1],
    ['with the V3 signature alone', v3Headers],
    [
      'with the JWT, though the V3 beside it is wrong',
      { ...golden.headers, 'X-Ringover-Webhook-Signature-V3': 'AAAA' },
    ],
    ['with the V3, though the JWT beside it is wrong', { ...golden.headers, [V1]: `${jwt?.slice(0, -4)}AAAA` }],
    ['with the flat claims of the documentation', { [V1]: signRingoverV1Flat(KEY, golden.body) }],
  ])('%s', async (_, headers) => {
    await using desk = await open();
    const answer = await desk.post(PATH, golden.body, headers);
    expect(answer).toMatchObject({ status: 200, text: '{"status":"accepted"}' });
    const [call] = await desk.calls('delcourt');
    expect(call).toMatchObject({
      providerCallId: '7534779999276888538',
      outcome: 'ringing',
      fromNumber: '+32470123456',
      legs: [{ legId: '7534779999276888539', providerUserId: '22673838', name: 'Ada Example' }],
    });
    expect(desk.published).toMatchObject([{ tenantId: 'delcourt', events: [{ type: 'call_changed' }] }]);
  });

  it('signed with the previous key, so that a firm can rotate without losing a call', async () => {
    await using desk = await open([delcourt(['the-new-key-of-today', ` ${golden.key}\n`])]);
    expect((await desk.post(PATH, golden.body, golden.headers)).status).toBe(200);
  });

  it('signed with a key that was set a moment ago, although the old one is still in memory', async () => {
    await using desk = await openDesk([delcourt(['the-old-key-000000'])], {
      now: (() => {
        let t = 1_790_000_000_000;
        return () => new Date((t += 100));
      })(),
    });
    expect((await desk.post(PATH, golden.body, golden.headers)).status).toBe(401);
    await desk.storage.tenants.update(delcourt());
    expect((await desk.post(PATH, golden.body, golden.headers)).status).toBe(200);
  });

  it('in its signed payload and not in its body, when the body was swapped', async () => {
    await using desk = await open();
    const swapped = golden.body.replace('32470123456', '32499999999');
    expect((await desk.post(PATH, swapped, onlyV1)).status).toBe(200);
    const [call] = await desk.calls('delcourt');
    expect(call?.fromNumber).toBe('+32470123456');
    expect(desk.counts.bodyDiffersFromSigned).toBe(1);
  });

  it('once, when it comes first with one signature and then with the other', async () => {
    await using desk = await open();
    await desk.post(PATH, golden.body, onlyV1);
    const again = golden.body
      .replace('"attempt":1', '"attempt":2')
      .replace('"timestamp":1790000000.123456', '"timestamp":1790000031.5');
    const v3 = signRingoverV3(KEY, golden.url, again, atVector());
    expect((await desk.post(PATH, again, { ...v3 })).text).toBe('{"status":"duplicate"}');
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 1 });
    expect(desk.published).toHaveLength(1);
  });
});

describe('a Ringover delivery is refused with 401, stored nowhere and logged once', () => {
  const other = 'https://elsewhere.example/hooks/ringover/t_9f2c/call';
  const late = { ...signRingoverV3(KEY, golden.url, golden.body, new Date(1_790_000_000_000 - 6 * 60_000)) };
  it.each<[string, Record<string, string>]>([
    ['without any signature', {}],
    ['with a truncated JWT', { [V1]: jwt?.slice(0, -20) ?? '' }],
    ['with a damaged JWT', { [V1]: jwt?.replace('eyJ1cmwi', 'eyJ2cmwi') ?? '' }],
    ['with text that is no JWT', { [V1]: 'nonsense' }],
    [
      'with a JWT of algorithm none',
      { [V1]: `${jws({ alg: 'none' }, claimsOf(golden.url), 'sha512').split('.').slice(0, 2).join('.')}.` },
    ],
    [
      'with a JWT of HS256 under the right key',
      { [V1]: jws({ alg: 'HS256', typ: 'JWT' }, claimsOf(golden.url), 'sha256') },
    ],
    ['with a JWT of another key', { [V1]: jws({ alg: 'HS512' }, claimsOf(golden.url), 'sha512', 'another-key') }],
    ['with a JWT signed for another address', { [V1]: signRingoverV1(KEY, other, golden.body) }],
    [
      'with a JWT whose payload is bound to no address',
      { [V1]: jws({ alg: 'HS512' }, `{"payload":${golden.body}}`, 'sha512') },
    ],
    [
      'with the old hex HMAC that Ringover never sent',
      { 'X-Ringover-Signature': createHmac('sha256', KEY).update(golden.body).digest('hex') },
    ],
    ['with a V3 signature from six minutes ago', late],
    [
      'with a V3 signature whose timestamp was moved',
      { ...v3Headers, 'X-Ringover-Request-Signature-V3-Timestamp': '1790000001' },
    ],
    [
      'with a V3 signature and no timestamp',
      { 'X-Ringover-Webhook-Signature-V3': v3Headers['X-Ringover-Webhook-Signature-V3'] ?? '' },
    ],
  ])('%s', async (_, headers) => {
    await using desk = await open();
    const answer = await desk.post(PATH, golden.body, headers);
    expect(answer.status).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'signature_refused' });
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 0 });
    const lines = desk.logLines();
    expect(lines.map((line) => line['msg'])).toEqual(['Webhook signature verification failed']);
    expect(desk.logText()).not.toMatch(/32470123456|Example|7534779999276888538|t_9f2c/);
  });

  it('when a V3 signature is put on another body', async () => {
    await using desk = await open();
    const swapped = golden.body.replace('32470123456', '32499999999');
    expect((await desk.post(PATH, swapped, v3Headers)).status).toBe(401);
  });

  it('when the signature is that of another firm', async () => {
    await using desk = await open([delcourt(), firm('peeters', { ringoverWebhookKeys: ['key-of-peeters-01'] }, 't_p')]);
    const url = 'https://relay.example.test/hooks/ringover/t_p/call';
    const headers = { [V1]: signRingoverV1(golden.key, url, golden.body) };
    expect((await desk.post('/hooks/ringover/t_p/call', golden.body, headers)).status).toBe(401);
  });
});

it('a firm without a key gets nothing accepted (503), whatever is sent', async () => {
  await using desk = await open([delcourt(['', '  '])]);
  expect((await desk.post(PATH, golden.body, golden.headers)).status).toBe(503);
  expect((await desk.post(PATH, golden.body, { [V1]: signRingoverV1('', golden.url, golden.body) })).status).toBe(503);
  expect(await desk.inbox('delcourt')).toMatchObject({ total: 0 });
});

it('an address nobody has is not found (404)', async () => {
  await using desk = await open();
  expect((await desk.post('/hooks/ringover/t_9f2d/call', golden.body, golden.headers)).status).toBe(404);
  expect((await desk.post('/hooks/sipgate/t_9f2d', 'event=newCall')).status).toBe(404);
});
