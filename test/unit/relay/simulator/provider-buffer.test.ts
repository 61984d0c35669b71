import { describe, expect, it } from 'vitest';
import { createProviderBuffer } from '../../../../relay/simulator/phone/provider-buffer.ts';

const sound = (samples: number, value: number) => new Int16Array(samples).fill(value);

describe("the provider's buffer", () => {
  it('plays pieces of any length 20 ms at a time, and fills up the last', () => {
    const buffer = createProviderBuffer(160, () => {});
    buffer.push(sound(200, 1));
    buffer.push(sound(10, 2));
    expect(buffer.play()).toEqual(sound(160, 1));
    const last = buffer.play();
    expect([last?.[39], last?.[40], last?.[49], last?.[50]]).toEqual([1, 2, 2, 0]);
    expect(buffer.play()).toBeNull();
  });

  it('answers a mark when all before it was played, and at once when there is nothing', () => {
    const played: string[] = [];
    const buffer = createProviderBuffer(160, (mark) => void played.push(mark));
    buffer.mark('nothing before');
    buffer.push(sound(320, 1));
    buffer.mark('end');
    buffer.play();
    expect(played).toEqual(['nothing before']);
    buffer.play();
    expect(played).toEqual(['nothing before', 'end']);
  });

  it('a clear throws the sound away and answers every mark that waited', () => {
    const played: string[] = [];
    const buffer = createProviderBuffer(160, (mark) => void played.push(mark));
    for (const mark of ['a', 'b']) {
      buffer.push(sound(320, 1));
      buffer.mark(mark);
    }
    buffer.clear();
    expect(played).toEqual(['a', 'b']);
    expect(buffer.play()).toBeNull();
    expect(buffer.bufferedSamples).toBe(0);
  });
});
