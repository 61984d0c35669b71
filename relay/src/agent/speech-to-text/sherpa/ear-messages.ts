import type { RecognizerModel } from '../../../insights/speech-to-text/sherpa/recognizer-config.ts';

/** Something that happened to an ear; they are sent in their order. */
export type EarAct =
  | { ear: number; is: 'opened'; sampleRate: number; language: string }
  /** Signed 16 bit. */
  | { ear: number; is: 'sound'; samples: Int16Array }
  /** All that was said so far is wanted, final. */
  | { ear: number; is: 'flushed' }
  | { ear: number; is: 'closed' };

/** From the relay to the engine's process: one message for all ears, and the next one after its answer. */
export type ToEars = { do: 'load'; model: RecognizerModel; threads: number } | { do: 'hear'; acts: EarAct[] };

/** All words since the ear was opened. */
export interface EarWords {
  ear: number;
  text: string;
  isFinal: boolean;
}

export type FromEars =
  /** @param mostEars how many it can hear at once, as it measured */
  { is: 'ready'; mostEars: number } | { is: 'load_failed'; message: string } | { is: 'heard'; words: EarWords[] };
