import { familyNameOf, withFamilyName } from '../answers/names.ts';
import { nameOfLetters } from '../answers/letters.ts';
import type { ToolCall } from '../tools.ts';
import type { Placeholder, ScriptStep } from './script.ts';
import { spokenLetters, spokenNumber, spokenSlot } from './spoken.ts';
import { expectingOf, scriptOf, type TalkEffect, type Talking } from './talk.ts';

/** More steps without a question in between are a script that was not checked. */
const MOST_STEPS = 60;

/** Goes on at a step: says what is to be said, and asks, works or ends. What is known already is not asked. */
export function enter(t: Talking, name: string): void {
  const { s } = t;
  let at = name;
  for (let count = 0; count < MOST_STEPS; count++) {
    const step = scriptOf(t).steps[at];
    if (step === undefined) break;
    if (at === scriptOf(t).person) s.hasTriedPerson = true;
    s.step = at;
    s.misses = 0;
    s.candidate = null;
    const known = step.ask === undefined ? null : alreadyKnown(t, at, step);
    if (known !== null) {
      at = known;
      continue;
    }
    if (step.ask !== undefined) {
      s.mode = 'asking';
      if (step.ask === 'consent') t.effects.push({ do: 'announced' });
      ask(t);
      return;
    }
    if (step.say !== undefined) say(t, step.say, step.interruptible);
    if (step.tool !== undefined) {
      s.mode = 'working';
      t.effects.push({ do: 'tool', call: toolCall(t, step.tool) });
      return;
    }
    if (step.end === true) {
      leave(t, s.isTaken ? 'done' : 'not_taken');
      return;
    }
    at = step.next ?? '';
  }
  // A script that was edited behind our back: what is known is kept, and the talk ends.
  takeWhatIsKnown(t);
  leave(t, 'done');
}

/** The answer to this step has this outcome: on to where that leads. */
export function commit(t: Talking, outcome: string | null): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  const target = (outcome === null ? undefined : step?.on[outcome]) ?? step?.next ?? '';
  if (step?.ask !== undefined && step.ask !== 'wish' && step.ask !== 'yes_no') s.done[s.step] = target;
  enter(t, target);
}

/** @returns where a step leads whose answer is known; null: it is to be asked */
function alreadyKnown(t: Talking, name: string, step: ScriptStep): string | null {
  const { s, context } = t;
  const { facts } = s;
  const led = s.done[name];
  // Answered in another language, whose script has other steps: what is known says where it goes on.
  if (led !== undefined && scriptOf(t).steps[led] !== undefined) return led;
  const to = (outcome: string | null) => (outcome === null ? undefined : step.on[outcome]) ?? step.next ?? null;
  switch (step.ask) {
    case 'reason':
      return facts.reason === null ? null : to(null);
    case 'name':
      return facts.name === null ? null : to(null);
    case 'spelling':
      return facts.spelled === null ? null : to(null);
    case 'own_number':
      if (facts.number !== null) return to('yes');
      return context.callerNumber === null ? to('no') : null;
    case 'number':
      return facts.number === null ? null : to(null);
    case 'urgency':
      return facts.urgency === null ? null : to(facts.urgency === 'high' ? 'yes' : 'no');
    case 'wish':
      return facts.wish === null || facts.wish === 'person' ? null : to(facts.wish);
    case 'when':
      return facts.when === 'soon' ? to('soon') : null;
    case 'consent':
      // It was answered before, and what that led to was said then.
      return facts.consent === null ? null : (step.next ?? null);
    case 'party':
    case 'message':
    case 'yes_no':
    case undefined:
      return null;
    default:
      return step.ask satisfies never;
  }
}

/** Asks the question of the step, or reads its answer back. @param instead in other words */
export function ask(t: Talking, instead?: string): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  if (step?.ask === undefined) return;
  const isConfirming = s.mode === 'confirming';
  say(t, (isConfirming ? step.confirm : instead) ?? step.say ?? '', step.interruptible);
  const expecting = isConfirming ? 'yes_no' : expectingOf[step.ask];
  t.effects.push({ do: 'listen', asked: step.ask, expecting, language: s.language });
}

export function say(t: Talking, template: string, isInterruptible = true): void {
  const text = filled(t, template);
  if (text !== '') t.effects.push({ do: 'say', text, language: t.s.language, isInterruptible });
}

export function leave(t: Talking, why: Extract<TalkEffect, { do: 'end' }>['why']): void {
  t.s.mode = 'over';
  t.effects.push({ do: 'end', why });
}

/** A caller who hangs up or falls silent in the middle is still called back. One who said nothing is a missed call. */
export function takeWhatIsKnown(t: Talking): void {
  const { s } = t;
  // It is being taken already, and whole.
  if (s.mode === 'working' && scriptOf(t).steps[s.step]?.tool === 'take_message') return;
  const { name, reason, message, party, wish, askedForFile } = s.facts;
  if (s.isTaken || [name, reason, message, party, wish, askedForFile].every((one) => one === null)) return;
  s.isTaken = true;
  t.effects.push({
    do: 'tool',
    call: { tool: 'take_message', facts: s.facts, language: s.language, isUnfinished: true },
  });
}

function toolCall({ s }: Talking, tool: NonNullable<ScriptStep['tool']>): ToolCall {
  const { facts, language } = s;
  switch (tool) {
    case 'find_person':
      return { tool };
    case 'transfer':
      return { tool, personId: facts.person?.id ?? '' };
    case 'match_party':
      return { tool, said: facts.party ?? '' };
    case 'hold_slot':
      return { tool, slot: facts.when === null || facts.when === 'soon' ? { from: '', to: '' } : facts.when };
    case 'take_message':
      return { tool, facts, language, isUnfinished: false };
    default:
      return tool satisfies never;
  }
}

/** A sentence that names what is not known is left out: "Thank you, {name}. Goodbye." */
function filled(t: Talking, template: string): string {
  const values = valuesOf(t);
  const sentences = template.split(/(?<=[.!?])\s+(?=\S)/);
  return sentences
    .filter((sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].every((m) => values[m[1] as Placeholder] !== null))
    .map((sentence) => sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name as Placeholder] ?? ''))
    .join(' ');
}

function valuesOf({ s, context }: Talking): Record<Placeholder, string | null> {
  const { facts, candidate, mode, language } = s;
  const isNumber = candidate?.startsWith('+') === true;
  const letters = mode === 'confirming' && !isNumber ? candidate : facts.spelled;
  const number = mode === 'confirming' && isNumber ? candidate : (facts.number ?? context.callerNumber);
  const name = letters === null ? facts.name : withFamilyName(facts.name, nameOfLetters(letters));
  return {
    firm: context.firmName,
    name: name === null ? null : mode === 'confirming' ? familyNameOf(name) : name,
    spelled: letters === null ? null : spokenLetters(letters),
    number: number === null ? null : spokenNumber(number, context.country),
    caller_number: context.callerNumber === null ? null : spokenNumber(context.callerNumber, context.country),
    slot: facts.slot === null ? null : spokenSlot(facts.slot, language, context.timeZone),
    person: facts.person?.name ?? null,
  };
}
