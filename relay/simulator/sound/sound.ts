/** One voice, or one channel of a call. Signed 16 bit. */
export interface Sound {
  sampleRate: number;
  samples: Int16Array;
}

/** What a telephone carries (Hz). */
export const TELEPHONE_RATE = 8_000;

export const lengthMs = ({ sampleRate, samples }: Sound) => (samples.length / sampleRate) * 1_000;
