import type { CallInsights } from '../../../wire/insights.ts';
import { addDays } from '../../../tenants/local-time.ts';
import type { Clause } from '../reading/clauses.ts';
import type { Fact } from '../reading/facts.ts';
import { wordSet } from '../reading/fold.ts';
import { read, type Reading } from '../reading/reading.ts';
import type { Said } from '../said.ts';
import * as calendar from './calendar.ts';
import { datesOfChrono } from './dates-of-chrono.ts';

type DateSaid = CallInsights['mentions']['dates'][number];

/** When the call was, for whoever spoke: their "tomorrow" counts from it. */
export interface CallMoment {
  /** On the firm's wall: 2026-11-20. */
  date: string;
}

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

export interface Found {
  date: string;
  time: string | null;
  start: number;
  end: number;
}

/** Words that may stand inside one date: "Friday of next week", "tomorrow after 3 pm", "le 15 décembre à 9 heures". */
const LINKS = wordSet(
  'of the on at in a an after before by from around about le la l les de du des d en au vers avant apres der den dem die am um im vor nach ab gegen bis het op om na voor vanaf rond tegen van',
);
const MOST_LINKS = 3;

/** Facts that make one date together. Numbers are none. */
function groupsOf({ facts, items }: Reading): Fact[][] {
  const groups: Fact[][] = [];
  for (const fact of facts) {
    if (!['date', 'weekday', 'relative', 'time'].includes(fact.kind) && !isHour(fact)) continue;
    const open = groups.at(-1);
    const before = open?.at(-1);
    const gap = before === undefined ? null : items.slice(before.behind, fact.first);
    const linked =
      gap !== null && gap.length <= MOST_LINKS && gap.every((item) => item.kind === 'word' && LINKS.has(item.folded));
    if (linked && open !== undefined && !startsAnother(fact, open)) open.push(fact);
    else groups.push([fact]);
  }
  return groups;
}

/** "tomorrow after three": no word says that it is a time, but what stands before it does. */
const isHour = (fact: Fact) =>
  fact.kind === 'number' &&
  fact.direction !== null &&
  fact.unit === null &&
  !fact.ordinal &&
  fact.value >= 1 &&
  fact.value <= 24;

/** "Monday to Friday" and "tomorrow or Thursday" are two. */
function startsAnother(fact: Fact, group: readonly Fact[]): boolean {
  const isDay = (one: Fact) =>
    one.kind === 'date' || one.kind === 'weekday' || (one.kind === 'relative' && /^[+-]?\d$/.test(one.means));
  if (fact.kind === 'time' || fact.kind === 'number')
    return group.some(({ kind }) => kind === 'time' || kind === 'number');
  if (!isDay(fact)) return false;
  // "Monday, the 14th of December" and "14 December, a Monday" are one.
  return group.some((one) => isDay(one) && !(one.kind === 'weekday' && fact.kind === 'date'));
}

function placeOf(group: readonly Fact[], { items }: Reading): { start: number; end: number } {
  const first = group[0]?.first ?? 0;
  const behind = group.at(-1)?.behind ?? first + 1;
  // "before Friday", "the 14th": with the words in front that say how it is meant.
  let begin = first;
  for (let back = 1; back <= 2; back++) {
    const item = items[first - back];
    if (item?.kind !== 'word' || !LEADS.has(item.folded)) break;
    begin = first - back;
  }
  const suffix = eightDaysLater(group, items) ? 2 : 0;
  return { start: items[begin]?.start ?? 0, end: items[Math.min(behind + suffix, items.length) - 1]?.end ?? 0 };
}
const LEADS = wordSet(
  'before after by until from the since on avant apres des depuis le la l jusqu d ici voor na tegen tot vanaf vor nach bis ab am den dem der vom',
);

/** "lundi en huit", "Monday week", "Montag in acht Tagen": a week after the next. */
function eightDaysLater(group: readonly Fact[], items: Reading['items']): boolean {
  const last = group.at(-1);
  if (last?.kind !== 'weekday') return false;
  const [one, two] = [items[last.behind], items[last.behind + 1]];
  if (one?.kind !== 'word') return false;
  const eight = two?.kind === 'number' && two.value === 8;
  return (one.folded === 'en' && eight) || ((one.folded === 'in' || one.folded === 'over') && eight);
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

export const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const IN = new Set(['in', 'within', 'dans', 'sous', 'd', 'ici', 'les', 'over', 'binnen', 'innerhalb', 'von', 'de']);
const COUNTS = new Set(['in', 'within', 'dans', 'sous', 'ici', 'over', 'binnen', 'innerhalb']);

/** "in two weeks", "dans quinze jours", "over drie dagen", "innerhalb von 14 Tagen" */
function counted(reading: Reading, { date: today }: CallMoment): Found[] {
  const { facts, items } = reading;
  return facts.flatMap((fact) => {
    if (fact.kind !== 'number' || !['day', 'week', 'month'].includes(fact.unit ?? '') || !Number.isInteger(fact.value))
      return [];
    if (fact.value < 1 || fact.value > 400) return [];
    let begin = fact.first;
    let counts = false;
    for (let back = 1; back <= 3; back++) {
      const item = items[fact.first - back];
      if (item?.kind !== 'word' || !IN.has(item.folded)) break;
      begin = fact.first - back;
      counts ||= COUNTS.has(item.folded);
    }
    if (!counts) return [];
    // "dans quinze jours" is in two weeks, "huit jours" one; "dans les quinze jours" is a period of fifteen.
    const idiom = fact.digits === null && begin === fact.first - 1 && reading.language === 'fr' && fact.unit === 'day';
    const count = idiom && fact.value === 15 ? 14 : idiom && fact.value === 8 ? 7 : fact.value;
    const days = fact.unit === 'week' ? count * 7 : count;
    const date = fact.unit === 'month' ? calendar.addMonths(today, count) : addDays(today, days);
    return [{ date, time: null, start: items[begin]?.start ?? 0, end: items[fact.behind - 1]?.end ?? 0 }];
  });
}

const MONTHS_END = ['du mois', 'of the month', 'van de maand', 'des monats'];

/** "avant le premier du mois", "by the 15th of the month": the next such day. */
function ofMonth({ facts, items }: Reading, { date: today }: CallMoment): Found[] {
  return facts.flatMap((fact) => {
    if (
      fact.kind !== 'number' ||
      fact.unit !== null ||
      fact.value < 1 ||
      fact.value > 31 ||
      !Number.isInteger(fact.value)
    )
      return [];
    const words = (count: number) =>
      items
        .slice(fact.behind, fact.behind + count)
        .map((item) => (item.kind === 'word' ? item.folded : ''))
        .join(' ');
    const end = MONTHS_END.find((said) => words(said.split(' ').length) === said);
    if (end === undefined) return [];
    const month = fact.value > Number(today.slice(8)) ? today : calendar.addMonths(`${today.slice(0, 7)}-01`, 1);
    const date = calendar.dateOf(Number(month.slice(0, 4)), Number(month.slice(5, 7)), fact.value);
    if (date === null) return [];
    let begin = fact.first;
    for (let back = 1; back <= 2; back++) {
      const item = items[fact.first - back];
      if (item?.kind !== 'word' || !LEADS.has(item.folded)) break;
      begin = fact.first - back;
    }
    const last = fact.behind + end.split(' ').length - 1;
    return [{ date, time: null, start: items[begin]?.start ?? 0, end: items[last]?.end ?? 0 }];
  });
}
