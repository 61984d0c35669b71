import { describe, expect, it, vi } from 'vitest';
import { isEmergencyNumber } from '../../../../relay/src/control/emergency-number.ts';
import { ProviderError } from '../../../../relay/src/providers/port.ts';
import { firmUnderTest } from '../../../support/firm-under-test.ts';
import { held, scriptedAccount } from '../../../support/scripted-account.ts';
import type { RelayUnderTest } from '../../../support/relay-under-test.ts';

const TO = '+32470271836';

const dial = (relay: RelayUnderTest, token: string, to = TO, actionId = 'dial-1') =>
  relay.ask('/api/v1/dial', { method: 'POST', token, body: { actionId, to } });

describe('Dialling', () => {
  it('rings the asking person’s phone, once for two identical requests at once', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    const provider = held();
    account.behaves(provider.wait);
    const both = [dial(relay, token), dial(relay, token)];
    await vi.waitFor(() => expect(provider.waiting()).toBe(1));
    provider.letGo();
    for (const { status, body } of await Promise.all(both)) {
      expect([status, body]).toEqual([200, { actionId: 'dial-1', state: 'done' }]);
    }
    expect(account.asked).toEqual([`dial ${TO} peeters`]);
  });

  it('without an answer it is unconfirmed, and never rings again by itself', async () => {
    const account = scriptedAccount();
    const { relay, token } = await firmUnderTest([account]);
    account.behaves(() => Promise.reject(new ProviderError('provider_unreachable', 'cut', { didNotHappen: false })));
    for (let n = 0; n < 3; n += 1) expect((await dial(relay, token)).body).toMatchObject({ state: 'unconfirmed' });
    expect(account.asked).toHaveLength(1);
  });

  it.each(['+32112', '+49110', '+3317', '+32101', '+1911', '+44999', '+490110', '+61000'])(
    'never calls %s: an emergency service would not know where the caller is',
    async (to) => {
      const account = scriptedAccount();
      const { relay, token } = await firmUnderTest([account]);
      expect((await dial(relay, token, to)).body).toMatchObject({ status: 409, code: 'emergency_number' });
      expect(account.asked).toEqual([]);
    },
  );

  it.each([TO, '+3278151515', '+491805123', '+6834000', '+33116117', '+3225550112'])(
    'takes %s for the ordinary number that it is',
    (to) => expect(isEmergencyNumber(to)).toBe(false),
  );

  it('uses the provider where the person has a phone, else the firm’s first, else the one that can', async () => {
    const [ringover, sipgate] = [scriptedAccount('ringover'), scriptedAccount('sipgate')];
    const { relay, token, putPeeters } = await firmUnderTest([ringover, sipgate]);
    await putPeeters({ providerUserIds: ['w0'] });
    await dial(relay, token, TO, 'first');
    expect([ringover.asked.length, sipgate.asked.length]).toEqual([0, 1]);
    await putPeeters({ providerUserIds: [] });
    await dial(relay, token, TO, 'second');
    expect([ringover.asked.length, sipgate.asked.length]).toEqual([1, 1]);
    const unable = scriptedAccount('ringover', { dial: false });
    const other = await firmUnderTest([unable, sipgate]);
    await dial(other.relay, other.token);
    expect([unable.asked.length, sipgate.asked.length]).toEqual([0, 2]);
  });

  it('says so when no account is connected, or none can', async () => {
    const none = await firmUnderTest([]);
    expect((await dial(none.relay, none.token)).body).toMatchObject({ code: 'provider_not_connected' });
    const unable = await firmUnderTest([scriptedAccount('sipgate', { dial: false })]);
    expect((await dial(unable.relay, unable.token)).body).toMatchObject({ code: 'provider_cannot' });
  });

  it('refuses what is no number by the field’s name', async () => {
    const { relay, token } = await firmUnderTest([scriptedAccount()]);
    expect((await dial(relay, token, '112')).body).toMatchObject({ status: 422, field: 'to' });
  });

  it('the session tells what can be done at each provider', async () => {
    const { relay, token } = await firmUnderTest([scriptedAccount('ringover', { attendedTransfer: false })]);
    expect((await relay.ask('/api/v1/session', { token })).body).toMatchObject({
      capabilities: { ringover: { dial: true, attendedTransfer: false }, sipgate: { dial: false } },
    });
  });
});
