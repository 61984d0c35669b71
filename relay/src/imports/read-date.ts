import type { DateOrder } from '../wire/import.ts';
import { addDays, startOfDay } from '../tenants/local-time.ts';
import { foldName } from './import-row.ts';

/** A day on the firm's wall, and the time where one is said. */
export interface ReadDate {
  /** 2026-11-19 */
  date: string;
  /** Minutes since midnight; null: the whole day. */
  minutes: number | null;
  /** The moment itself, where the text says its zone. */
  at: string | null;
}

const MONTHS: Record<string, number> = Object.fromEntries(
  [
    'january jan janvier janv januari januar janner',
    'february feb fevrier fev fevr februari februar feber',
    'march mar mars maart mrt marz maerz',
    'april apr avril avr',
    'may mai mei',
    'june jun juin juni',
    'july jul juillet juil juli',
    'august aug aout augustus',
    'september sep sept septembre',
    'october oct octobre oktober okt',
    'november nov novembre',
    'december dec decembre dezember dez',
  ].flatMap((words, i) => words.split(' ').map((word) => [word, i + 1])),
);

const NUMERIC = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/;
const WEEKDAY =
  /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|ma|wo|vr|za|zo|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)[.,]*\s+(?=\S*\d|[a-z]+\.?\s+\d)/;

/**
 * Dates with their year, as people and programs write them in four languages. Null: no date, or one that could be read
 * two ways.
 * @param order of days and months in figures; null: it is not known, so what depends on it is not read
 */
export function readDate(text: string, order: DateOrder | null): ReadDate | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)$/i.exec(text.trim());
  if (iso) {
    const at = new Date(
      text
        .trim()
        .replace(' ', 'T')
        .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
    );
    return Number.isNaN(at.getTime())
      ? null
      : { date: at.toISOString().slice(0, 10), minutes: null, at: at.toISOString() };
  }
  const { day, time } = splitTime(foldName(text));
  const date = dayOf(day.replace(WEEKDAY, ''), order);
  if (date === null) return null;
  if (time === null) return { date, minutes: null, at: null };
  const minutes = readTime(time);
  return minutes === null ? null : { date, minutes, at: null };
}

/** `14:30`, `14h30`, `9 h`, `14.30 uhr`, `2:30 pm`: minutes since midnight. */
export function readTime(text: string): number | null {
  const plain = foldName(text).replace(/\s*(?:uhr|uur|heures?)$/, 'h');
  const found = /^(\d{1,2})\s*(?:[:.h]\s*(\d\d)?)?(?::\d\d)?h?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(plain);
  if (!found) return null;
  const [, hourText = '', minuteText = '0', half] = found;
  if (half === undefined && !/[:.h]/.test(plain)) return null;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.startsWith('p') ? 12 : 0);
  }
  const minute = Number(minuteText);
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** @returns ISO UTC; a whole day begins at its local midnight */
export function momentOf({ date, minutes, at }: ReadDate, timeZone: string): string {
  if (at !== null) return at;
  const midnight = startOfDay(date, timeZone).getTime();
  if (minutes === null) return new Date(midnight).toISOString();
  // On the two days that the clock changes, midnight and the hour are not as far apart as they look.
  const next = startOfDay(addDays(date, 1), timeZone).getTime();
  const shift = minutes >= 180 ? next - midnight - 86_400_000 : 0;
  return new Date(midnight + minutes * 60_000 + shift).toISOString();
}

function splitTime(text: string): { day: string; time: string | null } {
  const found =
    /^(.*?\d)[,t]?\s+(?:at |a |om |um )?(\d{1,2}(?:[:h]\d\d(?::\d\d)?|\s?h|\.\d\d uhr)(?:\s*(?:uhr|uur|am|pm))?|\d{1,2}(?:[:.]\d\d)?\s?(?:uhr|uur|am|pm))$/.exec(
      text,
    ) ?? /^(\d{4}-\d\d-\d\d)t(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?$/.exec(text);
  return found ? { day: found[1] ?? '', time: found[2] ?? null } : { day: text, time: null };
}

function dayOf(text: string, order: DateOrder | null): string | null {
  const year = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (year) return dateOf(year[1], year[2], year[3]);
  const figures = NUMERIC.exec(text);
  if (figures) {
    const [, first, , second, yearText] = figures;
    const dayFirst = orderOfOne(text) ?? order;
    if (dayFirst === null) return null;
    return dayFirst === 'day_first' ? dateOf(yearText, second, first) : dateOf(yearText, first, second);
  }
  const words =
    /^(?:(?:le|de|der|den|the|am)\s+)?(\d{1,2})(?:\.|er|e|ste|de|st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]+)\.?,?[\s-]+(\d{4})$/.exec(
      text,
    );
  if (words) return dateOf(words[3], String(MONTHS[words[2] ?? ''] ?? ''), words[1]);
  const english = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  return english ? dateOf(english[3], String(MONTHS[english[1] ?? ''] ?? ''), english[2]) : null;
}

function dateOf(year = '', month = '', day = ''): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00.000Z`);
  // 31 February becomes March where nobody looks.
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text ? text : null;
}

/** What one date in figures says of the order; null: it could be either, or it is none. */
function orderOfOne(text: string): DateOrder | null {
  const [, first = '', , second = ''] = NUMERIC.exec(text) ?? [];
  const [a, b] = [Number(first), Number(second)];
  // With dots only those write who put the day first.
  if (text.includes('.')) return 'day_first';
  if (a > 12 && b <= 12) return 'day_first';
  if (b > 12 && a <= 12) return 'month_first';
  return a === b ? 'day_first' : null;
}

export interface OrderSeen {
  dayFirst: boolean;
  monthFirst: boolean;
  /** Some could be either. */
  unsure: boolean;
}

/** Adds what a cell says of the order of its column. */
export function lookAtOrder(cell: string, seen: OrderSeen): void {
  const { day } = splitTime(foldName(cell));
  const plain = day.replace(WEEKDAY, '');
  const figures = NUMERIC.exec(plain);
  if (!figures || plain.includes('.') || figures[1] === figures[3]) return;
  const order = orderOfOne(plain);
  if (order === 'day_first') seen.dayFirst = true;
  else if (order === 'month_first') seen.monthFirst = true;
  else seen.unsure = true;
}

/** The order of a whole column. `ask`: it says both or nothing, and some of its dates depend on it. */
export function orderOf({ dayFirst, monthFirst, unsure }: OrderSeen): DateOrder | 'ask' | null {
  if (dayFirst !== monthFirst) return dayFirst ? 'day_first' : 'month_first';
  return unsure ? 'ask' : null;
}
