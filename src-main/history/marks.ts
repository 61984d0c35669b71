import type { TextPiece } from '../../src-preload/contract.ts';
import { SHORTEST_FRAGMENT } from '../contacts/phone-number.ts';
import { foldCharacter, foldText, type SearchQuery } from './search-query.ts';

const SNIPPET_BEFORE = 24;
const SNIPPET_LENGTH = 110;

/** Cuts a text into plain and marked pieces; null when nothing in it was searched for. */
export function markWords(text: string, query: Pick<SearchQuery, 'words'>): TextPiece[] | null {
  return pieces(text, wordHits(text, query.words));
}

/** Marks the searched digits in a number as it is written for reading: `+32 `**`440 27`**` 18 36`. */
export function markNumber(formatted: string, query: Pick<SearchQuery, 'numbers'>): TextPiece[] | null {
  const places = Array.from(formatted.matchAll(/\d/g), (digit) => digit.index);
  const digits = places.map((i) => formatted[i]).join('');
  // The country's code stands before the first space.
  const national = formatted.slice(0, formatted.indexOf(' ') + 1).replace(/\D/g, '').length;
  for (const typed of query.numbers) {
    // As typed, without the international 00, without the national 0. Few digits are searched as a beginning only.
    for (const wanted of new Set([typed, typed.replace(/^0+/, '')])) {
      const starts = wanted === '' ? [] : [0, national].filter((place) => digits.startsWith(wanted, place));
      const at = starts[0] ?? (wanted.length < SHORTEST_FRAGMENT ? -1 : digits.indexOf(wanted));
      const [from, to] = [places[at], places[at + wanted.length - 1]];
      if (at >= 0 && from !== undefined && to !== undefined) return pieces(formatted, [[from, to + 1]]);
    }
  }
  return null;
}

/** The surroundings of the first hit in a longer text, cut at words; null without a hit. */
export function snippetOf(text: string, query: Pick<SearchQuery, 'words'>): TextPiece[] | null {
  const flat = text.replace(/\s+/gu, ' ').trim();
  const first = wordHits(flat, query.words)[0];
  if (!first) return null;
  let from = Math.max(0, first[0] - SNIPPET_BEFORE);
  if (from > 0) from = flat.indexOf(' ', from) + 1;
  if (from > first[0]) from = first[0];
  let to = Math.min(flat.length, from + SNIPPET_LENGTH);
  if (to < flat.length) to = Math.max(flat.lastIndexOf(' ', to), first[1]);
  const cut = `${from > 0 ? '… ' : ''}${flat.slice(from, to)}${to < flat.length ? ' …' : ''}`;
  return markWords(cut, query);
}

/**
 * How many of the searched words the text has. Asked of every line of dozens of transcripts at each key press, so a text
 * is folded at once and nothing is cut into words.
 * @param words without repetition
 */
export function countWords(text: string, words: readonly string[]): number {
  const folded = foldText(text);
  return words.reduce((count, word) => count + (hasWordBeginning(folded, word) ? 1 : 0), 0);
}

function hasWordBeginning(folded: string, beginning: string): boolean {
  for (let at = folded.indexOf(beginning); at >= 0; at = folded.indexOf(beginning, at + 1))
    if (at === 0 || !WORD_BEFORE.test(folded.slice(Math.max(0, at - 2), at))) return true;
  return false;
}

const WORD_BEFORE = /[\p{L}\p{N}]$/u;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

type Range = [from: number, to: number];

function wordHits(text: string, words: readonly string[]): Range[] {
  const hits: Range[] = [];
  for (const found of text.matchAll(WORD)) {
    const length = Math.max(0, ...words.map((word) => prefixLength(found[0], word)));
    if (length > 0) hits.push([found.index, found.index + length]);
  }
  return hits;
}

/** How much of `word` the folded `prefix` covers, in UTF-16 units of the original; 0: it does not begin so. */
function prefixLength(word: string, prefix: string): number {
  let folded = '';
  let length = 0;
  for (const character of word) {
    const next = foldCharacter(character);
    // A combining mark belongs to the letter before it.
    if (folded.length >= prefix.length && next !== '') break;
    folded += next;
    length += character.length;
  }
  return folded.startsWith(prefix) ? length : 0;
}

function pieces(text: string, hits: readonly Range[]): TextPiece[] | null {
  if (hits.length === 0) return null;
  const cut: TextPiece[] = [];
  let at = 0;
  for (const [from, to] of hits) {
    if (from > at) cut.push({ text: text.slice(at, from), hit: false });
    cut.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length) cut.push({ text: text.slice(at), hit: false });
  return cut;
}
