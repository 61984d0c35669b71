import { loudnessOf, speechLimit, VOICE_STEP_MS } from '../../insights/speech-to-text/energy-voice.ts';
import type { SampleRate } from '../../media/sound/pcm.ts';
import { createFrameCutter } from '../../media/sound/frame-cutter.ts';

/** What a line's noise is measured on: the last ten seconds. */
const REMEMBERED_STEPS = Math.round(10_000 / VOICE_STEP_MS);
/** The limit moves slowly, and to find it everything that is remembered is sorted. */
const NEW_LIMIT_EVERY_STEPS = 8;

/**
 * Loudness in place of Silero while a call goes on, as `energyVoice` has it for a recording: it hears noise and tones as
 * speech too.
 */
export function createLiveLoudness(rate: SampleRate, probability: (p: number) => void): (pcm: Int16Array) => void {
  const remembered: number[] = [];
  let limit = 0;
  let steps = 0;
  return createFrameCutter((rate * VOICE_STEP_MS) / 1_000, (samples) => {
    const loudness = loudnessOf(samples);
    remembered.push(loudness);
    if (remembered.length > REMEMBERED_STEPS) remembered.shift();
    if (steps % NEW_LIMIT_EVERY_STEPS === 0) limit = speechLimit(Float32Array.from(remembered));
    steps += 1;
    probability(loudness > limit ? 1 : 0);
  });
}
