import { describe, expect, it } from 'vitest';
import { fromMuLaw, toMuLaw } from '../../../../relay/simulator/sound/mu-law.ts';
import { aLaw, muLaw } from '../../../../relay/src/media/sound/g711.ts';

const everySample = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('telephone coding', () => {
  it('mu-law is decoded as the arithmetic of G.711 says, for every byte', () => {
    expect(muLaw.decode(everyByte)).toEqual(Int16Array.from(everyByte, fromMuLaw));
  });

  it('mu-law of every sample is as near as the arithmetic comes', () => {
    const encoded = muLaw.encode(everySample);
    const farther = everySample.filter((sample, i) => {
      const ours = Math.abs(fromMuLaw(encoded[i] ?? 0) - sample);
      return ours > Math.abs(fromMuLaw(toMuLaw(sample)) - sample);
    });
    expect(farther).toHaveLength(0);
    expect(muLaw.encode(Int16Array.of(0))[0]).toBe(0xff);
  });

  it('A-law has the values of the standard and every byte comes back as it was', () => {
    expect([...aLaw.decode(Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a, 0x80, 0x00))]).toEqual([
      8, -8, 32_256, -32_256, 5_504, -5_504,
    ]);
    expect(Buffer.compare(aLaw.encode(aLaw.decode(everyByte)), Buffer.from(everyByte))).toBe(0);
  });

  it('loud speech loses less than a thirtieth in either', () => {
    for (const codec of [muLaw, aLaw]) {
      const loud = everySample.filter((sample) => Math.abs(sample) > 1_000);
      const back = codec.decode(codec.encode(loud));
      expect(
        Math.max(...back.map((sample, i) => (Math.abs(sample - (loud[i] ?? 0)) / Math.abs(loud[i] ?? 1)) * 1_000)),
      ).toBeLessThan(33);
    }
  });
});
