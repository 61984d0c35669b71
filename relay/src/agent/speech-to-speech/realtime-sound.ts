import { createResampler, type Resampler } from '../../insights/speech-to-text/resample.ts';
import { muLaw } from '../../media/sound/g711.ts';
import { bytesOfPcm, newPcm, pcmOfBytes, type SampleRate } from '../../media/sound/pcm.ts';

/** Between the sound of a call and what the engine takes and gives: mu-law for 8 kHz, PCM of 24 kHz for the rest. */
export interface RealtimeSound {
  toEngine(pcm: Int16Array): Buffer;
  /** @returns null: this is no sound */
  fromEngine(bytes: Buffer): Int16Array | null;
  /** What is left of a sentence that is over. */
  endOfSentence(): Int16Array;
  /** A sentence was cut off: nothing of it goes into the next. */
  forget(): void;
}

const ENGINE_RATE = 24_000;

export function createRealtimeSound(rate: SampleRate): RealtimeSound {
  if (rate === 8_000)
    return {
      toEngine: (pcm) => muLaw.encode(pcm),
      fromEngine: (bytes) => muLaw.decode(bytes),
      endOfSentence: () => newPcm(0),
      forget: () => {},
    };
  const inward = createResampler(rate, ENGINE_RATE);
  let outward: Resampler | null = null;
  return {
    toEngine: (pcm) => bytesOfPcm(toPcm(inward.push(pcm))),
    fromEngine(bytes) {
      if (bytes.length % 2 === 1) return null;
      outward ??= createResampler(ENGINE_RATE, rate);
      return toPcm(outward.push(pcmOfBytes(bytes)));
    },
    endOfSentence() {
      const rest = toPcm(outward?.end() ?? new Float32Array(0));
      outward = null;
      return rest;
    },
    forget() {
      outward = null;
    },
  };
}

function toPcm(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = newPcm(samples.length);
  for (let i = 0; i < samples.length; i += 1)
    pcm[i] = Math.max(-32_768, Math.min(32_767, Math.round((samples[i] ?? 0) * 32_768)));
  return pcm;
}
