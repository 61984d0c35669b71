import { describe, expect, it } from 'vitest';
import { cutClip } from '../../../../relay/src/exports/cut-clip.ts';
import type { DecodedAudio } from '../../../../relay/src/recordings/ports.ts';

/** Each sample says where it stands, on each channel in its own way. */
function counting(sampleRate: number, seconds: number, channels = 2): DecodedAudio {
  const length = sampleRate * seconds;
  const channel = (sign: number) => Int16Array.from({ length }, (_, index) => sign * (index % 30_000));
  return {
    sampleRate,
    channels: [channel(1), channel(-1)].slice(0, channels),
    speakers: channels === 2 ? ['caller', 'firm'] : ['unknown'],
    durationMs: seconds * 1_000,
  };
}

function samplesOf(wav: Buffer, channels: number): number[][] {
  const data = wav.subarray(44);
  return Array.from({ length: channels }, (_, channel) =>
    Array.from({ length: data.length / 2 / channels }, (_, index) =>
      data.readInt16LE((index * channels + channel) * 2),
    ),
  );
}

describe('A clip', () => {
  it('begins and ends at the very sample, and keeps both voices apart', () => {
    const wav = cutClip(counting(8_000, 3), 1_000, 1_250);
    if (!wav) throw new Error('no clip');
    const [caller = [], firm = []] = samplesOf(wav, 2);
    expect([caller.length, caller[0], caller.at(-1)]).toEqual([2_000, 8_000, 9_999]);
    expect([firm.length, firm[0], firm.at(-1)]).toEqual([2_000, -8_000, -9_999]);
  });

  it('says its own shape: PCM, 16 bit, the rate and channels of the recording, and lengths that are true', () => {
    for (const [rate, channels] of [
      [8_000, 2],
      [16_000, 1],
      [44_100, 2],
    ] as const) {
      const wav = cutClip(counting(rate, 1, channels), 0, 500);
      if (!wav) throw new Error('no clip');
      expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
      expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
      expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24)]).toEqual([1, channels, rate]);
      expect([wav.readUInt32LE(28), wav.readUInt16LE(32), wav.readUInt16LE(34)]).toEqual([
        rate * channels * 2,
        channels * 2,
        16,
      ]);
      expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
      expect(wav.length).toBe(44 + (rate / 2) * channels * 2);
    }
  });

  it('ends where the recording ends', () => {
    const wav = cutClip(counting(8_000, 1), 900, 60_000);
    expect(wav?.length).toBe(44 + 800 * 4);
  });

  it('is none where the recording has nothing', () => {
    expect(cutClip(counting(8_000, 1), 1_000, 2_000)).toBeNull();
    expect(cutClip({ sampleRate: 8_000, channels: [], speakers: [], durationMs: 0 }, 0, 1_000)).toBeNull();
  });
});
