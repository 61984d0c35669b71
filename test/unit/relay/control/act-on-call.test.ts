import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../../../relay/src/providers/port.ts';
import { StorageError } from '../../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { createTenant } from '../../../../relay/src/tenants/create-tenant.ts';
import type { CallAction } from '../../../../relay/src/wire/control.ts';
import { accountsOf, held, scriptedAccount } from '../../../support/scripted-account.ts';
import { personNamed, startTestRelay, TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';
import { tellFacts } from '../../../support/tell-facts.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { fact } from '../wire/call-facts.ts';

const peeters = { providerUserId: '1', personId: null, name: 'Peeters' };
const ringing = fact('ringing', { party: peeters });
const talking = [ringing, fact('answered', { party: peeters, second: 4 })];
const hangUp: CallAction = { action: 'hang_up' };

const unanswered = () => new ProviderError('provider_unreachable', 'no answer', { didNotHappen: false });

/** A relay with one account, and Me Peeters (provider user 1) talking in call-1 on leg-1. */
async function talkingFirm(
  options: Parameters<typeof startTestRelay>[0] & { account?: ReturnType<typeof scriptedAccount> } = {},
) {
  const account = options.account ?? scriptedAccount();
  const relay = await startTestRelay({
    ...options,
    overrides: { accounts: accountsOf(account), ...options.overrides },
  });
  await relay.storage.tenant(TENANT).putPerson({ ...personNamed('peeters', 'lawyer'), providerUserIds: ['1'] });
  const { accessToken: token } = await relay.enrolDevice('peeters');
  const call = await tellFacts(relay.storage, 'call-1', talking);
  return { relay, account, token, call };
}

function act(relay: RelayUnderTest, token: string, callId: string, action: CallAction, actionId = 'action-1') {
  return relay.ask(`/api/v1/calls/${callId}/actions`, { method: 'POST', token, body: { actionId, act: action } });
}

describe('Acting on a call', () => {
  it.each<[CallAction, string]>([
    [hangUp, 'hangUp call-1 leg-1'],
    [{ action: 'hold', on: true }, 'hold leg-1 true'],
    [{ action: 'mute', on: false }, 'mute leg-1 false'],
    [{ action: 'transfer', to: '+3225550001', attended: true }, 'transfer leg-1 +3225550001 true'],
    [{ action: 'digits', digits: '12#' }, 'digits leg-1 12#'],
  ])('%j is asked of the provider for the phone of the person who asks', async (action, expected) => {
    const { relay, account, token, call } = await talkingFirm();
    const answer = await act(relay, token, call.id, action);
    expect(answer).toMatchObject({ status: 200, body: { actionId: 'action-1', state: 'done' } });
    expect(account.asked).toEqual([expected]);
  });

  it('asked again under the same id, it answers what became of the first and asks nothing, also when the call is over by then', async () => {
    const { relay, account, token, call } = await talkingFirm();
    await act(relay, token, call.id, hangUp);
    await tellFacts(relay.storage, 'call-1', [fact('ended', { second: 20 })]);
    expect((await act(relay, token, call.id, hangUp)).body).toEqual({ actionId: 'action-1', state: 'done' });
    expect(account.asked).toHaveLength(1);
    expect((await act(relay, token, call.id, hangUp, 'action-2')).body).toMatchObject({
      status: 409,
      code: 'call_over',
    });
    expect(account.asked).toHaveLength(1);
  });

  it('two identical requests at once act once, and both hear how it went', async () => {
    const { relay, account, token, call } = await talkingFirm();
    const provider = held();
    account.behaves(provider.wait);
    const both = [act(relay, token, call.id, hangUp), act(relay, token, call.id, hangUp)];
    await vi.waitFor(() => expect(provider.waiting()).toBe(1));
    provider.letGo();
    expect((await Promise.all(both)).map(({ body }) => body['state'])).toEqual(['done', 'done']);
    expect(account.asked).toHaveLength(1);
  });

  it('two relay processes with the same request act once; the one that does not know says so', async () => {
    const path = join(tempDir(), 'shared.sqlite');
    const { relay, account, token, call } = await talkingFirm({
      overrides: { storage: await openSqliteStorage({ path }) },
    });
    const provider = held();
    account.behaves(provider.wait);
    const other = await startTestRelay({
      overrides: { storage: await openSqliteStorage({ path }), accounts: accountsOf(account) },
    });
    const first = act(relay, token, call.id, hangUp);
    await vi.waitFor(() => expect(provider.waiting()).toBe(1));
    expect((await act(other, token, call.id, hangUp)).body).toMatchObject({ state: 'unconfirmed' });
    provider.letGo();
    expect((await first).body).toMatchObject({ state: 'done' });
    expect((await act(other, token, call.id, hangUp)).body).toMatchObject({ state: 'done' });
    expect(account.asked).toHaveLength(1);
  });

  it('an action whose relay died in between is unconfirmed, and is not done again', async () => {
    const { relay, account, token, call } = await talkingFirm();
    const begunAt = new Date(Date.now() - 5 * 60_000).toISOString();
    const begun = { id: 'action-1', kind: 'hang_up', personId: 'peeters', begunAt, result: null };
    await relay.storage.tenant(TENANT).beginAction(begun);
    expect((await act(relay, token, call.id, hangUp)).body).toEqual({ actionId: 'action-1', state: 'unconfirmed' });
    expect(account.asked).toEqual([]);
  });

  it('is done although the relay cannot write down that it was', async () => {
    const real = await openSqliteStorage({ path: join(tempDir(), 'relay.sqlite') });
    const full = () => Promise.reject(new StorageError('full', 'no room'));
    const storage = { ...real, tenant: (id: string) => ({ ...real.tenant(id), settleAction: full }) };
    const { relay, account, token, call } = await talkingFirm({ overrides: { storage } });
    expect((await act(relay, token, call.id, hangUp)).body).toMatchObject({ state: 'done' });
    expect((await act(relay, token, call.id, hangUp)).body).toMatchObject({ state: 'unconfirmed' });
    expect(account.asked).toHaveLength(1);
  });

  it('is not begun where the relay cannot write down that it begins', async () => {
    const real = await openSqliteStorage({ path: join(tempDir(), 'relay.sqlite') });
    const full = () => Promise.reject(new StorageError('full', 'no room'));
    const storage = { ...real, tenant: (id: string) => ({ ...real.tenant(id), beginAction: full }) };
    const { relay, account, token, call } = await talkingFirm({ overrides: { storage } });
    expect((await act(relay, token, call.id, hangUp)).body).toMatchObject({ status: 503, code: 'storage_full' });
    expect(account.asked).toEqual([]);
  });

  it('a provider that was asked and never answered leaves it unconfirmed', async () => {
    const { relay, account, token, call } = await talkingFirm();
    account.behaves(() => Promise.reject(unanswered()));
    const answer = await act(relay, token, call.id, hangUp);
    expect(answer).toMatchObject({ status: 200, body: { state: 'unconfirmed' } });
    expect((await act(relay, token, call.id, hangUp)).body).toMatchObject({ state: 'unconfirmed' });
    expect(account.asked).toHaveLength(1);
  });

  it('a provider that hangs holds up nobody else, and not for ever', async () => {
    const pace = { patienceMs: 300, presencePollMs: 15_000, nightLookMs: 60_000 };
    const { relay, account, token, call } = await talkingFirm({ config: { providers: pace } });
    account.behaves(() => new Promise(() => {}));
    const hanging = act(relay, token, call.id, hangUp);
    await vi.waitFor(() => expect(account.asked).toHaveLength(1));
    account.behaves(() => Promise.resolve());
    const mute = await act(relay, token, call.id, { action: 'mute', on: true }, 'action-2');
    expect(mute.body).toMatchObject({ state: 'done' });
    expect((await hanging).body).toMatchObject({ state: 'unconfirmed' });
  });

  it.each([
    ['provider_refused', 409],
    ['provider_no_right', 409],
    ['provider_no_credit', 409],
    ['call_over', 409],
    ['provider_failed', 502],
    ['provider_unreachable', 502],
  ] as const)('a provider’s no is told as %s with its own reason, now and when asked again', async (code, status) => {
    const { relay, account, token, call } = await talkingFirm();
    account.behaves(() =>
      Promise.reject(new ProviderError(code, 'HTTP 4xx of https://secret', { detail: 'Not today.' })),
    );
    for (let n = 0; n < 2; n += 1) {
      const answer = await act(relay, token, call.id, { action: 'transfer', to: '+3225550001', attended: false });
      expect(answer.body).toMatchObject({ status, code, detail: 'Not today.' });
      expect(JSON.stringify(answer.body)).not.toContain('secret');
    }
    expect(account.asked).toHaveLength(1);
  });

  it('a provider that takes no more requests is told as busy, with the time to wait', async () => {
    const { relay, account, token, call } = await talkingFirm();
    account.behaves(() => Promise.reject(new ProviderError('provider_busy', '429', { retryAfterMs: 4_200 })));
    const { status, body, headers } = await act(relay, token, call.id, hangUp);
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'provider_busy', '5']);
  });

  it('an error that nobody foresaw is unconfirmed: it may have come after the provider did it', async () => {
    const { relay, account, token, call } = await talkingFirm();
    account.behaves(() => Promise.reject(new TypeError('of undefined')));
    expect((await act(relay, token, call.id, hangUp)).body).toMatchObject({ state: 'unconfirmed' });
  });

  it('whoever is not on the phone in it cannot act on it', async () => {
    const { relay, account, call } = await talkingFirm();
    const { accessToken } = await relay.enrolDevice('benali');
    expect((await act(relay, accessToken, call.id, hangUp)).body).toMatchObject({ status: 409, code: 'not_your_call' });
    expect(account.asked).toEqual([]);
  });

  it('an assistant acts for the people whose calls they take, and for nobody else', async () => {
    const { relay, account, call } = await talkingFirm();
    const store = relay.storage.tenant(TENANT);
    const assists = (id: string, role: 'receptionist' | 'lawyer', ...assistsPersonIds: string[]) =>
      store.putPerson({ ...personNamed(id, role), assistsPersonIds });
    await assists('front-desk', 'receptionist', 'peeters');
    await assists('other-desk', 'receptionist', 'benali');
    await assists('trainee', 'lawyer', 'peeters');
    const hold: CallAction = { action: 'hold', on: true };
    const by = async (personId: string) => {
      const { accessToken } = await relay.enrolDevice(personId);
      return (await act(relay, accessToken, call.id, hold, `action-of-${personId}`)).body;
    };
    expect(await by('front-desk')).toMatchObject({ state: 'done' });
    expect(await by('other-desk')).toMatchObject({ code: 'not_your_call' });
    expect(await by('trainee')).toMatchObject({ code: 'not_your_call' });
    expect(account.asked).toEqual(['hold leg-1 true']);
  });

  it('a call of another firm is not there', async () => {
    const { relay, account, token } = await talkingFirm();
    await createTenant(
      { storage: relay.storage, now: () => new Date() },
      { id: 'other', firmName: 'Other', country: 'BE', secrets: {}, providers: ['ringover'] },
    );
    const theirs = await tellFacts(relay.storage, 'call-9', talking, { tenantId: 'other' });
    expect((await act(relay, token, theirs.id, hangUp)).status).toBe(404);
    expect((await act(relay, token, 'no-such-call', hangUp, 'action-2')).status).toBe(404);
    expect(account.asked).toEqual([]);
  });

  it('what the account cannot do is not asked; without an account nothing is', async () => {
    const { relay, account, token, call } = await talkingFirm({
      account: scriptedAccount('ringover', { attendedTransfer: false }),
    });
    const to = '+3225550001';
    const attended = await act(relay, token, call.id, { action: 'transfer', to, attended: true });
    expect(attended.body).toMatchObject({ status: 409, code: 'provider_cannot' });
    expect(account.asked).toEqual([]);
    const blind = await act(relay, token, call.id, { action: 'transfer', to, attended: false }, 'action-2');
    expect(blind.body).toMatchObject({ state: 'done' });
    const none = await talkingFirm({ overrides: { accounts: accountsOf() } });
    const answer = await act(none.relay, none.token, none.call.id, hangUp);
    expect(answer.body).toMatchObject({ status: 409, code: 'provider_not_connected' });
  });

  it('an id that was used for something else, or by somebody else, is refused', async () => {
    const { relay, account, token, call } = await talkingFirm();
    await act(relay, token, call.id, hangUp);
    const other = await act(relay, token, call.id, { action: 'mute', on: true });
    expect(other.body).toMatchObject({ status: 422, field: 'actionId' });
    const { accessToken } = await relay.enrolDevice('benali');
    expect((await act(relay, accessToken, call.id, hangUp)).body).toMatchObject({ status: 422, field: 'actionId' });
    expect(account.asked).toHaveLength(1);
  });

  it.each([
    [{ act: hangUp }, 'actionId'],
    [{ actionId: 'a', act: { action: 'explode' } }, 'act.action'],
    [{ actionId: 'a', act: { action: 'digits', digits: '12a' } }, 'act.digits'],
    [{ actionId: 'a', act: { action: 'transfer', to: '0470', attended: false } }, 'act.to'],
    [{ actionId: 'a', act: { action: 'hold' } }, 'act.on'],
  ])('refuses %j by the field’s name', async (body, field) => {
    const { relay, account, token, call } = await talkingFirm();
    const answer = await relay.ask(`/api/v1/calls/${call.id}/actions`, { method: 'POST', token, body });
    expect(answer.body).toMatchObject({ status: 422, field });
    expect(account.asked).toEqual([]);
  });

  it('a client gone wild is stopped after 60 actions in a minute, and the other desktops are not', async () => {
    const { relay, account, token, call } = await talkingFirm();
    const again = await relay.enrolDevice('peeters');
    const mute: CallAction = { action: 'mute', on: true };
    for (let n = 0; n < 60; n += 1) expect((await act(relay, token, call.id, mute, `press-${n}`)).status).toBe(200);
    const stopped = await act(relay, token, call.id, mute, 'press-60');
    expect(stopped.body).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(account.asked).toHaveLength(60);
    expect((await act(relay, again.accessToken, call.id, mute, 'press-61')).status).toBe(200);
  });

  it('nobody acts without being signed in', async () => {
    const { relay, call } = await talkingFirm();
    const answer = await relay.ask(`/api/v1/calls/${call.id}/actions`, { method: 'POST', body: {} });
    expect(answer.status).toBe(401);
  });
});
