import { fold, wordSet } from '../../insights/understanding/reading/fold.ts';
import type { Language } from '../../wire/scalars.ts';
import { isYesOrNo } from '../answers/yes-no.ts';
import { isNothingMore } from '../answers/choices.ts';
import type { Expecting } from './turn.ts';

/** How long to wait after the voice has stopped (ms). */
const COMPLETE_MS = 350;
const DEFAULT_MS = 700;
const UNFINISHED_MS = 1_500;
const DICTATED_MS = 2_000;
/** Whatever the rules say. */
export const LONGEST_WAIT_MS = 3_000;

/** Fillers, conjunctions, prepositions and articles: whoever stops after one of these is looking for the next word. */
const unfinished: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: wordSet(`um uh er erm hmm well and or but so because if that which who when where while although to of in on at for
    from with without about before after by the a an my your his her our their is are was were i'm it's like i we`),
  fr: wordSet(`euh heu hum ben bah alors et ou mais donc or ni car parce que qu' puisque si quand comme lorsque dont qui où
    a au aux de du des d' en dans sur sous pour par avec sans chez avant apres entre vers le la les l' un une mon ma mes
    votre notre son sa ses c'est je j' nous est suis`),
  nl: wordSet(`eh euh uhm um nou dus en of maar want omdat dat die als toen terwijl hoewel om te van in op aan bij voor na
    met zonder over tussen door naar de het een mijn uw zijn haar ons onze is ben was ik we`),
  de: wordSet(`ah ahm eh ehm hm also und oder aber denn weil dass ob wenn als da obwohl damit der die das den dem des ein
    eine einen einem einer mein meine ihr ihre unser zu von in im an am auf bei fur mit ohne uber vor nach zwischen durch
    ist bin war ich wir`),
};

/**
 * How long the caller may be quiet before it is our turn, by what they said so far.
 * @param words as far as known; empty: none yet
 */
export function waitMs({
  words,
  language,
  expecting,
}: {
  words: string;
  language: Language;
  expecting: Expecting;
}): number {
  const said = words.trim();
  if (said === '') return UNFINISHED_MS;
  if (expecting === 'digits' || expecting === 'spelling') {
    // "No, that is wrong" while a number is expected is no number.
    return isClosed(said, language) ? COMPLETE_MS : DICTATED_MS;
  }
  if (/(?:…|\.\.\.|,|-)$/.test(said)) return UNFINISHED_MS;
  const last = fold(said)
    .replace(/[.!?]+$/, '')
    .split(/[\s’]+/)
    .at(-1);
  if (last !== undefined && unfinished[language].has(last)) return UNFINISHED_MS;
  if (/[.!?]$/.test(said) || isClosed(said, language)) return COMPLETE_MS;
  return DEFAULT_MS;
}

/** An answer to which nothing can be added. */
const isClosed = (said: string, language: Language) => isYesOrNo(said, language) || isNothingMore(said, language);
