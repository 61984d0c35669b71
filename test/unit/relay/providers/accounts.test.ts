import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { createProviderAccounts } from '../../../../relay/src/providers/accounts.ts';
import type { ProviderAccounts, RingoverAccount, Tenant } from '../../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { createTenant } from '../../../../relay/src/tenants/create-tenant.ts';
import { noCapabilities } from '../../../../relay/src/wire/control.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { KEY, noteMetrics, pretendSipgate, refusalOf, ringoverDesk, talk, talkOverSipgate } from './provider-desk.ts';

async function setUp(tenants: Record<string, Partial<ProviderAccounts>>) {
  const storage = await openSqliteStorage({ path: join(tempDir(), 'relay.sqlite') });
  onTestFinished(() => storage.close());
  const now = () => new Date();
  for (const [id, accounts] of Object.entries(tenants)) {
    const providers: Tenant['firm']['providers'] = ['ringover', 'sipgate'];
    await createTenant({ storage, now }, { id, firmName: id, country: 'BE', secrets: {}, accounts, providers });
  }
  const clock = createManualClock();
  const { metrics } = noteMetrics();
  const make = (more: { timeoutMs?: number; real?: boolean } = {}) =>
    createProviderAccounts({
      tenants: storage.tenants,
      log: createLogger({ level: 'silent' }),
      metrics,
      ...(more.real ? {} : { clock }),
      ...(more.timeoutMs === undefined ? {} : { timeoutMs: more.timeoutMs }),
    });
  const change = async (id: string, accounts: Partial<ProviderAccounts>) => {
    const tenant = await storage.tenants.byId(id);
    if (tenant) await storage.tenants.update({ ...tenant, accounts: { ...tenant.accounts, ...accounts } });
  };
  return { storage, clock, make, change };
}

const ringoverAt = (baseUrl: string, apiKey = KEY): RingoverAccount => ({ baseUrl, apiKey, defaultCallerId: null });

describe('A firm’s accounts', () => {
  it('are none for a firm that connected none, and for a firm that does not exist', async () => {
    const { make } = await setUp({ dmp: {} });
    const accounts = make();
    expect(await accounts.of('dmp', 'ringover')).toBeNull();
    expect(await accounts.of('nobody', 'sipgate')).toBeNull();
    expect(await accounts.capabilitiesOf('dmp')).toEqual({ ringover: noCapabilities, sipgate: noCapabilities });
  });

  it('say what can be done at each provider', async () => {
    const { make } = await setUp({ dmp: { ringover: ringoverAt('http://127.0.0.1:9/v2') } });
    const { ringover, sipgate } = await make().capabilitiesOf('dmp');
    expect(ringover).toMatchObject({ dial: true, transfer: true, attendedTransfer: false, presence: true });
    expect(sipgate).toEqual(noCapabilities);
  });

  it('stay the same while nothing changed, and follow a new key within two seconds', async () => {
    const { make, change, clock } = await setUp({ dmp: { ringover: ringoverAt('http://127.0.0.1:9/v2') } });
    const accounts = make();
    const first = await accounts.of('dmp', 'ringover');
    clock.advance(10_000);
    expect(await accounts.of('dmp', 'ringover')).toBe(first);
    await change('dmp', { ringover: ringoverAt('http://127.0.0.1:9/v2', 'another-api-key') });
    expect(await accounts.of('dmp', 'ringover')).toBe(first);
    clock.advance(2_000);
    expect(await accounts.of('dmp', 'ringover')).not.toBe(first);
    await change('dmp', { ringover: null });
    clock.advance(2_000);
    expect(await accounts.of('dmp', 'ringover')).toBeNull();
  });

  it('at sipgate stay the same when their refresh token is replaced', async () => {
    const api = await pretendSipgate();
    const { make, storage, clock } = await setUp({
      dmp: {
        sipgate: {
          baseUrl: api.url,
          defaultCallerId: null,
          auth: {
            kind: 'oauth',
            tokenUrl: api.tokenUrl,
            clientId: 'client-A',
            clientSecret: 'client-secret',
            refreshToken: api.refreshToken(),
          },
        },
      },
    });
    const accounts = make();
    const account = await accounts.of('dmp', 'sipgate');
    await account?.setHold(talkOverSipgate(api.calls).live, true);
    expect((await storage.tenants.byId('dmp'))?.accounts.sipgate?.auth).toMatchObject({
      refreshToken: api.refreshToken(),
    });
    clock.advance(5_000);
    expect(await accounts.of('dmp', 'sipgate')).toBe(account);
  });

  it('of two firms with one key keep the key’s limit together', async () => {
    const { api } = await ringoverDesk({ perSecond: 2 });
    const { make } = await setUp({ a: { ringover: ringoverAt(api.url) }, b: { ringover: ringoverAt(api.url) } });
    const accounts = make({ real: true });
    const both = await Promise.all(['a', 'b'].map((id) => accounts.of(id, 'ringover')));
    await Promise.all([...both, ...both].map(async (account) => account?.presence()));
    expect(api.seen.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('of one firm whose provider hangs keep nobody else waiting', async () => {
    const OTHER = 'an-api-key-of-another-firm';
    const [slow, quick] = [await ringoverDesk(), await ringoverDesk({ keys: [{ key: OTHER }] })];
    const { make } = await setUp({
      a: { ringover: ringoverAt(slow.api.url) },
      b: { ringover: ringoverAt(quick.api.url, OTHER) },
    });
    const accounts = make({ real: true, timeoutMs: 3_000 });
    const [a, b] = [await accounts.of('a', 'ringover'), await accounts.of('b', 'ringover')];
    if (!a || !b) throw new Error('Both have an account.');
    slow.api.failNext('any', 'hang', 4);
    const done: string[] = [];
    const { live } = talk(slow.api.calls);
    const hanging = refusalOf(a.hangUp(live)).then((error) => done.push(`a ${error.code}`));
    await vi.waitFor(() => expect(slow.api.seen).toHaveLength(1));
    await b.presence().then(() => done.push('b answered'));
    await slow.api.close();
    await hanging;
    expect(done).toEqual(['b answered', 'a provider_unreachable']);
  });
});
