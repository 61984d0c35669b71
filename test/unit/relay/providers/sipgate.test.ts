import { describe, expect, it } from 'vitest';
import { newPretendCall, type PretendCall } from '../../../../relay/simulator/pretend-call.ts';
import type { PretendCalls } from '../../../../relay/simulator/pretend-calls.ts';
import type { PretendEffect } from '../../../../relay/simulator/pretend-effect.ts';
import type { PretendSipgateOptions } from '../../../../relay/simulator/pretend-sipgate-api.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { systemClock } from '../../../../relay/src/providers/provider-clock.ts';
import { createSipgateAccount, type SipgateDeps } from '../../../../relay/src/providers/sipgate/sipgate-account.ts';
import type { SipgateAccount } from '../../../../relay/src/storage/port.ts';
import { callFact } from '../../../../relay/src/wire/call-fact.ts';
import { describeCall, noFacts, reduceCall } from '../../../../relay/src/wire/call-state.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import {
  allOf,
  noteMetrics,
  personOf,
  pretendSipgate,
  refusalOf,
  sipgateAda,
  talkOverSipgate,
} from './provider-desk.ts';

const BERLIN = '+4940987654';
const CALLER = '+4930123456';

type Auth = 'token' | 'oauth';

async function sipgateDesk(
  options: Partial<PretendSipgateOptions> & { auth?: Auth; deps?: Partial<SipgateDeps>; stored?: string } = {},
) {
  const api = await pretendSipgate(options);
  const { metrics, seen: counted } = noteMetrics();
  const stored = { token: options.stored ?? api.refreshToken(), writes: 0 };
  const auth: SipgateAccount['auth'] =
    options.auth === 'oauth'
      ? {
          kind: 'oauth',
          tokenUrl: api.tokenUrl,
          clientId: 'client-A',
          clientSecret: 'client-secret',
          refreshToken: stored.token,
        }
      : { kind: 'token', tokenId: 'token-A', token: 'secret-A' };
  const account = createSipgateAccount({
    account: { baseUrl: api.url, auth, defaultCallerId: null },
    refreshTokens: {
      current: () => Promise.resolve(stored.token),
      replace(next, expected) {
        if (stored.token !== expected) return Promise.resolve(false);
        stored.token = next;
        stored.writes += 1;
        return Promise.resolve(true);
      },
    },
    country: 'DE',
    fetch,
    clock: systemClock,
    metrics,
    log: createLogger({ level: 'silent' }),
    timeoutMs: 5_000,
    ...options.deps,
  });
  return { api, account, counted, stored };
}

describe('A call at sipgate', () => {
  it('is held, muted, transferred, given digits and hung up as it is asked for', async () => {
    const effects: PretendEffect[] = [];
    const { api, account } = await sipgateDesk({ onEffect: (effect) => effects.push(effect) });
    const { phone, live } = talkOverSipgate(api.calls);
    // Our ids of legs may carry the user; sipgate's do not.
    const leg = { ...live, legId: `${live.providerCallId}/w0` };
    await account.setHold(leg, true);
    await account.setHold(leg, true);
    await account.setMute(leg, true);
    expect(phone).toMatchObject({ hold: true, mute: true });
    await account.sendDigits(leg, '0*1#');
    await account.transfer(leg, '+4940111222', true);
    expect(effects.map(({ kind }) => kind)).toEqual(['held', 'held', 'muted', 'digits', 'transferred']);
    expect(JSON.parse(api.seenOf('transfer')[0]?.body ?? '')).toEqual({ attended: true, phoneNumber: '+4940111222' });
    await account.hangUp(leg);
    expect(api.calls.live()).toHaveLength(0);
    expect((await refusalOf(account.setHold(leg, true))).code).toBe('call_over');
  });

  it('is dialled from the person’s own phone and shows their own line', async () => {
    const { api, account } = await sipgateDesk();
    const { providerCallId } = await account.dial({ to: CALLER, person: personOf(sipgateAda, [BERLIN]) });
    expect(JSON.parse(api.seenOf('dial')[0]?.body ?? '')).toEqual({ caller: 'e0', callee: CALLER, callerId: BERLIN });
    expect(providerCallId).toBe(api.calls.live()[0]?.call.callId);
  });

  it.each([
    ['is not known at sipgate', { ...sipgateAda, id: '22673838' }],
    ['has no phone there', { ...sipgateAda, defaultDevice: null }],
  ])('is not dialled for somebody who %s', async (_why, user) => {
    const { api, account } = await sipgateDesk({ users: [user] });
    expect((await refusalOf(account.dial({ to: CALLER, person: personOf(user) }))).code).toBe('provider_cannot');
    expect(api.seenOf('dial')).toHaveLength(0);
  });

  it.each([
    ['402', 'provider_no_credit'],
    ['403', 'provider_no_right'],
    ['500', 'provider_failed'],
    ['429', 'provider_busy'],
    ['refuse:User supplied invalid callee number', 'provider_refused'],
  ] as const)('is not dialled twice after %s', async (fault, code) => {
    const { api, account } = await sipgateDesk();
    api.failNext('dial', fault);
    const error = await refusalOf(account.dial({ to: CALLER, person: personOf(sipgateAda, [BERLIN]) }));
    expect(error).toMatchObject({ code, didNotHappen: true });
    if (fault.startsWith('refuse')) expect(error.detail).toBe('User supplied invalid callee number');
    expect(api.seenOf('dial')).toHaveLength(1);
  });
});

describe('An SMS over sipgate', () => {
  it('goes out from the service with that number', async () => {
    const effects: PretendEffect[] = [];
    const { account } = await sipgateDesk({ onEffect: (effect) => effects.push(effect) });
    const sms = { from: BERLIN, to: CALLER, body: 'Guten Tag', person: personOf(sipgateAda) };
    expect(await account.sendSms(sms)).toEqual({ providerMessageId: null });
    expect(effects).toMatchObject([{ kind: 'sms', message: { from: BERLIN, to: CALLER, body: 'Guten Tag' } }]);
  });

  it('is not sent from another number than the one on the screen', async () => {
    const { api, account } = await sipgateDesk();
    const sms = { from: '+4940000000', to: CALLER, body: 'Guten Tag', person: personOf(sipgateAda) };
    expect((await refusalOf(account.sendSms(sms))).code).toBe('provider_cannot');
    expect(api.seenOf('sms')).toHaveLength(0);
  });
});

describe('The list of blocked numbers at sipgate', () => {
  it('takes one number, not all that begin with it', async () => {
    const { api, account } = await sipgateDesk();
    await account.block(CALLER, 'a comment that sipgate does not keep');
    expect(JSON.parse(api.seenOf('block')[0]?.body ?? '')).toEqual({ phoneNumber: CALLER, isBlock: false });
    await account.unblock(CALLER);
    await account.unblock(CALLER);
    expect(api.blocked.size).toBe(0);
  });
});

describe('What sipgate does not tell', () => {
  it('is not promised: who is on the phone', async () => {
    const { account } = await sipgateDesk();
    expect(account.capabilities).toMatchObject({ presence: false, attendedTransfer: true, block: true });
    expect((await refusalOf(account.presence())).code).toBe('provider_cannot');
  });
});

describe('sipgate’s access tokens', () => {
  it('are fetched once, also by many requests at the same moment, and the new refresh token is stored', async () => {
    const { api, account, stored } = await sipgateDesk({ auth: 'oauth' });
    const { live } = talkOverSipgate(api.calls);
    await Promise.all([account.setHold(live, true), account.setMute(live, true), account.sendDigits(live, '1')]);
    expect(api.seenOf('refresh_token')).toHaveLength(1);
    expect(stored).toEqual({ token: api.refreshToken(), writes: 1 });
    expect(api.seenOf('refresh_token')[0]?.headers.authorization).toBeUndefined();
  });

  it('are renewed before they end', async () => {
    const clock = createManualClock();
    const { api, account, stored } = await sipgateDesk({ auth: 'oauth', now: () => clock.now(), deps: { clock } });
    const { live } = talkOverSipgate(api.calls);
    await account.setHold(live, true);
    clock.advance(280_000);
    await account.setHold(live, false);
    expect(api.seen.every(({ status }) => status === 200 || status === 204)).toBe(true);
    expect(api.seenOf('refresh_token')).toHaveLength(2);
    expect(stored.token).toBe(api.refreshToken());
  });

  it('that ended early are renewed, and what was asked is done once', async () => {
    const { api, account } = await sipgateDesk({ auth: 'oauth' });
    const { phone, live } = talkOverSipgate(api.calls);
    await account.setHold(live, true);
    api.failNext('mute', '401');
    // The pretend API refuses before it acts, as sipgate does.
    await account.setMute(live, true);
    expect(phone.mute).toBe(true);
    expect(api.seenOf('mute').map(({ status }) => status)).toEqual([401, 204]);
  });

  it('are a missing right after the second refusal', async () => {
    const { api, account } = await sipgateDesk({ auth: 'oauth' });
    const { live } = talkOverSipgate(api.calls);
    api.failNext('hang_up', '401', 2);
    expect((await refusalOf(account.hangUp(live))).code).toBe('provider_no_right');
    expect(api.seenOf('hang_up')).toHaveLength(2);
  });

  it('are fetched with the token that another process stored meanwhile', async () => {
    const { api, account, stored } = await sipgateDesk({ auth: 'oauth' });
    const { live } = talkOverSipgate(api.calls);
    stored.token = api.rotate();
    await account.setHold(live, true);
    expect(api.seenOf('refresh_token').map(({ status }) => status)).toEqual([400, 200]);
    expect(stored.token).toBe(api.refreshToken());
  });

  it('go on when the new refresh token could not be stored, and it is stored at the next refresh', async () => {
    const clock = createManualClock();
    let isDown = true;
    const written: string[] = [];
    const { api, account } = await sipgateDesk({
      auth: 'oauth',
      now: () => clock.now(),
      deps: {
        clock,
        refreshTokens: {
          current: () => Promise.resolve('stale'),
          replace(next) {
            if (isDown) return Promise.reject(new Error('storage is down'));
            written.push(next);
            return Promise.resolve(true);
          },
        },
      },
    });
    const { live } = talkOverSipgate(api.calls);
    await account.setHold(live, true);
    isDown = false;
    clock.advance(290_000);
    await account.setHold(live, false);
    expect(written).toEqual([api.refreshToken()]);
  });

  it('cannot be had with a token that is void: the account lacks the right, and nothing was done', async () => {
    const { api, account } = await sipgateDesk({ auth: 'oauth', stored: 'void-refresh-token' });
    const error = await refusalOf(account.hangUp(talkOverSipgate(api.calls).live));
    expect(error).toMatchObject({ code: 'provider_no_right', didNotHappen: true, detail: 'Stale refresh token' });
    expect(api.seenOf('hang_up')).toHaveLength(0);
  });

  it('cannot be had while the store is down: told as a refusal of the provider, never as a crash', async () => {
    const down = () => Promise.reject(new Error('storage is down'));
    const { api, account } = await sipgateDesk({
      auth: 'oauth',
      stored: 'void-refresh-token',
      deps: { refreshTokens: { current: down, replace: down } },
    });
    expect((await refusalOf(account.hangUp(talkOverSipgate(api.calls).live))).code).toBe('provider_no_right');
  });

  it('that nobody gives in time leave the call as it was', async () => {
    const { api, account } = await sipgateDesk({ auth: 'oauth', deps: { timeoutMs: 80 } });
    api.failNext('refresh_token', 'hang');
    const error = await refusalOf(account.hangUp(talkOverSipgate(api.calls).live));
    expect(error).toMatchObject({ code: 'provider_unreachable', didNotHappen: true });
  });
});

const at = (text: string) => new Date(`2026-11-12T${text}.000Z`);
const FROM = '2026-11-12T00:00:00.000Z';
const TO = '2026-11-13T00:00:00.000Z';

function past(
  calls: PretendCalls,
  started: string,
  ended: string,
  how: { answered?: string; state?: string; of?: Partial<PretendCall> },
) {
  const call = newPretendCall({ from: CALLER, to: BERLIN, user: sipgateAda, startedAt: at(started), ...how.of });
  const phone = calls.begin(call);
  if (how.answered) calls.answer(call.callId, phone.channelId, at(how.answered));
  calls.end(call.callId, phone.channelId, at(ended), how.state);
  return call;
}

describe('sipgate’s history', () => {
  it('tells of calls what the pushes would have told, oldest first', async () => {
    const { api, account } = await sipgateDesk();
    const answered = past(api.calls, '10:00:00', '10:02:00', { answered: '10:00:00' });
    const missed = past(api.calls, '09:00:00', '09:00:20', {});
    const out = past(api.calls, '11:00:00', '11:00:20', { of: { direction: 'outbound', from: BERLIN, to: CALLER } });
    const calls = await allOf(account.pastCalls(FROM, TO));
    expect(calls.map(({ providerCallId }) => providerCallId)).toEqual([missed.callId, answered.callId, out.callId]);
    const truths = calls.map(({ facts }) => describeCall(facts.reduce(reduceCall, noFacts)));
    expect(truths).toMatchObject([
      { outcome: 'missed', direction: 'inbound', fromNumber: CALLER, endCause: 'no_answer', healed: true },
      { outcome: 'answered', durationSeconds: 120, answeredBy: { providerUserId: 'w0' } },
      { outcome: 'missed', direction: 'outbound', toNumber: CALLER },
    ]);
    for (const { facts } of calls) {
      for (const fact of facts) expect(callFact.safeParse(fact).error).toBeUndefined();
    }
  });

  it('puts a message to the call after which it was left, and makes no call of one without', async () => {
    const { api, account } = await sipgateDesk();
    const missed = past(api.calls, '09:00:00', '09:00:20', {});
    past(api.calls, '09:00:20', '09:00:50', { answered: '09:00:20', state: 'VOICEMAIL' });
    past(api.calls, '15:00:00', '15:00:50', { answered: '15:00:20', state: 'VOICEMAIL' });
    const calls = await allOf(account.pastCalls(FROM, TO));
    expect(calls.map(({ providerCallId }) => providerCallId)).toEqual([missed.callId]);
    expect(describeCall((calls[0]?.facts ?? []).reduce(reduceCall, noFacts))).toMatchObject({
      outcome: 'voicemail',
      voicemail: { durationSeconds: 30 },
    });
  });

  it('is read to its end, page behind page', async () => {
    const { api, account } = await sipgateDesk();
    for (let i = 0; i < 1_200; i += 1) past(api.calls, '09:00:00', '09:00:20', {});
    expect(await allOf(account.pastCalls(FROM, TO))).toHaveLength(1_200);
    expect(api.seenOf('past_calls').map(({ query }) => query.get('offset'))).toEqual(['0', '1000']);
  });
});
