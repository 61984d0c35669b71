import type { Language } from '../../wire/scalars.ts';
import { phrases, says, spokenWords } from './spoken-words.ts';

interface Words {
  yes: readonly string[];
  no: readonly string[];
  /** They hold a yes or a no and mean the other. */
  yesAfterAll: readonly string[];
  noAfterAll: readonly string[];
}

const of = (yes: string, no: string, yesAfterAll: string, noAfterAll: string): Words => ({
  yes: phrases(yes),
  no: phrases(no),
  yesAfterAll: phrases(yesAfterAll),
  noAfterAll: phrases(noAfterAll),
});

const words: Readonly<Record<Language, Words>> = {
  en: of(
    'yes|yeah|yep|yup|sure|of course|correct|that is right|thats right|that s right|right|exactly|okay|ok|that is fine|that s fine|please do|go ahead|absolutely|indeed',
    'no|nope|nah|not|wrong|incorrect|never|don t|do not|i object',
    'no problem|no objection|no that s fine|no that is fine|i don t mind|not at all|why not|not a problem',
    'not correct|not right|not okay|not ok|not sure|not really|rather not|that is not right|that s not right|it is not|it isn t',
  ),
  fr: of(
    'oui|ouais|si|bien sur|d accord|exact|exactement|c est ca|c est bien ca|tout a fait|parfait|correct|volontiers|ok|okay|allez y|absolument|c est juste|juste|voila',
    'non|pas|faux|jamais|incorrect|je refuse',
    'pas de probleme|pas de souci|aucun probleme|aucun souci|pourquoi pas|pas d objection|sans probleme|ca ne me derange pas',
    'pas d accord|pas correct|pas ca|pas exact|pas vraiment|pas tout a fait|pas juste|pas ok|pas sur',
  ),
  nl: of(
    'ja|jawel|jazeker|jaja|zeker|klopt|dat klopt|juist|inderdaad|natuurlijk|goed|prima|ok|oke|okay|akkoord|graag|uiteraard|in orde|correct',
    'nee|neen|nope|niet|fout|verkeerd|nooit|liever niet|geen',
    'geen probleem|geen bezwaar|waarom niet|niet erg|maakt niet uit|helemaal geen probleem',
    'niet akkoord|klopt niet|dat klopt niet|niet juist|niet goed|niet echt|niet zeker|niet correct|niet in orde',
  ),
  de: of(
    'ja|jawohl|jawoll|doch|genau|richtig|stimmt|das stimmt|sicher|naturlich|selbstverstandlich|gerne|gern|okay|ok|in ordnung|einverstanden|klar|korrekt|passt',
    'nein|nee|ne|nicht|falsch|niemals|auf keinen fall|kein|keine|lieber nicht',
    'kein problem|keine einwande|keine bedenken|warum nicht|macht nichts|nichts dagegen|kein thema',
    'nicht richtig|stimmt nicht|nicht einverstanden|nicht ganz|nicht in ordnung|nicht wirklich|nicht sicher|passt nicht|nicht korrekt',
  ),
};

/** A yes only when nothing else is said. */
const bare: Readonly<Record<Language, readonly string[]>> = {
  en: phrases('it is|i do|it does|fine|you may|you can'),
  fr: phrases('vous pouvez|ca va'),
  nl: phrases('dat mag|mag|is goed'),
  de: phrases('das ist es|konnen sie|durfen sie|ist gut|gut'),
};
/** Of a longer answer its beginning counts: in a story there is a "not" and a "right" that answer nothing. */
const SHORT = 6;
const BEGINNING = 3;

/**
 * What somebody answers to a question with yes or no. "No problem" is a yes, "that is not right" a no, and a yes and a no in
 * one answer go by the first: "no, yes, I mean..." is asked again.
 * @returns null: neither was said
 */
export function yesOrNo(text: string, language: Language): 'yes' | 'no' | null {
  const spoken = spokenWords(text);
  const line = ` ${(spoken.length > SHORT ? spoken.slice(0, BEGINNING) : spoken).join(' ')} `;
  if (bare[language].includes(line)) return 'yes';
  const { yes, no, yesAfterAll, noAfterAll } = words[language];
  const isPolite = says(line, yesAfterAll);
  const isDenied = says(line, noAfterAll);
  if (isPolite !== isDenied) return isPolite ? 'yes' : 'no';
  const hasYes = says(line, yes);
  const hasNo = says(line, no);
  if (hasYes !== hasNo) return hasYes ? 'yes' : 'no';
  if (!hasYes) return null;
  // "No, that's wrong, yes I am at..." begins with what they answer.
  const first = ` ${spoken[0] ?? ''} `;
  if (no.includes(first)) return 'no';
  return yes.includes(first) ? 'yes' : null;
}

const MOST_WORDS = 4;
/** Nothing but a yes or a no: an answer that is complete. */
export function isYesOrNo(text: string, language: Language): boolean {
  const count = spokenWords(text).length;
  return count > 0 && count <= MOST_WORDS && yesOrNo(text, language) !== null;
}
