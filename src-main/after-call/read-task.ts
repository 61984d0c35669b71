import { datesSaid } from '@callbrief/relay/dates-said';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { TaskRead } from '../../src-preload/contract/after-call.ts';

/** When and for whom it is read. */
export interface ReadingMoment {
  now: Date;
  /** IANA zone of the person who writes. */
  timeZone: string;
  /** The one that the app speaks; the others are tried after it. */
  language: Language;
  people: readonly Pick<Person, 'id' | 'name' | 'shortName'>[];
}

const LANGUAGES: readonly Language[] = ['en', 'fr', 'nl', 'de'];
/** A reminder without a time comes when the office opens. */
const MORNING = '09:00';

/**
 * Reads a line as a person writes it: "Send the draft on Friday @Sofie", "rappelle-moi dans 3 jours", "over 2 uur bellen".
 * A date is only proposed, with the words that say so; nothing is guessed where none is said.
 */
export function readTask(text: string, moment: ReadingMoment): TaskRead {
  const line = text.replace(/\s+/gu, ' ').trim();
  const mention = findMention(line, moment.people);
  const rest = mention === null ? line : `${line.slice(0, mention.start)}${line.slice(mention.end)}`;
  const wanted = REMIND.exec(rest);
  const said = findDate(rest, moment);
  const isReminder = wanted !== null && mention === null;
  const due = said && { date: said.date, time: said.time };
  return {
    kind: mention !== null ? 'hand_over' : isReminder ? 'reminder' : 'task',
    title: titleOf(rest, said, isReminder ? wanted[0] : '') || line,
    quote: said?.quote ?? null,
    due,
    remindAt: isReminder && due ? instantOf(due.date, due.time ?? MORNING, moment.timeZone) : null,
    assignee: mention?.person ?? null,
  };
}

const REMIND =
  /^(?:please )?(?:remind me(?: to)?|reminder:?|rappel(?:le|ez)[- ]moi(?: de| d’| d')?|rappel ?:?|herinner (?:mij|me)(?: eraan)?|herinnering:?|erinner(?:e|n sie)? mich(?: daran)?|erinnerung:?)(?=\s|$)/iu;

interface FoundMention {
  start: number;
  end: number;
  person: { personId: string; name: string };
}

/** `@Sofie`, `@sofie maes`: the longest name that one person alone has. */
function findMention(line: string, people: ReadingMoment['people']): FoundMention | null {
  for (const at of line.matchAll(/(?<![\p{L}\d._-])@(?=\p{L})/gu)) {
    const behind = folded(line.slice(at.index + 1));
    const named = people
      .flatMap((person) => namesOf(person).map((name) => ({ person, name })))
      .filter(({ name }) => behind.startsWith(name) && !/^[\p{L}\d]/u.test(behind.slice(name.length)));
    const longest = Math.max(0, ...named.map(({ name }) => name.length));
    const ids = new Set(named.filter(({ name }) => name.length === longest).map(({ person }) => person.id));
    const [id] = ids;
    const person = people.find((one) => one.id === id);
    if (ids.size !== 1 || !person) continue;
    return {
      start: at.index,
      end: at.index + 1 + longest,
      person: { personId: person.id, name: person.shortName },
    };
  }
  return null;
}

function namesOf({ name, shortName }: ReadingMoment['people'][number]): string[] {
  const [first = ''] = name.split(' ');
  const last = name.split(' ').at(-1) ?? '';
  return [...new Set([name, shortName, first, last].map(folded).filter((one) => one.length > 1))];
}

/** One letter for one letter, so that places stay. */
const folded = (text: string) =>
  Array.from(text, (letter) =>
    letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().slice(0, letter.length),
  ).join('');

interface SaidDate {
  date: string;
  time: string | null;
  quote: string;
}

function findDate(line: string, { now, timeZone, language }: ReadingMoment): SaidDate | null {
  const soon = IN_HOURS.exec(line);
  if (soon) {
    const [quote, amount = '0', unit = ''] = soon;
    const minutes = Number(amount) * (/^m/iu.test(unit) ? 1 : 60);
    return { ...wallOf(new Date(now.getTime() + minutes * 60_000), timeZone), quote };
  }
  const { date: today } = wallOf(now, timeZone);
  for (const one of [language, ...LANGUAGES.filter((other) => other !== language)]) {
    const [first] = datesSaid({ id: 'line', speaker: 'firm', text: line, language: one, startMs: 0 }, { date: today });
    if (first) return { date: first.date, time: first.time, quote: first.quote };
  }
  return null;
}

const IN_HOURS =
  /\b(?:in|within|dans|d’ici|d'ici|over|binnen|innerhalb von)\s+(\d{1,3})\s*(h(?:ours?|eures?|rs?)?|uur|uren|u|std\.?|stunden?|min(?:utes?|uten|uut)?\.?)(?![\p{L}\d])/iu;

/** The line without what was understood apart; a date in the middle of a sentence stays, or the rest would not read. */
function titleOf(line: string, said: SaidDate | null, lead: string): string {
  let title = line.slice(lead.length).trim();
  if (said !== null) {
    if (title.endsWith(said.quote)) title = title.slice(0, -said.quote.length);
    else if (title.startsWith(said.quote)) title = title.slice(said.quote.length);
  }
  const bare = title.replace(/^[\s,;:–-]+|[\s,;:–-]+$/gu, '').replace(/\s+/gu, ' ');
  // "Remind me tomorrow to ask": what stood before the date belongs to the reminder, not to the task.
  return lead === '' ? bare : bare.replace(/^(?:to|de|om|zu|an|aan|à) |^d['’]/iu, '');
}

/** Civil date and time on this zone's wall. */
function wallOf(at: Date, timeZone: string): { date: string; time: string } {
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .split(' ');
  return { date, time };
}

/** The moment at which that wall shows this; in the hour that a clock change skips, the moment after it. */
function instantOf(date: string, time: string, timeZone: string): string {
  const guess = Date.parse(`${date}T${time}:00.000Z`);
  const shown = (ms: number) => {
    const wall = wallOf(new Date(ms), timeZone);
    return Date.parse(`${wall.date}T${wall.time}:00.000Z`);
  };
  const first = guess - (shown(guess) - guess);
  return new Date(first - (shown(first) - guess)).toISOString();
}
