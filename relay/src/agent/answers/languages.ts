import { fold } from '../../insights/understanding/reading/fold.ts';
import type { Language } from '../../wire/scalars.ts';
import { phrases, says, spokenLine, spokenWords } from './spoken-words.ts';

/** As it is asked for in any of the four: whoever does not understand us asks in their own. */
const asked: Readonly<Record<Language, readonly string[]>> = {
  en: phrases(
    'in english|english please|speak english|do you speak english|en anglais|anglais|in het engels|engels|auf englisch|englisch|english',
  ),
  fr: phrases(
    'en francais|francais s il vous plait|parlez francais|parlez vous francais|in french|french|in het frans|frans|auf franzosisch|franzosisch|francais',
  ),
  nl: phrases(
    'in het nederlands|nederlands alstublieft|spreekt u nederlands|nederlands|in dutch|dutch|en neerlandais|neerlandais|auf niederlandisch|niederlandisch|vlaams|flamand',
  ),
  de: phrases(
    'auf deutsch|deutsch bitte|sprechen sie deutsch|deutsch|in german|german|en allemand|allemand|in het duits|duits',
  ),
};

/** More words and it is a story in which a language is named: "the contract is in German". */
const MOST_WORDS = 9;

/** @returns null: none was asked for, or several */
export function languageAskedFor(text: string): Language | null {
  if (spokenWords(text).length > MOST_WORDS) return null;
  const line = spokenLine(text);
  const found = (Object.keys(asked) as Language[]).filter((language) => says(line, asked[language]));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Words that every sentence has and no other of the four does. */
const common: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(fold('the and is you with have my this that what would they i please hello your about').split(' ')),
  fr: new Set(fold('je vous et les des est une pour avec mon ma bonjour suis nous pas que dans').split(' ')),
  nl: new Set(fold('ik het een van met mijn niet voor u zijn hallo goedendag wij heb over dat naar').split(' ')),
  de: new Set(fold('ich und der die das nicht mit mein sie ist habe wir guten eine fur mochte wegen').split(' ')),
};
const FEWEST_HITS = 3;

/**
 * The language that somebody speaks though we speak another, by its commonest words; a few words decide nothing.
 * @returns null: not surely another one
 */
export function languageSpoken(text: string, now: Language): Language | null {
  const words = spokenWords(text);
  const hits = (language: Language) => words.filter((word) => common[language].has(word)).length;
  const best = (Object.keys(common) as Language[]).toSorted((a, b) => hits(b) - hits(a))[0] ?? now;
  return best !== now && hits(best) >= FEWEST_HITS && hits(best) >= 2 * hits(now) + 1 ? best : null;
}
