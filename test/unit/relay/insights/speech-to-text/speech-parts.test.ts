import { describe, expect, it } from 'vitest';
import { speechParts, speechSpans } from '../../../../../relay/src/insights/speech-to-text/speech-parts.ts';

const stepMs = 32;
/** Stretches of speech and silence, in steps. */
function track(...runs: [probability: number, steps: number][]) {
  return {
    probabilities: Float32Array.from(runs.flatMap(([p, steps]) => Array.from({ length: steps }, () => p))),
    stepMs,
  };
}
const seconds = (value: number) => Math.round((value * 1_000) / stepMs);
const lengthOf = (t: ReturnType<typeof track>) => t.probabilities.length * stepMs;
const parts = (
  t: ReturnType<typeof track>,
  more: { longestMs?: number; other?: { startMs: number; endMs: number }[] } = {},
) => speechParts(t, { longestMs: 20_000, other: [], durationMs: lengthOf(t), ...more });

describe('Speech is found', () => {
  it('between silences, with short dips inside it', () => {
    const heard = track([0, 30], [0.9, 20], [0.1, 4], [0.8, 10], [0.4, 5], [0, 40], [0.9, 5], [0, 10]);
    expect(speechSpans(heard)).toEqual([
      { startMs: 30 * stepMs, endMs: 69 * stepMs },
      { startMs: 109 * stepMs, endMs: 114 * stepMs },
    ]);
  });

  it('not in a click, nor where it is only possible', () => {
    expect(speechSpans(track([0, 30], [0.9, 2], [0, 30], [0.45, 50]))).toEqual([]);
    expect(speechSpans(track())).toEqual([]);
  });

  it('up to the very end', () => {
    expect(speechSpans(track([0, 10], [0.9, 10]))).toEqual([{ startMs: 320, endMs: 640 }]);
  });
});

describe('Speech is cut for the engine', () => {
  it('at pauses, with a little of the silence around it', () => {
    const found = parts(track([0, seconds(2)], [0.9, seconds(1)], [0, seconds(3)], [0.9, seconds(1)], [0, seconds(2)]));
    expect(found).toHaveLength(2);
    for (const part of found) {
      expect(part.speech.startMs - part.startMs).toBe(250);
      expect(part.endMs - part.speech.endMs).toBe(250);
    }
  });

  it('not at a breath, unless the other one spoke in it', () => {
    const breath = track([0.9, seconds(2)], [0, seconds(0.8)], [0.9, seconds(2)]);
    expect(parts(breath)).toHaveLength(1);
    expect(parts(breath, { other: [{ startMs: 2_200, endMs: 2_600 }] })).toHaveLength(2);
    expect(parts(breath, { other: [{ startMs: 1_000, endMs: 1_900 }] })).toHaveLength(1);
  });

  it('never shares a sound between neighbours', () => {
    const close = track([0.9, seconds(2)], [0, 10], [0.9, seconds(2)]);
    const [first, second] = parts(close, { other: [{ startMs: 1_900, endMs: 2_500 }] });
    expect(first?.endMs).toBeLessThanOrEqual(second?.startMs ?? 0);
    expect(first?.startMs).toBe(0);
    expect(second?.endMs).toBe(lengthOf(close));
  });

  it('where the voice is weakest when somebody speaks on and on', () => {
    const monologue = track([0.95, seconds(14)], [0.5, 1], [0.95, seconds(40)], [0.45, 1], [0.95, seconds(2)]);
    const found = parts(monologue);
    expect(found[0]?.speech.endMs).toBe(seconds(14) * stepMs);
    for (const part of found) expect(part.endMs - part.startMs).toBeLessThanOrEqual(20_000);
    // Nothing that was said is lost between them.
    found.slice(1).forEach((part, index) => expect(part.startMs).toBe(found[index]?.endMs));
    expect(found.at(-1)?.endMs).toBe(lengthOf(monologue));
  });

  it('for an engine that takes whole conversations, in few long parts', () => {
    const talk = track(
      ...Array.from(
        { length: 100 },
        () =>
          [
            [0.9, seconds(4)],
            [0, seconds(3)],
          ] as [number, number][],
      ).flat(),
    );
    const found = speechParts(talk, {
      longestMs: 300_000,
      longestPauseMs: 15_000,
      durationMs: lengthOf(talk),
      other: [],
    });
    expect(found).toHaveLength(3);
  });
});
