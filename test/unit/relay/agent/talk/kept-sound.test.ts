import { expect, it } from 'vitest';
import { createKeptSound } from '../../../../../relay/src/agent/talk/kept-sound.ts';

/** Sound in which every sample tells when it came. */
const from = (first: number, count: number) => Int16Array.from({ length: count }, (_, at) => first + at);
const all = (pieces: Int16Array[]) => pieces.flatMap((piece) => [...piece]);

it('keeps the newest sound, sample for sample, however it comes', () => {
  const kept = createKeptSound(10_000);
  let at = 0;
  for (const count of [160, 3_999, 1, 320, 9_000, 160, 160]) {
    kept.push(from(at, count));
    at += count;
    expect(all(kept.pieces())).toEqual([...from(Math.max(0, at - 10_000), Math.min(at, 10_000))]);
  }
});

it('lets go of all but what is wanted, also of everything, and goes on', () => {
  const kept = createKeptSound(240_000);
  for (let at = 0; at < 16_000; at += 160) kept.push(from(at, 160));
  kept.shrink(4_000);
  expect(all(kept.pieces())).toEqual([...from(12_000, 4_000)]);
  kept.shrink(0);
  expect(kept.pieces()).toEqual([]);
  kept.push(from(7, 160));
  expect(all(kept.pieces())).toEqual([...from(7, 160)]);
});

it('holds on to nothing of what other callers said at the same moment', () => {
  const ofAll = new Int16Array(8_000);
  const kept = createKeptSound(4_000);
  kept.push(ofAll.subarray(320, 480));
  const [piece] = kept.pieces();
  expect(piece).toEqual(new Int16Array(160));
  expect(piece?.buffer).not.toBe(ofAll.buffer);
});

it('what was given to an ear stays as it was', () => {
  const kept = createKeptSound(4_000);
  kept.push(from(0, 160));
  const given = kept.pieces();
  for (let at = 160; at < 8_000; at += 160) kept.push(from(at, 160));
  expect(all(given)).toEqual([...from(0, 160)]);
});
