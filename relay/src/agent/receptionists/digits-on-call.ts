import type { Language } from '../../wire/scalars.ts';
import { digitsSaid } from '../answers/digits.ts';

/** All digits that were said or typed on a call, or that the firm tells: the only ones that a model may use. */
export interface DigitsOnCall {
  heard(text: string, language: Language): void;
  tells(text: string): void;
  /** Also in another form: `+32470123456` where `0470 12 34 56` was said. */
  knows(digits: string): boolean;
}

/** Country codes and a leading zero aside, so many say which number it is. */
const TELLING = 8;
const MOST = 4_000;

export function createDigitsOnCall(...told: readonly (string | null)[]): DigitsOnCall {
  let known = '';
  const add = (digits: string) => void (known = `${known}${digits}`.slice(-MOST));
  // Numbers that were told stand apart.
  const tells = (text: string) => add(` ${text.replaceAll(/(?<=\d)[\s./()-]+(?=\d)/g, '').replaceAll(/\D+/g, ' ')} `);
  for (const text of told) if (text !== null) tells(text);
  return {
    tells,
    heard(text, language) {
      const spoken = digitsSaid(text.slice(0, 2_000), language) ?? '';
      const written = text.replaceAll(/\D/g, '');
      // Dictated in two turns it is one number, so nothing stands between.
      add(spoken.length >= written.length ? spoken.replaceAll(/\D/g, '') : written);
    },
    knows: (digits) => known.includes(digits.replaceAll(/\D/g, '').slice(-TELLING)),
  };
}
