import { fold } from '../../insights/understanding/reading/fold.ts';

/** Nothing longer is read as a short answer. */
const LONGEST = 4_000;

/** The words of an answer: small letters without accents, no marks. Apostrophes part words: "d'accord" is two. */
export const spokenWords = (text: string): string[] =>
  fold(text.slice(0, LONGEST))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** In one line with a blank at each end, so that phrases are found by ` phrase `. */
export const spokenLine = (text: string): string => ` ${spokenWords(text).join(' ')} `;

/** Phrases, one a line or parted by `|`, folded as what is heard. */
export const phrases = (text: string): readonly string[] =>
  text
    .split(/[|\n]/)
    .map((phrase) => spokenLine(phrase))
    .filter((line) => line.trim() !== '');

export const says = (line: string, any: readonly string[]): boolean => any.some((phrase) => line.includes(phrase));
