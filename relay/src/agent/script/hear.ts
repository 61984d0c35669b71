import { lettersSaid, nameOfLetters } from '../answers/letters.ts';
import { withFamilyName } from '../answers/names.ts';
import { numberSaid, numberTyped } from '../answers/digits.ts';
import { yesOrNo } from '../answers/yes-no.ts';
import { noteUrgency } from './at-any-moment.ts';
import { ask, commit, enter, say } from './enter.ts';
import { withMessage } from './facts.ts';
import { readAnswer, readKeys, type Answer } from './read-answer.ts';
import { scriptOf, type Talking } from './talk.ts';

/** What was said is read for what is asked. */
export function hear(t: Talking, text: string): void {
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

/** Keys of the telephone. */
export function press(t: Talking, keys: string): void {
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

export function answered(t: Talking, found: Answer, text: string): void {
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
  const { party, message, ...facts } = found.facts;
  if (found.candidate !== null && step.confirm !== undefined) {
    readBack(t, found.candidate);
    return;
  }
  s.facts = { ...s.facts, ...facts, ...(party === undefined || party === '' ? {} : { party }) };
  if (message != null) s.facts = withMessage(s.facts, message);
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
