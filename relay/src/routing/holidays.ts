import Holidays from 'date-holidays';
import type { OpeningHours } from '../wire/routing.ts';

type Where = NonNullable<OpeningHours['holidays']>;

/** By country, region and year: the days of one year are worked out in some milliseconds, once. */
const known = new Map<string, ReadonlyMap<string, string>>();
/** A year of each region of four countries would be about forty. */
const MOST_KNOWN = 200;

/**
 * The public holiday on a day, in the country's own language (Belgium's in French): days on which offices are closed by
 * law, not those of banks and schools. What is one in a part of a region only, such as 15 August in Catholic Bavaria,
 * is none here; a firm enters it as a closed day.
 * @param date of the firm's calendar: `2026-04-06`
 */
export function holidayOn(date: string, { country, region }: Where): string | null {
  const year = date.slice(0, 4);
  const key = `${country}/${region ?? ''}/${year}`;
  let days = known.get(key);
  if (!days) {
    const calendar = region === null ? new Holidays(country, publicOnly) : new Holidays(country, region, publicOnly);
    days = new Map(calendar.getHolidays(Number(year)).map((day) => [day.date.slice(0, 10), day.name]));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, days);
  }
  return days.get(date) ?? null;
}

const publicOnly = { types: ['public' as const] };

/** A name that the calendar does not know would silently mean the whole country. */
export function hasRegion(country: Where['country'], region: string): boolean {
  return Object.hasOwn(new Holidays().getStates(country) ?? {}, region);
}
