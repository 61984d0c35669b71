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

/**
 * The ways people type a number, digits only: `32440271836`, `0032440271836`, `440271836`, `0440271836`. Search matches
 * their beginnings.
 */
export function searchForms(number: string): string {
  const digits = number.replace(/\D/g, '');
  const national = parse(number)?.nationalNumber;
  const forms = [digits, `00${digits}`, ...(national ? [national, `0${national}`] : [])];
  return [...new Set<string>(forms)].join(' ');
}
