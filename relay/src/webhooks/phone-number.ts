import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { phoneNumber } from '../wire/scalars.ts';

const WITHHELD = new Set(['', 'anonymous', 'unknown', 'private', 'restricted', 'withheld', 'unavailable', '0']);

export function isWithheld(text: string | null): boolean {
  return text !== null && WITHHELD.has(text.trim().toLowerCase());
}

/** A firm's own lines come with every event, and the same client within a call: each is worked out once. */
const known = new Map<string, string | null>();
const MOST_KNOWN = 10_000;

/**
 * A provider's number as E.164. Ringover and sipgate push international digits without the plus (telephony facts 0.4),
 * sipgate's answeringNumber may come in national form, REST bodies carry the plus. A national reading uses the firm's
 * country and never adds a prefix blindly: a wrong one would file a foreign caller under a stranger.
 * @param country ISO 3166 alpha-2
 * @returns null for withheld callers, internal extensions and anything else that is no telephone number
 */
export function normaliseNumber(text: string | null, country: string): string | null {
  if (text === null || text.length > 40 || isWithheld(text)) return null;
  const key = country + text;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const number = workOut(text.trim().replace(/[\s().\-/]/g, ''), country as CountryCode);
  known.set(key, number);
  return number;
}

function workOut(digits: string, country: CountryCode): string | null {
  if (digits.startsWith('+')) return inWireForm(digits);
  if (!/^\d{3,20}$/.test(digits)) return null;
  if (digits.startsWith('00')) return inWireForm(`+${digits.slice(2)}`);
  if (digits.startsWith('0')) {
    const national = parsePhoneNumberFromString(digits, country);
    return national?.isPossible() ? inWireForm(national.number) : null;
  }
  const international = parsePhoneNumberFromString(`+${digits}`);
  if (international?.isValid()) return inWireForm(international.number);
  const national = parsePhoneNumberFromString(digits, country);
  if (national?.isValid()) return inWireForm(national.number);
  // Ranges newer than the number plan we ship: believe the providers' documented form.
  return international?.isPossible() ? inWireForm(international.number) : null;
}

function inWireForm(number: string): string | null {
  return phoneNumber.safeParse(number).success ? number : null;
}
