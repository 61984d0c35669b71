import type { SpeechAudio } from '../ports.ts';
import type { VoiceTrack } from './voice-activity.ts';

const STEP_MS = 32;
/** A line's noise lies this much below a voice (ratio of amplitudes; 12 dB). */
const ABOVE_FLOOR = 4;
/** Quieter than any voice on a phone (of 32,768). */
const SILENT = 100;

/**
 * Loudness in place of Silero: what is well above the quietest tenth counts as speech. It hears noise and tones as
 * speech too (measured: 68 % of noise), so it is only for when Silero cannot be loaded.
 */
export function energyVoice({ samples, sampleRate }: SpeechAudio): VoiceTrack {
  const size = Math.round((sampleRate * STEP_MS) / 1_000);
  const steps = Math.ceil(samples.length / size);
  const loudness = new Float32Array(steps);
  for (let step = 0; step < steps; step += 1) {
    const part = samples.subarray(step * size, (step + 1) * size);
    let sum = 0;
    for (const sample of part) sum += sample * sample;
    loudness[step] = Math.sqrt(sum / part.length);
  }
  const floor = loudness.toSorted()[Math.floor(steps / 10)] ?? 0;
  const threshold = Math.max(SILENT, floor * ABOVE_FLOOR);
  // Where a call has no pause at all, its quietest tenth is speech as well, and nothing would be four times as loud.
  const limit = Math.min(threshold, Math.max(SILENT, (loudness.toSorted()[Math.floor(steps / 2)] ?? 0) * 0.5));
  return { probabilities: loudness.map((value) => (value > limit ? 1 : 0)), stepMs: STEP_MS };
}
