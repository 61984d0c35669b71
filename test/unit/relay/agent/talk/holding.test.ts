import { describe, expect, it } from 'vitest';
import { createEngineMind } from '../../../../../relay/src/agent/receptionists/engine-mind.ts';
import type { Holder } from '../../../../../relay/src/agent/talk/holding.ts';
import type { ToolCall, ToolResult } from '../../../../../relay/src/agent/tools.ts';
import { recordedTools } from '../../../../support/asked-receptionist.ts';
import { holdTalk, pretendVoice, type HeldTalk } from '../../../../support/held-talk.ts';
import { shippedScripts } from '../../../../support/scripted-talk.ts';
import { realtimeUnderTest } from '../speech-to-speech/realtime-under-test.ts';

type Engine = Awaited<ReturnType<typeof realtimeUnderTest>>;

/** A caller whose opening is over, with an engine of a pretend server that may hold the talk. */
async function heldByEngine(more: Parameters<typeof holdTalk>[0] = {}) {
  const under = await realtimeUnderTest();
  const tools: ToolCall[] = [];
  const run = async (call: ToolCall): Promise<ToolResult> => {
    tools.push(call);
    return recordedTools({ person: { id: 'maes', name: 'Sofie Maes' } }).tools.run(call, new AbortController().signal);
  };
  const holder: Holder = {
    engine: under.engine,
    mind: (from) =>
      createEngineMind({
        ...from,
        isAnnounced: true,
        about: '',
        context: {
          scripts: shippedScripts(),
          firmName: 'Peeters & Maes',
          country: 'BE',
          timeZone: 'Europe/Brussels',
          callerNumber: '+32470271836',
        },
        tools: { run, partyHit: () => null },
        now: () => new Date('2026-11-19T10:00:00.000Z'),
      }),
  };
  const held = await holdTalk({ holder, ...more });
  return { ...under, held, tools };
}

/** The clock of the talk goes on until it is so; what is asked of the engine goes over a real socket meanwhile. */
async function until<T>(held: HeldTalk, look: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await held.pass(20);
  }
  throw new Error('It never came to that.');
}

async function opened({ held, server }: Pick<Engine, 'server'> & { held: HeldTalk }) {
  await held.untilAsked();
  await held.says('Yes, that is fine');
  await until(held, () => held.agentSaid().includes('How can we help you?'));
  return until(
    held,
    () => server.sessions[0]?.asked.some(({ type }) => type === 'session.update') && server.sessions[0],
  );
}

const lines = (held: HeldTalk) => held.told.at(-1)?.lines ?? [];

describe('A talk that an engine holds which hears, thinks and speaks', () => {
  it('begins with our own notice, heard to its end, and only then does sound go to the engine', async () => {
    const { held, server } = await heldByEngine();
    await held.pass(500);
    await held.says('Yes, that is fine');
    expect(server.sessions).toHaveLength(0);
    const session = await until(held, () => server.sessions[0]);
    await until(held, () => session.asked.length > 0);
    expect(held.clearedAt).toEqual([]);
    expect(held.agentSaid()).toContain('How can we help you?');
    expect(held.audits).toEqual(['recording_announced']);
    const [update] = session.asked;
    expect(JSON.stringify(update)).toContain('a fixed sentence has told the caller that you are an AI');
    await held.says('My landlord puts me out tomorrow');
    await until(held, () => session.heardMs() > 500);
    expect(held.told.at(-1)?.heardBy?.at(-1)).toMatchObject({ id: 'openai-realtime:gpt-realtime', region: 'eu' });
  });

  it('is on record and on the desktops, with what was heard when the caller talks over it', async () => {
    const { held, server } = await heldByEngine();
    const session = await opened({ held, server });
    session.speechStarts('said_1');
    session.speechStops('said_1');
    session.begin();
    session.speak({ text: 'I am sorry to hear that. What is your first and last name please?', ms: 4_000 });
    session.tell({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: 'said_1',
      transcript: 'My landlord puts me out tomorrow',
    });
    await until(held, () => lines(held).some(({ text }) => text.startsWith('I am sorry')));
    await held.pass(2_000);
    const cleared = held.clearedAt.length;
    session.speechStarts('said_2');
    await until(held, () => held.clearedAt.length > cleared);
    const cut = await until(held, () => lines(held).find(({ text }) => text.endsWith('…')));
    expect(cut.text).toMatch(/^I am sorry to hear/);
    expect(cut.text).not.toContain('please');
    const order = lines(held).map(({ text }) => text);
    expect(order.indexOf('My landlord puts me out tomorrow')).toBeLessThan(order.indexOf(cut.text));
    held.talk.end();
    await until(held, () => held.record() !== null);
    expect(held.record()).toMatchObject({
      receptionist: 'speech_to_speech',
      ended: 'gone',
      lines: expect.arrayContaining([
        expect.objectContaining({ who: 'caller', text: 'My landlord puts me out tomorrow' }),
        expect.objectContaining({ who: 'agent', isCutOff: true }),
      ]) as unknown,
    });
    expect(held.record()?.turns.at(-1)?.voiceEndToFirstFrame).toBeGreaterThanOrEqual(500);
    await until(held, () => server.openSockets() === 0);
  });

  it('takes the message, says goodbye to its end and hangs up', async () => {
    const { held, server, tools } = await heldByEngine();
    const session = await opened({ held, server });
    session.speechStarts();
    session.speechStops();
    session.callTool('set_facts', '{"reason":"Put out of the house","name":"Anna Whittaker","number":"0470999999"}');
    const answers = () => session.asked.filter(({ type }) => type === 'conversation.item.create');
    // Nobody said this number.
    await until(held, () => answers().length === 1);
    expect(JSON.stringify(answers()[0])).toContain('did not say this number');
    session.callTool('set_facts', '{"reason":"Put out of the house","name":"Anna Whittaker","number":"line"}');
    await until(held, () => answers().length === 2);
    session.callTool('hold_slot', '{"said":"tomorrow at ten"}');
    await until(held, () => answers().length === 3);
    session.callTool('transfer', '{"person":"maes"}');
    await until(held, () => answers().length === 4);
    expect(JSON.stringify(answers()[3])).toContain('Only whom find_person gave');
    session.callTool('take_message', '{}');
    await until(held, () => answers().length === 5);
    expect(tools.map(({ tool }) => tool)).toEqual(['hold_slot', 'take_message']);
    expect(tools.at(-1)).toMatchObject({ facts: { name: 'Anna Whittaker', number: '+32470271836' } });
    session.begin();
    session.speak({ text: 'Thank you. Goodbye.', ms: 1_000 });
    session.callTool('end_call', '{}');
    await until(held, () => held.ended() !== null);
    expect(held.ended()).toBe('done');
    expect(held.line.hungUp).toBe(1);
    expect(held.record()?.lines.at(-1)).toMatchObject({ text: 'Thank you. Goodbye.', isCutOff: false });
    // The message is not taken twice.
    expect(tools.filter(({ tool }) => tool === 'take_message')).toHaveLength(1);
    await until(held, () => server.openSockets() === 0);
  });

  it('goes to the person whom it found, after our own sentence for it', async () => {
    const rung: string[] = [];
    const { held, server } = await heldByEngine({
      line: {
        ring(personId) {
          rung.push(personId);
          return Promise.resolve({ isAnswered: true });
        },
      },
    });
    const session = await opened({ held, server });
    session.callTool('find_person', '{}');
    await until(held, () => session.asked.some(({ type }) => type === 'conversation.item.create'));
    session.callTool('transfer', '{"person":"person_1"}');
    await until(held, () => held.ended() !== null);
    expect(held.ended()).toBe('handed_over');
    expect(rung).toEqual(['maes']);
    expect(held.agentSaid()).toMatch(/connect|put you through/i);
    expect(held.line.hungUp).toBe(0);
  });

  it('goes on with the script when the engine breaks in the middle, and knows what was told', async () => {
    const { held, server, tools } = await heldByEngine();
    const session = await opened({ held, server });
    session.speechStarts();
    session.speechStops();
    session.callTool('set_facts', '{"reason":"Put out of the house","name":"Anna Whittaker"}');
    await until(held, () => session.asked.some(({ type }) => type === 'conversation.item.create'));
    session.cut();
    await until(held, () => held.happened.length > 0);
    expect(held.happened).toEqual(['thinking failed']);
    await held.untilAsked();
    expect(lines(held).at(-1)?.text).toMatch(/spell/i);
    expect(held.told.at(-1)?.callerName).toBe('Anna Whittaker');
    held.talk.end();
    await until(held, () => held.record() !== null);
    const moments = held.record()?.moments ?? [];
    expect(moments.some(({ kind, text }) => kind === 'filler' && text === 'one_moment')).toBe(true);
    expect(moments.some(({ kind, text }) => kind === 'fell_back' && text?.includes('-> script') === true)).toBe(true);
    expect([...tools, ...held.tools].filter(({ tool }) => tool === 'take_message')).toHaveLength(1);
  });

  it('says what a person of the firm whispers, and it stands among the lines as theirs', async () => {
    const { held, server } = await heldByEngine();
    const session = await opened({ held, server });
    expect(
      held.talk.order({ act: 'whisper', text: 'Please bring the summons along.' }, { personId: 'maes', name: null }),
    ).toBe(true);
    await until(held, () => session.asked.some(({ type }) => type === 'response.create'));
    session.speak({ text: 'Please bring the summons along.', ms: 1_500 });
    const line = await until(held, () => lines(held).find(({ byPersonId }) => byPersonId === 'maes'));
    expect('Please bring the summons along.'.startsWith(line.text)).toBe(true);
  });

  it('is left by rule when the caller wants a person, does not want to be recorded, or presses a key', async () => {
    for (const says of ['I want to speak to a person', 'I do not want to be recorded']) {
      const { held, server } = await heldByEngine();
      const session = await opened({ held, server });
      session.speechStarts('said_9');
      session.speechStops('said_9');
      session.tell({
        type: 'conversation.item.input_audio_transcription.completed',
        item_id: 'said_9',
        transcript: says,
      });
      await until(held, () => server.openSockets() === 0);
      await until(held, () => (says.includes('person') ? held.tools.length > 0 : held.audits.length > 1));
      if (says.includes('person')) expect(held.tools[0]).toEqual({ tool: 'find_person' });
      else expect(held.audits).toContain('recording_objected');
    }
    const { held, server } = await heldByEngine();
    await opened({ held, server });
    held.talk.key('0');
    await until(held, () => held.tools.some(({ tool }) => tool === 'find_person'));
    await until(held, () => server.openSockets() === 0);
  });

  it('never goes to the engine when the caller says no to being recorded', async () => {
    const { held, server } = await heldByEngine();
    await held.untilAsked();
    await held.says('No, I do not want that');
    await held.untilAsked();
    expect(server.sessions).toHaveLength(0);
  });

  it('keeps what is known when the caller hangs up, once, and leaves nothing', async () => {
    const { held, server, tools } = await heldByEngine({ voices: [pretendVoice()] });
    const session = await opened({ held, server });
    session.callTool('set_facts', '{"reason":"Put out of the house"}');
    await until(held, () => session.asked.some(({ type }) => type === 'conversation.item.create'));
    held.streamEnds();
    await until(held, () => held.record() !== null);
    expect(held.ended()).toBe('gone');
    expect([...tools, ...held.tools]).toMatchObject([{ tool: 'take_message', isUnfinished: true }]);
    await until(held, () => server.openSockets() === 0);
  });
});
