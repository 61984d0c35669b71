import { datesSaid } from '../../insights/understanding/quoting/dates-said.ts';
import type { Fact } from '../../insights/understanding/reading/fact.ts';
import { read } from '../../insights/understanding/reading/reading.ts';
import { addDays, localTime, startOfDay } from '../../tenants/local-time.ts';
import type { IsoTime, Language } from '../../wire/scalars.ts';
import { phrases, says, spokenLine } from './spoken-words.ts';

/** When somebody wants to be called. */
export interface Slot {
  from: IsoTime;
  to: IsoTime;
}

const parts: Readonly<Record<Language, readonly [RegExp, number, number][]>> = {
  en: [
    [/ (?:morning) /, 9 * 60, 12 * 60],
    [/ (?:noon|lunch|midday) /, 12 * 60, 13 * 60],
    [/ (?:afternoon) /, 14 * 60, 17 * 60],
    [/ (?:evening|end of the day) /, 17 * 60, 18 * 60 + 30],
  ],
  fr: [
    [/ (?:matin|matinee) /, 9 * 60, 12 * 60],
    [/ (?:apres midi) /, 14 * 60, 17 * 60],
    [/ (?:midi) /, 12 * 60, 13 * 60],
    [/ (?:soir|soiree|fin de journee) /, 17 * 60, 18 * 60 + 30],
  ],
  nl: [
    [/ (?:\w*ochtend|voormiddag|morgenvroeg|morgen vroeg) /, 9 * 60, 12 * 60],
    [/ (?:namiddag|\w*middag) /, 14 * 60, 17 * 60],
    [/ (?:\w*avond) /, 17 * 60, 18 * 60 + 30],
  ],
  de: [
    [/ (?:vormittags?|morgens|fruh|am morgen) /, 9 * 60, 12 * 60],
    [/ (?:mittags?) /, 12 * 60, 13 * 60],
    [/ (?:nachmittags?) /, 14 * 60, 17 * 60],
    [/ (?:abends?) /, 17 * 60, 18 * 60 + 30],
  ],
};
/** Said with a day or a time these say nothing more. */
const anyTime: Readonly<Record<Language, readonly string[]>> = {
  en: phrases('as soon as possible|asap|right away|any time|anytime|whenever|does not matter|doesn t matter'),
  fr: phrases('des que possible|au plus vite|tout de suite|n importe quand|quand vous voulez|peu importe'),
  nl: phrases('zo snel mogelijk|meteen|maakt niet uit|wanneer u wilt|om het even wanneer|direct'),
  de: phrases('so schnell wie moglich|sofort|egal wann|jederzeit|wann sie wollen|baldmoglichst|schnellstmoglich'),
};
const today: Readonly<Record<Language, readonly string[]>> = {
  en: phrases('now|today'),
  fr: phrases('maintenant|aujourd hui'),
  nl: phrases('nu|vandaag'),
  de: phrases('jetzt|heute'),
};
const OPENS = 9 * 60;
const CLOSES = 17 * 60;
/** A time that was said exactly is kept for so long (minutes). */
const EXACT = 30;

/**
 * When the caller wants to be called: "tomorrow after three", "vendredi matin", "dinsdag om tien uur".
 * @returns a window that is not over yet, in UTC; `soon`: as soon as possible; null: nothing of the kind was said
 */
export function momentSaid(
  text: string,
  language: Language,
  { now, timeZone }: { now: Date; timeZone: string },
): Slot | 'soon' | null {
  const line = spokenLine(text);
  // Before anything else: "so schnell" would be a Sunday.
  if (says(line, anyTime[language])) return 'soon';
  const wall = localTime(now, timeZone);
  const said = { id: 'answer', speaker: 'caller' as const, text: text.slice(0, 500), language, startMs: 0 };
  const found = datesSaid(said, { date: wall.date }).find(({ date }) => date >= wall.date) ?? null;
  const window = windowOf(text, language, found?.time ?? null, line);
  if (found === null && window === null) return says(line, today[language]) ? 'soon' : null;
  const [from, to] = window ?? [OPENS, CLOSES];
  let date = found?.date ?? wall.date;
  // "At three" said at four is tomorrow; a date that was said stays.
  if (found === null && to <= wall.minutes) date = addDays(date, 1);
  const slot = { from: atMinutes(date, from, timeZone), to: atMinutes(date, to, timeZone) };
  if (slot.to <= now.toISOString()) return window === null && date === wall.date ? 'soon' : null;
  return slot.from < now.toISOString() ? { ...slot, from: now.toISOString() } : slot;
}

/** In minutes of the day. */
function windowOf(text: string, language: Language, time: string | null, line: string): [number, number] | null {
  const part = parts[language].find(([pattern]) => pattern.test(line));
  const { facts } = read(text.slice(0, 500), language);
  const fact = facts.find(({ kind }) => kind === 'time') ?? facts.find(({ kind }) => kind === 'number');
  const exact = time !== null ? minutesOf(time) : fact === undefined ? null : minutesIn(fact, line, language);
  if (exact === null) return part === undefined ? null : [part[1], part[2]];
  if (fact?.direction === 'after') return [exact, Math.max(exact + EXACT, CLOSES + 60)];
  if (fact?.direction === 'before') return exact > OPENS ? [OPENS, exact] : [Math.max(0, exact - 60), exact];
  return [exact, exact + EXACT];
}

/** "At three" without a day: a number is an hour where it is said as one. */
const asHour: Readonly<Record<Language, RegExp>> = {
  en: / (?:at|around|about|after|before|by|o clock) /,
  fr: / (?:a|vers|apres|avant|heures?) /,
  nl: / (?:om|rond|tegen|na|voor|uur) /,
  de: / (?:um|gegen|nach|vor|ab|uhr) /,
};

function minutesIn(fact: Fact, line: string, language: Language): number | null {
  if (fact.kind === 'time') return inOffice(fact.minutes);
  if (fact.kind !== 'number' || fact.unit !== null || !Number.isInteger(fact.value)) return null;
  if (fact.value < 1 || fact.value > 23 || !asHour[language].test(line)) return null;
  return inOffice([fact.value * 60, (fact.value + 12) * 60]);
}

/** Of the two that "three" may be, the one when an office is open. */
const inOffice = (minutes: readonly number[]): number | null =>
  minutes.find((one) => one >= 7 * 60 && one < 19 * 60) ?? minutes[0] ?? null;

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

/** Over a change of the clock the wall's time counts. */
function atMinutes(date: string, minutes: number, timeZone: string): IsoTime {
  const guess = startOfDay(date, timeZone).getTime() + minutes * 60_000;
  const there = localTime(new Date(guess), timeZone);
  const off = there.date === date ? minutes - there.minutes : 0;
  return new Date(guess + off * 60_000).toISOString();
}
