import type { At, Fact, Found } from './fact.ts';
import { mark, number, word } from './item-at.ts';
import type { Item } from './items.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { clockAt, hourAt, timeInWords } from './times-of-day.ts';

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
    default:
      return item satisfies never;
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
