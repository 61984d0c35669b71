import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLocalFanOut } from '../../../../relay/src/events/fan-out-local.ts';
import { createInvitation } from '../../../../relay/src/devices/invitation.ts';
import { ProviderError } from '../../../../relay/src/providers/port.ts';
import { createTenant } from '../../../../relay/src/tenants/create-tenant.ts';
import { presenceList } from '../../../../relay/src/wire/control.ts';
import { firmUnderTest } from '../../../support/firm-under-test.ts';
import { scriptedAccount, type PresenceAnswer, type ScriptedAccount } from '../../../support/scripted-account.ts';
import { enrolmentWith, personNamed, TENANT } from '../../../support/relay-under-test.ts';
import { openStream, type TestStream } from '../../../support/relay-stream.ts';
import { tellFacts } from '../../../support/tell-facts.ts';
import { fact } from '../wire/call-facts.ts';

const quick = { patienceMs: 20_000, presencePollMs: 25, nightLookMs: 60_000 };
const party = { providerUserId: '1', personId: null, name: 'Peeters' };

const peetersIn = (stream: TestStream) =>
  stream.presences.map(({ people }) => people.find(({ personId }) => personId === 'peeters')?.state);

const says = (state: PresenceAnswer[number]['state']) => () =>
  Promise.resolve<PresenceAnswer>([{ providerUserId: '1', state, until: null }]);

async function listeningFirm(account: ScriptedAccount, now = () => new Date()) {
  const fanOut = createLocalFanOut();
  let lines = '';
  const log = pino({}, { write: (line) => void (lines += line) });
  const firm = await firmUnderTest([account], { config: { providers: quick }, overrides: { fanOut, now, log } });
  const tokens = await firm.relay.enrolDevice('peeters');
  const stream = await firm.relay.stream(tokens);
  await stream.until(() => stream.presences.length > 0);
  /** Another process, or a webhook: the log moved on. */
  const moved = async () => fanOut.announce(TENANT, await firm.relay.storage.tenant(TENANT).lastEventId());
  const words = () => [...lines.matchAll(/"msg":"(\w+)"/g)].map(([, word]) => word ?? '');
  return { ...firm, tokens, stream, moved, words };
}

describe('Presence', () => {
  it('is told to a stream once it has caught up, and again only when somebody’s state changed', async () => {
    const account = scriptedAccount();
    account.tellsPresence(says('free'));
    const { stream, relay, tokens } = await listeningFirm(account);
    await stream.until(() => peetersIn(stream).at(-1) === 'free');
    const asked = account.presenceAsked();
    const told = stream.presences.length;
    await vi.waitFor(() => expect(account.presenceAsked()).toBeGreaterThan(asked + 20), 5_000);
    expect(stream.presences).toHaveLength(told);
    const later = await relay.stream(tokens);
    await later.until(() => later.presences.length === 1);
    expect(peetersIn(later)).toEqual(['free']);
    expect(later.events.map(({ type }) => type)).toEqual(['hello', 'caught_up']);
  });

  it('a call that rings, is answered and ends is seen at once', async () => {
    const account = scriptedAccount();
    account.tellsPresence(says('free'));
    const { stream, relay, moved } = await listeningFirm(account);
    await stream.until(() => peetersIn(stream).at(-1) === 'free');
    await tellFacts(relay.storage, 'call-1', [fact('ringing', { party })]);
    await moved();
    await stream.until(() => peetersIn(stream).at(-1) === 'ringing');
    await tellFacts(relay.storage, 'call-1', [fact('answered', { party, second: 2 })]);
    await moved();
    await stream.until(() => peetersIn(stream).at(-1) === 'talking');
    await tellFacts(relay.storage, 'call-1', [fact('ended', { party, second: 20 })]);
    await moved();
    await stream.until(() => peetersIn(stream).at(-1) === 'free');
    expect(peetersIn(stream).slice(-4)).toEqual(['free', 'ringing', 'talking', 'free']);
  });

  it('no provider is asked while nobody listens', async () => {
    const [account, elsewhere] = [scriptedAccount(), scriptedAccount()];
    const { stream, relay } = await listeningFirm(account);
    await vi.waitFor(() => expect(account.presenceAsked()).toBeGreaterThan(1), 5_000);
    stream.close();
    await vi.waitFor(async () => expect((await relay.ask('/readyz')).body).toMatchObject({ streams: 0 }), 5_000);
    const asked = account.presenceAsked();
    // Where somebody listens it is asked ten times meanwhile.
    await listeningFirm(elsewhere);
    await vi.waitFor(() => expect(elsewhere.presenceAsked()).toBeGreaterThan(10), 5_000);
    expect(account.presenceAsked()).toBe(asked);
  });

  it('without an account it is told from calls alone, and an account that cannot tell is not asked', async () => {
    const account = scriptedAccount('sipgate', { presence: false });
    const { stream, relay, moved } = await listeningFirm(account);
    expect(peetersIn(stream)).toEqual(['unknown']);
    await tellFacts(relay.storage, 'call-1', [fact('ringing', { party })]);
    await moved();
    await stream.until(() => peetersIn(stream).at(-1) === 'ringing');
    expect(account.presenceAsked()).toBe(0);
  });

  it('a provider that fails is believed for a minute, then nobody is called free on its word', async () => {
    let ahead = 0;
    const account = scriptedAccount();
    account.tellsPresence(says('free'));
    const { stream, moved, relay, token, words } = await listeningFirm(account, () => new Date(Date.now() + ahead));
    await stream.until(() => peetersIn(stream).at(-1) === 'free');
    account.tellsPresence(() => Promise.reject(new ProviderError('provider_failed', '500')));
    const askedAgain = async () => {
      const asked = account.presenceAsked();
      await vi.waitFor(() => expect(account.presenceAsked()).toBeGreaterThan(asked), 5_000);
    };
    await askedAgain();
    ahead = 50_000;
    await askedAgain();
    await moved();
    expect(presenceList.parse((await relay.ask('/api/v1/presence', { token })).body).people[0]?.state).toBe('free');
    expect(peetersIn(stream).at(-1)).toBe('free');
    ahead = 61_000;
    await stream.until(() => peetersIn(stream).at(-1) === 'unknown');
    account.tellsPresence(says('snoozed'));
    ahead = 600_000;
    await stream.until(() => peetersIn(stream).at(-1) === 'snoozed');
    expect(words().filter((word) => word.startsWith('presence_'))).toEqual(['presence_failed', 'presence_back']);
  });

  it('a provider that hangs keeps neither calls nor an answer to GET /presence back', async () => {
    const account = scriptedAccount();
    account.tellsPresence(() => new Promise(() => {}));
    const { stream, relay, moved, token } = await listeningFirm(account);
    await tellFacts(relay.storage, 'call-1', [fact('ringing', { party })]);
    await moved();
    await stream.until(() => peetersIn(stream).at(-1) === 'ringing');
    const { body } = await relay.ask('/api/v1/presence', { token });
    expect(presenceList.parse(body).people).toEqual([{ personId: 'peeters', state: 'ringing', until: null }]);
    expect(account.presenceAsked()).toBe(1);
  });

  it('can be asked for without a stream, and then the provider is asked, though not at every request', async () => {
    const account = scriptedAccount();
    account.tellsPresence(says('not_connected'));
    const slow = { ...quick, presencePollMs: 15_000 };
    const { relay, token } = await firmUnderTest([account], { config: { providers: slow } });
    for (let n = 0; n < 3; n += 1) {
      const { body } = await relay.ask('/api/v1/presence', { token });
      expect(presenceList.parse(body).people[0]).toMatchObject({ state: 'not_connected' });
    }
    expect(account.presenceAsked()).toBe(1);
    expect((await relay.ask('/api/v1/presence')).status).toBe(401);
  });

  it('goes to nobody of another firm', async () => {
    const account = scriptedAccount();
    account.tellsPresence(says('free'));
    const { stream, relay } = await listeningFirm(account);
    const now = () => new Date();
    const other = { id: 'other', firmName: 'Other', country: 'BE', secrets: {}, providers: ['ringover' as const] };
    await createTenant({ storage: relay.storage, now }, other);
    await relay.storage.tenant('other').putPerson(personNamed('benali', 'lawyer'));
    const deps = { storage: relay.storage, now, publicBaseUrl: relay.publicBaseUrl };
    const { code } = await createInvitation(deps, { tenantId: 'other', personId: 'benali' });
    const { body } = await relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
    const theirs = await openStream(`${relay.url}/api/v1/events/stream`, {
      authorization: `Bearer ${String(body['accessToken'])}`,
    });
    onTestFinished(() => theirs.close());
    await theirs.until(() => theirs.presences.length === 1);
    await stream.until(() => peetersIn(stream).at(-1) === 'free');
    expect(JSON.stringify(theirs.presences)).not.toContain('peeters');
    expect(JSON.stringify(stream.presences)).not.toContain('benali');
  });
});
