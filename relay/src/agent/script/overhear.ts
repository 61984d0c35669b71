import { spokenWords } from '../answers/spoken-words.ts';
import { atAnyMoment, noteUrgency } from './at-any-moment.ts';
import { ask, enter } from './enter.ts';
import { withMessage } from './facts.ts';
import { answered } from './hear.ts';
import { readAnswer } from './read-answer.ts';
import { scriptOf, type Talking } from './talk.ts';

/** So many words are already what they call about. */
const TELLS_WHY = 8;
const LONGEST_TEXT = 1_200;

/**
 * Words that answer a question which another receptionist asked, or none. A name, letters and a number speak for themselves; a
 * yes does not. The rest is kept for the firm, and the question that waits is asked.
 */
export function overhear(t: Talking, text: string): void {
  const { s } = t;
  if (atAnyMoment(t, text)) return;
  const asked = scriptOf(t).steps[s.step]?.ask;
  if (s.mode === 'asking' && (asked === 'name' || asked === 'spelling' || asked === 'number')) {
    const found = readAnswer(asked, text, t);
    if (found !== null) {
      answered(t, found, text);
      return;
    }
  }
  const words = spokenWords(text).length;
  noteUrgency(t, text);
  if (words >= TELLS_WHY && s.facts.reason === null) s.facts = { ...s.facts, reason: text.slice(0, LONGEST_TEXT) };
  else if (words >= 3) s.facts = withMessage(s.facts, text);
  if (s.mode === 'confirming') ask(t);
  else enter(t, s.step);
}
