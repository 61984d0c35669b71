import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { TurnAction } from '../../../../relay/src/media/turns/flow-messages.ts';
import type { TurnHandler } from '../../../../relay/src/media/turns/turn-calls.ts';
import { mediaUnderTest, until } from './media-under-test.ts';

const tenant = { tenantId: 'firm-a', voiceAuthTokens: [], flowTokens: ['flow-secret'] };
const session = { id: 's-1', account_id: 'a', from_phone_number: '+32470123456', to_phone_number: '+3225550100' };
const say = (text: string): TurnAction => ({ kind: 'speak', text, mayBeInterrupted: true });

const flowMedia = () => mediaUnderTest({ tenantByHook: (hook) => Promise.resolve(hook === 'hook-a' ? tenant : null) });

async function posting(handler: TurnHandler) {
  const parts = await flowMedia();
  parts.media.setTurnHandler(handler);
  const post = (body: unknown, token = 'flow-secret', hook = 'hook-a') =>
    fetch(`http://127.0.0.1:${parts.media.server.port}/api/v1/media/flow/${hook}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-token': token },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...parts, post };
}

describe('the text dialect over HTTP', () => {
  it('greets, answers what was said, hands over and hangs up', async () => {
    const { post } = await posting({
      async turn(call, event) {
        if (event.type === 'session_start')
          return {
            kind: 'speak',
            text: 'Good morning. You speak with an AI.',
            mayBeInterrupted: false,
            noAnswerAfterSeconds: 8,
          };
        if (event.type === 'digit') return { kind: 'hangup' };
        if (event.type === 'user_speak')
          return { kind: 'transfer', to: '+3225550101', callerName: 'Reception', callerNumber: call.from ?? '' };
        return null;
      },
    });
    expect(await (await post({ type: 'session_start', session })).json()).toEqual({
      type: 'speak',
      session_id: 's-1',
      text: 'Good morning. You speak with an AI.',
      barge_in: { strategy: 'none' },
      user_input_timeout_seconds: 8,
    });
    expect(await (await post({ type: 'user_speak', session, text: 'A person, please' })).json()).toEqual({
      type: 'transfer',
      session_id: 's-1',
      target_phone_number: '+3225550101',
      caller_id_name: 'Reception',
      caller_id_number: '+32470123456',
    });
    expect((await post({ type: 'assistant_speak', session, duration_ms: 900 })).status).toBe(204);
    expect((await post({ type: 'something_new', session })).status).toBe(204);
    expect(await (await post({ type: 'dtmf_received', session, digit: '0' })).json()).toEqual({
      type: 'hangup',
      session_id: 's-1',
    });
  });

  it('answers within a second though the answer takes longer, and says it with the next event', async () => {
    const slow = Promise.withResolvers<TurnAction>();
    const { post } = await posting({
      turn: (_call, event) => (event.type === 'user_speak' ? slow.promise : Promise.resolve(null)),
      hold: () => say('One moment, please.'),
    });
    const askedMs = performance.now();
    expect(await (await post({ type: 'user_speak', session, text: 'Is Ms Peeters in?' })).json()).toMatchObject({
      text: 'One moment, please.',
    });
    expect(performance.now() - askedMs).toBeLessThan(1_000);
    slow.resolve(say('She is back at two.'));
    await until(async () => {
      const answer = await post({ type: 'assistant_speech_ended', session });
      expect(answer.status === 200 && (await answer.json())).toMatchObject({ text: 'She is back at two.' });
    });
  });

  it('an answer to what the caller has meanwhile taken back is never said', async () => {
    const slow = Promise.withResolvers<TurnAction>();
    let aborted = false;
    const { post } = await posting({
      turn(_call, event, signal) {
        if (event.type !== 'user_speak') return Promise.resolve(null);
        if (event.text === 'No, wait') return Promise.resolve(say('I am listening.'));
        signal.addEventListener('abort', () => void (aborted = true));
        return slow.promise;
      },
    });
    expect((await post({ type: 'user_speak', session, text: 'Cancel everything' })).status).toBe(204);
    expect(await (await post({ type: 'user_speak', session, transcript: 'No, wait' })).json()).toMatchObject({
      text: 'I am listening.',
    });
    expect(aborted).toBe(true);
    slow.resolve(say('All is cancelled.'));
    expect((await post({ type: 'assistant_speech_ended', session })).status).toBe(204);
  });

  it.each([
    ['a wrong token', { type: 'session_start', session }, 'wrong', 'hook-a', 401],
    ['an address that does not exist', { type: 'session_start', session }, 'flow-secret', 'hook-b', 401],
    ['no JSON', 'hello', 'flow-secret', 'hook-a', 422],
    ['no session', { type: 'session_start' }, 'flow-secret', 'hook-a', 422],
    ['nothing said', { type: 'user_speak', session }, 'flow-secret', 'hook-a', 422],
    ['a digit of words', { type: 'dtmf_received', session, digit: 'five' }, 'flow-secret', 'hook-a', 422],
    ['a book', { type: 'user_speak', session, text: 'x'.repeat(200_000) }, 'flow-secret', 'hook-a', 413],
  ])('%s is refused', async (_, body, token, hook, status) => {
    const { post, media } = await posting({ turn: () => Promise.reject(new Error('never asked')) });
    expect((await post(body, token, hook)).status).toBe(status);
    expect(media.activeCalls('firm-a')).toEqual([]);
  });

  it('a handler that fails leaves the caller with the provider, and the next turn works', async () => {
    let turns = 0;
    const { post } = await posting({
      async turn() {
        turns += 1;
        if (turns === 1) throw new Error('broken once');
        return say('Here I am.');
      },
    });
    expect((await post({ type: 'user_speak', session, text: 'Hello?' })).status).toBe(204);
    expect(await (await post({ type: 'user_speak', session, text: 'Hello?' })).json()).toMatchObject({
      text: 'Here I am.',
    });
  });
});

describe('the text dialect over a WebSocket', () => {
  async function socketOf(handler: TurnHandler) {
    const parts = await flowMedia();
    parts.media.setTurnHandler(handler);
    const socket = new WebSocket(parts.url('/ws/flow/hook-a'), { headers: { 'x-api-token': 'flow-secret' } });
    onTestFinished(() => socket.terminate());
    const told: unknown[] = [];
    socket.on('message', (data: Buffer) => void told.push(JSON.parse(data.toString())));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return { ...parts, socket, told, tell: (event: unknown) => socket.send(JSON.stringify(event)) };
  }

  it('is refused before the upgrade without the secret', async () => {
    const { url } = await flowMedia();
    for (const headers of [{}, { 'x-api-token': 'wrong' }, { 'x-api-token': '' }]) {
      const socket = new WebSocket(url('/ws/flow/hook-a'), { headers });
      const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
      expect(error.message).toContain('401');
    }
  });

  it('what takes long is said as soon as it is there, after a word of patience', async () => {
    const slow = Promise.withResolvers<TurnAction>();
    const { tell, told } = await socketOf({ turn: () => slow.promise, hold: () => say('One moment.') });
    tell({ type: 'user_speak', session, text: 'Hello' });
    await until(() => expect(told).toHaveLength(1));
    slow.resolve(say('Hello!'));
    await until(() => expect(told).toHaveLength(2));
    expect(told).toMatchObject([{ text: 'One moment.' }, { text: 'Hello!' }]);
  });

  it('stops what is thought about as soon as the caller speaks, and all when the connection goes', async () => {
    const signals: AbortSignal[] = [];
    const { tell, socket, media } = await socketOf({
      turn(call, event, signal) {
        if (event.type === 'session_start') signals.push(call.signal);
        if (event.type === 'speech_started') return Promise.resolve({ kind: 'barge_in' });
        if (event.type === 'user_speak') signals.push(signal);
        return event.type === 'user_speak' ? new Promise(() => {}) : Promise.resolve(null);
      },
    });
    tell({ type: 'session_start', session });
    tell({ type: 'user_speak', session, text: 'Hello' });
    await until(() => expect(signals).toHaveLength(2));
    tell({ type: 'user_speech_started', session });
    await until(() => expect(signals[1]?.aborted).toBe(true));
    expect(signals[0]?.aborted).toBe(false);
    expect(media.activeCalls('firm-a')).toEqual(['s-1']);
    socket.terminate();
    await until(() => expect(signals[0]?.aborted).toBe(true));
    expect(media.activeCalls('firm-a')).toEqual([]);
    expect(media.sessionCount).toBe(0);
  });
});
