import { describe, expect, it } from 'vitest';
import type { PretendEffect } from '../../../../relay/simulator/pretend-effect.ts';
import { ada, bea, CLIENT, LINE, personOf, refusalOf, ringoverDesk, talk } from './provider-desk.ts';

describe('Hold at Ringover, which only toggles', () => {
  it('asked for twice, holds once and goes on holding', async () => {
    const { api, account } = await ringoverDesk();
    const { phone, live } = talk(api.calls);
    await account.setHold(live, true);
    await account.setHold(live, true);
    expect(phone.hold).toBe(true);
    expect(api.seenOf('hold')).toHaveLength(1);
    await account.setHold(live, false);
    expect(phone.hold).toBe(false);
  });

  it('clicked twice at the same moment, holds', async () => {
    const { api, account } = await ringoverDesk();
    const { phone, live } = talk(api.calls);
    await Promise.all([account.setHold(live, true), account.setHold(live, true), account.setMute(live, true)]);
    expect(phone).toMatchObject({ hold: true, mute: true });
    expect(api.seenOf('hold')).toHaveLength(1);
  });

  it('is not touched when Ringover does not say whether the call is held', async () => {
    const { api, account } = await ringoverDesk();
    const { phone, live } = talk(api.calls);
    (phone as { hold: unknown }).hold = null;
    expect(await refusalOf(account.setHold(live, true))).toMatchObject({ code: 'provider_failed', didNotHappen: true });
    expect(api.seenOf('hold')).toHaveLength(0);
  });
});

describe('What is done to a call at Ringover', () => {
  it('is done to the channel of its own list, which the webhooks do not know', async () => {
    const { api, account } = await ringoverDesk();
    const { phone, live } = talk(api.calls);
    await account.hangUp(live);
    expect(api.seenOf('hang_up')[0]?.path).toBe(`/v2/channels/${phone.uuid}/events/hangup`);
    expect(api.calls.live()).toHaveLength(0);
  });

  it('is done to one’s own phone where several are in the call', async () => {
    const { api, account } = await ringoverDesk();
    const { phone, live } = talk(api.calls);
    const other = api.calls.addPhone(live.providerCallId, LINE, bea, new Date());
    await account.setMute({ ...live, providerUserId: bea.id }, true);
    expect([phone.mute, other?.mute]).toEqual([false, true]);
  });

  it('is never done to a colleague’s phone once the call went on to them', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls, { user: bea });
    const error = await refusalOf(account.hangUp({ ...live, providerUserId: ada.id }));
    expect(error.code).toBe('call_over');
    expect(api.calls.live()).toHaveLength(1);
  });

  it('is refused rather than guessed when the call has two phones and nobody said which', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls);
    api.calls.addPhone(live.providerCallId, LINE, bea, new Date());
    expect(await refusalOf(account.hangUp({ ...live, providerUserId: null }))).toMatchObject({
      code: 'provider_cannot',
    });
  });

  it('says that the call is over when it is', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls);
    await account.hangUp(live);
    for (const work of [account.hangUp(live), account.setHold(live, true), account.transfer(live, CLIENT, false)]) {
      expect(await refusalOf(work)).toMatchObject({ code: 'call_over', didNotHappen: true });
    }
  });

  it('says that the call is over when it ended between the look and the deed', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls);
    api.failNext('hang_up', '404');
    expect((await refusalOf(account.hangUp(live))).code).toBe('call_over');
  });

  it('presses digits one by one and in order', async () => {
    const effects: PretendEffect[] = [];
    const { api, account } = await ringoverDesk({ onEffect: (effect) => effects.push(effect) });
    const { live } = talk(api.calls);
    await account.sendDigits(live, '0*9#');
    expect(effects.map((effect) => effect.kind === 'digits' && effect.digits)).toEqual(['0', '*', '9', '#']);
    expect(api.seenOf('current_calls')).toHaveLength(1);
  });

  it('does not say that nothing happened when some digits were heard', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls);
    api.failNext('digits', 'late:1');
    api.failNext('digits', '500');
    expect(await refusalOf(account.sendDigits(live, '12'))).toMatchObject({
      code: 'provider_failed',
      didNotHappen: false,
    });
  });

  it('transfers without speaking first, and says that it cannot do the other', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls);
    expect((await refusalOf(account.transfer(live, '+3220002011', true))).code).toBe('provider_cannot');
    await account.transfer(live, '+3220002011', false);
    expect(api.seenOf('transfer')[0]?.body).toBe('{"phone_number":3220002011}');
    expect(api.calls.find(live.providerCallId)?.phones[0]?.user?.firstname).toBe('Bea');
  });

  it('tells Ringover’s own reason when it refuses a transfer', async () => {
    const { api, account } = await ringoverDesk();
    const { live } = talk(api.calls);
    api.failNext('transfer', 'refuse:Destination not allowed');
    expect(await refusalOf(account.transfer(live, CLIENT, false))).toMatchObject({
      code: 'provider_refused',
      detail: 'Destination not allowed',
      didNotHappen: true,
    });
    expect(api.calls.find(live.providerCallId)?.phones).toHaveLength(1);
  });
});

describe('A click on a number', () => {
  it('rings the person’s own line first, and gives the call’s id digit by digit', async () => {
    const { api, account } = await ringoverDesk();
    const { providerCallId } = await account.dial({ to: CLIENT, person: personOf(ada, [LINE]) });
    expect(api.seenOf('dial')[0]?.body).toBe('{"to_number":32440271836,"from_number":3220002010}');
    // A uint64 of 19 digits: as a number it would be another call's.
    expect(providerCallId).toBe(api.calls.live()[0]?.call.callId);
    expect(providerCallId).toMatch(/^\d{19}$/);
  });

  it('shows the firm’s number where the person has no line, else leaves it to Ringover', async () => {
    const { api, account } = await ringoverDesk();
    await account.dial({ to: CLIENT, person: personOf(ada) });
    const firm = await ringoverDesk({
      deps: { account: { apiKey: 'an-api-key-of-the-firm', baseUrl: api.url, defaultCallerId: '+3220002011' } },
    });
    await firm.account.dial({ to: CLIENT, person: personOf(ada) });
    expect(api.seenOf('dial').map(({ body }) => body)).toEqual([
      '{"to_number":32440271836}',
      '{"to_number":32440271836,"from_number":3220002011}',
    ]);
  });

  it.each(['500', '503'] as const)('is not repeated after %s: the phone must not ring twice', async (fault) => {
    const { api, account } = await ringoverDesk();
    api.failNext('dial', fault);
    expect(await refusalOf(account.dial({ to: CLIENT, person: personOf(ada, [LINE]) }))).toMatchObject({
      code: 'provider_failed',
      didNotHappen: true,
    });
    expect(api.seenOf('dial')).toHaveLength(1);
  });

  it('is unconfirmed when Ringover takes it and never answers', async () => {
    const { api, account, counted } = await ringoverDesk({ deps: { timeoutMs: 100 } });
    api.failNext('dial', 'hang');
    const error = await refusalOf(account.dial({ to: CLIENT, person: personOf(ada, [LINE]) }));
    expect(error).toMatchObject({ code: 'provider_unreachable', didNotHappen: false });
    expect(api.seenOf('dial')).toHaveLength(1);
    expect(counted).toEqual(['ringover dial timed_out']);
  });

  it.each(['cut', '502'] as const)('is unconfirmed when the connection breaks behind it (%s)', async (fault) => {
    const { api, account } = await ringoverDesk();
    api.failNext('dial', fault);
    const error = await refusalOf(account.dial({ to: CLIENT, person: personOf(ada, [LINE]) }));
    expect(error.didNotHappen).toBe(false);
    expect(api.seenOf('dial')).toHaveLength(1);
  });

  it('certainly did not happen when nobody listens at Ringover', async () => {
    const { api, account, counted } = await ringoverDesk();
    await api.close();
    expect(await refusalOf(account.dial({ to: CLIENT, person: personOf(ada, [LINE]) }))).toMatchObject({
      code: 'provider_unreachable',
      didNotHappen: true,
    });
    expect(counted).toEqual(['ringover dial unreachable']);
  });

  it('was done when Ringover said yes in a text that cannot be read', async () => {
    const { api, account } = await ringoverDesk();
    api.failNext('dial', 'broken_json');
    expect(await account.dial({ to: CLIENT, person: personOf(ada, [LINE]) })).toEqual({ providerCallId: null });
  });
});

describe('An SMS over Ringover', () => {
  it('goes out with the plus that Ringover wants only there', async () => {
    const effects: PretendEffect[] = [];
    const { api, account } = await ringoverDesk({ onEffect: (effect) => effects.push(effect) });
    const sent = await account.sendSms({ from: LINE, to: CLIENT, body: 'Bonjour “Maître”', person: personOf(ada) });
    expect(sent.providerMessageId).toMatch(/^\d+$/);
    expect(JSON.parse(api.seenOf('sms')[0]?.body ?? '')).toEqual({
      from_number: LINE,
      to_number: CLIENT,
      content: 'Bonjour “Maître”',
    });
    expect(effects).toMatchObject([{ kind: 'sms', message: { body: 'Bonjour “Maître”' } }]);
  });

  it('is refused for want of credit, and not sent again', async () => {
    const { api, account } = await ringoverDesk();
    api.setCredit(false);
    const work = account.sendSms({ from: LINE, to: CLIENT, body: 'x', person: personOf(ada) });
    expect(await refusalOf(work)).toMatchObject({ code: 'provider_no_credit', didNotHappen: true });
    expect(api.seenOf('sms')).toHaveLength(1);
  });
});

describe('The list of blocked numbers at Ringover', () => {
  it('takes a number twice and lets it go twice', async () => {
    const { api, account } = await ringoverDesk();
    await account.block(CLIENT, 'sells “insurance”');
    await account.block(CLIENT, 'again');
    expect([...api.blocked]).toEqual([['32440271836', 'sells “insurance”']]);
    await account.unblock(CLIENT);
    await account.unblock(CLIENT);
    expect(api.blocked.size).toBe(0);
  });
});
