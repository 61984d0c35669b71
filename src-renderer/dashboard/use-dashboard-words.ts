import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf } from '../words/format.ts';

/** What charts and tables say. Times without a zone: days are the firm's. */
export interface DashboardWords {
  t: TFunction<'statistics'>;
  /** `1,148`, with at most one decimal. */
  number: (value: number) => string;
  /** A share of 1: `91.8`. */
  percent: (share: number) => string;
  /** `16 Nov` */
  day: (date: string) => string;
  /** `16 November`, with the year where it is another than `beside`'s. */
  longDay: (date: string, beside: string) => string;
  /** `November 2026` */
  month: (date: string) => string;
  /** `Nov` */
  shortMonth: (date: string) => string;
  /** 0 is Monday. */
  weekday: (index: number, how: 'short' | 'long') => string;
  /** `9 s`, `1 min 05` */
  seconds: (value: number) => string;
  /** `51 min`, `2.5 h`, from two days on `6 days` */
  minutes: (value: number) => string;
}

export function createDashboardWords(
  language: string,
  t: TFunction<'statistics'>,
  unit: TFunction<'units'>,
): DashboardWords {
  const locale = localeOf(language);
  const intl = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const at = (date: string) => new Date(`${date}T00:00:00Z`);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const short = intl({ day: 'numeric', month: 'short' });
  const long = intl({ day: 'numeric', month: 'long' });
  const longYear = intl({ day: 'numeric', month: 'long', year: 'numeric' });
  const month = intl({ month: 'long', year: 'numeric' });
  const shortMonth = intl({ month: 'short' });
  const weekdays = { short: intl({ weekday: 'short' }), long: intl({ weekday: 'long' }) };
  const number = (value: number) => numbers.format(value);
  return {
    t,
    number,
    percent: (share) => numbers.format(share * 100),
    day: (date) => short.format(at(date)),
    longDay: (date, beside) => (date.slice(0, 4) === beside.slice(0, 4) ? long : longYear).format(at(date)),
    month: (date) => month.format(at(date)),
    shortMonth: (date) => shortMonth.format(at(date)),
    // The first of January 2024 was a Monday.
    weekday: (index, how) => weekdays[how].format(new Date(Date.UTC(2024, 0, 1 + index))),
    seconds: (value) =>
      value < 60
        ? unit('seconds', { count: value })
        : unit('minutesSeconds', { minutes: Math.floor(value / 60), seconds: String(value % 60).padStart(2, '0') }),
    minutes: (value) => {
      if (value < 120) return unit('minutes', { minutes: value });
      if (value < 48 * 60) return unit('hours', { hours: number(value / 60) });
      return unit('days', { count: Math.round(value / 1_440) });
    },
  };
}

/** Follows the language of the window. */
export function useDashboardWords(): DashboardWords {
  const { t, i18n } = useTranslation('statistics');
  const { t: unit } = useTranslation('units');
  return useMemo(() => createDashboardWords(i18n.language, t, unit), [i18n.language, t, unit]);
}
