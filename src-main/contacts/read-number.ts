import { phoneNumber } from '@callbrief/relay/wire/scalars';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { readDialLink } from '../telephony/dial-link.ts';

/**
 * The E.164 number that somebody typed, selected or linked: `0440 27 18 36`, `tel:+32-440-27-18-36;ext=2`, or one number
 * in a line of text. Null where there is none, or more than one: a wrong number is worse than none.
 * @param country ISO 3166, for numbers in national form
 */
export function readNumber(text: string, country: string | null): string | null {
  const plain = plainOf(text);
  const linked = readDialLink(plain);
  const whole = parse(linked ?? plain, country);
  if (whole !== null || linked !== null) return whole?.number ?? null;
  const found = new Set(
    Array.from(plain.matchAll(IN_TEXT), ([written]) => parse(written, country))
      // A date or a matter's number looks like a national number too.
      .filter((number) => number !== null && (number.isInternational || number.isValid))
      .flatMap((number) => number?.number ?? []),
  );
  const [only, another] = found;
  return only !== undefined && another === undefined ? only : null;
}

/** A run of digits and of what people put between them, seven digits at least. */
const IN_TEXT = /(?<![\p{L}\d*#/])(?:\+|\(\+)?\(?\d(?:[ ().\-/]{0,3}\d){6,}(?![\p{L}\d*#/])/gu;

interface ReadNumber {
  number: string;
  isInternational: boolean;
  /** In use by the numbering plan; else only of a possible length. */
  isValid: boolean;
}

function parse(text: string, country: string | null): ReadNumber | null {
  const defaultCountry = country === null ? {} : { defaultCountry: country as CountryCode };
  const parsed = parsePhoneNumberFromString(text, { ...defaultCountry, extract: false });
  if (!parsed?.isPossible()) return null;
  const number = phoneNumber.safeParse(parsed.number);
  if (!number.success) return null;
  const isInternational = /^\(?(?:\+|00)/.test(text);
  const isValid = parsed.isValid();
  // Without its leading 0 a national number is taken for one only where the plan knows it: 2026/0318 is a matter.
  return isInternational || isValid || /^\(?0/.test(text) ? { number: number.data, isInternational, isValid } : null;
}

/** Full-width digits as digits; no marks that nobody sees, which copied numbers are often wrapped in. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
