import { describe, expect, it } from 'vitest';
import { contactNamed, NOW } from '../../../../contract/storage/made-up.ts';
import { ADA, CALLER, LINE, never, relayWithBridge, until } from '../../../../support/receptionist-line.ts';

const withTwilio = relayWithBridge;

/** A caller who speaks with the receptionist, and Me Ada's telephone that rings for them. */
async function ringingAda(given: Parameters<typeof relayWithBridge>[0] = {}) {
  const parts = await withTwilio(given);
  const caller = await parts.call();
  const line = await parts.lineOf(0);
  const rung = line.ring(ADA.id, never);
  const dialled = await until(() => {
    const [one] = caller.dialled;
    if (!one) throw new Error('nothing rings');
    return one;
  });
  await until(() => expect(parts.streams[0]?.ended).not.toBeNull());
  return { ...parts, caller, line, rung, dialled };
}

describe('A call over the voice URL', () => {
  it('is in the firm’s list as soon as it rings, taken by the receptionist, and over when the caller hangs up', async () => {
    const { call, lineOf, onlyCall, store } = await withTwilio();
    await store.putPerson({ ...(await store.person(ADA.id))!, lines: [ADA.line, LINE] });
    const caller = await call();
    const line = await lineOf(0);
    expect(await onlyCall()).toMatchObject({
      id: line.callId,
      direction: 'inbound',
      outcome: 'talking',
      fromNumber: CALLER,
      toNumber: LINE,
    });
    expect(line).toMatchObject({
      callerNumber: CALLER,
      calledNumber: LINE,
      wantedPersonId: ADA.id,
      hasKeys: true,
      canReachPerson: true,
      canReachVoicemail: false,
      staysWhileRinging: false,
    });
    await caller.hangUp();
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
  });

  it('is one call, however often its voice URL is asked', async () => {
    const { call, lineOf, onlyCall } = await withTwilio();
    await call({ callSid: 'CA00000000000000000000000000000001' });
    await lineOf(0);
    await call({ callSid: 'CA00000000000000000000000000000001' });
    await lineOf(1);
    expect((await onlyCall()).outcome).toBe('talking');
  });

  it('speaks the language of the contact whose number it is, and no language where nobody knows', async () => {
    const { call, lineOf, store } = await withTwilio();
    await store.putContacts([{ ...contactNamed('Anna', CALLER), languages: ['nl', 'fr'] }], NOW);
    await call();
    expect((await lineOf(0)).language).toBe('nl');
    await call({ from: '+33612345678' });
    expect((await lineOf(1)).language).toBeNull();
  });

  it('is kept with the receptionist until the person has answered, and is theirs from then on', async () => {
    const { rung, dialled, onlyCall, caller, line } = await ringingAda();
    expect(dialled.to).toBe(ADA.line);
    expect((await onlyCall()).legs).toContainEqual(
      expect.objectContaining({ personId: ADA.id, state: 'ringing' }) as unknown,
    );
    await dialled.answer();
    expect(await rung).toEqual({ isAnswered: true });
    expect(await onlyCall()).toMatchObject({
      id: line.callId,
      outcome: 'talking',
      answeredBy: { personId: ADA.id },
    });
    await dialled.end('completed');
    expect(caller.over).toBe('hung_up');
    expect(await onlyCall()).toMatchObject({ outcome: 'answered', answeredBy: { personId: ADA.id } });
  });

  it.each(['no-answer', 'busy', 'failed'])(
    'comes back to the receptionist when the telephone of the person says %s, and is still the same call',
    async (status) => {
      const { rung, dialled, onlyCall, caller, line, lineOf } = await ringingAda();
      await dialled.end(status);
      expect(await rung).toEqual({ isAnswered: false });
      const again = await lineOf(1);
      expect(again.callId).toBe(line.callId);
      expect(again.callerNumber).toBe(CALLER);
      expect(caller.over).toBeNull();
      expect((await onlyCall()).outcome).toBe('talking');
      await caller.hangUp();
      await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
    },
  );

  it('can be rung through a second time after it came back', async () => {
    const { rung, dialled, caller, lineOf, onlyCall } = await ringingAda();
    await dialled.end('no-answer');
    await rung;
    const second = (await lineOf(1)).ring(ADA.id, never);
    await until(() => expect(caller.dialled).toHaveLength(2));
    await caller.dialled[1]?.answer();
    expect(await second).toEqual({ isAnswered: true });
    expect((await onlyCall()).answeredBy).toMatchObject({ personId: ADA.id });
  });

  it('ends when the caller hangs up while the telephone rings', async () => {
    const { rung, dialled, caller, onlyCall } = await ringingAda();
    await caller.hangUp();
    await dialled.end('canceled');
    expect(await rung).toEqual({ isAnswered: false });
    expect((await onlyCall()).outcome).toBe('agent');
  });

  it('ends when nobody comes back within a minute after the telephone rang in vain', async () => {
    const { rung, dialled, bridge, caller, clock, onlyCall } = await ringingAda();
    await bridge.post(dialled.action, {
      CallSid: caller.callSid,
      CallStatus: 'in-progress',
      DialCallStatus: 'no-answer',
    });
    expect(await rung).toEqual({ isAnswered: false });
    expect((await onlyCall()).outcome).toBe('talking');
    clock.advance(70_000);
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
  });

  it('was answered all the same, where the provider only says so at the end', async () => {
    const { rung, dialled, clock, onlyCall } = await ringingAda({ bridge: { tellsAnswers: false } });
    await dialled.answer();
    clock.advance(30_000);
    expect(await rung).toEqual({ isAnswered: false });
    await dialled.end('completed');
    expect(await onlyCall()).toMatchObject({ outcome: 'answered', answeredBy: { personId: ADA.id } });
  });
});

describe('The addresses that ring a person', () => {
  it('are refused when the signature does not fit, and the caller stays where they are', async () => {
    const { dialled, bridge, caller, onlyCall } = await ringingAda();
    const fields = { CallSid: caller.callSid, DialCallStatus: 'completed', CallStatus: 'completed' };
    expect((await bridge.post(dialled.action, fields, 'c2lnbmVk')).status).toBe(401);
    expect((await bridge.post(dialled.told, { ...fields, CallStatus: 'in-progress' }, 'c2lnbmVk')).status).toBe(401);
    expect((await onlyCall()).answeredBy).toBeNull();
  });

  it('are good once: the same again changes nothing', async () => {
    const { dialled, bridge, caller, rung, lineOf, onlyCall } = await ringingAda();
    await dialled.end('no-answer');
    await rung;
    await lineOf(1);
    const fields = { CallSid: caller.callSid, DialCallStatus: 'completed', CallStatus: 'completed' };
    expect((await bridge.post(dialled.action, fields)).status).toBe(404);
    expect(await onlyCall()).toMatchObject({ outcome: 'talking', answeredBy: null });
  });

  it('are good for their own call only', async () => {
    const { dialled, bridge, onlyCall } = await ringingAda();
    const fields = { CallSid: 'CA00000000000000000000000000000009', DialCallStatus: 'completed' };
    expect((await bridge.post(dialled.action, fields)).status).toBe(404);
    expect((await onlyCall()).answeredBy).toBeNull();
  });

  it('that nobody gave out are not known', async () => {
    const { bridge, voiceUrl } = await withTwilio();
    for (const query of ['?dial=abc', '?leg=abc'])
      expect((await bridge.post(voiceUrl + query, { CallSid: 'CA1', DialCallStatus: 'completed' })).status).toBe(404);
  });
});

describe('A provider that does not ring the person', () => {
  it.each(['401', '404', '429', '500'] as const)(
    'and says %s keeps the caller with the receptionist',
    async (fault) => {
      const { call, lineOf, bridge, streams, onlyCall } = await withTwilio();
      await call();
      const line = await lineOf(0);
      bridge.api.failNext('modify_call', fault);
      expect(await line.ring(ADA.id, never)).toEqual({ isAnswered: false });
      expect(streams[0]?.ended).toBeNull();
      expect((await onlyCall()).outcome).toBe('talking');
    },
  );

  it('as far as anybody knows, but does, is believed when the telephone is answered', async () => {
    const { call, lineOf, bridge } = await withTwilio();
    const caller = await call();
    const line = await lineOf(0);
    bridge.api.failNext('modify_call', 'lost');
    const rung = line.ring(ADA.id, never);
    await until(() => expect(caller.dialled).toHaveLength(1));
    await caller.dialled[0]?.answer();
    expect(await rung).toEqual({ isAnswered: true });
  });

  it('because they have no telephone of their own, is not asked at all', async () => {
    const { call, lineOf, bridge, store } = await withTwilio();
    await store.putPerson({ ...(await store.person(ADA.id))!, lines: [] });
    await call();
    expect(await (await lineOf(0)).ring(ADA.id, never)).toEqual({ isAnswered: false });
    expect(bridge.api.seen).toHaveLength(0);
  });

  it('because it would hang up on the caller when nobody answers, is not asked at all', async () => {
    const { call, lineOf, bridge } = await withTwilio({ bridge: { returnsCallers: false } });
    await call();
    const line = await lineOf(0);
    expect(line.canReachPerson).toBe(false);
    expect(await line.ring(ADA.id, never)).toEqual({ isAnswered: false });
    expect(bridge.api.seen).toHaveLength(0);
  });

  it('stops waiting with the talk', async () => {
    const { call, lineOf } = await withTwilio();
    const caller = await call();
    const line = await lineOf(0);
    const talk = new AbortController();
    const rung = line.ring(ADA.id, talk.signal);
    await until(() => expect(caller.dialled).toHaveLength(1));
    talk.abort();
    expect(await rung).toEqual({ isAnswered: false });
  });
});

describe('When nothing else works', () => {
  const LAST = '+32475000111';

  it('the last resort is dialled and the call is theirs when they answer', async () => {
    const { call, lineOf, onlyCall, streams } = await withTwilio({ duty: { lastResort: () => LAST } });
    const caller = await call();
    const line = await lineOf(0);
    expect(line.canReachVoicemail).toBe(true);
    expect(await line.toVoicemail()).toBe(true);
    await until(() => expect(caller.dialled[0]?.to).toBe(LAST));
    await until(() => expect(streams[0]?.ended).not.toBeNull());
    await caller.dialled[0]?.answer();
    await caller.dialled[0]?.end('completed');
    expect(caller.over).toBe('hung_up');
    expect(await onlyCall()).toMatchObject({ outcome: 'answered', answeredBy: { name: LAST } });
  });

  it('without a last resort there is no voicemail', async () => {
    const { call, lineOf } = await withTwilio();
    await call();
    expect(await (await lineOf(0)).toVoicemail()).toBe(false);
  });

  it('the line is cut at the provider, and the call is over', async () => {
    const { call, lineOf, onlyCall } = await withTwilio();
    const caller = await call();
    await (await lineOf(0)).hangUp();
    expect(caller.over).toBe('hung_up');
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
  });

  it('the line is cut also when the provider does not answer', async () => {
    const { call, lineOf, bridge, streams } = await withTwilio();
    await call();
    bridge.api.failNext('modify_call', '500');
    await (await lineOf(0)).hangUp();
    await until(() => expect(streams[0]?.ended).toBe('ended_here'));
  });
});

describe('A call that the receptionist does not take', () => {
  it.each([false, 'full'] as const)('because it is %s rings at the last resort', async (takes) => {
    const { call, onlyCall, streams } = await withTwilio({
      duty: { takes: () => takes, lastResort: () => '+32475000111' },
    });
    const caller = await call();
    expect(streams).toHaveLength(0);
    expect(caller.dialled[0]?.to).toBe('+32475000111');
    await caller.dialled[0]?.end('busy');
    expect(caller.over).toBe('hung_up');
    expect((await onlyCall()).outcome).toBe('missed');
  });

  it('is busy where nobody else takes it, and the firm sees that it was missed', async () => {
    const { call, onlyCall } = await withTwilio({ duty: { takes: () => false } });
    expect((await call()).over).toBe('busy');
    expect((await onlyCall()).outcome).toBe('missed');
  });
});
