import { describe, expect, it, vi } from 'vitest';
import { createInvitation } from '../../../../relay/src/devices/invitation.ts';
import { enrolmentWith, startTestRelay, TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';

const refresh = (relay: RelayUnderTest, refreshToken: unknown) =>
  relay.ask('/api/v1/tokens/refresh', { method: 'POST', body: { refreshToken } });
const session = (relay: RelayUnderTest, token: unknown) => relay.ask('/api/v1/session', { token: String(token) });

describe('A one-time code', () => {
  it('is eight letters that nobody mixes up, and may be typed with spaces and in small letters', async () => {
    const relay = await startTestRelay();
    await relay.enrolDevice();
    const { code, link } = await invite(relay);
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    expect(new URL(link).searchParams.get('relay')).toBe(relay.publicBaseUrl);
    const typed = ` ${code.toLowerCase().replace('-', ' ')}`;
    expect((await enrolWith(relay, typed)).status).toBe(201);
  });

  it('enrols one of two computers that use it at the same moment', async () => {
    const relay = await startTestRelay();
    await relay.enrolDevice();
    const { code } = await invite(relay);
    const answers = await Promise.all([enrolWith(relay, code), enrolWith(relay, code)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401]);
    expect((await enrolWith(relay, code)).body).toMatchObject({ code: 'code_refused' });
  });

  it('expires after fifteen minutes, and says so', async () => {
    let nowMs = Date.now();
    const relay = await startTestRelay({ overrides: { now: () => new Date(nowMs) } });
    await relay.enrolDevice();
    const { code } = await invite(relay, () => new Date(nowMs));
    nowMs += 15 * 60_000 + 1;
    expect((await enrolWith(relay, code)).body).toMatchObject({ status: 401, code: 'code_expired' });
  });
});

describe('Refreshing', () => {
  it('gives new tokens, and the old access token asks to be refreshed', async () => {
    const relay = await startTestRelay();
    const first = await relay.enrolDevice();
    const second = await refresh(relay, first.refreshToken);
    expect(second.status).toBe(200);
    expect((await session(relay, second.body['accessToken'])).status).toBe(200);
    expect((await session(relay, first.accessToken)).body).toMatchObject({ code: 'token_expired' });
  });

  it('a replayed refresh token, after its successor was used, removes the device', async () => {
    const relay = await startTestRelay();
    const first = await relay.enrolDevice();
    const second = await refresh(relay, first.refreshToken);
    await session(relay, second.body['accessToken']);
    expect((await refresh(relay, first.refreshToken)).body).toMatchObject({ code: 'device_revoked' });
    expect((await session(relay, second.body['accessToken'])).body).toMatchObject({ code: 'device_revoked' });
    expect((await refresh(relay, second.body['refreshToken'])).body).toMatchObject({ code: 'device_revoked' });
  });

  it('a lost answer locks nobody out: the same token works again', async () => {
    const relay = await startTestRelay();
    const first = await relay.enrolDevice();
    await refresh(relay, first.refreshToken);
    await refresh(relay, first.refreshToken);
    const third = await refresh(relay, first.refreshToken);
    expect((await session(relay, third.body['accessToken'])).status).toBe(200);
  });

  it('a thief who was first is found when the owner comes with the token that was superseded meanwhile', async () => {
    const relay = await startTestRelay();
    const first = await relay.enrolDevice();
    const owners = await refresh(relay, first.refreshToken);
    const thiefs = await refresh(relay, first.refreshToken);
    expect(thiefs.status).toBe(200);
    expect((await refresh(relay, owners.body['refreshToken'])).body).toMatchObject({ code: 'device_revoked' });
    expect((await session(relay, thiefs.body['accessToken'])).body).toMatchObject({ code: 'device_revoked' });
  });

  it('a made-up token for a known device is refused and locks nobody out', async () => {
    const relay = await startTestRelay();
    const tokens = await relay.enrolDevice();
    const madeUp = `${TENANT}.${tokens.deviceId}.${'a'.repeat(54)}`;
    expect((await refresh(relay, madeUp)).body).toMatchObject({ code: 'refresh_refused' });
    expect((await refresh(relay, tokens.accessToken)).body).toMatchObject({ code: 'refresh_refused' });
    expect((await session(relay, tokens.accessToken)).status).toBe(200);
  });

  it('two refreshes at the same moment leave one pair of tokens that works', async () => {
    const relay = await startTestRelay();
    const first = await relay.enrolDevice();
    const answers = await Promise.all([refresh(relay, first.refreshToken), refresh(relay, first.refreshToken)]);
    const statuses = await Promise.all(
      answers.map(async ({ body }) => (await session(relay, body['accessToken'])).status),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401]);
  });
});

describe('Removing a computer', () => {
  it('a lawyer removes their own, not a colleague’s; an admin removes any', async () => {
    const relay = await startTestRelay();
    const mine = await relay.enrolDevice('peeters', 'lawyer');
    const other = await relay.enrolDevice('benali', 'lawyer');
    const admin = await relay.enrolDevice('sofie', 'admin');
    const remove = (by: { accessToken: string }, deviceId: string) =>
      relay.ask(`/api/v1/devices/${deviceId}`, { method: 'DELETE', token: by.accessToken });
    expect((await remove(mine, other.deviceId)).body).toMatchObject({ status: 403, code: 'not_allowed' });
    expect((await remove(mine, mine.deviceId)).status).toBe(204);
    expect((await session(relay, mine.accessToken)).body).toMatchObject({ code: 'device_revoked' });
    expect((await remove(admin, other.deviceId)).status).toBe(204);
    expect((await session(relay, other.accessToken)).body).toMatchObject({ code: 'device_revoked' });
  });

  it('the list shows an admin all computers, others their own, and nobody a token', async () => {
    const relay = await startTestRelay();
    const mine = await relay.enrolDevice('peeters', 'lawyer');
    const admin = await relay.enrolDevice('sofie', 'admin');
    const list = async (token: string) => (await relay.ask('/api/v1/devices', { token })).body['items'] as object[];
    expect(await list(mine.accessToken)).toHaveLength(1);
    const all = await list(admin.accessToken);
    expect(all).toHaveLength(2);
    expect(JSON.stringify(all)).not.toMatch(/hash/i);
  });

  it('ends its open stream at once, after telling it why', async () => {
    const relay = await startTestRelay();
    const mine = await relay.enrolDevice('peeters');
    const other = await relay.enrolDevice('benali');
    const [stream, bystander] = await Promise.all([relay.stream(mine), relay.stream(other)]);
    await stream.until(() => stream.events.length === 2);
    await relay.ask(`/api/v1/devices/${mine.deviceId}`, { method: 'DELETE', token: mine.accessToken });
    await stream.until(() => stream.over() === 'ended');
    expect(stream.events.at(-1)).toMatchObject({ type: 'device_revoked', data: { deviceId: mine.deviceId } });
    await vi.waitFor(() => expect(bystander.events.at(-1)?.type).toBe('device_revoked'), 5_000);
    expect(bystander.over()).toBe('open');
  });
});

function invite(relay: RelayUnderTest, now = () => new Date()) {
  const deps = { storage: relay.storage, now, publicBaseUrl: relay.publicBaseUrl };
  return createInvitation(deps, { tenantId: TENANT, personId: 'peeters' });
}
const enrolWith = (relay: RelayUnderTest, code: string) =>
  relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
