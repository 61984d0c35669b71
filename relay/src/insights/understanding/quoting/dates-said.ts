import type { CallInsights } from '../../../wire/insights.ts';
import { addDays } from '../../../tenants/local-time.ts';
import type { Clause } from '../reading/clauses.ts';
import type { Fact } from '../reading/fact.ts';
import { read, type Reading } from '../reading/reading.ts';
import type { Said } from '../said.ts';
import * as calendar from './calendar.ts';
import { counted, ofMonth } from './counted-dates.ts';
import { eightDaysLater, groupsOf, placeOf } from './date-groups.ts';
import { datesOfChrono } from './dates-of-chrono.ts';
import { clock, type CallMoment, type FoundDate as Found } from './found-date.ts';

type DateSaid = CallInsights['mentions']['dates'][number];

/**
 * Dates of a segment with the words that say so. Ours first: chrono-node misreads French and Dutch, takes "Good morning"
 * for a date and "Friday" on a Friday for today. It adds what our rules do not know.
 */
export function datesSaid(said: Said, moment: CallMoment): DateSaid[] {
  const reading = read(said.text, said.language);
  const found: Found[] = [];
  for (const group of groupsOf(reading)) {
    const date = resolve(group, reading, moment);
    if (date !== null) found.push({ ...date, ...placeOf(group, reading) });
  }
  found.push(...counted(reading, moment), ...ofMonth(reading, moment));
  const taken = reading.facts.map((fact) => placeOf([fact], reading));
  const others = datesOfChrono(said.text, said.language, moment.date).filter(
    (other) => ![...taken, ...found].some((place) => place.start < other.end && other.start < place.end),
  );
  return [...found, ...others]
    .sort((a, b) => a.start - b.start)
    .map(({ date, time, start, end }) => ({
      segmentId: said.id,
      quote: said.text.slice(start, end).trim().slice(0, 200),
      date,
      time,
    }));
}

function resolve(
  group: readonly Fact[],
  reading: Reading,
  { date: today }: CallMoment,
): Pick<Found, 'date' | 'time'> | null {
  const time = timeOf(group);
  const date = group.find((fact) => fact.kind === 'date');
  if (date !== undefined) {
    const day =
      date.year === null
        ? calendar.nearest(today, date.month, date.day)
        : calendar.dateOf(date.year, date.month, date.day);
    return day === null ? null : { date: day, time };
  }
  const means = group.flatMap((fact) => (fact.kind === 'relative' ? [fact.means] : []));
  const weekday = group.find((fact) => fact.kind === 'weekday');
  if (weekday !== undefined) {
    const clause = clauseOf(weekday, reading);
    const day = weekdayIn(weekday.weekday, means, clause, reading, today);
    return { date: eightDaysLater(group, reading.items) ? addDays(day, 7) : day, time };
  }
  for (const one of means) {
    const day = relativeDay(one, today);
    if (day !== null) return { date: day, time };
  }
  return partOfToday(group, reading) ? { date: today, time } : null;
}

const clauseOf = (fact: Fact, { clauses }: Reading) =>
  clauses.find(({ first, behind }) => fact.first >= first && fact.first < behind) ?? null;

function weekdayIn(
  weekday: number,
  means: readonly string[],
  clause: Clause | null,
  { language }: Reading,
  today: string,
): string {
  const inWeek = (weeks: number) => addDays(calendar.mondayOf(today, weeks), (weekday + 6) % 7);
  if (means.includes('next week')) return inWeek(1);
  if (means.includes('this week')) return inWeek(0);
  if (means.includes('last week')) return inWeek(-1);
  if (means.includes('last')) return calendar.lastWeekday(today, weekday);
  const next = calendar.nextWeekday(today, weekday);
  // "next Friday" said on a Monday is not the Friday of this week; "vendredi prochain" is.
  if (means.includes('next')) return language === 'en' && next < calendar.mondayOf(today, 1) ? addDays(next, 7) : next;
  return clause?.tense === 'past' && !clause.negated ? calendar.lastWeekday(today, weekday) : next;
}

function relativeDay(means: string, today: string): string | null {
  if (/^[+-]?\d$/.test(means)) return addDays(today, Number(means));
  switch (means) {
    case 'tomorrow morning':
      return addDays(today, 1);
    case 'next week':
      return calendar.mondayOf(today, 1);
    case 'next month':
      return `${calendar.addMonths(today, 1).slice(0, 7)}-01`;
    case 'end of month':
      return calendar.endOfMonth(today);
    case '14 days':
      return addDays(today, 14);
    default:
      return null;
  }
}

const OF_TODAY = new Set(['this', 'cet', 'cette', 'ce', 'deze']);
const ONE_WORD = new Set(['tonight', 'vanavond', 'vanmiddag', 'vanochtend', 'vanmorgen']);

/** "this afternoon", "ce soir", "vanavond" */
function partOfToday(group: readonly Fact[], { items }: Reading): boolean {
  return group.some((fact) => {
    if (fact.kind !== 'relative') return false;
    if (fact.means === 'this')
      return group.some((other) => other.kind === 'relative' && /^(?:morning|afternoon|evening)$/.test(other.means));
    if (!/^(?:morning|afternoon|evening)$/.test(fact.means)) return false;
    const [first, before] = [items[fact.first], items[fact.first - 1]];
    if (first?.kind === 'word' && (ONE_WORD.has(first.folded) || first.folded === 'ce')) return true;
    return before?.kind === 'word' && OF_TODAY.has(before.folded);
  });
}

const OPENS = 7 * 60;
const CLOSES = 19 * 60;
/** Of the two that "three" may be, the one when an office is open. */
function timeOf(group: readonly Fact[]): string | null {
  const fact = group.find(({ kind }) => kind === 'time' || kind === 'number');
  const hour = fact?.kind === 'number' && Number.isInteger(fact.value) ? fact.value * 60 : null;
  const minutes = fact?.kind === 'time' ? fact.minutes : hour === null ? [] : [hour, hour + 12 * 60];
  const likely = minutes.find((one) => one >= OPENS && one < CLOSES) ?? minutes[0];
  return likely === undefined ? null : clock(likely);
}
