import { joinedText } from '../ear-life.ts';
import type { DeepgramMessage } from './deepgram-wire.ts';

/** Deepgram counts in its own frames (s). */
const CLOSE_ENOUGH_SECONDS = 0.1;

/** Pure: what was said since the ear was opened, and which flushes are answered by it. */
export interface WordsSoFar {
  readonly text: string;
  readonly hasHeard: boolean;
  /** Nothing that was sent up to there is still to be heard. */
  isThrough(untilSeconds: number): boolean;
  /** @returns whether the flush that waits longest is answered */
  take(words: Extract<DeepgramMessage, { is: 'words' }>, flushedSeconds: number | null): boolean;
}

export function createWordsSoFar(): WordsSoFar {
  let settled = '';
  let interim = '';
  let throughSeconds = 0;
  let answeredSeconds = 0;
  let hasHeard = false;

  return {
    get text() {
      return joinedText(settled, interim);
    },
    get hasHeard() {
      return hasHeard;
    },
    isThrough: (untilSeconds) => throughSeconds + CLOSE_ENOUGH_SECONDS >= untilSeconds,
    take(words, flushedSeconds) {
      hasHeard = true;
      if (!words.isFinal) {
        interim = words.text;
        return false;
      }
      settled = joinedText(settled, words.text);
      interim = '';
      throughSeconds = Math.max(throughSeconds, words.untilSeconds);
      if (flushedSeconds === null) return false;
      const isThrough = throughSeconds + CLOSE_ENOUGH_SECONDS >= flushedSeconds;
      // The late answer to a flush before, which was through without it, answers none after.
      const isNew = words.untilSeconds > answeredSeconds + CLOSE_ENOUGH_SECONDS;
      if (!isThrough && !(words.isFromFinalize && isNew)) return false;
      answeredSeconds = flushedSeconds;
      return true;
    },
  };
}
