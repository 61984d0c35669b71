import { describe, expect, it, onTestFinished } from 'vitest';
import { noFacts } from '../../../../../relay/src/agent/script/facts.ts';
import type { Asking, Receptionist, ReplyPart } from '../../../../../relay/src/agent/receptionist.ts';
import { createFlowTalks, type FlowTalkParts } from '../../../../../relay/src/agent/line/flow-talk.ts';
import { pino } from 'pino';
import { mediaUnderTest, until } from '../../media/media-under-test.ts';

const tenant = { tenantId: 'firm-a', voiceAuthTokens: [], flowTokens: ['flow-secret'] };
const session = { id: 's-1', account_id: 'a', from_phone_number: '+32470123456', to_phone_number: '+3225550100' };

const say = (text: string, isInterruptible = true): ReplyPart => ({
  part: 'say',
  text,
  language: 'en',
  isInterruptible,
});
const listen: ReplyPart = {
  part: 'then',
  then: { kind: 'listen', expecting: 'open', language: 'en' },
  personId: null,
  why: null,
};
const close: ReplyPart = { part: 'then', then: { kind: 'close' }, personId: null, why: 'done' };
const handOver = (personId: string): ReplyPart => ({ part: 'then', then: { kind: 'transfer' }, personId, why: null });

/** Answers by what is asked of it, and remembers that. */
function receptionistThat(answer: (to: Asking, signal: AbortSignal) => AsyncIterable<ReplyPart>) {
  const told = { asked: [] as Asking[], heard: [] as number[], gone: 0 };
  const receptionist: Receptionist = {
    kind: 'script',
    language: 'en',
    reply(to, signal) {
      told.asked.push(to);
      return answer(to, signal);
    },
    truncate: (chars) => void told.heard.push(chars),
    whispered: () => {},
    gone: async () => void (told.gone += 1),
    shown: () => ({
      callerName: null,
      urgency: { level: 'normal', withinMinutes: null },
      topic: null,
      state: 'talking',
    }),
    facts: () => noFacts,
  };
  return { receptionist, told };
}

async function* parts(...list: ReplyPart[]): AsyncGenerator<ReplyPart> {
  yield* list;
}

async function flowTalk(
  answer: (to: Asking, signal: AbortSignal) => AsyncIterable<ReplyPart>,
  more: Partial<FlowTalkParts> = {},
) {
  const { receptionist, told } = receptionistThat(answer);
  const media = await mediaUnderTest({ tenantByHook: (hook) => Promise.resolve(hook === 'hook-a' ? tenant : null) });
  const clock = { nowMs: 1_000 };
  const calls = { took: 0, over: 0 };
  const undo = media.media.setTurnHandler(
    createFlowTalks({
      begin: () =>
        Promise.resolve({
          receptionist,
          phoneOf: (personId) => Promise.resolve(personId === 'ada' ? '+3225550111' : null),
          callerName: 'Kanzlei',
          callerNumber: '+3225550100',
          lastResort: null,
          words: () => ({ hold: 'One moment, please.', sorry: 'I am sorry.' }),
          took: async () => void (calls.took += 1),
          over: async () => void (calls.over += 1),
          ...more,
        }),
      nowMs: () => clock.nowMs,
      after(_ms, run) {
        const next = setImmediate(run);
        return () => clearImmediate(next);
      },
      log: pino({ level: 'silent' }),
    }),
  );
  onTestFinished(undo);
  /** @returns the action; null: none */
  const tell = async (event: { type: string; [field: string]: unknown }): Promise<Record<string, unknown> | null> => {
    const answered = await fetch(`http://127.0.0.1:${media.media.server.port}/api/v1/media/flow/hook-a`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-token': 'flow-secret' },
      body: JSON.stringify({ session, ...event }),
    });
    return answered.status === 204 ? null : ((await answered.json()) as Record<string, unknown>);
  };
  return { told, tell, clock, calls };
}

describe('A talk of which only words come', () => {
  it('begins with the notice that may not be interrupted, and asks its question when that was heard', async () => {
    const { tell, calls } = await flowTalk(() =>
      parts(say('You speak with an AI.', false), say('How can I help?'), listen),
    );
    expect(await tell({ type: 'session_start' })).toMatchObject({
      type: 'speak',
      text: 'You speak with an AI.',
      barge_in: { strategy: 'none' },
    });
    expect(await tell({ type: 'assistant_speak', duration_ms: 900 })).toBeNull();
    expect(await tell({ type: 'assistant_speech_ended' })).toMatchObject({
      text: 'How can I help?',
      barge_in: { strategy: 'minimum_characters' },
      user_input_timeout_seconds: 8,
    });
    expect(calls.took).toBe(1);
  });

  it('answers what was said, and passes the caller on when that was heard to its end', async () => {
    const { tell, told } = await flowTalk((to) =>
      to.kind === 'start' ? parts(say('Hello.'), listen) : parts(say('I connect you.'), handOver('ada')),
    );
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speech_ended' });
    expect(await tell({ type: 'user_speak', text: 'A person, please' })).toMatchObject({ text: 'I connect you.' });
    expect(told.asked).toEqual([{ kind: 'start' }, { kind: 'words', text: 'A person, please' }]);
    expect(await tell({ type: 'assistant_speak', duration_ms: 900 })).toBeNull();
    expect(await tell({ type: 'assistant_speech_ended' })).toEqual({
      type: 'transfer',
      session_id: 's-1',
      target_phone_number: '+3225550111',
      caller_id_name: 'Kanzlei',
      caller_id_number: '+3225550100',
    });
    expect(told.heard).toEqual([]);
  });

  it('goes on with the receptionist when the person has no telephone', async () => {
    const { tell, told } = await flowTalk((to) =>
      to.kind === 'words' ? parts(say('I connect you.'), handOver('bo')) : parts(say('A message?'), listen),
    );
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speech_ended' });
    expect(await tell({ type: 'user_speak', text: 'Bo' })).toMatchObject({ text: 'I connect you.' });
    await tell({ type: 'assistant_speak', duration_ms: 900 });
    expect(await tell({ type: 'assistant_speech_ended' })).toMatchObject({ text: 'A message?' });
    expect(told.asked.at(-1)).toEqual({ kind: 'transfer_failed' });
  });

  it('knows by the time how much the caller had heard when they talk over it', async () => {
    const text = 'x'.repeat(100);
    const { tell, told, clock } = await flowTalk((to) =>
      to.kind === 'start' ? parts(say(text), listen) : parts(listen),
    );
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speak', duration_ms: 4_000 });
    clock.nowMs += 1_000;
    await tell({ type: 'user_barge_in', text: 'Stop' });
    expect(told.heard).toEqual([25]);
  });

  it('takes all of it as heard that was spoken to its end', async () => {
    const { tell, told } = await flowTalk(() => parts(say('Yes?'), listen));
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speak', duration_ms: 400 });
    await tell({ type: 'assistant_speech_ended' });
    await tell({ type: 'user_speak', text: 'Hello' });
    expect(told.heard).toEqual([]);
  });

  it('takes keys that come together for one answer', async () => {
    const { tell, told } = await flowTalk(() => parts(say('Yes?'), listen));
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speech_ended' });
    expect(await tell({ type: 'dtmf_received', digit: '4' })).toMatchObject({ text: 'Yes?' });
    await tell({ type: 'assistant_speech_ended' });
    await tell({ type: 'dtmf_received', digit: '#' });
    expect(told.asked.slice(1)).toEqual([
      { kind: 'keys', keys: '4' },
      { kind: 'keys', keys: '#' },
    ]);
  });

  it('asks a silent caller twice, says goodbye the third time, and ends the line', async () => {
    const { tell, told } = await flowTalk(() => parts(say('Are you there?'), listen));
    await tell({ type: 'session_start' });
    for (const times of [1, 2, 3]) {
      await tell({ type: 'assistant_speech_ended' });
      expect(await tell({ type: 'user_input_timeout' })).toMatchObject({ text: 'Are you there?' });
      expect(told.asked.at(-1)).toEqual({ kind: 'silence', times });
    }
    await tell({ type: 'assistant_speak', duration_ms: 900 });
    expect(await tell({ type: 'assistant_speech_ended' })).toMatchObject({ type: 'hangup' });
  });

  it('holds a caller whose answer takes long, and says it after that', async () => {
    const slow = Promise.withResolvers<void>();
    const { tell, told } = await flowTalk(async function* (to) {
      if (to.kind === 'words') await slow.promise;
      yield say(to.kind === 'words' ? 'She is back at two.' : 'Hello.');
      yield listen;
    });
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speech_ended' });
    expect(await tell({ type: 'user_speak', text: 'Is she in?' })).toMatchObject({ text: 'One moment, please.' });
    slow.resolve();
    await until(async () =>
      expect(await tell({ type: 'something_new' })).toMatchObject({ text: 'She is back at two.' }),
    );
    expect(told.heard).toEqual([]);
  });

  it('apologises and goes to the last resort when nobody can think of an answer', async () => {
    const { tell } = await flowTalk(
      async function* (to) {
        if (to.kind === 'words') throw new Error('no model');
        yield say('Hello.');
        yield listen;
      },
      { lastResort: '+32475000111' },
    );
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speech_ended' });
    expect(await tell({ type: 'user_speak', text: 'Hello' })).toMatchObject({ text: 'I am sorry.' });
    await tell({ type: 'assistant_speak', duration_ms: 900 });
    expect(await tell({ type: 'assistant_speech_ended' })).toMatchObject({
      type: 'transfer',
      target_phone_number: '+32475000111',
    });
  });

  it('is hung up after its last sentence, and what is known is kept when the session is over', async () => {
    const { tell, told, calls } = await flowTalk((to) =>
      to.kind === 'start' ? parts(say('Hello.'), listen) : parts(say('Goodbye.'), close),
    );
    await tell({ type: 'session_start' });
    await tell({ type: 'assistant_speech_ended' });
    await tell({ type: 'user_speak', text: 'That is all' });
    await tell({ type: 'assistant_speak', duration_ms: 400 });
    expect(await tell({ type: 'assistant_speech_ended' })).toMatchObject({ type: 'hangup' });
    await tell({ type: 'session_end' });
    await until(() => expect([told.gone, calls.over]).toEqual([1, 1]));
  });
});
