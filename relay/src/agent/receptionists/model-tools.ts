import { z } from 'zod';
import { normaliseNumber } from '../../webhooks/phone-number.ts';
import { language, type Language } from '../../wire/scalars.ts';
import { nameOfLetters } from '../answers/letters.ts';
import { momentSaid } from '../answers/moments.ts';
import { withFamilyName } from '../answers/names.ts';
import type { OfferedTool, ToolUse } from '../ports.ts';
import { withMessage, type IntakeFacts } from '../script/facts.ts';
import { spokenSlot } from '../script/spoken.ts';
import type { TalkContext } from '../script/talk.ts';
import type { ToolCall, ToolResult } from '../tools.ts';

const said = z.string().trim().min(1).max(300);
const inputs = {
  set_facts: z.object({
    reason: z.string().trim().min(1).max(1_200).optional(),
    name: z.string().trim().min(2).max(120).optional(),
    spelled: z
      .string()
      .trim()
      .min(2)
      .max(120)
      .optional()
      .describe('Letters of the last name, after they were confirmed'),
    number: z.string().trim().min(4).max(40).optional().describe('Confirmed digits as the caller said them, or: line'),
    urgency: z.enum(['high', 'normal']).optional(),
    wish: z.enum(['callback', 'message', 'person']).optional(),
  }),
  find_person: z.object({}),
  transfer: z.object({ person: z.string().max(40).describe('What find_person gave') }),
  match_party: z.object({ said: said.describe('The other party or file number, as the caller said it') }),
  hold_slot: z.object({ said: said.describe('When, in the caller’s own words') }),
  take_message: z.object({ message: z.string().trim().max(1_200).optional() }),
  switch_language: z.object({ language }),
  end_call: z.object({}),
} as const;
export type ModelTool = keyof typeof inputs;

const descriptions: Readonly<Record<ModelTool, string>> = {
  set_facts: 'Stores what the caller told.',
  find_person: 'Looks for a human who can take the call now.',
  transfer: 'Connects the caller with the human that was found.',
  match_party: 'Notes the other party or file for the firm.',
  hold_slot: 'Holds a time for a call back, until a human confirms it.',
  take_message: 'Hands everything that is known to the firm.',
  switch_language: 'Goes on in another language.',
  end_call: 'Ends the call after what you said.',
};

/** What a model may call; the caller's words choose none of it by themselves. */
export function offeredTools(languages: readonly Language[]): OfferedTool[] {
  return (Object.keys(inputs) as ModelTool[])
    .filter((name) => name !== 'switch_language' || languages.length > 1)
    .map((name) => ({ name, description: descriptions[name], schema: z.toJSONSchema(inputs[name]) }));
}

/** What is known where a tool is called. */
export interface ToolGround {
  context: TalkContext;
  language: Language;
  facts: IntakeFacts;
  /** Whom `find_person` gave, by the word that the model has for them. */
  found: { word: string; id: string } | null;
  /** Whether the caller said or typed these digits. */
  isSaid: (digits: string) => boolean;
  now: Date;
}

/** What a call of a tool comes to. `refused`: the model is told why, and may try again. */
export type ToolPlan =
  | { do: 'refused'; why: string }
  | { do: 'facts'; facts: IntakeFacts }
  | { do: 'run'; call: ToolCall; facts: IntakeFacts }
  | { do: 'transfer'; personId: string }
  | { do: 'language'; language: Language }
  | { do: 'end' };

/** Pure. Whatever a model sends, no number, person or time gets further that is not from this call. */
export function planOf({ name, input }: ToolUse, ground: ToolGround): ToolPlan {
  if (!(name in inputs)) return refused('There is no such tool.');
  const tool = name as ModelTool;
  const read = inputs[tool].safeParse(input);
  if (!read.success) return refused(`Not understood: ${z.prettifyError(read.error).slice(0, 300)}`);
  const { facts, context } = ground;
  switch (tool) {
    case 'set_facts':
      return setFacts(inputs.set_facts.parse(input), ground);
    case 'find_person':
      return { do: 'run', call: { tool }, facts };
    case 'transfer': {
      const { person } = inputs.transfer.parse(input);
      if (ground.found?.word !== person) return refused('Only whom find_person gave can be reached.');
      return { do: 'transfer', personId: ground.found.id };
    }
    case 'match_party': {
      const party = inputs.match_party.parse(input).said;
      return { do: 'run', call: { tool, said: party }, facts: { ...facts, party } };
    }
    case 'hold_slot':
      return holdSlot(inputs.hold_slot.parse(input).said, ground);
    case 'take_message': {
      const { message } = inputs.take_message.parse(input);
      const all = message === undefined ? facts : withMessage(facts, message);
      if (!isWorthTaking(all)) return refused('Nothing is known yet: ask why they call.');
      const call = { tool, facts: all, language: ground.language, isUnfinished: false } as const;
      return { do: 'run', call, facts: all };
    }
    case 'switch_language': {
      const wanted = inputs.switch_language.parse(input).language;
      if (context.scripts[wanted] === undefined) return refused('This language is not spoken here.');
      return { do: 'language', language: wanted };
    }
    case 'end_call':
      return { do: 'end' };
    default:
      return tool satisfies never;
  }
}

const refused = (why: string): ToolPlan => ({ do: 'refused', why });

function setFacts(given: z.infer<typeof inputs.set_facts>, { facts, context, isSaid }: ToolGround): ToolPlan {
  const { reason, name, spelled, number, urgency, wish } = given;
  const next: IntakeFacts = {
    ...facts,
    ...(reason === undefined ? {} : { reason }),
    ...(name === undefined ? {} : { name }),
    ...(wish === undefined ? {} : { wish }),
    // What was heard as urgent is not talked away.
    ...(urgency === undefined || facts.urgentWords.length > 0 ? {} : { urgency }),
  };
  if (spelled !== undefined) {
    // "P-E-E-T" is spelled, "Peeters-Maes" has a hyphen.
    const isParted = /^\p{L}(?:[^\p{L}]+\p{L})+$/u.test(spelled);
    const letters = spelled.replaceAll(isParted ? /\P{L}/gu : /[^\p{L}’-]/gu, '').toUpperCase();
    if (letters.length < 2) return refused('The spelling has no letters.');
    next.spelled = letters;
    next.name = withFamilyName(next.name, nameOfLetters(letters));
  }
  if (number !== undefined) {
    if (number.toLowerCase() === 'line') {
      if (context.callerNumber === null) return refused('Their number is withheld: ask for one.');
      next.number = context.callerNumber;
    } else {
      const digits = normaliseNumber(number.replaceAll(/[^\d+]/g, ''), context.country);
      if (digits === null) return refused('This is no telephone number: ask for it again, digit by digit.');
      if (!isSaid(digits)) return refused('The caller did not say this number: ask for it, digit by digit.');
      next.number = digits;
    }
  }
  return { do: 'facts', facts: next };
}

/** Read by rules: a model is bad at dates. */
function holdSlot(text: string, { context, language: spoken, facts, now }: ToolGround): ToolPlan {
  const when = momentSaid(text, spoken, { now, timeZone: context.timeZone });
  if (when === null) return refused('No day or time was understood: ask for a day and a time.');
  const next: IntakeFacts = { ...facts, when, wish: 'callback' };
  return when === 'soon'
    ? { do: 'facts', facts: next }
    : { do: 'run', call: { tool: 'hold_slot', slot: when }, facts: next };
}

export const isWorthTaking = ({ name, reason, message, party, wish, askedForFile }: IntakeFacts): boolean =>
  [name, reason, message, party, wish, askedForFile].some((one) => one !== null);

/** What the model is told of what came of a tool. Nothing that the firm has of the caller is in it. */
export function toldOf(result: ToolResult, word: string, spoken: Language, timeZone: string): object {
  switch (result.tool) {
    case 'find_person':
      return result.person === null ? { found: false } : { found: true, person: word, name: result.person.name };
    case 'transfer':
      return { answered: result.isAnswered };
    case 'match_party':
      return { noted: true };
    case 'hold_slot':
      if (result.outcome === 'failed') return { held: false, why: 'No such time is free. It is agreed later.' };
      return { held: true, asWished: result.outcome === 'held', time: spokenSlot(result.slot, spoken, timeZone) };
    case 'take_message':
      return { taken: result.outcome === 'taken' };
    default:
      return result satisfies never;
  }
}
