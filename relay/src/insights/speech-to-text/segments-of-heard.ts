import type { Speaker } from '../../wire/recording.ts';
import type { TranscriptSegment } from '../../wire/insights.ts';
import type { Heard, HeardWord } from '../ports.ts';
import type { SpeechPart } from './speech-parts.ts';

/** As `TranscriptSegment` allows; an engine that says more in one breath has run wild. */
const LONGEST_TEXT = 5_000;
const LONGEST_WORD = 200;
/** A segment is what can be read at a glance and found by ear (ms). */
const LONGEST_SEGMENT_MS = 20_000;

export type UnnumberedSegment = Omit<TranscriptSegment, 'id' | 'edited'>;

/**
 * What an engine heard in one part, at its place in the recording. Times that an engine makes up are brought back into
 * the part.
 */
export function segmentsOfHeard(
  heard: readonly Heard[],
  of: { part: SpeechPart; speaker: Speaker; channel: number },
): UnnumberedSegment[] {
  const { part, speaker, channel } = of;
  const within = (ms: number) => Math.round(Math.min(Math.max(part.startMs + ms, part.startMs), part.endMs));
  return heard.flatMap((said) => {
    const words = said.words?.map((word) => {
      const startMs = within(word.startMs);
      return { ...word, text: word.text.slice(0, LONGEST_WORD), startMs, endMs: Math.max(startMs, within(word.endMs)) };
    });
    return shortEnough(said, words ?? null).map(({ text, words }) => {
      // Whoever heard the whole part as one only knows that it was in there; where the speech was is known better.
      const isWhole = within(said.startMs) <= part.speech.startMs && within(said.endMs) >= part.speech.endMs;
      const isSplit = text !== said.text;
      const first = words?.[0]?.startMs;
      const last = words?.at(-1)?.endMs;
      const begins = isWhole ? part.speech.startMs : within(said.startMs);
      const ends = isWhole ? part.speech.endMs : within(said.endMs);
      const startMs = isSplit && first !== undefined ? first : Math.min(begins, first ?? begins);
      const endMs = isSplit && last !== undefined ? last : Math.max(ends, last ?? ends);
      return {
        speaker,
        channel,
        startMs,
        endMs: Math.max(startMs, endMs),
        text: text.slice(0, LONGEST_TEXT),
        language: said.language,
        words,
      };
    });
  });
}

interface Piece {
  text: string;
  words: HeardWord[] | null;
}

/** Without words there is nothing to cut by, and it stays as long as it is. */
function shortEnough(said: Heard, words: HeardWord[] | null): Piece[] {
  const text = said.text.trim();
  if (text === '') return [];
  if (words === null || words.length === 0) return [{ text, words: null }];
  if (said.endMs - said.startMs <= LONGEST_SEGMENT_MS) return [{ text, words }];
  const pieces: Piece[] = [];
  let rest = words;
  while (rest.length > 0) {
    const limit = (rest[0]?.startMs ?? 0) + LONGEST_SEGMENT_MS;
    const fits = rest.findIndex((word) => word.endMs > limit);
    const taken = fits < 0 ? rest.length : bestPause(rest, Math.max(fits, 1));
    const piece = rest.slice(0, taken);
    pieces.push({ text: piece.map((word) => word.text).join(' '), words: piece });
    rest = rest.slice(taken);
  }
  return pieces;
}

/** How many words come before the longest pause in the second half of those that fit. */
function bestPause(words: readonly HeardWord[], fits: number): number {
  let best = fits;
  let longest = -1;
  for (let index = Math.max(1, Math.floor(fits / 2)); index <= fits; index += 1) {
    const pause = (words[index]?.startMs ?? 0) - (words[index - 1]?.endMs ?? 0);
    if (pause >= longest) {
      longest = pause;
      best = index;
    }
  }
  return best;
}
