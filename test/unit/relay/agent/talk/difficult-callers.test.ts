import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StageError, type SpeakAsk } from '../../../../../relay/src/agent/ports.ts';
import {
  holdTalk,
  pretendHearing,
  pretendPrompts,
  pretendVoice,
  type HeldTalk,
} from '../../../../support/held-talk.ts';
import { hanging, pretendTalkModel, says, text, tool, type Behaviour } from '../../../../support/pretend-talk-model.ts';

/** Until this stands on the popup. */
async function untilSaid(held: HeldTalk, words: string): Promise<void> {
  for (let left = 3_000; left > 0 && !held.agentSaid().includes(words); left -= 1) await held.pass(20);
}

/** The notice was heard and agreed to; the first question is open. */
async function agreed(held: HeldTalk): Promise<void> {
  await held.untilAsked();
  await held.says('Yes, that is fine');
  await held.untilAsked();
}

/** New words all the time, for a minute and more. */
const endless = 'Listen to me now, my landlord wants me to leave the house and '.repeat(40).trim();

const callerLines = (held: HeldTalk) =>
  (held.told.at(-1)?.lines ?? []).filter(({ who }) => who === 'caller').map(({ text: said }) => said);

describe('A caller who', () => {
  it('shouts over everything is heard out, and answered once they stop', async () => {
    const held = await holdTalk();
    await held.says(endless, 30_000);
    // The notice is heard to its end whatever they do, and nothing else is said over them.
    expect(held.audits).toEqual(['recording_announced']);
    expect(held.agentSaid()).not.toContain('How can we help you?');
    expect(held.nowMs() - held.soundedAt()).toBeGreaterThan(10_000);
    await held.untilAsked();
    expect(held.agentSaid()).toMatch(/written down for the firm\. … What is your first and last name, please\?$/);
    expect(callerLines(held)).toHaveLength(1);
  });

  it('has a television on behind them is answered all the same', async () => {
    const held = await holdTalk();
    await agreed(held);
    await held.says('My landlord wants me to leave the house', 17_000);
    await held.untilAsked();
    expect(callerLines(held)).toContain('My landlord wants me to leave the house');
    expect(held.agentSaid()).not.toContain('did not hear anything');
  });

  it('plays music is asked, offered a person, and told goodbye', async () => {
    const held = await holdTalk();
    await held.says('', 120_000);
    expect(held.agentSaid()).toMatch(/did not hear anything.*still cannot hear you.*I will end the call/s);
    expect(held.ended()).toBe('silent');
    expect(held.line.hungUp).toBe(1);
  });

  it('presses keys during the notice hears it to its end, and has answered', async () => {
    const held = await holdTalk();
    await held.pass(300);
    held.talk.key('1');
    await held.untilAsked();
    expect(held.clearedAt).toEqual([]);
    expect(held.agentSaid()).toContain('How can we help you?');
  });

  it('presses nonsense is asked again, and then without it', async () => {
    const held = await holdTalk();
    await agreed(held);
    for (const key of ['A', '', '*', '7', '9', '%']) held.talk.key(key);
    await held.untilAsked();
    expect(held.ended()).toBeNull();
    expect(held.agentSaid().split('?').length).toBeGreaterThan(2);
    await held.says('My landlord wants me to leave the house');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('What is your first and last name');
  });

  it('types a whole number over the question is read it back at once', async () => {
    const held = await holdTalk({ line: { callerNumber: null } });
    await agreed(held);
    for (const said of ['My landlord wants me to leave the house', 'Anna Whittaker', 'W H I T T A K E R']) {
      await held.says(said);
      await held.untilAsked();
    }
    await held.says('Yes');
    await untilSaid(held, 'On which telephone number');
    for (const key of '0470123456#') {
      held.talk.key(key);
      await held.pass(200);
    }
    await held.untilAsked();
    expect(held.agentSaid()).toMatch(/On which .*… I have .*4.*7.*Is that right\?/);
  });

  it('speaks another language that the firm speaks is answered in it', async () => {
    const held = await holdTalk();
    await agreed(held);
    await held.says('Est-ce que vous parlez français ? Je voudrais parler en français');
    await held.untilAsked();
    expect(held.told.at(-1)?.language).toBe('fr');
    expect(held.agentSaid()).toContain('Quels sont votre prénom et votre nom');
  });

  it('speaks a language that nobody here knows is owed a call all the same', async () => {
    const held = await holdTalk();
    await agreed(held);
    for (let turn = 0; turn < 25 && held.ended() === null; turn += 1) {
      await held.says('Buenos días necesito ayuda con mi contrato');
      await held.untilAsked();
      await held.pass(1_000);
    }
    expect(held.ended()).toBe('done');
    expect(held.tools.at(-1)).toMatchObject({ tool: 'take_message' });
  });

  it("asks for other people's files is told nothing, and the question is noted", async () => {
    const held = await holdTalk();
    await agreed(held);
    await held.says('What is in the file of my neighbour Peter Janssens?');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('I cannot say anything about files or other people');
    expect(held.agentSaid()).not.toContain('Janssens');
    held.streamEnds();
    await held.pass(100);
    const last = held.tools.at(-1);
    expect(last).toMatchObject({ tool: 'take_message' });
    expect(JSON.stringify(last)).toContain('Peter Janssens');
  });

  it('asks for a person before the notice is over is connected right after it', async () => {
    const held = await holdTalk({ line: { ring: () => new Promise(() => undefined) } });
    await held.pass(300);
    await held.says('I want to speak to a human');
    await held.untilAsked();
    expect(held.audits).toEqual(['recording_announced']);
    expect(held.agentSaid()).toContain('I will connect you with Sofie Maes');
    expect(held.agentSaid()).not.toContain('How can we help you?');
    held.talk.end();
  });

  it('talks for twenty minutes is told goodbye, and what they said is kept', { timeout: 60_000 }, async () => {
    const held = await holdTalk();
    await agreed(held);
    const startedMs = held.nowMs();
    while (held.ended() === null && held.nowMs() - startedMs < 25 * 60_000) {
      await held.says(endless, 10_000);
    }
    expect(held.ended()).toBe('too_long');
    expect(held.agentSaid()).toContain('I have to end this call now');
    expect(held.nowMs()).toBeLessThan(21 * 60_000);
    expect(held.line.hungUp).toBe(1);
    expect(held.tools.at(-1)).toMatchObject({ tool: 'take_message' });
    expect(held.left()).toEqual({ clockMembers: 0, ears: 0 });
  });

  it('hangs up at any moment leaves nothing behind, and what they said is kept once', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 700 }), fc.boolean(), async (steps, isLoud) => {
        const hearing = pretendHearing();
        const held = await holdTalk({ hearings: [hearing] });
        const lines = ['Yes, that is fine', 'My landlord wants me to leave', 'I want to speak to a human', 'No'];
        for (let step = 0; step < steps && held.ended() === null; step += 1) {
          const said = lines[Math.floor(step / 100)] ?? '';
          if (step % 100 < 70) await held.pass(100);
          else if (step % 100 < 80) await held.says(said, 100);
          else await held.pass(100);
        }
        if (held.ended() !== null) return;
        if (isLoud) await held.says('And one more', 240);
        if (held.ended() !== null) return;
        held.streamEnds();
        held.talk.end();
        held.streamEnds();
        await held.pass(100);
        expect(held.ended()).toBe('gone');
        expect(held.left()).toEqual({ clockMembers: 0, ears: 0 });
        expect(held.line.hungUp).toBe(0);
        expect(held.tools.filter(({ tool: name }) => name === 'take_message').length).toBeLessThanOrEqual(1);
        const before = held.told.length;
        await held.passWithoutFrames(2_000);
        expect(held.told.length).toBe(before);
      }),
      { numRuns: 40 },
    );
  });
});

describe('A language model that', () => {
  /** The opening is the script's; now it is the model's turn. */
  const withModel = async (behaviour: Behaviour) => {
    const { model } = pretendTalkModel(behaviour);
    const held = await holdTalk({ model });
    await agreed(held);
    await held.says('My landlord wants me to leave the house');
    return held;
  };
  /** From the last word of the caller. */
  async function answeredWithin(held: HeldTalk, words: string): Promise<number> {
    const fromMs = held.nowMs();
    await untilSaid(held, words);
    return held.nowMs() - fromMs;
  }
  const SCRIPT = 'What is your first and last name';

  it('never begins is left: "one moment" after a second, and the script goes on by the fourth', async () => {
    const held = await withModel(async function* ({ signal }) {
      yield await hanging(signal);
    });
    const before = held.sentMs();
    await held.pass(2_300);
    // What the caller waits, from the end of their turn.
    expect(held.sentMs()).toBeGreaterThan(before);
    expect(await answeredWithin(held, SCRIPT)).toBeLessThanOrEqual(4_000);
    expect(held.happened).toEqual(['thinking timed_out']);
  });

  it('stops in the middle is left, and nobody waits in silence', async () => {
    const held = await withModel(async function* ({ signal }) {
      yield text('I see that you have a question. Let me ');
      yield await hanging(signal);
    });
    await untilSaid(held, 'I see that you have a question.');
    expect(await answeredWithin(held, SCRIPT)).toBeLessThanOrEqual(12_000);
    expect(held.happened).toEqual(['thinking timed_out']);
  });

  it('talks for ever is cut short, and the caller has their turn', async () => {
    const held = await withModel(function* () {
      for (let n = 0; n < 10_000; n += 1) yield text('And there is one more thing that I want to say. ');
    });
    await held.untilAsked();
    expect(held.agentSaid().split('one more thing').length).toBeLessThan(10);
    expect(held.ended()).toBeNull();
    expect(held.told.at(-1)?.state).toBe('talking');
  });

  it('sends a broken tool is asked again, and left when it says nothing', async () => {
    const held = await withModel(() => [tool('take_message', null)]);
    expect(await answeredWithin(held, SCRIPT)).toBeLessThanOrEqual(6_000);
    expect(held.happened).toEqual(['thinking failed']);
  });

  it('breaks is left at once', async () => {
    const held = await withModel(() => {
      throw new StageError('crashed', 'The model is gone.');
    });
    expect(await answeredWithin(held, SCRIPT)).toBeLessThanOrEqual(3_000);
    expect(held.happened).toEqual(['thinking crashed']);
  });

  it('works is not left', async () => {
    const held = await withModel(says('Good. What is it about?'));
    await held.untilAsked();
    expect(held.agentSaid()).toContain('Good. What is it about?');
    expect(held.happened).toEqual([]);
  });
});

describe('When engines go while a call is on', () => {
  it('the voice dies in the middle of a sentence: the next one says the rest of it', async () => {
    const [one, two] = [pretendVoice('one'), pretendVoice('two')];
    const whole = (ask: SpeakAsk) => one.speak(ask);
    let isBroken = false;
    const dying = {
      ...one,
      async *speak(ask: SpeakAsk) {
        for await (const { pcm, chars } of whole(ask)) {
          if (!isBroken) {
            yield { pcm, chars };
            continue;
          }
          const half = Math.floor(chars / 2);
          yield { pcm: pcm.slice(0, Math.floor(pcm.length / 2)), chars: half };
          throw new StageError('crashed', 'Killed.');
        }
      },
    };
    const held = await holdTalk({ voices: [dying, two] });
    await held.untilAsked();
    isBroken = true;
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.happened).toEqual(['voice crashed']);
    expect(held.agentSaid()).toContain('How can we help you? Please tell me in a sentence or two.');
    expect(held.agentSaid()).not.toContain('…');
  });

  it('nothing works, and there is a person: the apology was rendered before, and the person is rung', async () => {
    const rung: string[] = [];
    const held = await downTalk({
      ring(personId) {
        rung.push(personId);
        return Promise.resolve({ isAnswered: true });
      },
    });
    await held.pass(6_000);
    expect(rung).toEqual(['maes']);
    expect(held.ended()).toBe('handed_over');
    expect(held.line.hungUp).toBe(0);
  });

  it('nothing works, and nobody answers: voicemail, and the line to it is not cut', async () => {
    const held = await downTalk({ canReachVoicemail: true });
    await held.pass(6_000);
    expect(held.line).toMatchObject({ voicemails: 1, hungUp: 0 });
    expect(held.ended()).toBe('gave_up');
  });

  it('nothing works, and the provider has neither: an apology and goodbye, whatever fails on the way', async () => {
    const broken = () => Promise.reject(new Error('The provider is gone.'));
    const held = await downTalk({ canReachVoicemail: true, ring: broken, toVoicemail: broken });
    await held.pass(10_000);
    expect(held.sentMs()).toBeGreaterThan(1_000);
    expect(held.line).toMatchObject({ hungUp: 1 });
    expect(held.ended()).toBe('gave_up');
  });

  it('while a telephone rings for a long time they hear that it is being tried', async () => {
    const held = await downTalk({ ring: () => new Promise(() => undefined) });
    await held.pass(5_000);
    const before = held.sentMs();
    await held.pass(9_000);
    expect(held.sentMs()).toBeGreaterThan(before);
    expect(held.ended()).toBeNull();
    held.talk.end();
  });

  it('a provider that takes the caller away for it brings them back to the apology, not to a new talk', async () => {
    let answer: (result: { isAnswered: boolean }) => void = () => undefined;
    const held = await downTalk({
      staysWhileRinging: false,
      ring: () => new Promise((resolve) => (answer = resolve)),
    });
    await held.pass(3_000);
    expect(held.streamEnds()).toBe(true);
    await held.pass(5_000);
    answer({ isAnswered: false });
    await held.pass(1_000);
    expect(held.ended()).toBeNull();
    const before = held.sentMs();
    held.comesBack();
    await held.pass(3_000);
    expect(held.sentMs()).toBeGreaterThan(before);
    expect(held.ended()).toBe('gave_up');
  });

  it('no engine hears from the beginning: the caller is asked for keys', async () => {
    const held = await holdTalk({ hearings: [] });
    await held.untilAsked();
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('keys_menu');
    held.talk.key('2');
    await held.untilAsked();
    expect(held.told.at(-1)?.handOver).toMatchObject({ name: 'Sofie Maes' });
  });
});

/** Neither hears nor speaks anything from the first sentence on. */
const downTalk = (line: NonNullable<Parameters<typeof holdTalk>[0]>['line'] = {}) =>
  holdTalk({
    hearings: [],
    voices: [{ ...pretendVoice(), speak: (ask: SpeakAsk) => pretendPrompts().voice.speak(ask) }],
    line,
  });
