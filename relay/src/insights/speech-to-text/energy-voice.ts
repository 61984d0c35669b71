import type { SpeechAudio } from '../ports.ts';
import type { VoiceTrack } from './voice-activity.ts';

/** As long as a step of Silero's. */
export const VOICE_STEP_MS = 32;
/** A line's noise lies this much below a voice (ratio of amplitudes; 12 dB). */
const ABOVE_FLOOR = 4;
/** Quieter than any voice on a phone (of 32,768). */
const SILENT = 100;

export function loudnessOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** @returns what is louder than this counts as speech. @param loudness of some seconds, step by step */
export function speechLimit(loudness: Float32Array): number {
  const sorted = loudness.toSorted();
  const floor = sorted[Math.floor(sorted.length / 10)] ?? 0;
  const threshold = Math.max(SILENT, floor * ABOVE_FLOOR);
  // Where a call has no pause at all, its quietest tenth is speech as well, and nothing would be four times as loud.
  return Math.min(threshold, Math.max(SILENT, (sorted[Math.floor(sorted.length / 2)] ?? 0) * 0.5));
}

/**
 * Loudness in place of Silero: what is well above the quietest tenth counts as speech. It hears noise and tones as
 * speech too (measured: 68 % of noise), so it is only for when Silero cannot be loaded.
 */
export function energyVoice({ samples, sampleRate }: SpeechAudio): VoiceTrack {
  const size = Math.round((sampleRate * VOICE_STEP_MS) / 1_000);
  const steps = Math.ceil(samples.length / size);
  const loudness = new Float32Array(steps);
  for (let step = 0; step < steps; step += 1) {
    loudness[step] = loudnessOf(samples.subarray(step * size, (step + 1) * size));
  }
  const limit = speechLimit(loudness);
  return { probabilities: loudness.map((value) => (value > limit ? 1 : 0)), stepMs: VOICE_STEP_MS };
}
