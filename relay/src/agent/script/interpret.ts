import type { Language } from '../../wire/scalars.ts';
import { atAnyMoment } from './at-any-moment.ts';
import { ask, commit, enter, leave, say, takeWhatIsKnown } from './enter.ts';
import { noFacts } from './facts.ts';
import { hear, press } from './hear.ts';
import { overhear } from './overhear.ts';
import { scriptOf, type TalkContext, type TalkEffect, type TalkHeard, type Talking, type TalkState } from './talk.ts';
import { worked } from './worked.ts';

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
      announce(t);
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
      worked(t, heard.result, heard.meanwhile ?? null);
      return;
    case 'order':
      if (heard.act === 'take' && heard.leavesFor) connect(t, heard.leavesFor);
      else obey(t, heard.act);
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
    case 'overheard':
      if (s.mode !== 'working') overhear(t, heard.text);
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

/** As if the script had found this person: it says so, has them rung, and goes on where nobody answers. */
function connect(t: Talking, person: { id: string; name: string }): void {
  const { s } = t;
  s.facts = { ...s.facts, person };
  s.step = scriptOf(t).person;
  s.hasTriedPerson = true;
  commit(t, 'found');
}

/** A script that does not ask for consent has announced with its first sentences all the same. */
function announce({ effects }: Talking): void {
  if (effects.some((effect) => effect.do === 'announced')) return;
  const first = effects.findIndex((effect) => effect.do !== 'say' || effect.isInterruptible);
  effects.splice(first === -1 ? effects.length : first, 0, { do: 'announced' });
}
