import type { Item } from './items.ts';
import type { Lexicon } from './lexicon/lexicon.ts';

interface At {
  /** Which items it is made of: the first, and the one behind the last. */
  first: number;
  behind: number;
  /** "before Friday", "after 3 pm" */
  direction: 'before' | 'after' | null;
  /** What was so before: "from the 9th to the 14th". */
  old: boolean;
}

/** What a text says that can be right or wrong by itself. */
export type Fact = At &
  (
    | { kind: 'number'; value: number; ordinal: boolean; unit: string | null; digits: string | null }
    | { kind: 'date'; day: number; month: number; year: number | null }
    | { kind: 'month'; month: number; year: number | null }
    | { kind: 'weekday'; weekday: number }
    /** Every time of day that it may be, in minutes: "three" is in the night or in the afternoon. */
    | { kind: 'time'; minutes: readonly number[] }
    | { kind: 'relative'; means: string }
    | { kind: 'email'; email: string }
  );

type Bare = Fact extends infer F ? (F extends Fact ? Omit<F, keyof At> : never) : never;
interface Found {
  fact: Bare;
  behind: number;
}

export function factsOf(items: readonly Item[], lexicon: Lexicon): Fact[] {
  const facts: Fact[] = [];
  for (let index = 0; index < items.length;) {
    const found = factAt(items, index, lexicon);
    if (found === null) {
      index += 1;
      continue;
    }
    const place = { first: index, behind: found.behind, direction: directionOf(items, index, lexicon), old: false };
    facts.push({ ...found.fact, ...place });
    index = found.behind;
  }
  return markOld(facts, items, lexicon);
}

const word = (items: readonly Item[], index: number) => {
  const item = items[index];
  return item?.kind === 'word' ? item.folded : null;
};
const number = (items: readonly Item[], index: number) => {
  const item = items[index];
  return item?.kind === 'number' ? item : null;
};
const mark = (items: readonly Item[], index: number) => {
  const item = items[index];
  return item?.kind === 'mark' ? item.text : null;
};

function factAt(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  const item = items[index];
  if (item === undefined) return null;
  switch (item.kind) {
    case 'email':
      return { fact: { kind: 'email', email: item.email }, behind: index + 1 };
    case 'date':
      return { fact: { kind: 'date', day: item.day, month: item.month, year: item.year }, behind: index + 1 };
    case 'clock':
      return clockAt(items, index, item.minutes, item.certain);
    case 'mark':
      return moneyBefore(items, index, lexicon);
    case 'number':
      return dayAndMonth(items, index, lexicon) ?? hourAt(items, index) ?? numberAt(items, index, lexicon);
    case 'word':
      return (
        monthFirst(items, index, lexicon) ??
        timeInWords(items, index) ??
        weekdayAt(items, index, lexicon) ??
        relativeAt(items, index, lexicon)
      );
  }
}

const isYear = (value: number) => Number.isInteger(value) && value >= 1_900 && value <= 2_199;
const isDay = (value: number) => Number.isInteger(value) && value >= 1 && value <= 31;

/** "the 14th of December", "14. Dezember 2026", "le premier décembre" */
function dayAndMonth(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  const day = number(items, index);
  if (day === null || !isDay(day.value)) return null;
  let at = index + 1;
  if (mark(items, at) === '.') at += 1;
  if (word(items, at) === 'of' || word(items, at) === 'de') at += 1;
  const month = lexicon.months.get(word(items, at) ?? '');
  if (month === undefined) return null;
  const { year, behind } = yearAt(items, at + 1);
  return { fact: { kind: 'date', day: day.value, month, year }, behind };
}

/** "December 14th, 2026", or the month alone. */
function monthFirst(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  const month = lexicon.months.get(word(items, index) ?? '');
  if (month === undefined || isOtherWord(items, index)) return null;
  const at = word(items, index + 1) === 'the' ? index + 2 : index + 1;
  const day = number(items, at);
  if (day !== null && isDay(day.value) && (day.ordinal || items[index]?.kind === 'word') && !isYear(day.value)) {
    const { year, behind } = yearAt(items, at + 1);
    return { fact: { kind: 'date', day: day.value, month, year }, behind };
  }
  const { year, behind } = yearAt(items, index + 1);
  return { fact: { kind: 'month', month, year }, behind };
}

/** "may" and "march" are mostly no months; with a small letter never. So are French "mars" and short forms in no case. */
function isOtherWord(items: readonly Item[], index: number): boolean {
  const item = items[index];
  return item?.kind === 'word' && /^(?:may|march|mei|sept|mar|sun|jan|dec)$/.test(item.folded) && !item.capital;
}

function yearAt(items: readonly Item[], index: number): { year: number | null; behind: number } {
  const at = mark(items, index) === ',' ? index + 1 : index;
  const year = number(items, at);
  return year !== null && !year.ordinal && isYear(year.value) && year.digits !== null
    ? { year: year.value, behind: at + 1 }
    : { year: null, behind: index };
}

const hours = new Set(['heures', 'heure', 'uur', 'uhr', 'oclock', 'o']);

function bothHalves(minutes: number): number[] {
  return minutes < 12 * 60
    ? [minutes, minutes + 12 * 60]
    : minutes < 13 * 60
      ? [minutes, minutes - 12 * 60]
      : [minutes];
}

/** "pm", "p.m." behind a time; `behind` the last of it. */
function halfOfDay(items: readonly Item[], index: number): { half: 'am' | 'pm' | null; behind: number } {
  const first = word(items, index);
  if (first === 'am' || first === 'pm') return { half: first, behind: index + 1 };
  if ((first === 'a' || first === 'p') && mark(items, index + 1) === '.' && word(items, index + 2) === 'm') {
    const behind = mark(items, index + 3) === '.' ? index + 4 : index + 3;
    return { half: first === 'a' ? 'am' : 'pm', behind };
  }
  return { half: null, behind: index };
}

function timeFact(minutes: number, half: 'am' | 'pm' | null, certain: boolean, behind: number): Found {
  const hour = Math.floor(minutes / 60);
  const past = half === 'pm' && hour < 12 ? 720 : half === 'am' && hour === 12 ? -720 : 0;
  return { fact: { kind: 'time', minutes: half !== null || certain ? [minutes + past] : bothHalves(minutes) }, behind };
}

/** `14:30`, and a word for "o'clock" behind it, which says nothing more. */
function clockAt(items: readonly Item[], index: number, minutes: number, certain: boolean): Found {
  const { half, behind } = halfOfDay(items, index + 1);
  return timeFact(minutes, half, certain, hours.has(word(items, behind) ?? '') ? behind + 1 : behind);
}

/** "3 pm", "14 heures 30", "9 h", "14 Uhr", "neuf heures et demie" */
function hourAt(items: readonly Item[], index: number): Found | null {
  const hour = number(items, index);
  if (
    hour === null ||
    hour.ordinal ||
    hour.value > 24 ||
    hour.value < 0 ||
    !Number.isInteger(Math.round(hour.value * 100))
  )
    return null;
  const whole = Math.floor(hour.value);
  const { half, behind } = halfOfDay(items, index + 1);
  // "2.30 pm" is half past two.
  const minute = whole === hour.value ? 0 : Number((hour.digits ?? '').slice(-2));
  if (half !== null && minute < 60) return timeFact(whole * 60 + minute, half, false, behind);
  const named = word(items, index + 1) ?? '';
  if (!Number.isInteger(hour.value) || !(hours.has(named) || named === 'h')) return null;
  // "three hours", "drie uur lang" are no times; "vingt-quatre heures" may be either.
  let at = index + 2;
  if (named === 'o') {
    if (word(items, at) !== 'clock') return null;
    at += 1;
  }
  const extra = minutesBehind(items, at);
  return timeFact(whole * 60 + extra.minutes, null, whole > 12, extra.behind);
}

function minutesBehind(items: readonly Item[], index: number): { minutes: number; behind: number } {
  const said = [0, 1, 2].map((ahead) => word(items, index + ahead));
  if (said[0] === 'et' && (said[1] === 'demi' || said[1] === 'demie')) return { minutes: 30, behind: index + 2 };
  if (said[0] === 'et' && said[1] === 'quart') return { minutes: 15, behind: index + 2 };
  if (said[0] === 'moins' && said[1] === 'le' && said[2] === 'quart') return { minutes: -15, behind: index + 3 };
  const minute = number(items, index);
  const isMinute =
    minute !== null && !minute.ordinal && [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55].includes(minute.value);
  return isMinute ? { minutes: minute.value, behind: index + 1 } : { minutes: 0, behind: index };
}

/** "half past two", "half drie", "halb drei", "kwart voor vier", "Viertel nach vier", "midi" */
function timeInWords(items: readonly Item[], index: number): Found | null {
  const [first, second] = [word(items, index), word(items, index + 1)];
  const quarter = first === 'quarter' || first === 'kwart' || first === 'viertel';
  const half = first === 'half' || first === 'halb';
  const to = new Set(['to', 'voor', 'vor']).has(second ?? '');
  const past = new Set(['past', 'over', 'nach']).has(second ?? '');
  const hour = number(items, quarter || past ? index + 2 : index + 1);
  if (hour !== null && !hour.ordinal && Number.isInteger(hour.value) && hour.value >= 1 && hour.value <= 24) {
    const add =
      quarter && to
        ? -15
        : quarter && past
          ? 15
          : half && past
            ? 30
            : half && number(items, index + 1) === hour
              ? -30
              : null;
    if (add !== null) {
      const behind = (quarter || past ? index + 2 : index + 1) + 1;
      const ends = hours.has(word(items, behind) ?? '') ? behind + 1 : behind;
      const { half: named, behind: end } = halfOfDay(items, ends);
      return timeFact(hour.value * 60 + add, named, hour.value > 12, end);
    }
  }
  if (first === 'noon' || first === 'midi' || first === 'mittag') return timeFact(720, 'pm', true, index + 1);
  if (first === 'midnight' || first === 'minuit' || first === 'middernacht' || first === 'mitternacht')
    return timeFact(0, null, true, index + 1);
  return null;
}

function weekdayAt(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  const weekday = lexicon.weekdays.get(word(items, index) ?? '');
  return weekday === undefined ? null : { fact: { kind: 'weekday', weekday }, behind: index + 1 };
}

function relativeAt(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  for (const { words, means } of lexicon.relative) {
    if (!words.every((one, ahead) => word(items, index + ahead) === one)) continue;
    // Good morning, goedemorgen, guten Abend: nobody means a time.
    if (/^(?:good|guten|goede|bonne)$/.test(word(items, index - 1) ?? '')) return null;
    return { fact: { kind: 'relative', means }, behind: index + words.length };
  }
  return null;
}

/** `£18,000` */
function moneyBefore(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  const unit = lexicon.units.get(mark(items, index) ?? '');
  const amount = number(items, index + 1);
  if (unit === undefined || amount === null || unit === 'percent') return null;
  const { value, ordinal, digits } = amount;
  return { fact: { kind: 'number', value, ordinal, unit, digits }, behind: index + 2 };
}

function numberAt(items: readonly Item[], index: number, lexicon: Lexicon): Found | null {
  const said = number(items, index);
  if (said === null) return null;
  const { value, ordinal, digits } = said;
  const unit = lexicon.units.get(word(items, index + 1) ?? mark(items, index + 1) ?? '') ?? null;
  return { fact: { kind: 'number', value, ordinal, unit, digits }, behind: unit === null ? index + 1 : index + 2 };
}

/** Words that may stand between "before" and what it is before. */
const between = new Set([
  'the',
  'le',
  'la',
  'l',
  'de',
  'du',
  'den',
  'dem',
  'der',
  'het',
  'next',
  'on',
  'au',
  'a',
  'um',
  'om',
  'am',
  'op',
  'ce',
]);

function directionOf(items: readonly Item[], index: number, lexicon: Lexicon): At['direction'] {
  for (let back = 1; back <= 3; back++) {
    const said = word(items, index - back);
    if (said === null) return null;
    if (lexicon.before.has(said)) return 'before';
    if (lexicon.after.has(said)) return 'after';
    if (!between.has(said)) return null;
  }
  return null;
}

/** Of two of a kind in "from the 9th of January to the 14th of December" the first is what was so before. */
function markOld(facts: Fact[], items: readonly Item[], lexicon: Lexicon): Fact[] {
  const behindWord = (fact: Fact, words: ReadonlySet<string>) =>
    [1, 2].some((back) => {
      const said = word(items, fact.first - back);
      return said !== null && words.has(said) && (back === 1 || between.has(word(items, fact.first - 1) ?? ''));
    });
  return facts.map((fact, index) => {
    const next = facts.slice(index + 1, index + 3).find(({ kind }) => kind === fact.kind);
    const moves = next !== undefined && next.first - fact.behind <= 3;
    const old = moves && behindWord(fact, lexicon.from) && behindWord(next, lexicon.to);
    return old ? { ...fact, old, direction: null } : fact;
  });
}
