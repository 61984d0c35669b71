import { fold } from '../reading/fold.ts';

const bare = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether words were said in a row: capitals, accents and marks aside. */
export function isQuoteOf(quote: string, text: string): boolean {
  const words = bare(quote);
  return words !== '' && ` ${bare(text)} `.includes(` ${words} `);
}
