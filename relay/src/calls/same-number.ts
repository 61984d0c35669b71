import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Contact } from '../wire/directory.ts';

/** What storages look a number up by when it is written in another form; short enough for both forms to end alike. */
export const ENDING_DIGITS = 7;
export const endingOf = (number: string) => number.slice(-ENDING_DIGITS);

/** A shorter national number would be many people's. */
const SHORTEST_NATIONAL = 7;

interface Read {
  /** Null: no number of any country as it stands, so nothing says which country it means. */
  callingCode: string | null;
  national: string;
}

function readNumber(number: string): Read {
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.isValid()
    ? { callingCode: parsed.countryCallingCode, national: parsed.nationalNumber }
    : { callingCode: null, national: number.replace(/^\+?0*/, '') };
}

/**
 * Whether both are one telephone: `+32470271836`, `+320470271836` (the zero of the national form kept) and `+470271836` (the
 * country lost) are. Two valid numbers of different countries never are, though their national numbers may be the same.
 */
export function isSameNumber(a: string, b: string): boolean {
  if (a === b) return true;
  const [first, second] = [readNumber(a), readNumber(b)];
  if (first.national !== second.national || first.national.length < SHORTEST_NATIONAL) return false;
  return first.callingCode === null || second.callingCode === null || first.callingCode === second.callingCode;
}

/** Longest that a number may be on the wire, with its plus. */
const LONGEST = 18;

/**
 * Under which numbers a contact is found: as written, and with its extension dialled through (`+49401234` and `214`:
 * `+49401234214`).
 */
export function numbersToFind(contact: Pick<Contact, 'numbers'>): string[] {
  const all = contact.numbers.flatMap(({ number, extension }) => {
    const direct = extension === undefined ? '' : number + extension;
    return direct === '' || direct.length > LONGEST ? [number] : [number, direct];
  });
  return [...new Set(all)];
}
