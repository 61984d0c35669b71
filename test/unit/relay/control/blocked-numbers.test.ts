import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../relay/src/providers/port.ts';
import { blockedNumberList, blockingResult, unblockingResult } from '../../../../relay/src/wire/control.ts';
import { FIRM_LINE, firmUnderTest } from '../../../support/firm-under-test.ts';
import { scriptedAccount } from '../../../support/scripted-account.ts';
import type { RelayUnderTest } from '../../../support/relay-under-test.ts';

const NUISANCE = '+32470999999';
const at = (number: string) => `/api/v1/blocked-numbers/${encodeURIComponent(number)}`;
const block = (relay: RelayUnderTest, token: string, number = NUISANCE, comment = 'Sells windows') =>
  relay.ask(at(number), { method: 'PUT', token, body: { comment } });
const listed = async (relay: RelayUnderTest, token: string) =>
  blockedNumberList.parse((await relay.ask('/api/v1/blocked-numbers', { token })).body).items;

describe('Blocking a number', () => {
  it('stands in our list and at the provider, with who did it, and every desktop hears of it', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    const stream = await relay.stream(await relay.enrolDevice('benali'));
    await stream.until(() => stream.events.some(({ type }) => type === 'caught_up'));
    const answer = await block(relay, token);
    expect(blockingResult.parse(answer.body)).toMatchObject({
      number: NUISANCE,
      byName: 'Me peeters',
      notAtProviders: [],
    });
    expect(await listed(relay, token)).toMatchObject([{ number: NUISANCE, comment: 'Sells windows' }]);
    await block(relay, token);
    const gone = await relay.ask(at(NUISANCE), { method: 'DELETE', token });
    expect(unblockingResult.parse(gone.body)).toEqual({ number: NUISANCE, notAtProviders: [] });
    expect(await listed(relay, token)).toEqual([]);
    const told = () => stream.events.filter(({ type }) => type === 'number_blocked');
    await stream.until(() => told().some(({ data }) => data['blocked'] === null));
    expect(told()).toHaveLength(2);
    expect(account.asked[0]).toBe(`block ${NUISANCE} Sells windows`);
    expect(account.asked.at(-1)).toBe(`unblock ${NUISANCE}`);
  });

  it('holds at the firm although a provider did not take it, and the answer names that provider', async () => {
    const [ringover, sipgate] = [scriptedAccount('ringover'), scriptedAccount('sipgate')];
    const { relay, token } = await firmUnderTest([ringover, sipgate]);
    ringover.behaves(() => Promise.reject(new ProviderError('provider_no_right', '401', { detail: 'No right.' })));
    const { status, body } = await block(relay, token);
    expect(status).toBe(200);
    expect(body['notAtProviders']).toEqual([{ provider: 'ringover', code: 'provider_no_right', detail: 'No right.' }]);
    expect(await listed(relay, token)).toHaveLength(1);
    expect(sipgate.asked).toHaveLength(1);
  });

  it('a provider that hangs is named, and the number is blocked meanwhile', async () => {
    const account = scriptedAccount();
    const pace = { patienceMs: 150, presencePollMs: 15_000, nightLookMs: 60_000 };
    const { relay, token } = await firmUnderTest([account], { config: { providers: pace } });
    account.behaves(() => new Promise(() => {}));
    const { body } = await block(relay, token);
    expect(body['notAtProviders']).toMatchObject([{ provider: 'ringover', code: 'provider_unreachable' }]);
    expect(await listed(relay, token)).toHaveLength(1);
  });

  it('works without any account, and asks none that has no such list', async () => {
    const unable = scriptedAccount('ringover', { block: false });
    const { relay, token } = await firmUnderTest([unable]);
    expect((await block(relay, token)).body).toMatchObject({ notAtProviders: [] });
    expect(unable.asked).toEqual([]);
  });

  it('the provider is asked to take a number off also when our list has it not', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    expect((await relay.ask(at(NUISANCE), { method: 'DELETE', token })).status).toBe(200);
    expect(account.asked).toEqual([`unblock ${NUISANCE}`]);
  });

  it('the firm’s own line, and what is no number, is refused', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    expect((await block(relay, token, FIRM_LINE)).body).toMatchObject({ status: 422, field: 'number' });
    expect((await block(relay, token, '0470999999')).body).toMatchObject({ status: 422, field: 'number' });
    expect((await block(relay, token, NUISANCE, 'x'.repeat(501))).body).toMatchObject({
      status: 422,
      field: 'comment',
    });
    expect(await listed(relay, token)).toEqual([]);
    expect(account.asked).toEqual([]);
  });
});
