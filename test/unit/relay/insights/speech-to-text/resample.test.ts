import { describe, expect, it } from 'vitest';
import { createResampler, resampled } from '../../../../../relay/src/insights/speech-to-text/resample.ts';

const sine = (hertz: number, rate: number, seconds = 1) =>
  Int16Array.from({ length: rate * seconds }, (_, i) =>
    Math.round(16_000 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  );
/** Between the edges, where the filter is full. */
const loudness = (samples: Int16Array) => {
  const middle = samples.subarray(samples.length * 0.1, samples.length * 0.9);
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
};

describe('Sound at another rate', () => {
  it.each([
    [44_100, 8_000],
    [22_050, 8_000],
    [48_000, 16_000],
    [8_000, 16_000],
    [16_000, 8_000],
  ])('from %i to %i is the same sound, as long and as loud, at its place', (from, to) => {
    const out = resampled(sine(440, from), from, to);
    expect(Math.abs(out.length - to)).toBeLessThanOrEqual(1);
    const expected = sine(440, to);
    let worst = 0;
    for (let i = to * 0.1; i < to * 0.9; i += 1) worst = Math.max(worst, Math.abs((out[i] ?? 0) - (expected[i] ?? 0)));
    expect(worst).toBeLessThan(80);
  });

  it('without what it cannot carry: no tone is folded back into the voice', () => {
    expect(loudness(resampled(sine(5_500, 44_100), 44_100, 8_000))).toBeLessThan(16_000 * 0.002);
  });

  it('piece by piece is what it is all at once', () => {
    const sound = sine(700, 22_050);
    const whole = createResampler(22_050, 8_000);
    const atOnce = [...whole.push(sound), ...whole.end()];
    const pieces = createResampler(22_050, 8_000);
    const parts: number[] = [];
    for (let at = 0; at < sound.length; at += 997) parts.push(...pieces.push(sound.subarray(at, at + 997)));
    parts.push(...pieces.end());
    expect(parts).toEqual(atOnce);
  });

  it('of the same rate is left as it is', () => {
    const sound = sine(440, 8_000);
    expect(resampled(sound, 8_000, 8_000)).toBe(sound);
  });
});
