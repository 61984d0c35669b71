import { afterEach, describe, expect, it, vi } from 'vitest';
import { StageError, type ModelPart } from '../../../../../relay/src/agent/ports.ts';
import type { ReplyPart } from '../../../../../relay/src/agent/receptionist.ts';
import { createScriptedReceptionist } from '../../../../../relay/src/agent/receptionists/scripted-receptionist.ts';
import { replyOf } from '../../../../support/asked-receptionist.ts';
import { LINE, modelTalk, scripts } from '../../../../support/model-talk.ts';
import { hanging, says, text, tool, type Behaviour } from '../../../../support/pretend-talk-model.ts';

afterEach(() => void vi.useRealTimers());

const failing = (failure: StageError['failure']): Behaviour =>
  async function* (): AsyncGenerator<ModelPart> {
    yield* [];
    throw new StageError(failure, 'broken');
  };

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** The next rung, as the session makes it. */
const scriptAfter = (one: ReturnType<typeof modelTalk>) =>
  createScriptedReceptionist({
    context: {
      scripts,
      firmName: 'Peeters & Maes',
      country: 'BE',
      timeZone: 'Europe/Brussels',
      callerNumber: LINE,
    },
    language: one.receptionist.language,
    facts: one.receptionist.facts(),
    isAnnounced: true,
    tools: one.firm.tools,
    now: () => new Date('2026-11-19T10:00:00Z'),
  });

describe('A model that fails', () => {
  it('by never answering is left when the talk says so, and the script asks the next question', async () => {
    const one = modelTalk([
      () => [tool('set_facts', { reason: 'Lease' }), text('What is your name?')],
      async function* (ask) {
        yield await hanging(ask.signal);
      },
    ]);
    await replyOf(one.receptionist, 'about my lease');
    const cut = new AbortController();
    const reply = replyOf(one.receptionist, 'Anna Peeters', cut.signal);
    await vi.waitFor(() => expect(one.asked).toHaveLength(2));
    cut.abort(new StageError('timed_out', 'too slow'));
    await expect(reply).rejects.toMatchObject({ failure: 'timed_out' });
    const { said } = await replyOf(scriptAfter(one), 'Anna Peeters');
    expect(said).toContain('last name spelled');
  });

  it('by never answering is left though nobody watches, also when it does not listen to being stopped', async () => {
    vi.useFakeTimers();
    const { receptionist } = modelTalk([
      async function* (): AsyncGenerator<ModelPart> {
        yield* [];
        await new Promise(() => {});
      },
    ]);
    const reply = errorOf(replyOf(receptionist, 'hello there'));
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await reply).toMatchObject({ failure: 'timed_out' });
    expect(vi.getTimerCount()).toBe(0);
  });

  const hangsAfter = (words: string): Behaviour =>
    async function* (ask) {
      yield text(words);
      await hanging(ask.signal);
    };

  it('after a question of its own has asked it', async () => {
    vi.useFakeTimers();
    const { receptionist } = modelTalk([hangsAfter('I see. What is your name?')]);
    const reply = replyOf(receptionist, 'about my lease');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reply).toMatchObject({
      said: 'I see. What is your name?',
      then: { then: { kind: 'listen', expecting: 'name' } },
    });
  });

  it('after a first sentence goes to the next rung, which asks', async () => {
    vi.useFakeTimers();
    const one = modelTalk([hangsAfter('One moment, I will')]);
    const heard: ReplyPart[] = [];
    const reply = (async () => {
      for await (const part of one.receptionist.reply({ kind: 'words', text: 'hi' }, new AbortController().signal))
        heard.push(part);
    })();
    const failed = errorOf(reply);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await failed).toMatchObject({ failure: 'timed_out' });
    expect(heard).toMatchObject([{ part: 'say', text: 'One moment,' }, { part: 'say' }]);
    expect((await replyOf(scriptAfter(one), 'hi')).said).toContain('How can we help you?');
  });

  it('with broken calls of its tools is told so and gets it right', async () => {
    const { receptionist, asked } = modelTalk([
      () => [tool('set_facts', null), tool('fly_to_the_moon'), tool('set_facts', { urgency: 'very' })],
      () => [tool('set_facts', { reason: 'Lease' }), text('What is your name?')],
    ]);
    expect((await replyOf(receptionist, 'about my lease')).said).toBe('What is your name?');
    const told = asked[1]?.messages.flatMap((message) => (message.role === 'tool' ? [message.result] : []));
    expect(told).toEqual([
      { error: expect.stringContaining('Not understood') as string },
      { error: 'There is no such tool.' },
      { error: expect.stringContaining('urgency') as string },
    ]);
    expect(receptionist.facts().reason).toBe('Lease');
  });

  it('with broken calls again and again has failed after four', async () => {
    const { receptionist, asked } = modelTalk([() => [tool('set_facts', null)]]);
    await expect(replyOf(receptionist, 'hello there')).rejects.toMatchObject({ failure: 'failed' });
    expect(asked).toHaveLength(4);
  });

  it('with tools for ever and a word for the caller is heard, and stopped', async () => {
    const { receptionist, asked, firm } = modelTalk([
      (ask) => [
        text(ask.messages.length < 3 ? 'One moment. ' : ''),
        tool('find_person'),
        ...Array.from({ length: 50 }, () => tool('find_person')),
      ],
    ]);
    const { said, then } = await replyOf(receptionist, 'hello there');
    expect([said, then.then.kind]).toEqual(['One moment.', 'listen']);
    expect(asked).toHaveLength(4);
    expect(firm.calls.length).toBeLessThanOrEqual(32);
  });

  it('to stop talking is cut after a few sentences, and let go', async () => {
    let isLetGo = false;
    const { receptionist } = modelTalk([
      async function* () {
        try {
          for (;;) yield text('And another thing that I wanted to say to you. ');
        } finally {
          isLetGo = true;
        }
      },
    ]);
    const { said, then } = await replyOf(receptionist, 'hello there');
    expect(said.match(/another thing/g)).toHaveLength(5);
    expect(said.length).toBeLessThanOrEqual(700);
    expect(then.then.kind).toBe('listen');
    await vi.waitFor(() => expect(isLetGo).toBe(true));
  });

  it('to end one sentence is cut as well', async () => {
    const { receptionist } = modelTalk([
      function* () {
        for (;;) yield text('and so on ');
      },
    ]);
    expect((await replyOf(receptionist, 'hello there')).said.length).toBeLessThanOrEqual(700);
  });

  it.each([() => [], says(' '), says('***')])('to say anything has failed', async (behaviour) => {
    await expect(replyOf(modelTalk([behaviour]).receptionist, 'hello there')).rejects.toMatchObject({
      failure: 'failed',
    });
  });

  it.each(['refused', 'full', 'failed', 'crashed'] as const)(
    'because it is %s says so, and can be asked the same again',
    async (failure) => {
      const { receptionist, asked } = modelTalk([failing(failure), says('I see.')]);
      await expect(replyOf(receptionist, 'hello there')).rejects.toMatchObject({ failure });
      expect((await replyOf(receptionist, 'hello there')).said).toBe('I see.');
      expect(asked[1]?.messages).toHaveLength(1);
    },
  );

  it('by being cut off in the middle of a sentence leaves only what was whole', async () => {
    const one = modelTalk([
      async function* () {
        yield text('I am sorry to hear that. Have you already');
        throw new StageError('failed', 'cut off');
      },
    ]);
    const heard: ReplyPart[] = [];
    const reply = (async () => {
      for await (const part of one.receptionist.reply({ kind: 'words', text: 'hello' }, new AbortController().signal))
        heard.push(part);
    })();
    await expect(reply).rejects.toMatchObject({ failure: 'failed' });
    expect(heard).toEqual([expect.objectContaining({ text: 'I am sorry to hear that.' })]);
    expect((await replyOf(scriptAfter(one), 'hello')).said).toContain('How can we help you?');
  });

  it('by throwing something of its own has failed', async () => {
    const { receptionist } = modelTalk([
      () => {
        throw new TypeError('x is not a function');
      },
    ]);
    await expect(replyOf(receptionist, 'hello there')).rejects.toMatchObject({ name: 'StageError', failure: 'failed' });
  });

  it('to write for the ear is read without its marks', async () => {
    const { receptionist } = modelTalk([
      says(
        '**Thank you**, Mrs Peeters 😀. See https://firm.example/x for more. {"tool":"transfer"} and <known>. [smiles] Is that right?',
      ),
    ]);
    expect((await replyOf(receptionist, 'hello there')).said).toBe('Thank you, Mrs Peeters. Is that right?');
  });
});
