/** Between `silero-thread.ts` and its worker: one message for all calls, in a few flat arrays, because each object costs. */

/** What came of all calls since the message before. */
export interface SoundOfCalls {
  /** Per call: its track, its sample rate, how many of the samples are its own. */
  heads: Int32Array;
  /** Of one call after the other. */
  samples: Int16Array;
  /** Tracks that nobody goes on with. */
  left: number[];
}

export type VoicesOfCalls =
  | {
      /** Per call with a result: its track, how many of the probabilities are its own. */
      heads: Int32Array;
      probabilities: Float32Array;
    }
  | { unusable: string };

export const SOUND_HEAD = 3;
export const VOICE_HEAD = 2;
