import { FRAGMENT_MARK, SHORTEST_FRAGMENT } from '../contacts/phone-number.ts';

/** A search as typed, understood once: for the index and for marking the hits. */
export interface SearchQuery {
  /** FTS5 expression; null: nothing to search for. */
  match: string | null;
  /** Folded words; each matches where a word of the text begins with it. */
  words: string[];
  /** Digits of what looks like a phone number, without spaces and plus. */
  numbers: string[];
}

/** As the index folds: lower case, no diacritics. One character stays one character, so places in the text stay true. */
export function foldCharacter(character: string): string {
  return character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
/** The same of a whole text; most of a text needs no looking at single characters. */
export function foldText(text: string): string {
  return text.replace(NOT_ASCII, (some) => Array.from(some, foldCharacter).join('')).toLowerCase();
}
const NOT_ASCII = /[\u{80}-\u{10ffff}]+/gu;

const WORD = /[\p{L}\p{N}]+/gu;
const PHONE_PART = /^\+?[\d().\-/]+$/;

/**
 * Words may stand in any order and any field; each may be a beginning: "verh dis" finds Verhulst's dispute.
 * `texts`: the columns with words in them; the one with numbers is always `number`.
 */
export function readSearch(typed: string, texts = 'name organisation matter note said summary'): SearchQuery {
  const parts: string[] = [];
  const numbers: string[] = [];
  const words: string[] = [];
  const pieces = typed.trim().split(/\s+/u).filter(Boolean).slice(0, 12);
  for (let i = 0; i < pieces.length; i++) {
    let piece = pieces[i] ?? '';
    if (PHONE_PART.test(piece)) {
      // "0440 27" and "+32 440 27" are one number in several pieces.
      while (PHONE_PART.test(pieces[i + 1] ?? '')) piece += ` ${pieces[(i += 1)]}`;
      const digits = piece.replace(/\D/g, '');
      if (digits === '') continue;
      const text = wordsOf(piece);
      numbers.push(digits);
      words.push(...text);
      // The same digits may be a matter's number: 2026/0318.
      parts.push(`(number : (${numberForms(digits).join(' OR ')}) OR {${texts}} : ${phrase(text)})`);
    } else {
      const text = wordsOf(piece);
      if (text.length === 0) continue;
      words.push(...text);
      // The number column has digits only: where a letter is asked for it cannot match, and asking all columns is quicker.
      parts.push(text.some((word) => /\p{L}/u.test(word)) ? phrase(text) : `{${texts}} : ${phrase(text)}`);
    }
  }
  return { match: parts.length === 0 ? null : parts.join(' AND '), words, numbers };
}

/**
 * The beginning of a number, and from four digits on a fragment of it (`searchForms`). The 0 or 00 that people write before
 * is left out then: whatever number has it has the rest too.
 */
function numberForms(typed: string): string[] {
  const bare = typed.replace(/^0+/, '');
  const digits = bare.length < SHORTEST_FRAGMENT ? typed : bare;
  return digits.length < SHORTEST_FRAGMENT ? [`"${digits}" *`] : [`"${digits}" *`, `"${FRAGMENT_MARK}${digits}" *`];
}

/** Each of the folded words begins a word of the text. */
export function hasEveryWord(text: string, words: readonly string[]): boolean {
  const folded = wordsOf(text);
  return words.every((word) => folded.some((of) => of.startsWith(word)));
}

const wordsOf = (text: string) => foldText(text).match(WORD) ?? [];
/** Of letters and digits only, so nothing typed can be read as an operator. */
const phrase = (words: string[]) => `"${words.join(' ')}" *`;
