import { expect, it } from 'vitest';
import { createDistantPlayout } from '../../../../relay/src/media/thread/distant-playout.ts';

const RATE = 8_000;
const sound = (ms: number) => new Int16Array((ms * RATE) / 1_000);

/** A playout whose thread is played by the test. */
function distant() {
  const at = { nowMs: 0 };
  const orders: string[] = [];
  const playout = createDistantPlayout({
    rate: RATE,
    nowMs: () => at.nowMs,
    orders: {
      speak: (generation, pcm, chars) =>
        void orders.push(`speak ${generation} ${(pcm.length / RATE) * 1_000} ${chars ?? '-'}`),
      clear: () => void orders.push('clear'),
      pause: () => void orders.push('pause'),
      resume: () => void orders.push('resume'),
    },
  });
  const nothing = { done: 0, atMs: 0, queuedMs: 0, endMs: 0, lagMs: 0, playedMs: 0 };
  return { at, orders, playout, told: (more: Partial<typeof nothing>) => playout.told({ ...nothing, ...more }) };
}

it('what is given counts at once, and there is room when the thread says so', async () => {
  const { playout, told, orders } = distant();
  playout.enqueue(1, sound(1_000), { chars: 10 });
  expect(orders).toEqual(['speak 1 1000 10']);
  expect(playout.bufferedMs).toBe(1_000);
  const room = playout.room(500);
  told({ done: 1, queuedMs: 400, endMs: 240 });
  await room;
  expect(playout.bufferedMs).toBe(640);
  expect(Array.from({ length: 12 }, () => playout.enqueue(1, sound(1_000))).at(-1)).toBe('full');
});

it('all was played when the thread knows of all that was given and the provider has nothing left', async () => {
  const { playout, told, at } = distant();
  playout.enqueue(1, sound(100));
  let isPlayed = false;
  void playout.played().then((was) => (isPlayed = was));
  told({ done: 0 });
  await Promise.resolve();
  expect(isPlayed).toBe(false);
  told({ done: 1, endMs: 100 });
  at.nowMs = 99;
  told({ done: 1, atMs: 99, endMs: 100 });
  await Promise.resolve();
  expect(isPlayed).toBe(false);
  at.nowMs = 100;
  told({ done: 1, atMs: 100, endMs: 100 });
  await Promise.resolve();
  expect(isPlayed).toBe(true);
});

it('what is heard goes on between two ticks, and no further than there is sound', () => {
  const { playout, told, at } = distant();
  playout.enqueue(1, sound(1_000), { chars: 100 });
  told({ done: 1, atMs: 100, queuedMs: 760, endMs: 300, playedMs: 40 });
  at.nowMs = 150;
  expect(playout.heard()).toEqual({ playedMs: 90, heardChars: 9 });
  at.nowMs = 5_000;
  expect(playout.heard()).toEqual({ playedMs: 240, heardChars: 24 });
});

it('what is still told of a sentence that was cleared says nothing of the next', async () => {
  const { playout, told, at, orders } = distant();
  playout.enqueue(1, sound(1_000), { chars: 100 });
  told({ done: 1, atMs: 0, queuedMs: 700, endMs: 300, playedMs: 0 });
  at.nowMs = 100;
  const played = playout.played();
  expect(playout.clear()).toEqual({ playedMs: 100, heardChars: 10 });
  expect(await played).toBe(false);
  expect(playout.enqueue(1, sound(20))).toBe('old');
  told({ done: 1, atMs: 100, queuedMs: 680, endMs: 320, playedMs: 100 });
  expect(playout.heard()).toEqual({ playedMs: 0, heardChars: 0 });
  expect(playout.bufferedMs).toBe(0);
  playout.enqueue(2, sound(40));
  expect(orders).toEqual(['speak 1 1000 100', 'clear', 'speak 2 40 -']);
  expect(playout.bufferedMs).toBe(40);
});
