import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createInvitation } from '../../../../relay/src/devices/invitation.ts';
import { createTenant } from '../../../../relay/src/tenants/create-tenant.ts';
import { problem } from '../../../../relay/src/wire/problems.ts';
import {
  enrolmentWith,
  personNamed,
  startTestRelay,
  TENANT,
  type RelayUnderTest,
} from '../../../support/relay-under-test.ts';

/** Every route that shows or changes something of a firm. */
const closedRoutes = [
  ['GET', '/api/v1/session'],
  ['GET', '/api/v1/calls'],
  ['GET', '/api/v1/calls/x'],
  ['PATCH', '/api/v1/calls/x'],
  ['GET', '/api/v1/contacts'],
  ['POST', '/api/v1/contacts'],
  ['GET', '/api/v1/matters'],
  ['GET', '/api/v1/people'],
  ['GET', '/api/v1/devices'],
  ['DELETE', '/api/v1/devices/x'],
  ['POST', '/api/v1/ring-tests'],
  ['POST', '/api/v1/events/ticket'],
  ['GET', '/api/v1/events/stream'],
  ['GET', '/api/v1/ringover/calls'],
  ['GET', '/api/v1/ringover/calls/x'],
] as const;

/** What a refusal says, or the whole answer where it is no proper problem. */
const problemOf = (answer: { status: number; headers: Headers; body: unknown }): unknown => {
  const read = problem.safeParse(answer.body);
  const isProblem = answer.headers.get('content-type')?.includes('application/problem+json') ?? false;
  return read.success && isProblem && read.data.status === answer.status ? [answer.status, read.data.code] : answer;
};

describe('Without a token', () => {
  it('every route that shows or changes something of a firm is closed', async () => {
    const relay = await startTestRelay();
    for (const [method, path] of closedRoutes) {
      const answers = await answersWithout(relay, method, path);
      expect(answers, `${method} ${path}`).toEqual(answers.map(() => [401, 'not_signed_in']));
    }
  });

  async function answersWithout(relay: RelayUnderTest, method: string, path: string): Promise<unknown[]> {
    const madeUp = `${TENANT}.${crypto.randomUUID()}.${'a'.repeat(32)}`;
    const tokens = [undefined, 'x', `${TENANT}.device.short`, madeUp];
    const body = method === 'GET' ? {} : { body: {} };
    const answers = tokens.map((token) => relay.ask(path, { method, ...(token ? { token } : {}), ...body }));
    return (await Promise.all(answers)).map((answer) => problemOf(answer));
  }
});

describe('With a token that should not open', () => {
  it('an expired one asks to be refreshed', async () => {
    let nowMs = Date.now();
    const relay = await startTestRelay({ overrides: { now: () => new Date(nowMs) } });
    const { accessToken } = await relay.enrolDevice();
    expect((await relay.ask('/api/v1/session', { token: accessToken })).status).toBe(200);
    nowMs += 15 * 60_000;
    expect(problemOf(await relay.ask('/api/v1/session', { token: accessToken }))).toEqual([401, 'token_expired']);
  });

  it("another firm's ids are simply not there", async () => {
    const relay = await startTestRelay();
    const { accessToken: token, deviceId } = await relay.enrolDevice();
    await relay.ring('call-of-tenant-1');
    const callId = await firstCallId(relay, token);
    const stranger = await enrolInOtherFirm(relay);
    for (const path of [`/api/v1/calls/${callId}`, `/api/v1/ringover/calls/${callId}`]) {
      expect((await relay.ask(path, { token })).status).toBe(200);
      expect(problemOf(await relay.ask(path, { token: stranger }))).toEqual([404, 'not_found']);
    }
    const edit = { method: 'PATCH', body: { at: new Date().toISOString(), note: 'mine now' } };
    expect(problemOf(await relay.ask(`/api/v1/calls/${callId}`, { token: stranger, ...edit }))).toEqual([
      404,
      'not_found',
    ]);
    const removal = await relay.ask(`/api/v1/devices/${deviceId}`, { token: stranger, method: 'DELETE' });
    expect(problemOf(removal)).toEqual([404, 'not_found']);
    expect((await relay.ask('/api/v1/session', { token })).status).toBe(200);
    expect((await relay.ask('/api/v1/calls', { token: stranger })).body).toMatchObject({ items: [], total: 0 });
  });

  it("a token whose tenant part was swapped opens nothing of the other firm's", async () => {
    const relay = await startTestRelay();
    const { accessToken } = await relay.enrolDevice();
    await enrolInOtherFirm(relay);
    const swapped = accessToken.replace(TENANT, 'tenant-2');
    expect(problemOf(await relay.ask('/api/v1/session', { token: swapped }))).toEqual([401, 'not_signed_in']);
  });
});

describe('Bad requests', () => {
  it('a code that is guessed eleven times in a minute is no longer looked at', async () => {
    const relay = await startTestRelay();
    const guess = () => relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith('AAAA-AAAA') });
    for (let attempt = 1; attempt <= 10; attempt += 1) expect(problemOf(await guess())).toEqual([401, 'code_refused']);
    const eleventh = await guess();
    expect(problemOf(eleventh)).toEqual([429, 'too_many_requests']);
    expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('a body over the limit is refused before it is parsed, and the relay lives on', async () => {
    const relay = await startTestRelay();
    const { accessToken: token } = await relay.enrolDevice();
    const body = { at: new Date().toISOString(), note: 'x'.repeat(300_000) };
    expect(problemOf(await relay.ask('/api/v1/calls/x', { method: 'PATCH', token, body }))).toEqual([413, 'too_large']);
    expect((await relay.ask('/healthz')).status).toBe(200);
  });

  it('malformed JSON, a wrong type and a foreign content type are told apart', async () => {
    const relay = await startTestRelay();
    const { accessToken: token } = await relay.enrolDevice();
    expect(problemOf(await relay.ask('/api/v1/calls/x', { method: 'PATCH', token, body: '{"at":' }))).toEqual([
      422,
      'malformed',
    ]);
    const wrong = await relay.ask('/api/v1/calls/x', { method: 'PATCH', token, body: { at: 'yesterday' } });
    expect(problemOf(wrong)).toEqual([422, 'malformed']);
    expect(wrong.body).toMatchObject({ field: 'at' });
    const unknown = { at: new Date().toISOString(), outcome: 'missed' };
    expect((await relay.ask('/api/v1/calls/x', { method: 'PATCH', token, body: unknown })).body).toMatchObject({
      field: 'outcome',
    });
    const form = await fetch(`${relay.url}/api/v1/enrolment`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'x' }),
    });
    expect(form.status).toBe(415);
  });

  it('an oversized header is refused and the relay lives on', async () => {
    const relay = await startTestRelay();
    const status = await new Promise((resolve) => {
      const { port } = relay;
      request({ port, path: '/healthz', headers: { 'x-long': 'x'.repeat(40_000) } }, (res) => resolve(res.statusCode))
        .on('error', () => resolve('cut'))
        .end();
    });
    expect([431, 'cut']).toContain(status);
    expect((await relay.ask('/healthz')).status).toBe(200);
  });

  it('a HEAD request opens no stream', async () => {
    const relay = await startTestRelay();
    const { accessToken: token } = await relay.enrolDevice();
    expect((await relay.ask('/api/v1/events/stream', { method: 'HEAD', token })).status).toBe(404);
    expect((await relay.ask('/readyz')).body).toMatchObject({ streams: 0 });
  });

  it('an unknown path, a broken escape and a nonsense page are answered as problems without a stack', async () => {
    const relay = await startTestRelay();
    const { accessToken: token } = await relay.enrolDevice();
    expect(problemOf(await relay.ask('/api/v1/nothing', { token }))).toEqual([404, 'not_found']);
    expect(problemOf(await relay.ask('/api/v1/calls/%E0%A4%A', { token }))).toEqual([400, 'bad_request']);
    expect(problemOf(await relay.ask('/api/v1/calls?limit=501', { token }))).toEqual([400, 'bad_request']);
    expect(problemOf(await relay.ask('/api/v1/calls?cursor=garbage', { token }))).toEqual([400, 'bad_request']);
    const { body } = await relay.ask('/api/v1/calls?limit=a', { token });
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts/);
  });
});

async function firstCallId(relay: RelayUnderTest, token: string): Promise<string> {
  const { body } = await relay.ask('/api/v1/calls', { token });
  return (body['items'] as { id: string }[])[0]?.id ?? 'none';
}

/** @returns an access token of an admin there */
async function enrolInOtherFirm(relay: RelayUnderTest): Promise<string> {
  const deps = { storage: relay.storage, now: () => new Date(), publicBaseUrl: relay.publicBaseUrl };
  const secrets = { ringoverWebhookKeys: ['another-secret'], sipgateWebhookSecrets: [], sipgatePublicKeys: [] };
  await createTenant(deps, { id: 'tenant-2', firmName: 'Other', country: 'FR', secrets, providers: ['ringover'] });
  await relay.storage.tenant('tenant-2').putPerson(personNamed('stranger', 'admin'));
  const { code } = await createInvitation(deps, { tenantId: 'tenant-2', personId: 'stranger' });
  const { body } = await relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
  return String(body['accessToken']);
}
