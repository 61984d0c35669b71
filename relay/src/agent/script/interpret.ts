import type { Language } from '../../wire/scalars.ts';
import { lettersSaid, nameOfLetters } from '../answers/letters.ts';
import { withFamilyName } from '../answers/names.ts';
import { numberSaid, numberTyped } from '../answers/digits.ts';
import { yesOrNo } from '../answers/yes-no.ts';
import { atAnyMoment, noteUrgency } from './at-any-moment.ts';
import { ask, commit, enter, leave, say, takeWhatIsKnown } from './enter.ts';
import { noFacts } from './facts.ts';
import { readAnswer, readKeys, type Answer } from './read-answer.ts';
import { scriptOf, type TalkContext, type TalkEffect, type TalkHeard, type Talking, type TalkState } from './talk.ts';
import type { ToolResult } from '../tools.ts';

/** @throws RangeError when there is no script in this language */
export function newTalk(language: Language, context: TalkContext): TalkState {
  const state: TalkState = {
    language,
    step: '',
    mode: 'asking',
    misses: 0,
    facts: noFacts,
    done: {},
    candidate: null,
    hasTriedPerson: false,
    isUrgencyTold: false,
    isTaken: false,
  };
  return { ...state, step: scriptOf({ s: state, effects: [], context, now: new Date(0) }).start };
}

/**
 * Pure: what the scripted receptionist says and does next. What the caller says is read for what the step asks, kept as text
 * and never run.
 */
export function interpret(
  context: TalkContext,
  state: TalkState,
  heard: TalkHeard,
  now: Date,
): { state: TalkState; effects: TalkEffect[] } {
  if (state.mode === 'over') return { state, effects: [] };
  const t: Talking = { s: { ...state, facts: { ...state.facts }, done: { ...state.done } }, effects: [], context, now };
  take(t, heard);
  return { state: t.s, effects: t.effects };
}

function take(t: Talking, heard: TalkHeard): void {
  const { s } = t;
  const script = scriptOf(t);
  switch (heard.kind) {
    case 'start':
      enter(t, script.start);
      return;
    case 'gone':
      takeWhatIsKnown(t);
      leave(t, 'gone');
      return;
    case 'too_long':
      say(t, script.phrases.too_long);
      takeWhatIsKnown(t);
      leave(t, 'too_long');
      return;
    case 'tool':
      worked(t, heard.result);
      return;
    case 'order':
      obey(t, heard.act);
      return;
    case 'silence':
      if (heard.times === 3) {
        say(t, script.phrases.silent_goodbye);
        takeWhatIsKnown(t);
        leave(t, 'silent');
        return;
      }
      // What is being worked on answers by itself.
      if (s.mode === 'working') return;
      say(t, script.phrases.silence[heard.times - 1] ?? script.phrases.silence[0]);
      ask(t);
      return;
    case 'words':
      if (s.mode !== 'working' && !atAnyMoment(t, heard.text)) hear(t, heard.text);
      return;
    case 'keys':
      if (s.mode !== 'working') press(t, heard.keys);
      return;
    default:
      heard satisfies never;
  }
}

function obey(t: Talking, act: 'take' | 'message' | 'call_back'): void {
  const { s } = t;
  const script = scriptOf(t);
  if (act === 'take') {
    say(t, script.phrases.person_comes);
    if (s.mode !== 'working') ask(t);
    return;
  }
  if (act === 'call_back')
    s.facts = { ...s.facts, urgency: 'high', promisedMinutes: 10, wish: 'callback', when: 'soon' };
  enter(t, act === 'message' ? script.message : script.promise);
}

function hear(t: Talking, text: string): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  if (step?.ask === undefined) return;
  if (s.mode === 'confirming') {
    confirm(t, text);
    return;
  }
  const found = readAnswer(step.ask, text, t);
  if (found === null) missed(t);
  else answered(t, found, text);
}

function press(t: Talking, keys: string): void {
  const { s, context } = t;
  const step = scriptOf(t).steps[s.step];
  if (step?.ask === undefined) return;
  if (s.mode === 'confirming') {
    const typed = step.ask === 'number' && keys.length > 2 ? numberTyped(keys, context.country) : null;
    if (typed !== null) readBack(t, typed);
    else if (keys.startsWith('1')) commitCandidate(t);
    else missed(t);
    return;
  }
  const found = readKeys(step.ask, keys, step.keys[keys.charAt(0)], t);
  if (found !== null) answered(t, found, '');
  else if (keys.startsWith('0') && step.ask !== 'number') enter(t, scriptOf(t).person);
  else missed(t);
}

function answered(t: Talking, found: Answer, text: string): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  if (step?.ask === undefined) return;
  if (found.candidate !== null && step.ask === 'own_number') {
    // Another number instead of a no: it is read back where numbers are.
    const target = step.on['no'] ?? step.next ?? '';
    s.done[s.step] = target;
    s.step = target;
    s.misses = 0;
    readBack(t, found.candidate);
    return;
  }
  const { party, ...facts } = found.facts;
  if (found.candidate !== null && step.confirm !== undefined) {
    readBack(t, found.candidate);
    return;
  }
  s.facts = { ...s.facts, ...facts, ...(party === undefined || party === '' ? {} : { party }) };
  if (found.candidate !== null && step.ask === 'spelling') spell(t, found.candidate);
  if (facts.consent != null) t.effects.push({ do: 'consent', answer: facts.consent });
  // "As soon as possible" says when, not that somebody is in danger.
  if (text !== '' && step.ask !== 'when' && step.ask !== 'wish') noteUrgency(t, text);
  commit(t, found.outcome);
}

function readBack(t: Talking, candidate: string): void {
  t.s.candidate = candidate;
  t.s.mode = 'confirming';
  ask(t);
}

function confirm(t: Talking, text: string): void {
  const { s, context } = t;
  const step = scriptOf(t).steps[s.step];
  const isNumber = step?.ask === 'number';
  const said = yesOrNo(text, s.language);
  // "No, 0471..." is the right one at once.
  const another = isNumber ? numberSaid(text, s.language, context.country) : lettersSaid(text, s.language);
  if (another !== null && another !== s.candidate && said !== 'yes' && another.length > 2) {
    s.misses += 1;
    if (s.misses <= attempts(t)) readBack(t, another);
    else giveUp(t);
    return;
  }
  if (said === 'yes' || another === s.candidate) commitCandidate(t);
  else if (said === 'no') missed(t);
  else {
    // Neither: the same is read back, not asked anew.
    s.misses += 1;
    if (s.misses <= attempts(t)) ask(t);
    else giveUp(t);
  }
}

function commitCandidate(t: Talking): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  if (s.candidate !== null) {
    if (step?.ask === 'number') s.facts = { ...s.facts, number: s.candidate };
    else spell(t, s.candidate);
  }
  s.candidate = null;
  commit(t, null);
}

function spell(t: Talking, letters: string): void {
  const { facts } = t.s;
  t.s.facts = { ...facts, spelled: letters, name: withFamilyName(facts.name, nameOfLetters(letters)) };
}

/** How often an answer may be asked for again. */
function attempts(t: Talking): number {
  const step = scriptOf(t).steps[t.s.step];
  if (step === undefined) return 0;
  return step.repair.length > 0 ? step.repair.length : step.ask === 'consent' ? 0 : 1;
}

function missed(t: Talking): void {
  const { s } = t;
  const script = scriptOf(t);
  const step = script.steps[s.step];
  const repair = step?.repair[s.misses];
  s.misses += 1;
  s.candidate = null;
  s.mode = 'asking';
  if (s.misses > attempts(t)) giveUp(t);
  else if (repair === undefined) {
    say(t, script.phrases.not_understood);
    ask(t);
  } else ask(t, repair);
}

/** Without this answer, then. A talk never hangs on one question. */
function giveUp(t: Talking): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  s.candidate = null;
  if (step?.ask === 'consent') {
    s.facts = { ...s.facts, consent: 'unclear' };
    t.effects.push({ do: 'consent', answer: 'unclear' });
  }
  const target = step?.otherwise ?? step?.next ?? scriptOf(t).finish;
  s.done[s.step] = target;
  enter(t, target);
}

/** What came of a tool; of one that is not waited for any more it is passed over. */
function worked(t: Talking, result: ToolResult): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  if (s.mode !== 'working' || step?.tool !== result.tool) return;
  switch (result.tool) {
    case 'find_person':
      s.facts = { ...s.facts, person: result.person };
      if (result.person === null) nobodyThere(t);
      commit(t, result.person === null ? 'nobody' : 'found');
      return;
    case 'transfer':
      if (result.isAnswered) {
        leave(t, 'handed_over');
        return;
      }
      nobodyThere(t);
      commit(t, 'failed');
      return;
    case 'match_party':
      commit(t, null);
      return;
    case 'hold_slot':
      if (result.outcome !== 'failed') s.facts = { ...s.facts, slot: result.slot };
      commit(t, result.outcome);
      return;
    case 'take_message':
      s.isTaken = result.outcome === 'taken';
      commit(t, result.outcome);
      return;
    default:
      result satisfies never;
  }
}

/** They are owed a call now, whatever they wished before. */
function nobodyThere({ s }: Talking): void {
  s.facts = { ...s.facts, wish: s.facts.wish === 'message' ? 'message' : 'callback', person: null };
}
