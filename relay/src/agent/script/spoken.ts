import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Slot } from '../answers/moments.ts';
import type { Language } from '../../wire/scalars.ts';
import { localTime } from '../../tenants/local-time.ts';

/** Digit by digit with a pause between the groups, as people read a number back: `0 4 7 0, 1 2, 3 4, 5 6`. */
export function spokenNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number);
  const isOurs = parsed?.country === country;
  const written = parsed === undefined ? number : isOurs ? parsed.formatNational() : parsed.formatInternational();
  return written
    .split(/[^\d+]+/)
    .filter(Boolean)
    .map((group) => Array.from(group).join(' '))
    .join(', ');
}

/** `D, E, W, I, T` */
export const spokenLetters = (letters: string): string => Array.from(letters.replaceAll(/[ ’-]/g, '')).join(', ');

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR', nl: 'nl-NL', de: 'de-DE' };
const between: Readonly<Record<Language, (from: string, to: string) => string>> = {
  en: (from, to) => `between ${from} and ${to}`,
  fr: (from, to) => `entre ${from} et ${to}`,
  nl: (from, to) => `tussen ${from} en ${to}`,
  de: (from, to) => `zwischen ${from} und ${to}`,
};
const around: Readonly<Record<Language, (time: string) => string>> = {
  en: (time) => `at ${time}`,
  fr: (time) => `à ${time}`,
  nl: (time) => `om ${time}`,
  de: (time) => `um ${time}`,
};

/** "Friday 20 November between 9:00 and 12:00", by the clock on the firm's wall. */
export function spokenSlot({ from, to }: Slot, language: Language, timeZone: string): string {
  const day = new Intl.DateTimeFormat(locales[language], { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const [start, end] = [clock(from, language, timeZone), clock(to, language, timeZone)];
  const isExact = Date.parse(to) - Date.parse(from) <= 30 * 60_000;
  return `${day.format(new Date(from)).replace(',', '')} ${isExact ? around[language](start) : between[language](start, end)}`;
}

function clock(at: string, language: Language, timeZone: string): string {
  const { minutes } = localTime(new Date(at), timeZone);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  const two = String(minute).padStart(2, '0');
  if (language === 'fr') return minute === 0 ? `${hour} heures` : `${hour} heures ${two}`;
  if (language === 'de') return minute === 0 ? `${hour} Uhr` : `${hour} Uhr ${two}`;
  if (language === 'nl') return minute === 0 ? `${hour} uur` : `${hour} uur ${two}`;
  return `${hour}:${two}`;
}
