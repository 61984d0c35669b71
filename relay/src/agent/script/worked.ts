import { objectsToRecording, saysGoodbye, wantsPerson } from '../answers/asked-for.ts';
import { spokenWords } from '../answers/spoken-words.ts';
import type { ToolResult } from '../tools.ts';
import { noteUrgency } from './at-any-moment.ts';
import { commit, enter, leave, say } from './enter.ts';
import { withMessage } from './facts.ts';
import { scriptOf, type Talking } from './talk.ts';

/**
 * What came of a tool; of one that is not waited for any more it is passed over.
 * @param meanwhile what the caller said while it was at work: it answers no question, and is not lost
 */
export function worked(t: Talking, result: ToolResult, meanwhile: string | null): void {
  const { s } = t;
  const step = scriptOf(t).steps[s.step];
  if (s.mode !== 'working' || step?.tool !== result.tool) return;
  const before = s.facts.message;
  if (meanwhile !== null && result.tool !== 'transfer' && said(t, result, meanwhile)) return;
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
      // It was taken without what they said since.
      if (s.isTaken && s.facts.message !== before) {
        enter(t, s.step);
        return;
      }
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

/** @returns whether the talk goes elsewhere than where the result leads */
function said(t: Talking, result: ToolResult, text: string): boolean {
  const { s } = t;
  if (spokenWords(text).length === 0 || saysGoodbye(text, s.language)) return false;
  if (objectsToRecording(text, s.language)) {
    s.facts = { ...s.facts, consent: 'no' };
    t.effects.push({ do: 'consent', answer: 'no' });
    say(t, scriptOf(t).phrases.recording_off);
    return false;
  }
  noteUrgency(t, text);
  if (wantsPerson(text, s.language) && result.tool !== 'find_person' && !s.hasTriedPerson) {
    if (result.tool === 'hold_slot' && result.outcome !== 'failed') s.facts = { ...s.facts, slot: result.slot };
    if (result.tool === 'take_message') s.isTaken = result.outcome === 'taken';
    enter(t, scriptOf(t).person);
    return true;
  }
  s.facts = withMessage(s.facts, text);
  return false;
}
