import { describe, expect, it } from 'vitest';
import { StageError } from '../../../../../relay/src/agent/ports.ts';
import { holdTalk, pretendHearing, pretendPrompts, pretendVoice } from '../../../../support/held-talk.ts';
import { intakes } from '../../../../support/scripted-talk.ts';

describe('A caller who talks to the receptionist', () => {
  it('is greeted, asked, understood, and owed a call', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    expect(held.agentSaid()).toContain('You are speaking with a computer');
    for (const text of intakes.en.says) {
      await held.says(text);
      await held.untilAsked();
    }
    await held.pass(3_000);
    expect(held.ended()).toBe('done');
    expect(held.line.hungUp).toBe(1);
    expect(held.tools.map(({ tool }) => tool)).toEqual(['match_party', 'hold_slot', 'take_message']);
    expect(held.tools.at(-1)).toMatchObject({ facts: { name: 'Anna Whittaker', urgency: 'high' } });
    expect(held.audits).toEqual(['recording_announced']);
    const record = held.record();
    expect(record?.lines.filter(({ who }) => who === 'caller').map(({ text }) => text)).toEqual(intakes.en.says);
    expect(record?.turns.filter(({ voiceEndToFirstFrame }) => voiceEndToFirstFrame !== null)).toHaveLength(
      intakes.en.says.length,
    );
    expect(held.told.at(-1)).toMatchObject({ state: 'over', callerName: 'Anna Whittaker' });
  });

  it('hears the end of the notice although they talk over it, and is answered then', async () => {
    const held = await holdTalk();
    await held.pass(500);
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.clearedAt).toEqual([]);
    expect(held.audits).toEqual(['recording_announced']);
    expect(held.agentSaid()).toContain('How can we help you?');
  });

  it('has been told that this is an AI although they answer before the question is over', async () => {
    const held = await holdTalk();
    while (!held.agentSaid().includes('Is that all right')) await held.pass(20);
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.clearedAt).not.toEqual([]);
    expect(held.audits).toEqual(['recording_announced']);
    expect(held.agentSaid()).toContain('How can we help you?');
  });

  it('silences a question by talking over it; what they did not hear is not on record', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    await held.says('Yes, that is fine');
    // In the middle of "How can we help you? Please tell me in a sentence or two."
    while (!held.agentSaid().includes('How can we help you?')) await held.pass(20);
    await held.pass(300);
    const from = held.nowMs();
    await held.says('My landlord wants me to leave the house tomorrow');
    const [silentAt = Infinity] = held.clearedAt;
    expect(silentAt - from).toBeLessThanOrEqual(350);
    await held.untilAsked();
    await held.pass(300);
    const said = held.told.at(-1)?.lines ?? [];
    const cut = said.find(({ text }) => text.endsWith('…'));
    expect(cut?.text).toMatch(/^How can we/);
    expect(cut?.text).not.toContain('sentence or two');
    expect(said.map(({ text }) => text)).toContain('My landlord wants me to leave the house tomorrow');
  });

  it('only coughs: the sentence goes on from where it was', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    await held.says('Yes, that is fine');
    while (!held.agentSaid().includes('How can we help you?')) await held.pass(20);
    await held.pass(200);
    await held.says('', 200);
    await held.untilAsked();
    await held.pass(3_000);
    expect(held.agentSaid()).toContain('How can we help you? Please tell me in a sentence or two.');
    expect(held.told.at(-1)?.lines.some(({ text }) => text.endsWith('…'))).toBe(false);
    held.talk.end();
    await held.pass(40);
    expect(held.record()?.falseInterruptions).toBe(1);
  });

  it('says nothing: is asked again, offered a person, and told goodbye', async () => {
    const held = await holdTalk();
    await held.pass(90_000);
    expect(held.agentSaid()).toMatch(/did not hear anything.*still cannot hear you.*I will end the call/s);
    expect(held.ended()).toBe('silent');
    // They said nothing, so nothing is owed but what a missed call is.
    expect(held.tools).toEqual([]);
  });

  it('hangs up in the middle: what they said is kept, and the line is not cut twice', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    await held.says('Yes, that is fine');
    await held.untilAsked();
    await held.says('My landlord wants me to leave the house');
    await held.untilAsked();
    expect(held.streamEnds()).toBe(false);
    await held.pass(100);
    expect(held.ended()).toBe('gone');
    expect(held.tools.at(-1)).toMatchObject({ tool: 'take_message', isUnfinished: true });
    expect(held.line.hungUp).toBe(0);
  });

  it('answers over the question after the notice: the notice was heard, and the firm can prove it', async () => {
    const held = await holdTalk();
    while (!held.told.some(({ lines }) => lines.some(({ text }) => text.includes('Is that all right')))) {
      await held.pass(20);
    }
    await held.says('Yes, that is fine');
    expect(held.clearedAt).not.toEqual([]);
    await held.untilAsked();
    expect(held.audits).toEqual(['recording_announced']);
    expect(held.told.at(-1)?.announced).toMatchObject({ objected: false });
  });

  it('objects to the recording: it is noted with the firm', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    await held.says('No, I do not want that');
    await held.untilAsked();
    expect(held.audits).toEqual(['recording_announced', 'recording_objected']);
    expect(held.told.at(-1)?.announced).toMatchObject({ objected: true });
  });
});

describe('A caller who wants a person', () => {
  const asked = async (held: Awaited<ReturnType<typeof holdTalk>>) => {
    await held.untilAsked();
    await held.says('I want to speak to a human');
  };

  it('is connected, and the receptionist hears nothing of what they say to each other', async () => {
    let answer: (result: { isAnswered: boolean }) => void = () => undefined;
    const held = await holdTalk({ line: { ring: () => new Promise((resolve) => (answer = resolve)) } });
    await asked(held);
    await held.untilAsked();
    expect(held.agentSaid()).toContain('I will connect you with Sofie Maes');
    expect(held.told.at(-1)?.state).toBe('handing_over');
    answer({ isAnswered: true });
    await held.pass(100);
    expect(held.ended()).toBe('handed_over');
    expect(held.isAttached()).toBe(false);
    expect(held.line.hungUp).toBe(0);
  });

  it('comes back to the receptionist when nobody answers', async () => {
    const held = await holdTalk();
    await asked(held);
    await held.untilAsked();
    await held.pass(300);
    expect(held.agentSaid()).toContain('nobody could take the call');
    expect(held.ended()).toBeNull();
  });

  it('whose provider takes them away meanwhile goes on over the stream that comes back', async () => {
    let answer: (result: { isAnswered: boolean }) => void = () => undefined;
    const held = await holdTalk({
      line: { staysWhileRinging: false, ring: () => new Promise((resolve) => (answer = resolve)) },
    });
    await asked(held);
    await held.untilAsked();
    expect(held.streamEnds()).toBe(true);
    await held.pass(10_000);
    held.comesBack();
    answer({ isAnswered: false });
    await held.untilAsked();
    await held.pass(300);
    expect(held.agentSaid()).toContain('nobody could take the call');
    await held.says('It is about my lease');
    await held.untilAsked();
    held.streamEnds();
    await held.pass(100);
    expect(held.record()?.moments.map(({ kind }) => kind)).toContain('came_back');
    expect(held.tools.at(-1)).toMatchObject({ tool: 'take_message' });
  });
});

describe('A person at a desktop', () => {
  const me = { personId: 'sofie', name: 'Sofie Maes' };

  it('takes the call: the caller is told, goes on talking, and is handed over when the telephone is answered', async () => {
    const rung: string[] = [];
    let answer: (result: { isAnswered: boolean }) => void = () => undefined;
    const held = await holdTalk({
      line: {
        ring(personId) {
          rung.push(personId);
          return new Promise((resolve) => (answer = resolve));
        },
      },
    });
    await held.untilAsked();
    expect(held.talk.order({ act: 'take' }, me)).toBe(true);
    expect(held.talk.order({ act: 'take' }, me)).toBe(false);
    await held.untilAsked();
    expect(rung).toEqual(['sofie']);
    expect(held.agentSaid()).toContain('Somebody is coming to the telephone');
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('How can we help you?');
    answer({ isAnswered: true });
    await held.pass(100);
    expect(held.ended()).toBe('handed_over');
  });

  it('who does not answer leaves the caller with the receptionist', async () => {
    let answer: (result: { isAnswered: boolean }) => void = () => undefined;
    const held = await holdTalk({ line: { ring: () => new Promise((resolve) => (answer = resolve)) } });
    await held.untilAsked();
    held.talk.order({ act: 'take' }, me);
    await held.untilAsked();
    expect(held.told.at(-1)?.state).toBe('handing_over');
    answer({ isAnswered: false });
    await held.pass(500);
    expect(held.told.at(-1)?.state).toBe('talking');
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('How can we help you?');
    expect(held.ended()).toBeNull();
  });

  it('where the provider takes the caller away while it rings: they are told first', async () => {
    const rung: string[] = [];
    const held = await holdTalk({
      line: {
        staysWhileRinging: false,
        ring(personId) {
          rung.push(personId);
          return Promise.resolve({ isAnswered: false });
        },
      },
    });
    await held.untilAsked();
    expect(held.talk.order({ act: 'take' }, me)).toBe(true);
    await held.pass(200);
    expect(rung).toEqual([]);
    await held.untilAsked();
    expect(rung).toEqual(['sofie']);
    expect(held.agentSaid()).toMatch(
      /I will connect you with Sofie Maes\. Please stay on the line\. .*nobody could take/,
    );
    expect(held.told.at(-1)).toMatchObject({ state: 'talking', handOver: { personId: 'sofie', state: 'no_answer' } });
  });

  it('where the provider takes the caller away while it rings: desktops read whose telephone rings, and that it was taken', async () => {
    let answer: (result: { isAnswered: boolean }) => void = () => undefined;
    const held = await holdTalk({
      line: { staysWhileRinging: false, ring: () => new Promise((resolve) => (answer = resolve)) },
    });
    await held.untilAsked();
    held.talk.order({ act: 'take' }, me);
    await held.untilAsked();
    expect(held.streamEnds()).toBe(true);
    const ringing = { personId: 'sofie', state: 'ringing' };
    expect(held.told.at(-1)).toMatchObject({ state: 'handing_over', handOver: ringing });
    answer({ isAnswered: true });
    await held.pass(100);
    expect(held.ended()).toBe('handed_over');
    expect(held.told.at(-1)).toMatchObject({ state: 'over', handOver: ringing });
    expect(held.told.map(({ handOver }) => handOver?.state)).not.toContain('no_answer');
  });

  it('has a line said as it is, and the question stays open', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    expect(held.talk.order({ act: 'whisper', text: 'Maître Maes is in court until four.' }, me)).toBe(true);
    await held.untilAsked();
    expect(held.agentSaid()).toContain('Maître Maes is in court until four.');
    await held.says('Yes, that is fine');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('How can we help you?');
  });

  it('ends it politely, and nothing is lost', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    await held.says('Yes, that is fine');
    await held.untilAsked();
    await held.says('My landlord wants me to leave the house');
    await held.untilAsked();
    held.talk.order({ act: 'end' }, me);
    await held.untilAsked();
    await held.pass(2_000);
    expect(held.agentSaid()).toContain('What you told me has been noted. Goodbye.');
    expect(held.ended()).toBe('ended_by_person');
    expect(held.tools.at(-1)).toMatchObject({ tool: 'take_message' });
    expect(held.line.hungUp).toBe(1);
  });

  it('promises a call within ten minutes', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    held.talk.order({ act: 'call_back' }, me);
    await held.untilAsked();
    expect(held.agentSaid()).toContain('within ten minutes');
    expect(held.told.at(-1)?.urgency).toEqual({ level: 'high', withinMinutes: 10 });
  });
});

describe('When an engine fails in the middle of a call', () => {
  it('the hearing crashes mid-word: the next one hears the whole sentence', async () => {
    const [one, two] = [pretendHearing('one'), pretendHearing('two')];
    const held = await holdTalk({ hearings: [one, two] });
    await held.untilAsked();
    two.says = 'Yes, that is fine';
    await held.says('Yes, that', 400);
    one.crash();
    await held.says('Yes, that is fine', 400);
    await held.untilAsked();
    expect(held.happened).toEqual(['hearing crashed']);
    expect(held.agentSaid()).toContain('How can we help you?');
  });

  it('nothing hears any more: the caller is asked for keys, and is owed a call', async () => {
    const one = pretendHearing();
    const held = await holdTalk({ hearings: [one] });
    await held.untilAsked();
    await held.says('Yes, that is fine');
    await held.untilAsked();
    await held.says('My landlord', 300);
    one.crash();
    await held.untilAsked();
    await held.pass(8_000);
    expect(held.agentSaid()).toContain('keys_menu');
    held.talk.key('1');
    await held.untilAsked();
    await held.pass(3_000);
    expect(held.tools.at(-1)).toMatchObject({ tool: 'take_message', isUnfinished: true });
    expect(held.agentSaid()).toContain('keys_thanks');
    expect(held.ended()).toBe('done');
  });

  it('no voice speaks any more: an apology, and a person', async () => {
    const voice = pretendVoice();
    const rung: string[] = [];
    const held = await holdTalk({
      voices: [voice, pretendPrompts().voice],
      line: {
        ring(personId) {
          rung.push(personId);
          return Promise.resolve({ isAnswered: true });
        },
      },
    });
    await held.untilAsked();
    voice.fails = new StageError('crashed', 'Gone.');
    await held.says('Yes, that is fine');
    await held.untilAsked();
    await held.pass(1_000);
    expect(rung).toEqual(['maes']);
    expect(held.ended()).toBe('handed_over');
  });

  it('no voice and nobody there: voicemail, where there is one', async () => {
    const held = await holdTalk({
      voices: [pretendPrompts().voice],
      line: { canReachPerson: false, canReachVoicemail: true },
    });
    await held.pass(3_000);
    expect(held.line).toMatchObject({ voicemails: 1 });
    expect(held.ended()).toBe('gave_up');
  });

  it('the voice hangs: the next one says the sentence, and the pause is short', async () => {
    const [one, two] = [pretendVoice('one'), pretendVoice('two')];
    one.hangs = true;
    const held = await holdTalk({ voices: [one, two] });
    await held.pass(1_100);
    expect(held.sentMs()).toBe(0);
    // "One moment", and then the next voice.
    await held.pass(900);
    expect(held.agentSaid()).toContain('Good day, this is Peeters & Maes.');
    expect(held.happened).toEqual(['voice timed_out']);
  });
});

describe('A telephone keypad', () => {
  it('answers a question, over the question as well', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    held.talk.key('1');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('How can we help you?');
  });

  it('brings a person with zero', async () => {
    const held = await holdTalk();
    await held.untilAsked();
    held.talk.key('0');
    await held.untilAsked();
    expect(held.agentSaid()).toContain('I will connect you with Sofie Maes');
  });
});
