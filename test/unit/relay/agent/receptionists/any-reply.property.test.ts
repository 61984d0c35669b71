import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StageError, type ModelPart } from '../../../../../relay/src/agent/ports.ts';
import type { Asking, Receptionist, ReplyPart } from '../../../../../relay/src/agent/receptionist.ts';
import { createScriptedReceptionist } from '../../../../../relay/src/agent/receptionists/scripted-receptionist.ts';
import { recordedTools, type RecordedTools } from '../../../../support/asked-receptionist.ts';
import { LINE, modelTalk, scripts } from '../../../../support/model-talk.ts';
import { text, tool, type TalkAsk } from '../../../../support/pretend-talk-model.ts';

/** What is asked, after how many parts it is broken off, and how much of it is told to have been heard. */
interface Turn {
  to: Asking;
  partsHeard: number;
  heardChars: number | null;
}

const words = fc.constantFrom(
  'yes',
  'no',
  'My landlord wants to end the lease at the end of May',
  'Anna Peeters',
  'P E E T E R S',
  'zero four seven zero twelve thirty four fifty six',
  'tomorrow morning',
  'call me back please',
  'I want to speak to a person',
  'what is the status of the case of Dubois',
  'In het Nederlands alstublieft',
  'I do not want to be recorded',
  'thank you goodbye',
  '',
);
const to: fc.Arbitrary<Asking> = fc.oneof(
  { weight: 6, arbitrary: words.map((said): Asking => ({ kind: 'words', text: said })) },
  fc.constantFrom<Asking>(
    { kind: 'start' },
    { kind: 'keys', keys: '0' },
    { kind: 'keys', keys: '1' },
    { kind: 'silence', times: 1 },
    { kind: 'transfer_failed' },
    { kind: 'order', act: 'message' },
    { kind: 'order', act: 'call_back' },
    { kind: 'order', act: 'take' },
  ),
);
const turns = fc.array(
  fc.record({
    to,
    partsHeard: fc.oneof({ weight: 3, arbitrary: fc.constant(99) }, fc.integer({ min: 0, max: 4 })),
    heardChars: fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }),
  }),
  { minLength: 1, maxLength: 10 },
);

/** @returns what came of each: `then`, broken off, or a failure that the talk's ladder takes */
async function play(receptionist: Receptionist, all: readonly Turn[]): Promise<string[]> {
  const ends: string[] = [];
  for (const { to: asking, partsHeard, heardChars } of [
    { to: { kind: 'start' }, partsHeard: 99, heardChars: null } as Turn,
    ...all,
  ]) {
    const cut = new AbortController();
    const parts: ReplyPart[] = [];
    let end = 'nothing';
    try {
      for await (const part of receptionist.reply(asking, cut.signal)) {
        parts.push(part);
        if (part.part === 'then') end = part.then.kind;
        // As the session does: the signal, and nobody reads on.
        if (parts.length > partsHeard && part.part !== 'then') {
          cut.abort(new Error('cut'));
          end = 'cut';
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof StageError)) throw error;
      end = 'failed';
    }
    if (heardChars !== null && end !== 'failed') receptionist.truncate(heardChars);
    ends.push(end);
  }
  return ends;
}

/** Every call that the model made has one result, right behind it, and nothing else has. */
function expectWellFormed({ messages }: TalkAsk): void {
  expect(messages[0]?.role).toBe('caller');
  let open: string[] = [];
  for (const message of messages) {
    if (message.role === 'tool') {
      expect(open[0]).toBe(message.id);
      open = open.slice(1);
    } else {
      expect(open).toEqual([]);
      if (message.role === 'receptionist') open = message.calls.map(({ id }) => id);
    }
  }
  expect(open).toEqual([]);
}

const firmOf = (): RecordedTools => recordedTools({ person: { id: 'p1', name: 'Claire Delcourt' } });

describe('Whatever is said, and wherever it is broken off', () => {
  it('the script ends each reply, and nothing that was told is lost at the end', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        const firm = firmOf();
        const receptionist = createScriptedReceptionist({
          context: {
            scripts,
            firmName: 'F',
            country: 'BE',
            timeZone: 'Europe/Brussels',
            callerNumber: LINE,
          },
          language: 'en',
          facts: null,
          isAnnounced: false,
          tools: firm.tools,
          now: () => new Date('2026-11-19T10:00:00Z'),
        });
        const ends = await play(receptionist, all);
        expect(ends).not.toContain('nothing');
        await receptionist.gone();
        const { name, reason, message } = receptionist.facts();
        if (name !== null || reason !== null || message !== null) expect(firm.taken()).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  const part = fc.oneof(
    fc
      .constantFrom('I see. ', 'What is your name? ', 'One moment, please, I will look. ', 'The file is 2026/0147. ')
      .map(text),
    fc.constantFrom<ModelPart>(
      tool('set_facts', { name: 'Anna Peeters', reason: 'Lease' }),
      tool('set_facts', null),
      tool('find_person'),
      tool('transfer', { person: 'person_1' }),
      tool('hold_slot', { said: 'tomorrow morning' }),
      tool('match_party', { said: 'Immo Zuid' }),
      tool('take_message'),
      tool('switch_language', { language: 'fr' }),
      tool('end_call'),
      tool('nonsense'),
    ),
  );
  const answers = fc.array(fc.array(part, { maxLength: 4 }), { minLength: 1, maxLength: 6 });

  it('a model remembers a talk that fits together, and the firm has what is known', async () => {
    await fc.assert(
      fc.asyncProperty(turns, answers, async (all, given) => {
        const firm = firmOf();
        let id = 0;
        const behaviours = given.map(
          (parts) => () => parts.map((one) => (one.kind === 'tool' ? { ...one, id: `c${id++}` } : one)),
        );
        const { receptionist, asked } = modelTalk(behaviours, { firm, facts: null, isAnnounced: false });
        const ends = await play(receptionist, all);
        expect(ends).not.toContain('nothing');
        for (const one of asked) expectWellFormed(one);
        await receptionist.gone();
        const { name, reason } = receptionist.facts();
        if (name !== null || reason !== null) expect(firm.taken()).not.toBeNull();
        for (const call of firm.calls) expect(call.tool).not.toBe('transfer');
      }),
      { numRuns: 60 },
    );
  });
});
