import type { Language } from '../../wire/scalars.ts';
import { phrases, says, spokenLine, spokenWords } from './spoken-words.ts';

/** How a caller wants to go on. */
export type Wish = 'callback' | 'message' | 'person';

const wishes: Readonly<Record<Language, Readonly<Record<Wish, readonly string[]>>>> = {
  en: {
    callback: phrases('call back|callback|call me|ring me|phone me|calls me|called back|appointment|a time|one|first'),
    message: phrases('message|leave|note|write|tell them|pass on|two|second'),
    person: phrases('somebody|someone|person|now|speak|talk|connect|put me through|transfer|three|third'),
  },
  fr: {
    callback: phrases(
      'rappel|rappelle|rappeler|rappelez|rappelle moi|rappelez moi|me rappeler|rendez vous|un|premier|premiere',
    ),
    message: phrases('message|laisser|noter|transmettre|deux|deuxieme'),
    person: phrases('quelqu un|personne|maintenant|parler|passer|passez|transferer|trois|troisieme'),
  },
  nl: {
    callback: phrases('terugbellen|bel mij terug|bel me terug|teruggebeld|terug bellen|terugbel|afspraak|een|eerste'),
    message: phrases('boodschap|bericht|achterlaten|noteren|doorgeven|twee|tweede'),
    person: phrases('iemand|persoon|nu|spreken|doorverbinden|doorverbind|drie|derde'),
  },
  de: {
    callback: phrases(
      'ruckruf|zuruckrufen|zuruckgerufen|ruckgerufen|rufen sie mich|ruft mich|termin|eins|erste|erstens',
    ),
    message: phrases('nachricht|hinterlassen|notieren|ausrichten|zwei|zweite|zweitens'),
    person: phrases('jemand|jemanden|person|jetzt|sprechen|durchstellen|verbinden|drei|dritte|drittens'),
  },
};

/** @returns null: none, or several at once */
export function wishOf(text: string, language: Language): Wish | null {
  const line = spokenLine(text);
  const found = (['callback', 'message', 'person'] as const).filter((wish) => says(line, wishes[language][wish]));
  if (found.length === 1) return found[0] ?? null;
  // "Somebody should call me back", "leave a message that he calls me": what is to be done says more than who.
  if (found.includes('message') && /message|bericht|boodschap|nachricht/.test(line)) return 'message';
  return found.includes('callback') ? 'callback' : null;
}

const nothing: Readonly<Record<Language, readonly string[]>> = {
  en: phrases(
    'nobody|no one|none|nothing|that s all|that is all|nothing else|no that s it|i don t know|don t know|no idea',
  ),
  fr: phrases('personne|aucun|aucune|rien|rien d autre|c est tout|je ne sais pas|je sais pas|aucune idee'),
  nl: phrases('niemand|geen|niets|dat is alles|dat was het|verder niets|ik weet het niet|weet ik niet|geen idee'),
  de: phrases(
    'niemand|keine|keiner|nichts|das ist alles|das war s|das wars|sonst nichts|weiss ich nicht|weiss nicht|keine ahnung',
  ),
};
const SHORT = 6;

/** "Nobody", "that's all": there is nothing to note. */
export function isNothingMore(text: string, language: Language): boolean {
  const count = spokenWords(text).length;
  return count > 0 && count <= SHORT && says(spokenLine(text), nothing[language]);
}
