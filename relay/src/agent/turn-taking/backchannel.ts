import { fold, wordSet } from '../../insights/understanding/reading/fold.ts';
import type { Language } from '../../wire/scalars.ts';

/** "mm-hm": I am listening, go on. */
const words: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: wordSet('mm hm mhm mmhm uh huh uhuh yeah yep yes ok okay right sure i see aha ah'),
  fr: wordSet("mm hm mhm ouais oui d'accord ok okay bien ah hein voila je vois"),
  nl: wordSet('mm hm mhm ja jaja oke ok okay goed juist aha ah ik snap'),
  de: wordSet('mm hm mhm ja jaja genau okay ok gut aha ach ah so verstehe'),
};
const MOST_WORDS = 3;

/** @param text empty: no, nothing was said */
export function isBackchannel(text: string, language: Language): boolean {
  const said = fold(text)
    .split(/[^\p{L}']+/u)
    .filter(Boolean);
  return said.length > 0 && said.length <= MOST_WORDS && said.every((word) => words[language].has(word));
}
