import type { HeardWord } from '../../ports.ts';
import type { RawHeard } from './engine-messages.ts';

/** Where the engine tells only when a token begins: the last sound of a word lasts about this long (s). */
const LAST_TOKEN_SECONDS = 0.12;

/**
 * Puts the engine's tokens (letters, or pieces of words of which the first begins with a space or `▁`) together to words
 * with their times.
 * @returns null when the model tells no times, or its tokens are not the words of the text
 */
export function wordsOfTokens(heard: RawHeard): HeardWord[] | null {
  const { tokens, timestamps, durations, text } = heard;
  if (tokens.length === 0 || timestamps.length !== tokens.length) return null;
  const hasDurations = durations.length === tokens.length;
  const words: { text: string; start: number; end: number }[] = [];
  let beginsNext = true;
  tokens.forEach((token, index) => {
    const start = timestamps[index] ?? 0;
    const piece = token.replace(/^[ ▁]+/, '');
    const current = words.at(-1);
    if (piece !== token || beginsNext) {
      if (current !== undefined) current.end = Math.min(current.end, Math.max(start, current.start));
      beginsNext = piece === '';
      if (piece !== '') words.push({ text: piece, start, end: endOf(index) });
      return;
    }
    if (current !== undefined) {
      current.text += piece;
      current.end = endOf(index);
    }
  });

  function endOf(index: number): number {
    const start = timestamps[index] ?? 0;
    return start + (hasDurations ? (durations[index] ?? 0) : LAST_TOKEN_SECONDS);
  }

  const written = text.trim().split(/\s+/);
  if (written.length !== words.length) return null;
  return words.map((word, index) => ({
    text: written[index] ?? word.text,
    startMs: Math.round(word.start * 1_000),
    endMs: Math.round(Math.max(word.end, word.start) * 1_000),
    confidence: null,
  }));
}
