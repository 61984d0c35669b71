import type { CallInsights } from '@callbrief/relay/wire/insights';
import type { TextPiece } from '../../src-preload/contract.ts';
import { countWords, snippetOf } from './marks.ts';
import type { SearchQuery } from './search-query.ts';

/** What of a call's words is searched: small beside everything that was made of them. */
export interface SpokenWords {
  /** Start in milliseconds, and what was said, in order. */
  said: [startMs: number, text: string][];
  summary: string[];
}

export function spokenWordsOf({ transcript, summary }: CallInsights): SpokenWords {
  return {
    said: transcript.segments.map((segment) => [segment.startMs, segment.text]),
    summary: summary.sentences.map((sentence) => sentence.text),
  };
}

/** Where the words stand: in the summary, else in the part of the talk that has most of them, with its time in front. */
export function spokenSnippet(spoken: SpokenWords, search: SearchQuery): TextPiece[] | null {
  const inSummary = bestOf(spoken.summary, (text) => text, search);
  const inTalk = bestOf(spoken.said, ([, text]) => text, search);
  if (inSummary !== null && (inTalk === null || inSummary.words >= inTalk.words))
    return snippetOf(inSummary.of, search);
  if (inTalk === null) return null;
  const [startMs, text] = inTalk.of;
  const pieces = snippetOf(text, search);
  return pieces && [{ text: `${clockOf(startMs)} `, hit: false }, ...pieces];
}

/** The first of those with the most searched words. */
function bestOf<T>(
  all: readonly T[],
  textOf: (one: T) => string,
  search: SearchQuery,
): { of: T; words: number } | null {
  const wanted = [...new Set(search.words)];
  let best: { of: T; words: number } | null = null;
  for (const one of all) {
    const words = countWords(textOf(one), wanted);
    if (words > (best?.words ?? 0)) best = { of: one, words };
    // No later one can have more.
    if (words === wanted.length) break;
  }
  return best;
}

/** `3:07`, `1:02:45`. */
function clockOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
