import { fold } from '../../insights/understanding/reading/fold.ts';
import type { Expecting } from '../turn-taking/turn.ts';

/** What a question of a model waits for, by its commonest words; a script says it itself. */
const expected: readonly [Expecting, RegExp][] = [
  ['yes_no', /\b(?:right|correct|exact|juste|klopt|juist|richtig|stimmt|d accord)\b[^?]*\?/],
  ['spelling', /\b(?:spell\w*|spelt|epel\w*|buchstab\w*)\b/],
  ['digits', /\b(?:number|numero|nummer|telefoonnummer|telefonnummer|rufnummer)\b/],
  ['name', /\b(?:name|nom|naam|nachname|achternaam|vorname|voornaam|prenom)\b/],
];

/** @param text the last that was said */
export function questionExpects(text: string): Expecting {
  const last =
    fold(text)
      .replaceAll(/[’']/g, ' ')
      .split(/(?<=[.!?])\s+/)
      .at(-1) ?? '';
  return expected.find(([, pattern]) => pattern.test(last))?.[0] ?? 'open';
}
