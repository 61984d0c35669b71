import { describe, expect, it } from 'vitest';
import { composeCall, hum } from '../../../../../relay/simulator/sound/compose-call.ts';
import type { Dialogue } from '../../../../../relay/simulator/sound/dialogue.ts';
import { readWav, writeWav } from '../../../../../relay/simulator/sound/wav.ts';

const dialogue: Dialogue = {
  name: 'short',
  language: 'en',
  turns: [
    { who: 'firm', text: 'good morning', pauseMs: 700 },
    { who: 'caller', text: 'hello', pauseMs: 1_000 },
    { who: 'firm', text: 'wait a moment please', pauseMs: -200 },
  ],
};

/** Loudness of a stretch, 0 to 1. */
function loudness(samples: Int16Array, fromMs: number, toMs: number): number {
  const part = samples.subarray(Math.ceil(fromMs * 8), Math.floor(toMs * 8));
  return Math.sqrt(part.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / part.length);
}

describe('a call is recorded as providers record it', () => {
  it('the caller is on the first channel and the firm on the second, each only where they speak', async () => {
    const { wav, turns } = await composeCall(dialogue, hum);
    const [caller, firm] = readWav(wav);
    expect([caller?.sampleRate, firm?.sampleRate]).toEqual([8_000, 8_000]);
    const [greeting, hello, wait] = turns;
    if (!caller || !firm || !greeting || !hello || !wait) throw new Error('Somebody is missing.');
    expect(loudness(firm.samples, greeting.startMs, greeting.endMs)).toBeGreaterThan(0.1);
    expect(loudness(caller.samples, greeting.startMs, greeting.endMs)).toBe(0);
    expect(loudness(caller.samples, hello.startMs, hello.endMs)).toBeGreaterThan(0.1);
    expect(loudness(firm.samples, hello.startMs, wait.startMs)).toBe(0);
    expect(hello.startMs - greeting.endMs).toBeCloseTo(1_000);
  });

  it('somebody who talks over the other is heard on their own channel at the same time', async () => {
    const { wav, turns } = await composeCall(dialogue, hum);
    const [caller, firm] = readWav(wav);
    const [, hello, wait] = turns;
    if (!caller || !firm || !hello || !wait) throw new Error('Somebody is missing.');
    expect(hello.endMs - wait.startMs).toBeCloseTo(200);
    expect(loudness(caller.samples, wait.startMs, hello.endMs)).toBeGreaterThan(0.1);
    expect(loudness(firm.samples, wait.startMs, hello.endMs)).toBeGreaterThan(0.1);
  });

  it('a long call is the same said over and over', async () => {
    const once = await composeCall(dialogue, hum);
    const often = await composeCall(dialogue, hum, { times: 10 });
    expect(often.turns).toHaveLength(30);
    expect(often.durationMs).toBeGreaterThan(9 * (once.durationMs - 500));
    expect(readWav(often.wav)[0]?.samples.length).toBe(Math.ceil(often.durationMs * 8));
    expect(often.turns.map(({ startMs }) => startMs)).toEqual(
      often.turns.map((t) => t.startMs).toSorted((a, b) => a - b),
    );
  });

  it('an account without two channels has both voices on one', async () => {
    const { wav, turns } = await composeCall(dialogue, hum, { mono: true });
    const [both, second] = readWav(wav);
    expect(second).toBeUndefined();
    for (const { startMs, endMs } of turns)
      expect(loudness(both?.samples ?? new Int16Array(), startMs, endMs)).toBeGreaterThan(0.1);
  });
});

describe('a WAV file', () => {
  it('is read as it was written', () => {
    const one = { sampleRate: 8_000, samples: Int16Array.from([0, 1, -1, 32_767, -32_768]) };
    const other = { sampleRate: 8_000, samples: Int16Array.from([5, 4, 3, 2, 1]) };
    expect(readWav(writeWav([one, other]))).toEqual([one, other]);
  });
  it('that came through a pipe and does not know its own length is read to its end', () => {
    const file = writeWav([{ sampleRate: 8_000, samples: Int16Array.from([1, 2, 3]) }]);
    file.writeUInt32LE(0x7fff_f000, 40);
    expect(readWav(file)[0]?.samples).toEqual(Int16Array.from([1, 2, 3]));
  });
  it.each([
    ['something else', Buffer.from('<html>')],
    ['a file without sound', writeWav([{ sampleRate: 8_000, samples: new Int16Array() }]).subarray(0, 36)],
  ])('is not %s', (_, file) => {
    expect(() => readWav(file)).toThrow(/WAV file/);
  });
});
