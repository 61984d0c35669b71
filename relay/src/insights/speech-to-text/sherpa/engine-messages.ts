import type { RecognizerModel } from './recognizer-config.ts';

/** One piece of speech for the engine. */
export interface HearAsk {
  id: number;
  /** Signed 16 bit. */
  samples: Int16Array;
  sampleRate: number;
  language: string | null;
}

/** As the engine tells it; times in seconds from the beginning of the piece. Lists are empty where a model tells nothing. */
export interface RawHeard {
  text: string;
  tokens: string[];
  timestamps: number[];
  durations: number[];
  /** `en`, `<|en|>`; empty: not told. */
  language: string;
}

/** From the relay to the engine's process. Everything that waits travels in one message. */
export type ToEngine =
  | { do: 'load'; model: RecognizerModel; threads: number }
  | { do: 'hear'; asks: HearAsk[] }
  /** Nobody waits for these any more. */
  | { do: 'forget'; ids: number[] };

export type FromEngine =
  | { is: 'ready' }
  | { is: 'load_failed'; message: string }
  | { is: 'heard'; heard: { id: number; heard: RawHeard }[] }
  | { is: 'refused'; id: number; message: string };
