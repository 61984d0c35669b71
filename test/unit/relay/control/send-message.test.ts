import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../../../relay/src/providers/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { message, type Message } from '../../../../relay/src/wire/message.ts';
import { FIRM_LINE, firmUnderTest, OWN_LINE } from '../../../support/firm-under-test.ts';
import { accountsOf, held, scriptedAccount } from '../../../support/scripted-account.ts';
import { TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const TO = '+32470271836';
const text = { id: 'message-1', to: TO, body: 'Your file is ready.' };

const send = (relay: RelayUnderTest, token: string, more: object = {}) =>
  relay.ask('/api/v1/messages', { method: 'POST', token, body: { ...text, ...more } });

const anna = {
  id: 'contact-anna',
  name: 'Anna Wouters',
  organisation: null,
  languages: [],
  numbers: [{ number: TO, kind: 'mobile' as const, shared: false }],
};

describe('Sending an SMS', () => {
  it('shows it to every desktop while it is sent, and then that it was', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    await relay.storage.tenant(TENANT).putContact(anna, new Date().toISOString());
    const stream = await relay.stream(await relay.enrolDevice('benali'));
    await stream.until(() => stream.events.some(({ type }) => type === 'caught_up'));
    const provider = held();
    account.behaves(provider.wait);
    const sending = send(relay, token);
    const told = () =>
      stream.events.filter(({ type }) => type === 'message_changed').map(({ data }) => message.parse(data['message']));
    await stream.until(() => told().length === 1);
    expect(told()[0]).toMatchObject({ id: 'message-1', state: 'sending', contactId: anna.id });
    provider.letGo();
    const answer = await sending;
    expect(answer.status).toBe(201);
    expect(message.parse(answer.body)).toMatchObject({
      state: 'sent',
      failure: null,
      direction: 'outbound',
      kind: 'sms',
      provider: 'ringover',
      fromNumber: OWN_LINE,
      toNumber: TO,
      body: text.body,
      personId: 'peeters',
      personName: 'Me peeters',
    });
    await stream.until(() => told().at(-1)?.state === 'sent');
    expect(account.asked).toEqual([`sms ${OWN_LINE} ${TO} ${text.body}`]);
  });

  it('the same message twice, at once or later, goes out once', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    const provider = held();
    account.behaves(provider.wait);
    const both = [send(relay, token), send(relay, token)];
    await vi.waitFor(() => expect(provider.waiting()).toBe(1));
    provider.letGo();
    for (const { body } of await Promise.all(both)) expect(body).toMatchObject({ state: 'sent' });
    expect((await send(relay, token, { body: 'Something else' })).body).toMatchObject({
      state: 'sent',
      body: text.body,
    });
    expect(account.asked).toHaveLength(1);
  });

  it('is answered as it went although the account is gone by then', async () => {
    const account = scriptedAccount();
    const accounts = accountsOf(account);
    let isConnected = true;
    const of: typeof accounts.of = async (tenantId, provider) => (isConnected ? accounts.of(tenantId, provider) : null);
    const { relay, token } = await firmUnderTest([], { overrides: { accounts: { ...accounts, of } } });
    await send(relay, token);
    isConnected = false;
    expect((await send(relay, token)).body).toMatchObject({ id: 'message-1', state: 'sent' });
  });

  it('is left to the relay process that was quicker', async () => {
    const real = await openSqliteStorage({ path: join(tempDir(), 'relay.sqlite') });
    // Looked up before the other process wrote it.
    const notYet = () => Promise.resolve(null);
    const storage = { ...real, tenant: (id: string) => ({ ...real.tenant(id), message: notYet }) };
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account], { overrides: { storage } });
    expect((await send(relay, token)).body).toMatchObject({ state: 'sent' });
    expect((await send(relay, token)).body).toMatchObject({ state: 'sent' });
    expect(account.asked).toHaveLength(1);
  });

  it('goes from the line that was chosen, if it is one of the firm’s', async () => {
    const account = scriptedAccount();
    const { relay, token, putPeeters } = await firmUnderTest([account]);
    await send(relay, token, { from: FIRM_LINE });
    const foreign = await send(relay, token, { id: 'message-2', from: '+32470000000' });
    expect(foreign.body).toMatchObject({ status: 422, field: 'from' });
    await putPeeters({ lines: [] });
    await send(relay, token, { id: 'message-3' });
    expect(account.asked).toEqual([`sms ${FIRM_LINE} ${TO} ${text.body}`, `sms ${FIRM_LINE} ${TO} ${text.body}`]);
  });

  it('goes from the account’s default when the person has no line', async () => {
    const account = scriptedAccount();
    const { relay, token, putPeeters } = await firmUnderTest([account], {
      environment: { RINGOVER_API_KEY: 'key-of-the-firm', RINGOVER_DEFAULT_CALLER_ID: '+3225559999' },
    });
    await putPeeters({ lines: [] });
    expect((await send(relay, token)).body).toMatchObject({ fromNumber: '+3225559999' });
  });

  it.each([
    ['provider_no_credit', { state: 'failed', failure: 'provider_no_credit' }],
    ['provider_busy', { state: 'failed', failure: 'provider_busy' }],
  ] as const)('that the provider refused with %s stays in the conversation as failed', async (code, expected) => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    account.behaves(() => Promise.reject(new ProviderError(code, 'no')));
    expect(await send(relay, token)).toMatchObject({ status: 201, body: expected });
    account.behaves(() => Promise.resolve());
    expect((await send(relay, token)).body).toMatchObject(expected);
    expect(account.asked).toHaveLength(1);
  });

  it('is unconfirmed when no answer came, also from a provider that hangs', async () => {
    const account = scriptedAccount();
    const pace = { patienceMs: 150, presencePollMs: 15_000, nightLookMs: 60_000 };
    const { relay, token } = await firmUnderTest([account], { config: { providers: pace } });
    account.behaves(() => new Promise(() => {}));
    expect((await send(relay, token)).body).toMatchObject({ state: 'unconfirmed', failure: null });
    expect((await send(relay, token)).body).toMatchObject({ state: 'unconfirmed' });
    expect(account.asked).toHaveLength(1);
  });

  it('whose relay died while it was sent is unconfirmed after a restart, and is not sent again', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account], { config: { silenceLookMs: 30 } });
    const at = new Date(Date.now() - 10 * 60_000).toISOString();
    const { body } = await send(relay, token);
    const lost: Message = { ...message.parse(body), id: 'lost', state: 'sending', at, updatedAt: at };
    await relay.storage.tenant(TENANT).beginMessage(lost);
    await vi.waitFor(async () => {
      expect(await relay.storage.tenant(TENANT).message('lost')).toMatchObject({ state: 'unconfirmed' });
    }, 5_000);
    expect((await send(relay, token, { id: 'lost' })).body).toMatchObject({ state: 'unconfirmed' });
    expect(account.asked).toHaveLength(1);
  });

  it('is not begun without an account, to an emergency number, or with nothing in it', async () => {
    const none = await firmUnderTest([]);
    expect((await send(none.relay, none.token)).body).toMatchObject({ status: 409, code: 'provider_not_connected' });
    expect(await none.relay.storage.tenant(TENANT).message('message-1')).toBeNull();
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    expect((await send(relay, token, { to: '+32112' })).body).toMatchObject({ code: 'emergency_number' });
    expect((await send(relay, token, { body: '   ' })).body).toMatchObject({ status: 422, field: 'body' });
    expect((await send(relay, token, { body: 'x'.repeat(1_601) })).body).toMatchObject({ status: 422, field: 'body' });
    expect(account.asked).toEqual([]);
  });
});
