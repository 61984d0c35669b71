import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProviderError, type PastCall } from '../../../../relay/src/providers/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { createTenant } from '../../../../relay/src/tenants/create-tenant.ts';
import type { CallFact } from '../../../../relay/src/wire/call-fact.ts';
import { loggedEvent } from '../../../../relay/src/wire/events.ts';
import { decidePopup } from '../../../../src-main/calls/popup-policy.ts';
import { firmUnderTest } from '../../../support/firm-under-test.ts';
import { accountsOf, held, scriptedAccount } from '../../../support/scripted-account.ts';
import { TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';
import { tellFacts } from '../../../support/tell-facts.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { fact } from '../wire/call-facts.ts';

/** In the provider's log since an hour ago. */
function inLog(providerCallId: string, ...facts: CallFact[]): PastCall {
  const shift = Date.now() - 3_600_000 - Date.parse('2026-11-19T11:31:00.000Z');
  return {
    providerCallId,
    facts: facts.map((one) => ({
      ...one,
      factId: `rest/${providerCallId}/${one.kind}`,
      at: new Date(Date.parse(one.at) + shift).toISOString(),
      origin: 'reconcile' as const,
    })),
  };
}
const answered = (id: string) =>
  inLog(id, fact('ringing'), fact('answered', { second: 5 }), fact('ended', { second: 65, durationSeconds: 60 }));
const missed = (id: string) => inLog(id, fact('ringing'), fact('missed', { second: 30, legId: null }));

const run = (relay: RelayUnderTest, token: string, body: object = {}) =>
  relay.ask('/api/v1/reconcile', { method: 'POST', token, body });

async function adminFirm(...accounts: ReturnType<typeof scriptedAccount>[]) {
  const firm = await firmUnderTest(accounts);
  const tokens = await firm.relay.enrolDevice('office', 'admin');
  return { ...firm, tokens, token: tokens.accessToken };
}

describe('Comparing with the provider’s own log', () => {
  it('brings the call of which every webhook was lost, marked as healed, and without a popup', async () => {
    const account = scriptedAccount();
    const { relay, token, tokens } = await adminFirm(account);
    const stream = await relay.stream(tokens);
    await stream.until(() => stream.events.some(({ type }) => type === 'caught_up'));
    account.remembers([missed('lost-1'), answered('lost-2')]);
    expect(await run(relay, token)).toMatchObject({ status: 200, body: { compared: 2, healed: 2 } });
    const told = () =>
      stream.events.filter(({ type }) => type === 'call_changed').map(({ data }) => loggedEvent.parse(data));
    await stream.until(() => told().length === 2);
    for (const event of told()) {
      if (event.type !== 'call_changed') continue;
      expect(event.call).toMatchObject({
        healed: true,
        outcome: event.call.providerCallId === 'lost-1' ? 'missed' : 'answered',
      });
      const popup = decidePopup({
        call: event.call,
        cause: event.cause,
        isNew: true,
        ageMs: 0,
        me: null,
        assisted: [],
        alreadyShown: false,
        hiddenByMe: false,
        canShow: true,
        isTest: true,
        settings: {
          popupsOn: true,
          popupScope: 'all_lines',
        },
      });
      expect(popup).toEqual({ shown: false, reason: 'already_over' });
    }
  });

  it('changes nothing and marks nothing where both know the same, and a second comparison heals nothing', async () => {
    const account = scriptedAccount();
    const { relay, token } = await adminFirm(account);
    const known = answered('known');
    await tellFacts(
      relay.storage,
      'known',
      known.facts.map(({ origin, ...one }) => ({ ...one, factId: `push/${one.kind}/${origin}` })),
    );
    account.remembers([known, missed('lost')]);
    expect((await run(relay, token)).body).toEqual({ compared: 2, healed: 1 });
    const before = await relay.storage.tenant(TENANT).lastEventId();
    expect((await run(relay, token)).body).toEqual({ compared: 2, healed: 0 });
    expect(await relay.storage.tenant(TENANT).lastEventId()).toBe(before);
    const stored = await relay.storage.tenant(TENANT).callByProviderId('ringover', 'known');
    expect(stored?.call.healed).toBe(false);
  });

  it('ends the call whose hangup was lost, and leaves the one that goes on', async () => {
    const account = scriptedAccount();
    const { relay, token } = await adminFirm(account);
    const past = answered('open');
    await tellFacts(relay.storage, 'open', past.facts.slice(0, 2));
    await tellFacts(relay.storage, 'live', [fact('ringing'), fact('answered')]);
    account.remembers([past]);
    expect((await run(relay, token)).body).toEqual({ compared: 1, healed: 1 });
    const store = relay.storage.tenant(TENANT);
    expect((await store.callByProviderId('ringover', 'open'))?.call).toMatchObject({
      outcome: 'answered',
      healed: true,
    });
    expect((await store.callByProviderId('ringover', 'live'))?.call).toMatchObject({
      outcome: 'talking',
      healed: false,
    });
  });

  it('a transferred leg that sipgate’s log names by its own id is no call of its own', async () => {
    const account = scriptedAccount('sipgate');
    const { relay, token } = await adminFirm(account);
    const leg = (legId: string, kind: CallFact['kind'], second: number) =>
      fact(kind, { legId, factId: `push/${legId}/${kind}`, second });
    const [first, second] = ['AAA/w0', 'BBB/w1'];
    const told = inLog(
      'AAA',
      leg(first, 'ringing', 0),
      leg(first, 'answered', 3),
      leg(second, 'ringing', 20),
      leg(first, 'ended', 21),
      leg(second, 'answered', 24),
      leg(second, 'ended', 80),
    ).facts.map(({ origin, ...one }, index) => ({ ...one, factId: `push/${index}/${origin}` }));
    await tellFacts(relay.storage, 'AAA', told, { provider: 'sipgate' });
    account.remembers([answered('AAA'), answered('BBB'), answered('CCC')]);
    expect((await run(relay, token)).body).toEqual({ compared: 3, healed: 1 });
    const store = relay.storage.tenant(TENANT);
    expect(await store.callByProviderId('sipgate', 'BBB')).toBeNull();
    expect((await store.callByProviderId('sipgate', 'AAA'))?.call.healed).toBe(false);
    expect((await store.callByProviderId('sipgate', 'CCC'))?.call.healed).toBe(true);
  });

  it('asks for as many days as were wanted, two unless said otherwise, and never more than fifteen', async () => {
    const account = scriptedAccount();
    const { relay, token } = await adminFirm(account);
    const days = () => {
      const [, from = '', to = ''] = account.asked.at(-1)?.split(' ') ?? [];
      return (Date.parse(to) - Date.parse(from)) / 86_400_000;
    };
    await run(relay, token);
    expect(days()).toBe(2);
    await run(relay, token, { days: 15 });
    expect(days()).toBe(15);
    for (const wrong of [0, 16, 1.5, 'all']) {
      expect((await run(relay, token, { days: wrong })).body).toMatchObject({ status: 422, field: 'days' });
    }
    expect(account.asked).toHaveLength(2);
  });

  it('is for admins only', async () => {
    const account = scriptedAccount();
    const { relay } = await adminFirm(account);
    const { accessToken } = await relay.enrolDevice('desk', 'receptionist');
    expect((await run(relay, accessToken)).body).toMatchObject({ status: 403, code: 'not_allowed' });
    expect(account.asked).toEqual([]);
  });

  it('two at once are one; another span of days waits its turn', async () => {
    const account = scriptedAccount();
    const { relay, token } = await adminFirm(account);
    const provider = held();
    account.remembers(async function* () {
      await provider.wait();
      yield missed('lost');
    });
    const both = [run(relay, token), run(relay, token)];
    await vi.waitFor(() => expect(provider.waiting()).toBe(1));
    expect((await run(relay, token, { days: 5 })).body).toMatchObject({ status: 429, code: 'too_many_requests' });
    provider.letGo();
    for (const { body } of await Promise.all(both)) expect(body).toEqual({ compared: 1, healed: 1 });
    expect(account.asked).toHaveLength(1);
  });

  it('what was healed before the provider failed stays, and the failure is told', async () => {
    const account = scriptedAccount();
    const { relay, token } = await adminFirm(account);
    account.remembers(async function* () {
      yield await Promise.resolve(missed('lost'));
      throw new ProviderError('provider_busy', '429', { retryAfterMs: 30_000 });
    });
    const { body, headers } = await run(relay, token);
    expect(body).toMatchObject({ status: 503, code: 'provider_busy' });
    expect(headers.get('retry-after')).toBe('30');
    expect(await relay.storage.tenant(TENANT).callByProviderId('ringover', 'lost')).not.toBeNull();
  });

  it('says so when there is no log to compare with', async () => {
    const { relay, token } = await adminFirm(scriptedAccount('ringover', { reconcile: false }));
    expect((await run(relay, token)).body).toMatchObject({ status: 409, code: 'provider_not_connected' });
  });
});

describe('Every night', () => {
  const looking = { patienceMs: 20_000, presencePollMs: 15_000, nightLookMs: 15 };
  /** Brussels, in winter: an hour ahead of UTC. */
  async function firmAt(time: string, account = scriptedAccount(), path = join(tempDir(), 'relay.sqlite')) {
    let offset = Date.parse(time) - Date.now();
    const now = () => new Date(Date.now() + offset);
    const storage = await openSqliteStorage({ path, now });
    const firm = await firmUnderTest([account], { config: { providers: looking }, overrides: { storage, now } });
    return { ...firm, account, path, setClock: (to: string) => (offset = Date.parse(to) - Date.now()) };
  }
  /** Another firm at noon, whose relay compares at once: by then the first one has looked more than once too. */
  async function aWhile() {
    const { account } = await firmAt('2026-11-19T11:00:00.000Z');
    await vi.waitFor(() => expect(account.asked).toHaveLength(1), 5_000);
  }

  it('the last days are compared once, from three o’clock on the firm’s own clock', async () => {
    const { account, setClock, relay } = await firmAt('2026-11-19T01:30:00.000Z');
    await aWhile();
    expect(account.asked).toEqual([]);
    setClock('2026-11-19T02:16:00.000Z');
    await vi.waitFor(() => expect(account.asked).toHaveLength(1), 5_000);
    await aWhile();
    expect(account.asked).toHaveLength(1);
    setClock('2026-11-20T02:16:00.000Z');
    await vi.waitFor(() => expect(account.asked).toHaveLength(2), 5_000);
    await relay.close();
  });

  it('of two relay processes one does it, and after a restart it is not done again', async () => {
    const first = await firmAt('2026-11-19T02:16:00.000Z');
    await vi.waitFor(() => expect(first.account.asked).toHaveLength(1), 5_000);
    const second = await firmAt('2026-11-19T03:00:00.000Z', scriptedAccount(), first.path);
    await aWhile();
    expect(second.account.asked).toEqual([]);
  });

  it('a night that failed is logged and leaves the next one its turn', async () => {
    const account = scriptedAccount();
    account.remembers(async function* () {
      yield await Promise.reject(new ProviderError('provider_unreachable', 'gone'));
    });
    const { relay, setClock } = await firmAt('2026-11-19T02:16:00.000Z', account);
    await vi.waitFor(() => expect(account.asked).toHaveLength(1), 5_000);
    const begunAt = '2026-11-19T02:16:00.000Z';
    const again = { id: 'reconcile/2026-11-19', kind: 'reconcile', personId: 'relay', begunAt, result: null };
    await vi.waitFor(async () => {
      const stored = await relay.storage.tenant(TENANT).beginAction(again);
      expect(stored?.result).toEqual({ problem: 'provider_unreachable', detail: null });
    }, 5_000);
    account.remembers([{ providerCallId: 'lost', facts: [fact('ringing'), fact('missed', { legId: null })] }]);
    setClock('2026-11-20T02:16:00.000Z');
    await vi.waitFor(async () => {
      expect(await relay.storage.tenant(TENANT).callByProviderId('ringover', 'lost')).not.toBeNull();
    }, 5_000);
  });

  it('a firm without an account is left alone', async () => {
    const now = () => new Date('2026-11-19T11:00:00.000Z');
    const storage = await openSqliteStorage({ path: join(tempDir(), 'relay.sqlite'), now });
    const account = scriptedAccount();
    const accounts = accountsOf(account);
    const asked: string[] = [];
    const of: typeof accounts.of = async (tenantId, provider) => {
      asked.push(tenantId);
      return tenantId === 'other' ? null : accounts.of(tenantId, provider);
    };
    await createTenant({ storage, now }, { id: 'other', firmName: 'Other', country: 'BE', secrets: {}, providers: [] });
    await createTenant(
      { storage, now },
      { id: TENANT, firmName: 'Firm', country: 'BE', secrets: {}, providers: ['ringover'] },
    );
    const { relay } = await firmUnderTest([], {
      config: { providers: looking },
      overrides: { storage, now, accounts: { ...accounts, of } },
    });
    onTestFinished(() => relay.close());
    await vi.waitFor(() => expect(account.asked).toHaveLength(1), 5_000);
    await vi.waitFor(() => expect(asked.filter((id) => id === 'other').length).toBeGreaterThan(2), 5_000);
    const lock = {
      id: 'reconcile/2026-11-19',
      kind: 'test',
      personId: 'x',
      begunAt: now().toISOString(),
      result: null,
    };
    expect(await storage.tenant('other').beginAction(lock)).toBeNull();
  });
});
