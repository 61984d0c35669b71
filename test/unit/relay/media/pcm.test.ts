import { describe, expect, it } from 'vitest';
import { bytesOfPcm, newPcm, pcmOfBytes } from '../../../../relay/src/media/sound/pcm.ts';

describe('frames of sound', () => {
  it('have samples of their own, whatever their length', () => {
    const frames = Array.from({ length: 500 }, (_, i) => newPcm([160, 320, 7, 1, 0, 3_000][i % 6] ?? 0).fill(i));
    for (const [i, frame] of frames.entries()) {
      expect(frame.length).toBe([160, 320, 7, 1, 0, 3_000][i % 6]);
      expect(frame.every((sample) => sample === i)).toBe(true);
    }
  });

  it('are a copy of what a socket brings, from any address, without half a sample at the end', () => {
    for (const length of [320, 321, 1, 0, 9_001]) {
      const message = Buffer.alloc(length + 3, 1).fill(5, 3);
      const pcm = pcmOfBytes(message.subarray(3));
      message.fill(9);
      expect(pcm.length).toBe(length >> 1);
      expect(bytesOfPcm(pcm).every((byte) => byte === 5)).toBe(true);
    }
  });

  it('that are handed to a thread take no other frame away', () => {
    const frame = newPcm(160);
    expect(() => structuredClone(frame, { transfer: [frame.buffer] })).toThrow('transfer');
    expect(frame.length).toBe(160);
  });
});
