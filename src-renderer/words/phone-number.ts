import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

const wireForm = /^\+[1-9]\d{3,16}$/;

/**
 * A number as people type it, in the form of the wire.
 * @param near a number of the firm: tells the country in which `0440 27 18 36` is read
 * @returns `+32440271836`, or null for what is no number
 */
export function readNumber(text: string, near: string | undefined): string | null {
  const country: CountryCode | undefined = near === undefined ? undefined : parsePhoneNumberFromString(near)?.country;
  const parsed = parsePhoneNumberFromString(text.trim(), {
    ...(country !== undefined && { defaultCountry: country }),
    // "Call me at 0440…" is a sentence, not a number.
    extract: false,
  });
  return parsed?.isPossible() === true && wireForm.test(parsed.number) ? parsed.number : null;
}

/** For reading: `+32440271836` becomes `+32 440 27 18 36`. What cannot be parsed stays as it is. */
export function formatNumber(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** The same within a sentence: a number is never cut by the end of a line. */
export const formatNumberWithin = (number: string): string => formatNumber(number).replaceAll(' ', '\u00a0');
