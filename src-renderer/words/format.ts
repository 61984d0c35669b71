import type { i18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Days are read in the language of the window, with the day before the month and 24 hours. */
const locales: Record<string, string> = { en: 'en-GB', fr: 'fr-BE', nl: 'nl-BE', de: 'de-DE' };

/** BCP 47, for what Intl names: weekdays, languages, lists. */
export const localeOf = (language: string): string => locales[language] ?? 'en-GB';
const DAY_MS = 86_400_000;

export interface Format {
  /** `11:31` */
  time(at: string): string;
  /** `11:42:07` */
  timeWithSeconds(at: string): string;
  /** A day of the list, `2026-11-19`: `Today, Thursday 19 November`; another year names its year. */
  dayHeading(day: string, now: Date): string;
  /** `Today, 11:31`, `Tomorrow, 09:00`, `Monday 16 November, 16:25`. `allDay`: without the time. */
  dayAndTime(at: string, now: Date, allDay?: boolean): string;
  /** The same within a sentence: `today, 11:31`. */
  dayAndTimeWithin(at: string, now: Date): string;
  /** `2 September 2026` */
  date(at: string): string;
  /** `8 min 47`, `0 min 52`, `1 h 05` */
  duration(seconds: number): string;
  /** How long somebody waits, at least a minute: `37 min`, `1 h 12`, from two hours on `3 h`, from two days on `2 days`. */
  waiting(since: string, now: Date): string;
  /** `3,912`, `3 912`, `3.912` */
  number(value: number): string;
  /** `118 ms` */
  milliseconds(value: number): string;
  /** A place in a recording: `3:12`, `1:03:12`. */
  place(ms: number): string;
  /** The same as it is said: `3 minutes 12`. */
  placeSaid(ms: number): string;
  /** `2.1 MB`, `1.8 GB` */
  size(bytes: number): string;
  /** `2026-11-26`: `tomorrow`, else `26 November`; another year names its year. */
  day(day: string, now: Date): string;
}

export function createFormat(language: string, t: TFunction<'units'>): Format {
  const locale = localeOf(language);
  const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const clock = intl({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const clockSeconds = intl({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const weekday = intl({ weekday: 'long', day: 'numeric', month: 'long' });
  const weekdayYear = intl({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const longDate = intl({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDate = intl({ day: 'numeric', month: 'long' });
  const numbers = new Intl.NumberFormat(locale);
  const sizes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const two = (n: number) => String(n).padStart(2, '0');

  const dayWord = (date: Date, now: Date) => {
    const apart = Math.round((midnight(date).getTime() - midnight(now).getTime()) / DAY_MS);
    if (apart === 0) return t('today');
    if (apart === -1) return t('yesterday');
    return apart === 1 ? t('tomorrow') : null;
  };
  const longDay = (date: Date, now: Date) =>
    capital((date.getFullYear() === now.getFullYear() ? weekday : weekdayYear).format(date), locale);
  const time = (at: string) => clock.format(new Date(at));
  const duration = (seconds: number) => {
    const minutes = Math.floor(seconds / 60);
    return minutes < 60
      ? t('minutesSeconds', { minutes, seconds: two(Math.floor(seconds % 60)) })
      : t('hoursMinutes', { hours: Math.floor(minutes / 60), minutes: two(minutes % 60) });
  };

  return {
    time,
    timeWithSeconds: (at) => clockSeconds.format(new Date(at)),
    dayHeading: (day, now) => {
      const date = localDay(day);
      const word = dayWord(date, now);
      const long = longDay(date, now);
      return word ? `${word}, ${date.getFullYear() === now.getFullYear() ? weekday.format(date) : long}` : long;
    },
    dayAndTime: (at, now, allDay = false) => {
      const date = new Date(at);
      const day = dayWord(date, now) ?? longDay(date, now);
      return allDay ? day : `${day}, ${time(at)}`;
    },
    dayAndTimeWithin: (at, now) => {
      const date = new Date(at);
      const word = dayWord(date, now)?.toLocaleLowerCase(locale);
      const day = word ?? (date.getFullYear() === now.getFullYear() ? weekday : weekdayYear).format(date);
      return `${day}, ${time(at)}`;
    },
    date: (at) => longDate.format(new Date(at)),
    duration,
    waiting: (since, now) => {
      const minutes = Math.max(1, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
      const hours = Math.floor(minutes / 60);
      if (hours < 1) return t('minutes', { minutes });
      if (hours < 2) return t('hoursMinutes', { hours, minutes: two(minutes % 60) });
      return hours < 48 ? t('hours', { hours }) : t('days', { count: Math.floor(hours / 24) });
    },
    number: (value) => numbers.format(value),
    milliseconds: (value) => t('milliseconds', { count: Math.round(value) }),
    place: (ms) => {
      const { hours, minutes, seconds } = cut(ms);
      return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(seconds)}` : `${String(minutes)}:${two(seconds)}`;
    },
    placeSaid: (ms) => {
      const { hours, minutes, seconds } = cut(ms);
      const rest = t('placeSaid', { count: minutes, seconds });
      return hours > 0 ? t('placeSaidHours', { count: hours, rest }) : rest;
    },
    size: (bytes) => {
      const inGb = bytes >= 1e9;
      const value = bytes / (inGb ? 1e9 : 1e6);
      // A small recording is not "0 MB".
      return t(inGb ? 'gigabytes' : 'megabytes', { size: sizes.format(Math.max(0.1, value)) });
    },
    day: (day, now) => {
      const date = localDay(day);
      const word = dayWord(date, now)?.toLocaleLowerCase(locale);
      return word ?? (date.getFullYear() === now.getFullYear() ? shortDate : longDate).format(date);
    },
  };
}

function cut(ms: number): { hours: number; minutes: number; seconds: number } {
  const all = Math.floor(Math.max(0, ms) / 1_000);
  return { hours: Math.floor(all / 3_600), minutes: Math.floor(all / 60) % 60, seconds: all % 60 };
}

/** A day without a time is a day here, whatever the zone: not midnight in Greenwich. */
function localDay(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}
const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const capital = (text: string, locale: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** For components: follows the language of the window. */
export function useFormat(): Format {
  const { i18n } = useTranslation('units');
  const { language } = i18n;
  return useMemo(() => formatOf(i18n, language), [i18n, language]);
}

/**
 * Making what Intl formats with takes half a millisecond, and dozens of components of one call ask for it: made once for
 * a language, of which every window has the same words, and again when this computer is in another zone.
 */
function formatOf(words: i18n, language: string): Format {
  const key = `${language} ${String(new Date().getTimezoneOffset())}`;
  const known = made.get(key);
  if (known) return known;
  const format = createFormat(language, words.getFixedT(language, 'units'));
  made.set(key, format);
  return format;
}
const made = new Map<string, Format>();
