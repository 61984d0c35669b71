import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneNumber } from '../wire/scalars.ts';

/** 112, 110, 17, 911, 999...: no country has longer ones, and no subscriber a number as short. */
const LONGEST_SHORT_NUMBER = 3;

/**
 * Whether this is a country's short number, `+32112` or `+3317`: police, ambulance, fire, or another service that must
 * know where the caller is. A callback through a provider's server would tell it the firm's address, or nothing.
 */
export function isEmergencyNumber(number: PhoneNumber): boolean {
  const national = parsePhoneNumberFromString(number)?.nationalNumber ?? number.slice(2);
  return national.replace(/^0+/, '').length <= LONGEST_SHORT_NUMBER;
}
