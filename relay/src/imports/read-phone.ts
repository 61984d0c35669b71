import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { phoneNumber } from '../wire/scalars.ts';

export interface ReadPhone {
  number: string;
  extension: string | null;
}

const EXTENSION =
  /[\s,;]*(?:\b(?:ext(?:ension)?|poste|post|toestel|tst|durchwahl|dw|nebenstelle|int(?:erne)?|x)\.?:?|;ext=|#)\s*(\d{1,10})\s*$/i;

/**
 * `+32 (0)2 500 12 34`, `02/500.12.34 poste 214`, `tel:+32-2-500-12-34;ext=214`, `0032 2...`. Null: no telephone number.
 * @param country ISO 3166, for numbers in national form
 */
export function readPhone(text: string, country: string): ReadPhone | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^tel:/i, '');
  // `x214` stands right behind the digits.
  const spaced = plain.replace(/(\d)\s*x\s*(\d{1,10})$/i, '$1 x $2');
  const extension = EXTENSION.exec(spaced)?.[1] ?? null;
  const rest = (extension === null ? spaced : spaced.replace(EXTENSION, '')).trim();
  const number = numberOf(rest, country);
  return number === null ? null : { number, extension };
}

function numberOf(text: string, country: string): string | null {
  if (!/^[+(]?[\d\s().\-/+]{3,40}$/.test(text)) return null;
  const international = /^\(?(?:\+|00)/.test(text);
  const digits = (international ? text.replace('(0)', '') : text).replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  if (!/^\+?\d{3,17}$/.test(digits)) return null;
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country as CountryCode, extract: false });
  if (!parsed?.isPossible()) return null;
  // Without its zero a national number is taken for one only where the numbering plan knows it.
  if (!international && !digits.startsWith('0') && !parsed.isValid()) return null;
  const checked = phoneNumber.safeParse(parsed.number);
  return checked.success ? checked.data : null;
}

/** Several in one cell: `02 500 12 34 ; 0470 27 18 36`, on lines of their own, or with " / " between. */
export function phonesIn(cell: string): string[] {
  return cell
    .split(/[\n|]|;(?!ext=)|,(?!\s*(?:ext|x|poste|toestel|int))|\s\/\s|\s(?:ou|or|of|oder)\s/i)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
