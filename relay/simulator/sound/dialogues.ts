import type { Language } from '../../src/wire/scalars.ts';
import type { Dialogue, Turn } from './dialogue.ts';

/** Between two sentences of one person, too: people on the telephone wait for each other. */
const PAUSE_MS = 1_200;
/** Somebody looks something up: long enough to be skipped by a player that skips silence. */
const LOOKS_IT_UP_MS = 4_000;
const TALKS_OVER_MS = -600;

type Line = readonly [who: 'caller' | 'firm', text: string, pauseMs?: number];

/** Made of phrases that the test engine knows (test/unit/relay/simulator/sound/dialogues.test.ts), and of no others. */
export const dialogues: readonly Dialogue[] = [
  spoken('hearing-en', 'en', [
    ['firm', 'good morning'],
    ['caller', 'good morning'],
    ['caller', 'i received a letter from the court'],
    ['caller', 'the hearing is on tuesday'],
    ['firm', 'could you repeat that please'],
    ['caller', 'the hearing is on tuesday'],
    ['firm', 'wait a moment please'],
    ['caller', 'my file number is nine five four seven', LOOKS_IT_UP_MS],
    ['firm', 'yes that is correct'],
    ['caller', 'i have an urgent question'],
    ['caller', 'please call me back tomorrow'],
    ['firm', 'yes please'],
    ['caller', 'thank you goodbye'],
  ]),
  spoken('hearing-fr', 'fr', [
    ['firm', 'bonjour'],
    ['caller', 'bonjour'],
    ['caller', "j'ai reçu une lettre du tribunal"],
    ['caller', "l'audience est demain"],
    ['firm', 'pouvez vous répéter'],
    ['caller', "l'audience est demain"],
    ['firm', "un instant s'il vous plaît"],
    ['caller', 'la référence est neuf huit quatre huit', LOOKS_IT_UP_MS],
    ['firm', "oui c'est correct"],
    ['caller', "j'ai une question urgente"],
    ['caller', "rappelez moi vendredi s'il vous plaît"],
    ['firm', 'oui merci'],
    ['caller', 'merci au revoir'],
  ]),
  spoken('hearing-nl', 'nl', [
    ['firm', 'goedemorgen'],
    ['caller', 'goedemorgen'],
    ['caller', 'ik heb een brief van de rechtbank gekregen'],
    ['caller', 'de zitting is op morgen'],
    ['firm', 'kunt u dat herhalen'],
    ['caller', 'de zitting is op morgen'],
    ['firm', 'een ogenblik alstublieft'],
    ['caller', 'mijn dossiernummer is negen negen twee een', LOOKS_IT_UP_MS],
    ['firm', 'ja dat klopt'],
    ['caller', 'ik heb een dringende vraag'],
    ['caller', 'kunt u mij vrijdag terugbellen'],
    ['firm', 'ja graag'],
    ['caller', 'bedankt tot ziens'],
  ]),
  spoken('hearing-de', 'de', [
    ['firm', 'guten morgen'],
    ['caller', 'guten morgen'],
    ['caller', 'ich habe einen brief vom gericht bekommen'],
    ['caller', 'die verhandlung ist am dienstag'],
    ['firm', 'können sie das wiederholen'],
    ['caller', 'die verhandlung ist am dienstag'],
    ['firm', 'einen moment bitte'],
    ['caller', 'meine aktennummer ist vier null eins sieben', LOOKS_IT_UP_MS],
    ['firm', 'ja das stimmt'],
    ['caller', 'ich habe eine dringende frage'],
    ['caller', 'können sie mich donnerstag zurückrufen'],
    ['firm', 'ja bitte'],
    ['caller', 'danke auf wiederhören'],
  ]),
  spoken('interrupted-en', 'en', [
    ['firm', 'good afternoon'],
    ['caller', 'i am calling about my contract'],
    ['firm', 'wait a moment please', TALKS_OVER_MS],
    ['caller', 'i want to stop the case', TALKS_OVER_MS],
    ['firm', 'could you repeat that please'],
    ['caller', 'i want to stop the case'],
  ]),
  spoken('message-en', 'en', [
    ['caller', 'good afternoon'],
    ['caller', 'i need to cancel my appointment'],
    ['caller', 'please call me back tomorrow'],
    ['caller', 'my number is one two six five two zero'],
  ]),
];

/** @throws Error that names those there are */
export function dialogueNamed(name: string): Dialogue {
  const found = dialogues.find((one) => one.name === name);
  if (!found) throw new Error(`There is no dialogue “${name}”; there are ${dialogueNames.join(', ')}.`);
  return found;
}

export const dialogueNames: readonly string[] = dialogues.map(({ name }) => name);

function spoken(name: string, language: Language, lines: readonly Line[]): Dialogue {
  const turns = lines.map(([who, text, pauseMs = PAUSE_MS]): Turn => ({ who, text, pauseMs }));
  return { name, language, turns };
}
