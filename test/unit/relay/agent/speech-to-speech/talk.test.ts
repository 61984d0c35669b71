import { describe, expect, it } from 'vitest';
import { createPlayout } from '../../../../../relay/src/media/playout/playout.ts';
import type { ToPhone } from '../../../../../relay/src/media/dialect/dialect.ts';
import type { SampleRate } from '../../../../../relay/src/media/sound/pcm.ts';
import { createHandClock } from '../../media/hand-clock.ts';
import { tone, until } from '../../media/media-under-test.ts';
import { realtimeUnderTest } from './realtime-under-test.ts';

/** A telephone whose time the test turns: what was heard is known to the sample. */
function line(rate: SampleRate = 8_000) {
  const hand = createHandClock();
  const said: ToPhone[] = [];
  const playout = createPlayout({
    clock: hand.clock,
    rate,
    hasMarks: false,
    send: (say) => void said.push(say),
    waitingBytes: () => 0,
  });
  const sound = () => said.flatMap((say) => (say.kind === 'sound' ? [say.pcm] : []));
  return { ...hand, playout, said, sound };
}
const greeting = { text: 'Good morning, this is the office of Peeters. How may I help you today?', ms: 2_000 };
const tools = [{ name: 'find_person', description: 'Finds who is free.', schema: { type: 'object' } }];

describe('a talk with a speech engine', () => {
  it('agrees on mu-law, turns and tools before any sound, and shows the key', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout } = line();
    const { of } = open(playout, { tools, language: 'nl' });
    const { asked, url, authorization } = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    expect([url, authorization]).toEqual(['/v1/realtime?model=gpt-realtime', 'Bearer key-of-the-firm']);
    expect(asked[0]).toMatchObject({
      type: 'session.update',
      session: {
        type: 'realtime',
        instructions: 'You are the receptionist.',
        audio: {
          input: {
            format: { type: 'audio/pcmu' },
            transcription: { language: 'nl' },
            turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
          },
          output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
        },
        tools: [{ type: 'function', name: 'find_person', parameters: { type: 'object' } }],
      },
    });
  });

  it('keeps the newest two seconds of what the caller says before it listens', async () => {
    const { open, session, server } = await realtimeUnderTest();
    server.behave('deaf');
    const { talk, of } = open(line().playout);
    for (let i = 0; i < 150; i += 1) talk.frame(tone(20).samples);
    const engine = await session();
    expect(engine.heardMs()).toBe(0);
    engine.tell({ type: 'session.updated', session: {} });
    await until(() => expect(engine.heardMs()).toBe(2_000));
    expect(talk.counts.lostFrames).toBe(50);
    talk.frame(tone(20).samples);
    await until(() => expect(engine.heardMs()).toBe(2_020));
    expect(of('ready')).toHaveLength(1);
  });

  it('says a fixed sentence when it is asked to, and tells it when it was heard to its end', async () => {
    const { open, session } = await realtimeUnderTest({ answers: [greeting] });
    const { playout, advance, sound } = line();
    const { talk, spoken } = open(playout);
    talk.say('Say "hello", please.');
    const engine = await session();
    await until(() => expect(playout.bufferedMs).toBe(2_000));
    const create = engine.asked.find(({ type }) => type === 'response.create') as unknown as {
      response: { instructions: string; tool_choice: string };
    };
    expect(create.response.instructions).toContain(JSON.stringify('Say "hello", please.'));
    expect(create.response.tool_choice).toBe('none');
    advance(1_900);
    expect(spoken()).toEqual([]);
    advance(400);
    await until(() => expect(spoken()).toMatchObject([{ text: greeting.text, isCutOff: false, heardMs: 2_000 }]));
    expect(sound()).toHaveLength(100);
  });

  it('is silent at once when the caller speaks, and the engine is told to the frame what was heard', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance, sound, said } = line();
    const { talk, of, spoken } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    const old = engine.begin();
    engine.speak(greeting, false);
    await until(() => expect(playout.bufferedMs).toBe(2_000));
    const { generation } = playout;
    // The first frame goes out at 20 ms.
    advance(1_020);
    engine.speechStarts();
    for (let i = 0; i < 5; i += 1) engine.late(old, 100);
    engine.speechStops();
    await until(() => expect(of('voice')).toHaveLength(2));
    expect(said.at(-1)).toEqual({ kind: 'clear' });
    expect(playout.generation).toBe(generation + 1);
    const before = sound().length;
    advance(1_000);
    expect(sound()).toHaveLength(before);
    await until(() => expect(engine.truncated).toEqual([{ item: old.item, audioEndMs: 1_000 }]));
    expect(spoken()).toMatchObject([{ text: 'Good morning, this is the office of', isCutOff: true, heardMs: 1_000 }]);
    expect(talk.counts.bargeIns).toBe(1);

    engine.begin();
    // Even now something of the old one is on its way.
    engine.late(old, 100);
    engine.speak({ text: 'Of course.', ms: 200 });
    await until(() => expect(playout.bufferedMs).toBe(200));
    advance(400);
    await until(() => expect(spoken()).toHaveLength(2));
    expect(spoken()[1]).toMatchObject({ text: 'Of course.', isCutOff: false, heardMs: 200 });
    expect(engine.complaints).toEqual([]);
  });

  it('after a barge-in nothing is truncated that was heard, and what was not begun is truncated to nothing', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance } = line();
    const { of, spoken } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    const items = [0, 1, 2].map((n) => {
      const { item } = engine.begin();
      engine.speak({ text: `Sentence number ${n}.`, ms: 500 });
      return item;
    });
    await until(() => expect(playout.bufferedMs).toBe(1_500));
    advance(20 + 760);
    engine.speechStarts();
    await until(() => expect(spoken()).toHaveLength(3));
    await until(() => expect(engine.truncated).toHaveLength(2));
    expect(engine.truncated).toEqual([
      { item: items[1], audioEndMs: 260 },
      { item: items[2], audioEndMs: 0 },
    ]);
    expect(spoken().map(({ text, isCutOff }) => [text, isCutOff])).toEqual([
      ['Sentence number 0.', false],
      ['Sentence', true],
      ['', true],
    ]);
  });

  it('counts from after what our own voice said before', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance } = line();
    playout.enqueue(playout.generation, tone(700).samples, { chars: 40 });
    advance(1_000);
    const { of } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.speak({ text: 'One two three.', ms: 1_000 });
    await until(() => expect(playout.bufferedMs).toBe(1_000));
    advance(320);
    engine.speechStarts();
    await until(() => expect(engine.truncated).toHaveLength(1));
    expect(Math.abs((engine.truncated[0]?.audioEndMs ?? 0) - 310)).toBeLessThanOrEqual(10);
  });

  it('tells the words of the caller while they come, under the time they were said', async () => {
    const { open, session } = await realtimeUnderTest();
    const { of } = open(line().playout);
    const engine = await session();
    engine.speechStarts('said_7');
    engine.speechStops('said_7');
    const words = { item_id: 'said_7', content_index: 0 };
    engine.tell({ ...words, type: 'conversation.item.input_audio_transcription.delta', delta: 'I need ' });
    engine.tell({ ...words, type: 'conversation.item.input_audio_transcription.delta', delta: 'a lawyer' });
    engine.tell({
      ...words,
      type: 'conversation.item.input_audio_transcription.completed',
      transcript: 'I need a lawyer.',
    });
    await until(() => expect(of('caller')).toHaveLength(3));
    expect(of('caller').map(({ text, isFinal }) => [text, isFinal])).toEqual([
      ['I need', false],
      ['I need a lawyer', false],
      ['I need a lawyer.', true],
    ]);
    expect(new Set(of('caller').map(({ saidAtMs }) => saidAtMs)).size).toBe(1);
    expect(of('voice').map(({ isOn }) => isOn)).toEqual([true, false]);
  });

  it('tells how long the caller waited for the first sound', async () => {
    const { open, session } = await realtimeUnderTest();
    const { of } = open(line().playout);
    const engine = await session();
    engine.speechStarts();
    engine.speechStops();
    engine.begin();
    engine.speak(greeting);
    await until(() => expect(of('turn')).toHaveLength(1));
    const [turn] = of('turn');
    expect(turn?.turnEndToSoundMs).toBeGreaterThanOrEqual(0);
    expect(turn?.voiceEndToSoundMs).toBe((turn?.turnEndToSoundMs ?? 0) + 500);
  });

  it('runs a tool, gives back its answer as JSON and lets the engine go on', async () => {
    const { open, session } = await realtimeUnderTest();
    const ran: unknown[] = [];
    const { of } = open(line().playout, {
      tools,
      runTool(name, input) {
        ran.push([name, input]);
        return Promise.resolve({ person: 'Ann' });
      },
    });
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    const call = engine.callTool('find_person', '{"topic":"eviction"}');
    await until(() => expect(engine.asked.map(({ type }) => type)).toContain('response.create'));
    expect(ran).toEqual([['find_person', { topic: 'eviction' }]]);
    expect(engine.asked.find(({ type }) => type === 'conversation.item.create')).toMatchObject({
      item: { type: 'function_call_output', call_id: call, output: '{"person":"Ann"}' },
    });
    expect(of('tool')).toMatchObject([{ name: 'find_person', outcome: 'done', input: { topic: 'eviction' } }]);
  });

  it('a tool that fails, that there is not, or whose input is no JSON is answered so, and tells nothing of ours', async () => {
    const { open, session } = await realtimeUnderTest();
    const { of, failures } = open(line().playout, {
      tools,
      runTool: () => Promise.reject(new Error('SELECT * FROM matters')),
    });
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    for (const [name, args] of [
      ['find_person', '{}'],
      ['drop_tables', '{}'],
      ['find_person', '{"half":'],
    ] as const) {
      const before = of('tool').length;
      engine.callTool(name, args);
      await until(() => expect(of('tool')).toHaveLength(before + 1));
      await until(() => expect(engine.asked.filter(({ type }) => type === 'response.create')).toHaveLength(before + 1));
      engine.done();
    }
    expect(of('tool').every(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(JSON.stringify(engine.asked)).not.toContain('SELECT');
    expect(failures).toEqual([]);
  });

  it('half of a tool use, of a response that was cut off, is never run', async () => {
    const { open, session } = await realtimeUnderTest();
    const ran: string[] = [];
    const { of } = open(line().playout, { tools, runTool: (name) => Promise.resolve(ran.push(name)) });
    const engine = await session();
    engine.begin();
    engine.done('cancelled', [{ type: 'function_call', name: 'find_person', call_id: 'c', arguments: '{}' }]);
    engine.speechStarts();
    await until(() => expect(of('voice')).toHaveLength(1));
    expect(ran).toEqual([]);
  });

  it('a sentence that a person whispers waits until the caller and the engine have finished', async () => {
    const { open, session } = await realtimeUnderTest();
    const { of, talk } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.speechStarts();
    await until(() => expect(of('voice')).toHaveLength(1));
    talk.say('She calls back at three.');
    engine.speechStops();
    engine.begin();
    engine.speak({ text: 'One moment.', ms: 200 }, false);
    await until(() => expect(of('agent').length).toBeGreaterThan(0));
    const creates = () => engine.asked.filter(({ type }) => type === 'response.create');
    expect(creates()).toEqual([]);
    engine.done();
    await until(() => expect(creates()).toHaveLength(1));
    expect(JSON.stringify(creates())).toContain('She calls back at three.');
  });

  it('a sentence that meets an answer of the engine half-way is said after it', async () => {
    const { open, session } = await realtimeUnderTest();
    const { of, talk, failures } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    talk.say('She calls back at three.');
    await until(() => expect(engine.complaints).toEqual(['conversation_already_has_active_response']));
    engine.speak({ text: 'One moment.', ms: 200 });
    await until(() => expect(engine.asked.filter(({ type }) => type === 'response.create')).toHaveLength(2));
    expect(JSON.stringify(engine.asked.at(-1))).toContain('She calls back at three.');
    expect(failures).toEqual([]);
  });

  it('a sentence that the caller talks over before it began is said after their turn', async () => {
    const { open, session } = await realtimeUnderTest();
    const { of, talk } = open(line().playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.tell({ type: 'input_audio_buffer.speech_started', audio_start_ms: 0, item_id: 'said_1' });
    talk.say('She calls back at three.');
    await until(() => expect(engine.asked.at(-1)?.type).toBe('response.cancel'));
    await until(() => expect(of('voice')).toHaveLength(1));
    engine.speechStops();
    engine.begin();
    engine.speak({ text: 'I see.', ms: 200 });
    await until(() => expect(engine.asked.at(-1)?.type).toBe('response.create'));
    expect(JSON.stringify(engine.asked.at(-1))).toContain('She calls back at three.');
  });

  it('somebody else clears the playout: what the engine still says goes nowhere, and it is told what was heard', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance, sound } = line();
    const { talk, of, spoken } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    const { item } = engine.begin();
    engine.speak(greeting, false);
    await until(() => expect(playout.bufferedMs).toBe(2_000));
    for (let i = 0; i < 26; i += 1) {
      advance(20);
      talk.frame(tone(20).samples);
    }
    playout.clear();
    talk.frame(tone(20).samples);
    await until(() => expect(engine.truncated).toEqual([{ item, audioEndMs: 500 }]));
    await until(() => expect(engine.asked.map(({ type }) => type)).toContain('response.cancel'));
    expect(spoken()).toMatchObject([{ isCutOff: true, heardMs: 500 }]);
    const before = sound().length;
    advance(2_000);
    expect(sound()).toHaveLength(before);
  });

  it('speaks for longer than the playout takes at once, without losing or doubling anything', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance, sound } = line();
    const { of, spoken } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.speak({ text: 'A very long story.', ms: 25_000 });
    await until(() => expect(playout.bufferedMs).toBeGreaterThan(9_900));
    await until(() => {
      advance(1_000);
      expect(spoken()).toHaveLength(1);
    });
    expect(sound()).toHaveLength(1_250);
    expect(sound().every((frame) => frame.some((sample) => sample > 1_000))).toBe(true);
  });

  it('talked over in a long story, it is silent though most of it was still waiting', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance, sound } = line();
    const { of } = open(playout);
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    engine.begin();
    engine.speak({ text: 'A very long story.', ms: 25_000 });
    await until(() => expect(playout.bufferedMs).toBeGreaterThan(9_900));
    advance(520);
    engine.speechStarts();
    await until(() => expect(engine.truncated).toHaveLength(1));
    engine.speechStops();
    engine.begin();
    engine.speak({ text: 'Yes?', ms: 200 });
    await until(() => expect(playout.bufferedMs).toBe(200));
    const before = sound().length;
    advance(5_000);
    expect(sound()).toHaveLength(before + 10);
  });

  it('a call of 16 kHz is heard and spoken with at 24 kHz', async () => {
    const { open, session } = await realtimeUnderTest();
    const { playout, advance, sound } = line(16_000);
    const { talk, of, spoken } = open(playout, { rate: 16_000 });
    const engine = await session();
    await until(() => expect(of('ready')).toHaveLength(1));
    for (let i = 0; i < 50; i += 1) talk.frame(tone(20, 16_000).samples);
    // The filter holds back the last two milliseconds.
    await until(() => expect(engine.heardMs()).toBeGreaterThan(995));
    expect(engine.asked[0]).toMatchObject({
      session: { audio: { output: { format: { type: 'audio/pcm', rate: 24_000 } } } },
    });
    engine.begin();
    engine.speak({ text: 'Hello.', ms: 1_000 });
    await until(() => expect(playout.bufferedMs).toBe(1_000));
    advance(1_200);
    await until(() => expect(spoken()).toMatchObject([{ text: 'Hello.', heardMs: 1_000 }]));
    const loudest = Math.max(...sound().flatMap((frame) => [...frame]));
    expect(Math.abs(loudest - 8_000)).toBeLessThan(300);
  });

  it('what a listener does wrong costs neither the call nor the process', async () => {
    const { open, session } = await realtimeUnderTest();
    let count = 0;
    const { failures } = open(line().playout, {
      told() {
        count += 1;
        throw new Error('a mistake of the listener');
      },
    });
    const engine = await session();
    engine.speechStarts();
    engine.speechStops();
    await until(() => expect(count).toBe(3));
    expect(failures).toEqual([]);
  });
});
