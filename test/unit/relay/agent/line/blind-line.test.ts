import { describe, expect, it, onTestFinished } from 'vitest';
import { RING_MS } from '../../../../../relay/src/agent/line/watch-answer.ts';
import { createPlayoutClock } from '../../../../../relay/src/media/playout/playout-clock.ts';
import { connectProvider, type PretendManners } from '../../../../../relay/simulator/connected-provider.ts';
import { deliver } from '../../../../../relay/simulator/deliver.ts';
import { callRelay } from '../../../../../relay/simulator/phone/virtual-phone.ts';
import { plainPhone, ringoverPhone } from '../../../../../relay/simulator/phone/phone-dialect.ts';
import { createPretendRingover } from '../../../../../relay/simulator/pretend-provider.ts';
import { startPretendRingoverApi } from '../../../../../relay/simulator/pretend-ringover-api.ts';
import {
  ADA,
  CALLER,
  LINE,
  never,
  relayOnDuty,
  until,
  type OnDuty,
  type RelayOnDuty,
} from '../../../../support/receptionist-line.ts';
import { SECRET, TENANT } from '../../../../support/relay-under-test.ts';

const KEY = 'key-of-the-firm';
const STREAMER = 'streamer-token';
const ada = { id: '22673838', firstname: 'Ada', lastname: 'Example', email: 'ada@firm.example' };
const colleague = { id: '22673839', firstname: 'Bo', lastname: 'Example', email: 'bo@firm.example' };

/** A firm at Ringover whose scenario leads every call to the streamer. */
async function firmAtRingover(given: { manners?: Partial<PretendManners>; withApi?: boolean } & OnDuty = {}) {
  const ringover = await startPretendRingoverApi({
    keys: [{ key: KEY }],
    users: [
      { ...ada, numbers: [ADA.line] },
      { ...colleague, numbers: ['+3225550112'] },
    ],
    perSecond: 50,
  });
  onTestFinished(() => ringover.close());
  const api = { RINGOVER_API_KEY: KEY, RINGOVER_API_BASE_URL: ringover.url };
  const duty = await relayOnDuty({
    ...given,
    environment: {
      RINGOVER_STREAMER_AUTH_TOKEN: STREAMER,
      RINGOVER_WEBSOCKET_PORT: '0',
      ...(given.withApi === false ? {} : api),
      ...given.environment,
    },
  });
  const { relay } = duty;
  const provider = createPretendRingover({
    relayUrl: relay.url,
    publicBaseUrl: relay.publicBaseUrl,
    hookToken: duty.hookToken,
    key: SECRET,
  });
  const connected = connectProvider({
    provider,
    api: ringover,
    manners: { transferAnswerAfterMs: 50, ...given.manners },
  });
  onTestFinished(() => connected.close());
  const clock = createPlayoutClock();
  const open = async (metadata: Record<string, unknown> | null = null) => {
    const url = `ws://127.0.0.1:${relay.media.server.port}/ws/ringover/${STREAMER}`;
    const phone = await callRelay({ url, dialect: ringoverPhone(8_000, metadata), clock });
    onTestFinished(() => phone.hangUp());
    return phone;
  };
  /** A caller who rings, and whom Ringover gives to the streamer. */
  const caller = async () => {
    const ring = await connected.ringer.ring({ from: CALLER, to: LINE, user: null });
    const phone = await until(() => open());
    await ring.answer(null);
    const line = await duty.lineOf(0);
    return { ring, phone, line };
  };
  return { ...duty, ringover, provider, connected, open, caller };
}

describe('A call of Ringover’s streamer', () => {
  it('is the call that rings, is the receptionist’s while it speaks, and is over with Ringover’s hangup', async () => {
    const { caller, onlyCall, connected } = await firmAtRingover();
    const { ring, line } = await caller();
    expect(line).toMatchObject({ callerNumber: CALLER, calledNumber: LINE, canReachPerson: true, hasKeys: false });
    expect(await onlyCall()).toMatchObject({ id: line.callId, outcome: 'talking', answeredBy: null });
    await ring.hangUp();
    await connected.settled();
    expect(await onlyCall()).toMatchObject({ outcome: 'agent' });
  });

  it('is not let in once a person has answered it, nor after it is over', async () => {
    const { connected, open } = await firmAtRingover();
    const ring = await connected.ringer.ring({ from: CALLER, to: LINE, user: ada });
    await ring.answer(ada);
    await expect(open()).rejects.toThrow('409');
    await ring.hangUp();
    await expect(open()).rejects.toThrow('409');
  });

  it('is not expected where no receptionist takes it, or as many callers as it can serve are with it', async () => {
    for (const takes of [false, 'full'] as const) {
      const { connected, open } = await firmAtRingover({ duty: { takes: () => takes } });
      await connected.ringer.ring({ from: CALLER, to: LINE, user: null });
      await expect(open()).rejects.toThrow('409');
    }
  });

  it('is still expected when it rang people for longer than a minute before', async () => {
    const { connected, open, clock, lineOf } = await firmAtRingover();
    await connected.ringer.ring({ from: CALLER, to: LINE, user: null });
    clock.advance(50_000);
    await open();
    expect((await lineOf(0)).callerNumber).toBe(CALLER);
  });

  it('goes on while the next telephone rings, and is over in nobody’s list meanwhile', async () => {
    const { caller, onlyCall, connected } = await firmAtRingover({ manners: { transferAnswerAfterMs: 60_000 } });
    const { line } = await caller();
    const given = new AbortController();
    const passedOn = Promise.withResolvers<void>();
    const undo = connected.onPassedOn((_, what) => what === 'rings' && passedOn.resolve());
    const rung = line.ring(ADA.id, given.signal);
    await passedOn.promise;
    undo();
    await connected.settled();
    expect(await onlyCall()).toMatchObject({ outcome: 'talking', answeredBy: null, endedAt: null });
    given.abort();
    await rung;
  });

  it('becomes the person’s who answers, and only then', async () => {
    const { caller, onlyCall } = await firmAtRingover();
    const { line } = await caller();
    expect(await line.ring(ADA.id, never)).toEqual({ isAnswered: true });
    expect(await onlyCall()).toMatchObject({ outcome: 'talking', answeredBy: { personId: ADA.id } });
  });

  it('comes back for the same call when the person does not answer', async () => {
    const { caller, onlyCall, open, lineOf, connected, clock, ringover } = await firmAtRingover({
      manners: { transferIsAnswered: false },
    });
    const { line, phone } = await caller();
    const rung = line.ring(ADA.id, never);
    // Blind: Ringover takes the caller away.
    phone.hangUp();
    await until(() => expect(clock.pending()).toContain(RING_MS));
    await until(() => expect(ringover.calls.past()).toHaveLength(2));
    await connected.settled();
    expect(await withinTenSeconds(rung, { clock, onlyCall })).toEqual({ isAnswered: false });
    const again = await until(() => open());
    const back = await lineOf(1);
    expect(back.callId).toBe(line.callId);
    await connected.settled();
    await until(async () => expect((await onlyCall()).outcome).toBe('talking'));
    again.hangUp();
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
  });

  it('is not answered when the telephone rings for half a minute and nobody says a word', async () => {
    const { caller, clock } = await firmAtRingover({ manners: { transferAnswerAfterMs: 600_000 } });
    const { line } = await caller();
    const rung = line.ring(ADA.id, never);
    await until(() => expect(clock.pending()).toContain(RING_MS));
    clock.advance(RING_MS);
    expect(await rung).toEqual({ isAnswered: false });
  });

  it('is not answered when the caller hangs up while it rings', async () => {
    const { caller, clock, onlyCall } = await firmAtRingover({ manners: { transferAnswerAfterMs: 600_000 } });
    const { line, ring } = await caller();
    const rung = line.ring(ADA.id, never);
    await until(() => expect(clock.pending()).toContain(RING_MS));
    await ring.hangUp();
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
    expect(await withinTenSeconds(rung, { clock, onlyCall })).toEqual({ isAnswered: false });
  });

  it('is answered also when another telephone of the firm picks it up', async () => {
    const { caller, connected, ringover, onlyCall, provider } = await firmAtRingover({
      manners: { transferAnswerAfterMs: 600_000 },
    });
    const { line } = await caller();
    const rung = line.ring(ADA.id, never);
    await until(() => expect(ringover.calls.live()[0]?.phones[0]?.to).toBe(ADA.line));
    const [live] = ringover.calls.live();
    const [next] = live?.phones ?? [];
    if (!live || !next) throw new Error('nothing rings');
    await connected.settled();
    const at = new Date();
    const picked = { ...live.call, channelId: next.channelId, user: colleague };
    const signed = provider.sign(picked, { moment: 'answered', at, answeredAt: at, attempt: 1 });
    if (signed) await deliver(signed, { giveUpAfterMs: 0 });
    expect(await rung).toEqual({ isAnswered: true });
    expect((await onlyCall()).answeredBy).toMatchObject({ providerUserId: colleague.id });
  });

  it('goes over the stream’s own command where no API is connected', async () => {
    const { caller } = await firmAtRingover({ withApi: false });
    const { line, phone } = await caller();
    const talk = new AbortController();
    const rung = line.ring(ADA.id, talk.signal);
    await until(() => expect(phone.heard.commands).toMatchObject([{ kind: 'transfer', value: ADA.line.slice(1) }]));
    talk.abort();
    expect(await rung).toEqual({ isAnswered: false });
  });

  it('stays with the receptionist when Ringover refuses the transfer or fails', async () => {
    for (const fault of ['refuse:No such extension', '500'] as const) {
      const { caller, ringover, streams, onlyCall } = await firmAtRingover();
      const { line, phone } = await caller();
      ringover.failNext('transfer', fault);
      expect(await line.ring(ADA.id, never)).toEqual({ isAnswered: false });
      expect(phone.heard.commands).toEqual([]);
      expect(streams[0]?.ended).toBeNull();
      expect((await onlyCall()).outcome).toBe('talking');
    }
  });

  it('goes to the last resort, is hung up at Ringover, and has no voicemail without one', async () => {
    const { caller, ringover } = await firmAtRingover({ duty: { lastResort: () => '+32475000111' } });
    const { line } = await caller();
    expect(line.canReachVoicemail).toBe(true);
    expect(await line.toVoicemail()).toBe(true);
    expect(JSON.parse(ringover.seenOf('transfer')[0]?.body ?? '')).toEqual({ phone_number: 32475000111 });
    const without = await firmAtRingover();
    const other = await without.caller();
    expect(other.line.canReachVoicemail).toBe(false);
    expect(await other.line.toVoicemail()).toBe(false);
    await other.line.hangUp();
    expect(without.ringover.seenOf('hang_up')).toHaveLength(1);
    await until(() => expect(without.streams[0]?.ended).toBe('ended_here'));
  });
});

describe('A stream of the plain dialect', () => {
  async function plainCall(callId: string, given: OnDuty = {}) {
    const duty = await relayOnDuty(given);
    const { urls } = duty.relay.media.expect({ tenantId: TENANT, callId });
    const { pathname, search } = new URL(urls.plain);
    const phone = await callRelay({
      url: `ws://127.0.0.1:${duty.relay.port}${pathname}${search}`,
      dialect: plainPhone(8_000),
      clock: createPlayoutClock(),
    });
    onTestFinished(() => phone.hangUp());
    return { ...duty, phone, line: await duty.lineOf(0) };
  }

  it('of which no webhook told makes a call of its own, that ends with it', async () => {
    const { line, onlyCall, phone } = await plainCall('call-1');
    expect(line).toMatchObject({
      callerNumber: null,
      canReachPerson: false,
      canReachVoicemail: false,
      language: null,
      wantedPersonId: null,
    });
    expect(await line.ring(ADA.id, never)).toEqual({ isAnswered: false });
    expect((await onlyCall()).outcome).toBe('talking');
    phone.hangUp();
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
  });
});

/** Well before the half minute that a telephone may ring. @returns null: not answered yet */
async function withinTenSeconds(
  rung: Promise<{ isAnswered: boolean }>,
  { clock, onlyCall }: Pick<RelayOnDuty, 'clock' | 'onlyCall'>,
): Promise<{ isAnswered: boolean } | null> {
  const answers: { isAnswered: boolean }[] = [];
  void rung.then((answer) => answers.push(answer));
  for (let second = 0; second < 10 && answers.length === 0; second += 1) {
    clock.advance(1_000);
    // What is looked up meanwhile takes a turn or two.
    await onlyCall();
    await onlyCall();
  }
  return answers[0] ?? null;
}
