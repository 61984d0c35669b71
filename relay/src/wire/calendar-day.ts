import { addDays, localTime } from './local-time.ts';
import type { IsoTime } from './scalars.ts';

const HOUR_MS = 3_600_000;

/** Monday is 0. */
export const weekdayOf = (date: string) => (new Date(`${date}T00:00:00.000Z`).getUTCDay() + 6) % 7;

export interface CalendarDay {
  /** Monday is 0. */
  weekday: number;
  /** The date of its Monday. */
  week: string;
  /** What hour the clock on the wall shows. */
  hourAt: (atMs: number) => number;
  endsMs: number;
}

/** Asking the clock on the wall costs ten microseconds; on a day of 24 hours it need not be asked, they are counted. */
export function calendarDay(date: string, startsAt: IsoTime, endsAt: IsoTime, timeZone: string): CalendarDay {
  const weekday = weekdayOf(date);
  const startMs = Date.parse(startsAt);
  const endsMs = Date.parse(endsAt);
  const isPlain = endsMs - startMs === 24 * HOUR_MS;
  return {
    weekday,
    week: addDays(date, -weekday),
    hourAt: (atMs) =>
      isPlain ? Math.floor((atMs - startMs) / HOUR_MS) : Math.floor(localTime(new Date(atMs), timeZone).minutes / 60),
    endsMs,
  };
}
