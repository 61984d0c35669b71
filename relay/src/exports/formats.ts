import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { IsoTime, Language, PhoneNumber } from '../wire/scalars.ts';

/** How times, lengths and numbers are written for a firm, in the language of the file. */
export interface Formats {
  /** BCP 47: `fr-BE`. */
  locale: string;
  /** IANA: `Europe/Brussels`. */
  timeZone: string;
  /** `Thursday 19 November 2026 at 12:31:04 CET` */
  moment(at: IsoTime): string;
  /** `19/11/2026, 12:31`, for lists and footers */
  short(at: IsoTime): string;
  /** `19 November 2026`; takes a day (`2026-11-19`) or a time, which is read on the firm's clock. */
  day(at: string): string;
  /** `2026-11-19` on the firm's clock: for the names of files, which sort by it. */
  isoDay(at: IsoTime): string;
  /** `4 min 12 sec` */
  duration(ms: number): string;
  /** A place in a recording: `0:07`, `1:02:09`. */
  position(ms: number): string;
  /** `1.2 MB` */
  size(bytes: number): string;
  count(value: number): string;
  number(value: PhoneNumber): string;
}

/** @param country ISO 3166 alpha-2 of the firm: a French file note in Belgium writes its dates as Belgium does */
export function createFormats(language: Language, country: string, timeZone: string): Formats {
  const locale = `${language}-${country}`;
  const time = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const moment = time({ weekday: 'long', ...long, ...clock, second: '2-digit', timeZoneName: 'short' });
  const short = time({ day: '2-digit', month: '2-digit', year: 'numeric', ...clock });
  const day = time(long);
  const dayOnly = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...long });
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const count = new Intl.NumberFormat(locale);
  const unit = (name: string, value: number, digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  return {
    locale,
    timeZone,
    moment: (at) => moment.format(new Date(at)),
    short: (at) => short.format(new Date(at)),
    day: (at) => (/^\d{4}-\d\d-\d\d$/.test(at) ? dayOnly : day).format(new Date(at)),
    isoDay: (at) => isoDay.format(new Date(at)),
    duration(ms) {
      const seconds = Math.round(ms / 1_000);
      const parts = [
        ['hour', Math.floor(seconds / 3_600)],
        ['minute', Math.floor((seconds % 3_600) / 60)],
        ['second', seconds % 60],
      ] as const;
      const told = parts.filter(([, value]) => value > 0);
      return (told.length === 0 ? parts.slice(-1) : told).map(([name, value]) => unit(name, value)).join(' ');
    },
    position,
    size(bytes) {
      if (bytes < 1_000) return unit('byte', bytes);
      return bytes < 1_000_000 ? unit('kilobyte', bytes / 1_000) : unit('megabyte', bytes / 1_000_000, 1);
    },
    count: (value) => count.format(value),
    number: (value) => parsePhoneNumberFromString(value)?.formatInternational() ?? value,
  };
}

function position(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
