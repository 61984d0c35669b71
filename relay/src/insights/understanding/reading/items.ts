import type { Language } from '../../../wire/scalars.ts';
import { emailsIn } from './emails.ts';
import { fold } from './fold.ts';
import { atomsOf } from './number-atoms.ts';
import { numberAt } from './number-words.ts';

interface Place {
  /** In the text, as a string counts. */
  start: number;
  end: number;
}

export type Item = Place &
  (
    | {
        kind: 'word';
        text: string;
        folded: string;
        capital: boolean;
        /** `haven` of "haven't", `l` of "l'huissier". */ elided: boolean;
      }
    | {
        kind: 'number';
        value: number;
        ordinal: boolean;
        /** As they are written; null: in words. */ digits: string | null;
      }
    | { kind: 'mark'; text: string }
    | { kind: 'email'; email: string }
    | { kind: 'date'; day: number; month: number; year: number | null }
    /** Minutes since midnight. */
    | { kind: 'clock'; minutes: number; /** Only with am or pm, or past noon. */ certain: boolean }
  );

const CLOCK = String.raw`\b(?:[01]?\d|2[0-3])(?:[:hH]|\.(?=\d\d ?(?:[uU]hr|uur|[ap]\.?m)))[0-5]\d\b`;
const ISO_DATE = String.raw`\b\d{4}-\d{2}-\d{2}\b`;
const DATE = String.raw`\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b(?!/)|\b\d{1,2}\.\d{1,2}\.(?=\s|$)`;
const NUMBER = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?`;
const WORD = String.raw`[\p{L}\p{M}]+`;
const pattern = new RegExp(
  `(?<iso>${ISO_DATE})|(?<clock>${CLOCK})|(?<date>${DATE})|(?<number>${NUMBER})|(?<word>${WORD})|(?<mark>[^\\s])`,
  'gu',
);
const ORDINAL_BEHIND = /^(?:st|nd|rd|th|er|ere|e|eme|de|ste)$/;

/** A text as words, numbers, dates in digits and marks. Never throws, whatever the text is. */
export function itemsOf(text: string, language: Language): Item[] {
  const emails = emailsIn(text);
  const raw: Item[] = [];
  let from = 0;
  for (const email of [...emails, null]) {
    raw.push(...plainItems(text.slice(from, email?.start ?? text.length), from));
    if (email === null) break;
    raw.push({ kind: 'email', email: email.email, start: email.start, end: email.end });
    from = email.end;
  }
  return withNumberWords(raw, language);
}

function plainItems(text: string, offset: number): Item[] {
  const items: Item[] = [];
  for (const match of text.matchAll(pattern)) {
    const said = match[0];
    const place = { start: offset + match.index, end: offset + match.index + said.length };
    const groups = match.groups ?? {};
    const before = items.at(-1);
    const joined = before?.end === place.start;
    if (groups['word'] !== undefined) {
      const folded = fold(said);
      if (before?.kind === 'number' && joined && ORDINAL_BEHIND.test(folded)) {
        items[items.length - 1] = { ...before, ordinal: true, end: place.end };
        continue;
      }
      items.push({ kind: 'word', text: said, folded, capital: /^\p{Lu}/u.test(said), elided: false, ...place });
    } else if (groups['iso'] !== undefined) {
      const [year = 0, month = 0, day = 0] = said.split('-').map(Number);
      items.push({ kind: 'date', day, month, year, ...place });
    } else if (groups['clock'] !== undefined) {
      const [hour = 0, minute = 0] = said.split(/[:hH.]/).map(Number);
      items.push({ kind: 'clock', minutes: hour * 60 + minute, certain: hour > 12 || said.startsWith('0'), ...place });
    } else if (groups['date'] !== undefined) {
      items.push(dateOrNumbers(said, place));
    } else if (groups['number'] !== undefined) {
      items.push({ kind: 'number', value: valueOf(said), ordinal: false, digits: said.replace(/\D/g, ''), ...place });
    } else if (/^['’]$/.test(said) && before?.kind === 'word' && joined) {
      items[items.length - 1] = { ...before, elided: true, end: place.end };
    } else if (said !== '-' || before?.kind !== 'word' || !joined) {
      // A hyphen inside a word is a blank: "thirty-two", "après-demain".
      items.push({ kind: 'mark', text: said, ...place });
    }
  }
  return items;
}

/** Day first: the firms are in Europe. */
function dateOrNumbers(said: string, place: Place): Item {
  const [day = 0, month = 0, year = null] = said.split(/[/.-]/).filter(Boolean).map(Number);
  const whole = year === null ? null : year < 100 ? 2_000 + year : year;
  if (day >= 1 && day <= 31 && month >= 1 && month <= 12) return { kind: 'date', day, month, year: whole, ...place };
  return { kind: 'number', value: day, ordinal: false, digits: said.replace(/\D/g, ''), ...place };
}

/** `18,000`, `18.000` and `18 000` are thousands; `1.5` and `12,40` are not. */
function valueOf(said: string): number {
  const grouped = /^\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+/.exec(said)?.[0] ?? null;
  if (grouped === null) return Number(said.replace(',', '.'));
  const cents = said.slice(grouped.length).replace(',', '.');
  return Number(grouped.replace(/\D/g, '') + cents);
}

function withNumberWords(items: readonly Item[], language: Language): Item[] {
  const out: Item[] = [];
  const folded = items.map((item) => (item.kind === 'word' ? item.folded : ''));
  let lastWasNumber = false;
  for (let index = 0; index < items.length;) {
    const item = items[index];
    if (item === undefined) break;
    const scaled = item.kind === 'number' && !item.ordinal ? scaleAt(folded, index + 1, language) : null;
    if (item.kind === 'number' && scaled !== null) {
      out.push({ ...item, value: item.value * scaled, digits: null, end: items[index + 1]?.end ?? item.end });
      index += 2;
      lastWasNumber = true;
      continue;
    }
    const number = item.kind === 'word' && !item.elided ? numberAt(folded, index, language) : null;
    const isNumber = number !== null && (!number.article || lastWasNumber || isStressed(item));
    if (number === null || !isNumber) {
      out.push(item);
      index += 1;
      lastWasNumber = item.kind === 'number';
      continue;
    }
    const last = items[index + number.words - 1] ?? item;
    out.push({
      kind: 'number',
      value: number.value,
      ordinal: number.ordinal,
      digits: null,
      start: item.start,
      end: last.end,
    });
    index += number.words;
    lastWasNumber = true;
  }
  return out;
}

/** Dutch writes the number one with accents where it is no article. */
const isStressed = (item: Item) => item.kind === 'word' && /[éÉ]/.test(item.text);

/** "18 thousand", "2,5 millions" */
function scaleAt(folded: readonly string[], index: number, language: Language): number | null {
  const word = folded[index] ?? '';
  const of = word === '' ? null : atomsOf(word, language);
  if (of?.length !== 1) return null;
  return of[0]?.kind === 'thousand' ? 1_000 : of[0]?.kind === 'million' ? 1_000_000 : null;
}
