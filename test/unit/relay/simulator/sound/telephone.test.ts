import { describe, expect, it } from 'vitest';
import { fromMuLaw, throughTelephone, toMuLaw } from '../../../../../relay/simulator/sound/mu-law.ts';
import { resample } from '../../../../../relay/simulator/sound/resample.ts';

const tone = (hertz: number, sampleRate: number) => ({
  sampleRate,
  samples: Int16Array.from(
    { length: sampleRate / 2 },
    (_, i) => 10_000 * Math.sin((2 * Math.PI * hertz * i) / sampleRate),
  ),
});
const loudest = (samples: Int16Array) => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

describe('a telephone line', () => {
  it('carries what G.711 says: its own codes come back unchanged', () => {
    for (let byte = 0; byte < 256; byte += 1) expect(toMuLaw(fromMuLaw(byte))).toBe(byte === 0x7f ? 0xff : byte);
    expect([toMuLaw(0), toMuLaw(32_767), toMuLaw(-32_768)]).toEqual([0xff, 0x80, 0x00]);
  });
  it('changes a voice by a few percent at most, and silence not at all', () => {
    const { samples } = tone(440, 8_000);
    for (const [i, heard] of throughTelephone(samples).entries())
      expect(Math.abs(heard - (samples[i] ?? 0))).toBeLessThanOrEqual(Math.abs(samples[i] ?? 0) * 0.04 + 8);
    expect(loudest(throughTelephone(new Int16Array(10)))).toBe(0);
  });
  it('keeps a tone that it can carry, and lets nothing of a higher one come back as another', () => {
    const kept = resample(tone(1_000, 22_050), 8_000);
    expect(kept.samples.length).toBeCloseTo(4_000, -1);
    expect(loudest(kept.samples.subarray(200, -200))).toBeGreaterThan(9_700);
    expect(loudest(resample(tone(6_000, 22_050), 8_000).samples.subarray(200, -200))).toBeLessThan(100);
  });
});
