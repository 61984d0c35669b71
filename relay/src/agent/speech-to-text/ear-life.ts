import type { Ear, OpenEar, StageError } from '../ports.ts';

/** What all ears have in common: nothing is told after the end, a failure once, and the end comes with the call's. */
export interface EarLife {
  readonly isOver: boolean;
  heard(words: { text: string; isFinal: boolean }): void;
  fail(error: StageError): void;
  close(): void;
}

/** @param over once, however it ends: what the engine keeps of the ear can go. Not where the call was over before */
export function createEarLife(ask: OpenEar, over: () => void): EarLife {
  let isOver = ask.signal.aborted;

  function end(): boolean {
    if (isOver) return false;
    isOver = true;
    ask.signal.removeEventListener('abort', end);
    over();
    return true;
  }

  if (!isOver) ask.signal.addEventListener('abort', end, { once: true });
  return {
    get isOver() {
      return isOver;
    },
    heard(words) {
      if (!isOver) ask.heard(words);
    },
    fail(error) {
      if (end()) ask.failed(error);
    },
    close: () => void end(),
  };
}

/** Of a call that was over before it began. */
export const deafEar: Ear = { write: () => false, flush: () => {}, close: () => {} };

/** Parts of what one caller said, as one text. */
export const joinedText = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
