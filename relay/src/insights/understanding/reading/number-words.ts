import type { Language } from '../../../wire/scalars.ts';
import { atomsOf, cardinalOf, type Atom } from './number-atoms.ts';

export interface NumberInWords {
  value: number;
  ordinal: boolean;
  /** How many of the words it takes. */
  words: number;
  /** Only an article of the language: un, een, ein. Counts as a number among other numbers, not alone. */
  article: boolean;
}

interface Reader {
  atoms: readonly { atom: Atom; word: number }[];
  at: number;
}

/** A number never has more words than this: "neunhundert..." is one, French and English need some twelve. */
const MOST_WORDS = 14;

/**
 * The longest number that begins at a word: "thirty-two thousand four hundred", "quatre-vingt-dix", "achttienduizend".
 * "septante douze" is two numbers, as in a French telephone number, because no single one is said so.
 * @param folded words in a row, hyphens taken as blanks
 */
export function numberAt(folded: readonly string[], start: number, language: Language): NumberInWords | null {
  const atoms: { atom: Atom; word: number }[] = [];
  let ordinalAt: number | null = null;
  for (let index = start; index < folded.length && index < start + MOST_WORDS; index++) {
    const word = folded[index] ?? '';
    const cardinal = cardinalOf(word, language);
    const of = atomsOf(cardinal ?? word, language);
    if (of === null) break;
    atoms.push(...of.map((atom) => ({ atom, word: index })));
    if (cardinal !== null) {
      ordinalAt = index;
      break;
    }
  }
  if (atoms.length === 0) return null;
  const reader: Reader = { atoms, at: 0 };
  const value = readWhole(reader, language);
  if (value === null) return null;
  const last = atoms[reader.at - 1]?.word ?? start;
  // Half a word cannot be a number: then the joined word was something else.
  if (atoms[reader.at]?.word === last) return null;
  const words = last - start + 1;
  const first = folded[start] ?? '';
  const article = words === 1 && ordinalAt !== last && /^(?:une?|een|eine?)$/.test(first);
  return { value, ordinal: ordinalAt === last, words, article };
}

function readWhole(reader: Reader, language: Language): number | null {
  let total = 0;
  let found = false;
  let limit = Infinity;
  for (;;) {
    const before = reader.at;
    if (found && !skipAnd(reader, language)) break;
    const part = readHundreds(reader, language);
    const scale = kindAt(reader);
    const size = scale === 'million' ? 1_000_000 : scale === 'thousand' ? 1_000 : 1;
    // "thousand" alone is a number, "million" never.
    const count = part ?? (scale === 'thousand' ? 1 : null);
    if (count === null || size >= limit) {
      reader.at = before;
      break;
    }
    if (size > 1) reader.at += 1;
    total += count * size;
    found = true;
    limit = size;
    if (size === 1) break;
  }
  return found ? total : null;
}

/** Between thousands and the rest English says "and": "two thousand and six". @returns whether more may follow */
function skipAnd(reader: Reader, language: Language): boolean {
  if (kindAt(reader) === 'and' && language !== 'fr') reader.at += 1;
  return reader.at < reader.atoms.length;
}

function readHundreds(reader: Reader, language: Language): number | null {
  const start = reader.at;
  const first = readBelowHundred(reader, language);
  if (kindAt(reader) !== 'hundred') {
    if (first === null) reader.at = start;
    return first;
  }
  if (first === 0) return first;
  reader.at += 1;
  const hundreds = (first ?? 1) * 100;
  const behind = reader.at;
  if (kindAt(reader) === 'and' && language !== 'fr') reader.at += 1;
  const rest = readBelowHundred(reader, language);
  if (rest === null || rest === 0) {
    reader.at = behind;
    return hundreds;
  }
  return hundreds + rest;
}

function readBelowHundred(reader: Reader, language: Language): number | null {
  const atom = reader.atoms[reader.at]?.atom;
  if (atom === undefined) return null;
  switch (atom.kind) {
    case 'teen': {
      reader.at += 1;
      // dix-sept, dix-huit, dix-neuf
      const next = unitAt(reader, 0);
      if (language === 'fr' && atom.value === 10 && next !== null && next >= 7) {
        reader.at += 1;
        return 10 + next;
      }
      return atom.value;
    }
    case 'ten':
      reader.at += 1;
      return atom.value + readBehindTen(reader, atom.value, language);
    case 'unit':
      return readUnit(reader, atom.value, language);
    case 'hundred':
    case 'thousand':
    case 'million':
    case 'and':
      return null;
  }
}

/** "twenty" + "three"; in French also "et un", and teens behind 60 and 80. Dutch and German put the unit in front. */
function readBehindTen(reader: Reader, ten: number, language: Language): number {
  if (language === 'nl' || language === 'de') return 0;
  const and = language === 'fr' && kindAt(reader) === 'and' ? 1 : 0;
  const unit = unitAt(reader, and);
  if (unit !== null && unit > 0 && (and === 0 || unit === 1)) {
    reader.at += and + 1;
    return unit;
  }
  if (language !== 'fr' || (ten !== 60 && ten !== 80)) return 0;
  const teen = reader.atoms[reader.at + and]?.atom;
  if (teen?.kind !== 'teen') return 0;
  reader.at += and;
  return readBelowHundred(reader, language) ?? 0;
}

function readUnit(reader: Reader, unit: number, language: Language): number {
  const next = reader.atoms[reader.at + 1]?.atom;
  if (language === 'fr' && unit === 4 && next?.kind === 'ten' && next.value === 20) {
    reader.at += 2;
    return 80 + readBehindTen(reader, 80, language);
  }
  if ((language === 'nl' || language === 'de') && unit > 0 && next?.kind === 'and') {
    const ten = reader.atoms[reader.at + 2]?.atom;
    if (ten?.kind === 'ten') {
      reader.at += 3;
      return unit + ten.value;
    }
  }
  reader.at += 1;
  return unit;
}

const kindAt = (reader: Reader) => reader.atoms[reader.at]?.atom.kind ?? null;

function unitAt(reader: Reader, ahead: number): number | null {
  const atom = reader.atoms[reader.at + ahead]?.atom;
  return atom?.kind === 'unit' ? atom.value : null;
}
