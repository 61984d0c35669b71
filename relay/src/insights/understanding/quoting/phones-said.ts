import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { CallInsights } from '../../../wire/insights.ts';
import { inDigits } from '../checking/in-digits.ts';
import { itemsOf } from '../reading/items.ts';
import type { Said } from '../said.ts';

type PhoneSaid = CallInsights['mentions']['phones'][number];

/** E.164 has 15 at most; below nine it is a reference or an amount. */
const FEWEST = 9;
const MOST = 15;

/**
 * Telephone numbers, in digits or in words. One that the numbering plan does not know (a made-up one, a new range) is kept
 * as it was said when it begins as numbers do.
 * @param country ISO 3166 alpha-2, for national numbers
 */
export function phonesSaid({ id, text, language }: Said, country: string): PhoneSaid[] {
  const items = itemsOf(text, language);
  return inDigits(items).flatMap(({ digits, first, behind }) => {
    const start = items[first]?.start ?? 0;
    const before = items[first - 1];
    const plus =
      (before?.kind === 'mark' && before.text === '+') || (before?.kind === 'word' && before.folded === 'plus');
    if (digits.length < FEWEST || digits.length > MOST || isOfIban(items, first)) return [];
    const parsed = parsePhoneNumberFromString(plus ? `+${digits}` : digits, country as CountryCode);
    const isNumber = parsed?.isValid() === true;
    if (!isNumber && !plus && !digits.startsWith('0')) return [];
    const from = plus ? (before?.start ?? start) : start;
    const quote = text.slice(from, items[behind - 1]?.end ?? start).slice(0, 200);
    return [{ segmentId: id, quote, number: isNumber ? parsed.number : plus ? `+${digits}` : digits }];
  });
}

/** `BE68 5390...`: the country's letters stand in front. */
function isOfIban(items: ReturnType<typeof itemsOf>, first: number): boolean {
  const [before, earlier] = [items[first - 1], items[first - 2]];
  if (before?.kind !== 'word') return false;
  if (/^\p{Lu}{2}$/u.test(before.text)) return true;
  // Letter by letter, as it is spelled.
  return before.folded.length === 1 && earlier?.kind === 'word' && earlier.folded.length === 1;
}
