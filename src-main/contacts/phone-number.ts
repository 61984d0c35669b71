import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import type { PopupCaller } from '../../src-preload/contract.ts';

const parsed = new Map<string, PhoneNumber | null>();
const KEPT = 5_000;

/** Parsing costs tens of microseconds and a list asks for the same numbers again and again. */
function parse(number: string): PhoneNumber | null {
  const known = parsed.get(number);
  if (known !== undefined) return known;
  if (parsed.size >= KEPT) parsed.clear();
  const made = parsePhoneNumberFromString(number) ?? null;
  parsed.set(number, made);
  return made;
}

/** For reading: `+32440271836` becomes `+32 440 27 18 36`. What cannot be parsed is shown as it is. */
export function formatNumber(number: string): string {
  return parse(number)?.formatInternational() ?? number;
}

/** ISO country, or null where the number does not tell. */
export function countryOf(number: string): string | null {
  return parse(number)?.country ?? null;
}

/** Shorter ones say too little about whose they are. */
const SHORTEST_NATIONAL = 7;

/** The national significant number, by which a contact is found where the country was written wrongly; null: too short. */
export function nationalOf(number: string): string | null {
  const national = parse(number)?.nationalNumber;
  return national !== undefined && national.length >= SHORTEST_NATIONAL ? national : null;
}

/** Mobile or fixed, as far as the numbering plan tells. */
export function kindOf(number: string): PopupCaller['numberKind'] {
  return parse(number)?.getType() === 'MOBILE' ? 'mobile' : null;
}

/** Fewer digits from inside a number would be found in most numbers. */
export const SHORTEST_FRAGMENT = 4;

/**
 * Before the ends of a number in the full-text index. It counts as a letter there and nobody can type it (private use).
 * Three of them, because the index keeps a list for the first one, two and three signs of every word: the ends of all
 * numbers share these, instead of filling a thousand lists that are never asked.
 */
export const FRAGMENT_MARK = '\u{e000}'.repeat(3);

/**
 * The ways people type a number, digits only: `32440271836`, `0032440271836`, `440271836`, `0440271836`; then its ends
 * behind FRAGMENT_MARK, down to the last four digits. Search matches the beginnings of all of them, and the beginning of
 * an end is a fragment.
 */
export function searchForms(number: string): string {
  const digits = number.replace(/\D/g, '');
  const national = parse(number)?.nationalNumber;
  const forms = new Set<string>([digits, `00${digits}`, ...(national ? [national, `0${national}`] : [])]);
  const ends: string[] = [];
  for (let at = 1; at <= digits.length - SHORTEST_FRAGMENT; at += 1)
    if (!forms.has(digits.slice(at))) ends.push(FRAGMENT_MARK + digits.slice(at));
  return [...forms, ...ends].join(' ');
}
