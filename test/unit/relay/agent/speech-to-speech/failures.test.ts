import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createPlayout } from '../../../../../relay/src/media/playout/playout.ts';
import { createHandClock } from '../../media/hand-clock.ts';
import { until } from '../../media/media-under-test.ts';
import { realtimeUnderTest } from './realtime-under-test.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function line() {
  const hand = createHandClock();
  const playout = createPlayout({
    clock: hand.clock,
    rate: 8_000,
    hasMarks: false,
    send: () => {},
    waitingBytes: () => 0,
  });
  return { ...hand, playout };
}

describe('a speech engine that fails leaves the call to the script', () => {
  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [429, 'full'],
    [500, 'failed'],
    [200, 'failed'],
  ] as const)('the engine answers %i', async (status, failure) => {
    const { open, server } = await realtimeUnderTest();
    server.behave({ status });
    const { failures } = open(line().playout);
    await until(() => expect(failures).toHaveLength(1));
    expect(failures[0]?.failure).toBe(failure);
  });

  it('nobody is there', async () => {
    const { open, server } = await realtimeUnderTest();
    server.close();
    const { failures } = open(line().playout);
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['failed']));
  });

  it('the engine takes the connection and is never ready', async () => {
    const { open, server } = await realtimeUnderTest({ limits: { readyMs: 100 } });
    server.behave('deaf');
    const { failures } = open(line().playout);
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['timed_out']));
    await until(() => expect(server.openSockets()).toBe(0));
  });

  it('the engine is cut in the middle of a sentence: what was heard of it is told, and the rest is never played', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance } = line();
    const { failures, spoken, of, told } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.speak({ text: 'We are open from nine to five.', ms: 3_000 }, false);
    await until(() => expect(playout.bufferedMs).toBe(3_000));
    advance(1_520);
    engine.cut();
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['failed']));
    expect(spoken()).toMatchObject([{ text: 'We are open', isCutOff: true, heardMs: 1_500 }]);
    expect(playout.bufferedMs).toBe(0);
    const count = told.length;
    advance(5_000);
    expect(told).toHaveLength(count);
  });

  it('the engine hears the caller and never answers', async () => {
    const { open, session } = await realtimeUnderTest({ limits: { answerMs: 100 } });
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.speechStarts();
    engine.speechStops();
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['timed_out']));
  });

  it('the engine ends what was cut off, and never answers what was said over it', async () => {
    const { open, session } = await realtimeUnderTest({ limits: { answerMs: 100 } });
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.tell({ type: 'input_audio_buffer.speech_started', item_id: 'said_1', audio_start_ms: 0 });
    engine.speechStops();
    engine.done('cancelled');
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['timed_out']));
  });

  it('the engine begins an answer and stops in the middle of it', async () => {
    const { open, session } = await realtimeUnderTest({ limits: { answerMs: 200 } });
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.speak({ text: 'Well', ms: 200 }, false);
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['timed_out']));
  });

  it('a caller who says nothing is no failure, however long', async () => {
    const { open, session } = await realtimeUnderTest({ limits: { answerMs: 50, pingEveryMs: 50 } });
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    for (let n = 1; n <= 3; n += 1) {
      engine.tell({ type: 'input_audio_buffer.timeout_triggered', item_id: `idle_${n}`, audio_start_ms: 0 });
      engine.begin();
      engine.speak({ text: 'Are you there?', ms: 100 });
    }
    await until(() => expect(of('silent').map(({ times }) => times)).toEqual([1, 2, 3]));
    const began = performance.now();
    await until(() => expect(performance.now() - began).toBeGreaterThan(300));
    expect(failures).toEqual([]);
  });

  it('the network between is pulled and nobody says so', async () => {
    const { open, session } = await realtimeUnderTest({ limits: { pingEveryMs: 50, pongMs: 100 } });
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.pause();
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['timed_out']));
  });

  it.each([
    ['server_error', null, 'failed'],
    ['invalid_request_error', 'session_expired', 'failed'],
    ['rate_limit_error', 'rate_limit_exceeded', 'full'],
    ['invalid_request_error', 'insufficient_quota', 'refused'],
  ] as const)('the engine tells an error: %s %s', async (type, code, failure) => {
    const { open, session } = await realtimeUnderTest();
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.tell({ type: 'error', error: { type, code, message: 'no', event_id: null } });
    await until(() => expect(failures.map((one) => one.failure)).toEqual([failure]));
  });

  it('its answer failed', async () => {
    const { open, session } = await realtimeUnderTest();
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.done('failed', [], { type: 'failed', error: { type: 'server_error', code: 'rate_limit_exceeded' } });
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['full']));
  });

  it('one error that it goes on from costs nothing, one after the other ends it', async () => {
    const { open, session } = await realtimeUnderTest();
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    const mistake = { type: 'error', error: { type: 'invalid_request_error', code: 'response_cancel_not_active' } };
    engine.tell(mistake);
    engine.speechStarts();
    await until(() => expect(of('voice')).toHaveLength(1));
    expect(failures).toEqual([]);
    for (let i = 0; i < 10; i += 1) engine.tell(mistake);
    await until(() => expect(failures).toHaveLength(1));
  });

  it('noise is overlooked, more of it ends the talk', async () => {
    const { open, session } = await realtimeUnderTest();
    const { failures, of } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    const noise = ['', 'hello', '[]', '{}', '{"type":7}', '{"type":"response.created"}', Buffer.alloc(20)];
    for (const one of noise) engine.tellRaw(one);
    engine.tellRaw('{"type":"of_the_year_2031"}');
    engine.tellRaw('{"type":"__proto__"}');
    engine.tell({ type: 'response.output_audio.delta', response_id: 'r', item_id: 'i', delta: 'AAAA' });
    engine.speechStarts();
    await until(() => expect(of('voice')).toHaveLength(1));
    expect(failures).toEqual([]);
    for (const one of noise) engine.tellRaw(one);
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['failed']));
  });

  it('a message that is too large', async () => {
    const { open, session, server } = await realtimeUnderTest({ limits: { mostMessageBytes: 10_000 } });
    const { failures } = open(line().playout);
    const engine = await session();
    engine.tellRaw(JSON.stringify({ type: 'x', text: 'x'.repeat(20_000) }));
    await until(() => expect(failures.map(({ failure }) => failure)).toEqual(['failed']));
    await until(() => expect(server.openSockets()).toBe(0));
  });
});

describe('a talk that is over', () => {
  it('ends with the call, and the engine is told nothing more', async () => {
    const { open, session, server } = await realtimeUnderTest();
    const over = new AbortController();
    const { playout, advance } = line();
    const { talk, told, failures, spoken } = open(playout, { signal: over.signal });
    const engine = await session();
    engine.begin();
    engine.speak({ text: 'Good morning to you all.', ms: 1_000 });
    await until(() => expect(playout.bufferedMs).toBe(1_000));
    advance(520);
    talk.frame(new Int16Array(160));
    // As the stream does it: the playout first.
    playout.stop();
    over.abort();
    expect(spoken()).toMatchObject([{ text: 'Good morning', isCutOff: true, heardMs: 500 }]);
    await until(() => expect(server.openSockets()).toBe(0));
    const count = told.length;
    talk.frame(new Int16Array(160));
    talk.say('Hello?');
    talk.close();
    expect(told).toHaveLength(count);
    expect(failures).toEqual([]);
  });

  it('is refused where the engine was closed; calls that used it go on elsewhere', async () => {
    const { open, session, engine } = await realtimeUnderTest();
    const { failures } = open(line().playout);
    await session();
    await engine.close();
    expect(failures.map(({ failure }) => failure)).toEqual(['failed']);
    expect(() => open(line().playout)).toThrow('closed');
  });

  it('leaves no socket, timer or memory behind, after a thousand of them', { timeout: 60_000 }, async () => {
    const { open, server, engine } = await realtimeUnderTest();
    const talks = new Set<WeakRef<object>>();
    /** As long as the process: what hung on it would stay. */
    const { signal } = new AbortController();
    async function calls(count: number): Promise<void> {
      let left = count;
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          while (left > 0) {
            const n = (left -= 1);
            const over = new AbortController();
            const { playout } = line();
            const { talk, of } = open(playout, { signal: n % 2 === 0 ? over.signal : signal });
            talks.add(new WeakRef(talk));
            talk.frame(new Int16Array(160));
            // Some before they were connected, some after.
            if (n % 3 > 0) await until(() => expect(of('ready')).toHaveLength(1));
            if (n % 2 === 0) over.abort();
            else talk.close();
            playout.stop();
          }
        }),
      );
      await until(() => expect(server.openSockets()).toBe(0));
      server.sessions.length = 0;
    }
    await calls(50);
    await until(() => expect(handles()['TCPSocketWrap'] ?? 0).toBe(0));
    const before = handles();
    await calls(1_000);
    await until(() => expect(handles()).toEqual(before));
    collect();
    expect([...talks].filter((talk) => talk.deref() !== undefined).length).toBeLessThan(20);
    await engine.close();
  });
});

/** What keeps a process alive, by kind. */
function handles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
