import { addDays } from '../../../tenants/local-time.ts';

/** Days as `2026-12-01`, without a clock or a zone. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00.000Z`).getUTCDay();

/** The next one behind the day: said on a Friday, "Friday" is in a week, for today would be called today. */
export function nextWeekday(from: string, weekday: number): string {
  return addDays(from, ((weekday - weekdayOf(from) + 6) % 7) + 1);
}

export function lastWeekday(from: string, weekday: number): string {
  return addDays(from, -(((weekdayOf(from) - weekday + 6) % 7) + 1));
}

/** Weeks begin on Monday. @param weeks 1: next week */
export function mondayOf(from: string, weeks: number): string {
  return addDays(from, -((weekdayOf(from) + 6) % 7) + weeks * 7);
}

/** @returns null: there is no such day, as 31 June */
export function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

export function addMonths(from: string, months: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

export function endOfMonth(from: string): string {
  return addDays(`${addMonths(`${from.slice(0, 7)}-01`, 1)}`, -1);
}

/** A day of a month without a year is at most so long ago; else it is to come (days). */
const LOOKS_BACK_DAYS = 120;

/** "9 January" said in November is next year's, "3 November" this year's. */
export function nearest(from: string, month: number, day: number): string | null {
  const year = Number(from.slice(0, 4));
  const earliest = addDays(from, -LOOKS_BACK_DAYS);
  for (const candidate of [year - 1, year, year + 1, year + 2, year + 3, year + 4]) {
    const date = dateOf(candidate, month, day);
    if (date !== null && date >= earliest) return date;
  }
  return null;
}
