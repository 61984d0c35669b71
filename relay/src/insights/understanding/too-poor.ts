import type { TranscriptSegment } from '../../wire/insights.ts';
import { fold } from './reading/fold.ts';
import { lexiconOf } from './reading/lexicon/index.ts';
import type { Said } from './said.ts';

/** Above this share of words that are likely wrong, nobody can be asked to do what a transcript says. */
const MOST_WRONG = 0.25;
/** Below this an engine itself does not believe what it wrote. */
const VERY_UNSURE = 0.4;
/** In real talk of these four languages 40 to 60 % of the words are function words; in noise taken for words, few. */
const FEWEST_FUNCTION_WORDS = 0.2;
/** Fewer words tell nothing about the rest. */
const ENOUGH_WORDS = 20;

/** A guess at the share of wrong words, without knowing the right ones: the engine's own doubts, and how little it reads like talk. */
export function isTooPoor(said: readonly Said[], segments: readonly Pick<TranscriptSegment, 'words'>[]): boolean {
  const sure = segments.flatMap(({ words }) => words?.flatMap(({ confidence }) => confidence ?? []) ?? []);
  if (sure.length >= ENOUGH_WORDS && sure.filter((one) => one < VERY_UNSURE).length / sure.length > MOST_WRONG)
    return true;
  let words = 0;
  let known = 0;
  let broken = 0;
  for (const { text, language } of said) {
    const lexicon = lexiconOf(language);
    for (const word of fold(text).match(/\p{L}+/gu) ?? []) {
      words += 1;
      if (lexicon.stop.has(word) || lexicon.glue.has(word)) known += 1;
      else if (isNoWord(word)) broken += 1;
    }
  }
  if (words < ENOUGH_WORDS) return false;
  return broken / words > MOST_WRONG || known / words < FEWEST_FUNCTION_WORDS;
}

/** Without a vowel, with one letter again and again, or longer than any. */
const isNoWord = (word: string) =>
  (word.length > 2 && !/[aeiouy]/.test(word)) || /(.)\1\1/.test(word) || word.length > 40;
