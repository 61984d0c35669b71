import { phoneNumber } from '@callbrief/relay/wire/scalars';
import { findPhoneNumbersInText, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { readDialLink } from '../telephony/dial-link.ts';

/**
 * The E.164 number that somebody typed, selected or linked: `0440 27 18 36`, `tel:+32-440-27-18-36;ext=2`, or one number
 * in a line of text. Null where there is none, or more than one: a wrong number is worse than none.
 * @param country ISO 3166, for numbers in national form
 */
export function readNumber(text: string, country: string | null): string | null {
  const plain = plainOf(text);
  const linked = readDialLink(plain);
  const typed = linked ?? plain;
  const defaultCountry = country === null ? {} : { defaultCountry: country as CountryCode };
  const whole = parsePhoneNumberFromString(typed, { ...defaultCountry, extract: false });
  if (whole) return whole.isPossible() ? onTheWire(whole.number) : null;
  if (linked !== null) return null;
  const found = new Set(
    findPhoneNumbersInText(plain, defaultCountry).flatMap(({ number }) => onTheWire(number.number) ?? []),
  );
  const [only, another] = found;
  return only !== undefined && another === undefined ? only : null;
}

/** Full-width digits as digits; no marks that nobody sees, which copied numbers are often wrapped in. */
function plainOf(text: string): string {
  return text.normalize('NFKC').replace(/\p{Cf}/gu, '').replace(/\s+/gu, ' ').trim();
}

function onTheWire(number: string): string | null {
  const read = phoneNumber.safeParse(number);
  return read.success ? read.data : null;
}
