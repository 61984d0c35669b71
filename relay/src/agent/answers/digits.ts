import { inDigits } from '../../insights/understanding/checking/in-digits.ts';
import { itemsOf } from '../../insights/understanding/reading/items.ts';
import type { Language } from '../../wire/scalars.ts';
import { normaliseNumber } from '../../webhooks/phone-number.ts';
import { spokenLine } from './spoken-words.ts';

/** "Double four", "twee keer vier", "trois fois zero" */
const repeats: Readonly<Record<Language, readonly [RegExp, number][]>> = {
  en: [
    [/ (?:double|twice) (\S+)(?= )/g, 2],
    [/ (?:triple|treble) (\S+)(?= )/g, 3],
  ],
  fr: [
    [/ (?:double|deux fois) (\S+)(?= )/g, 2],
    [/ (?:triple|trois fois) (\S+)(?= )/g, 3],
  ],
  nl: [
    [/ (?:dubbel|twee keer|tweemaal) (\S+)(?= )/g, 2],
    [/ (?:driemaal|drie keer) (\S+)(?= )/g, 3],
  ],
  de: [
    [/ (?:doppel|zwei mal|zweimal) (\S+)(?= )/g, 2],
    [/ (?:drei mal|dreimal) (\S+)(?= )/g, 3],
  ],
};
const MOST_DIGITS = 20;

/**
 * The digits of a number that was dictated, in digits or in words: "zero four seven zero, double one", "null vier sieben".
 * @returns with a plus in front where one was said; null: there are no digits
 */
export function digitsSaid(text: string, language: Language): string | null {
  let line = text;
  if (repeats[language].some(([pattern]) => new RegExp(pattern).test(spokenLine(text)))) {
    line = spokenLine(text);
    for (const [pattern, times] of repeats[language]) {
      line = line.replace(pattern, (_, word: string) => ` ${Array.from({ length: times }, () => word).join(' ')}`);
    }
  }
  const items = itemsOf(line.replaceAll(/[,;.–-]+/g, ' ').slice(0, 1_000), language);
  const runs = inDigits(items);
  const digits = runs.map((run) => run.digits).join('');
  if (digits === '') return null;
  const before = items[(runs[0]?.first ?? 0) - 1];
  const isPlus =
    (before?.kind === 'mark' && before.text === '+') || (before?.kind === 'word' && before.folded === 'plus');
  return (isPlus ? '+' : '') + digits.slice(0, MOST_DIGITS);
}

/**
 * A telephone number that was dictated or typed on the keys.
 * @param country ISO 3166 alpha-2, for national numbers
 * @returns E.164, or null when no such number can exist
 */
export function numberSaid(text: string, language: Language, country: string): string | null {
  const digits = digitsSaid(text, language);
  return digits === null ? null : normaliseNumber(digits, country);
}

export const numberTyped = (keys: string, country: string): string | null =>
  normaliseNumber(keys.replace(/[#*]/g, ''), country);
