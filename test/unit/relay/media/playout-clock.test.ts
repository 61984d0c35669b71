import { describe, expect, it } from 'vitest';
import { createPlayoutClock } from '../../../../relay/src/media/playout/playout-clock.ts';
import { createHandClock } from './hand-clock.ts';

describe('the clock that all calls share', () => {
  it('is due every 20 ms from its start, however late single ticks come', () => {
    const hand = createHandClock();
    const dues: number[] = [];
    hand.clock.join((dueMs) => {
      dues.push(dueMs);
      hand.stall(7);
    });
    hand.advance(200);
    expect(dues).toEqual([1_020, 1_040, 1_060, 1_080, 1_100, 1_120, 1_140, 1_160, 1_180, 1_200]);
  });

  it('leaves out what it missed while the process was stuck, and stays in step', () => {
    const hand = createHandClock();
    const dues: number[] = [];
    hand.clock.join((dueMs) => void dues.push(dueMs));
    hand.advance(20);
    hand.stall(110);
    hand.advance(50);
    expect(dues).toEqual([1_020, 1_120, 1_140, 1_160, 1_180]);
    expect(hand.clock.takeLateness()).toEqual([0, 90, 0, 0, 0]);
  });

  it('runs one timer for all, and none when the last has left', () => {
    const hand = createHandClock();
    const leave = Array.from({ length: 100 }, () => hand.clock.join(() => {}));
    expect(hand.pending()).toBe(1);
    for (const one of leave) one();
    expect(hand.pending()).toBe(0);
  });

  it('goes on as one when somebody leaves and another joins in the middle of a tick', () => {
    const hand = createHandClock();
    let ticks = 0;
    const leave = hand.clock.join(() => {
      leave();
      hand.clock.join(() => void (ticks += 1));
    });
    hand.advance(100);
    expect(hand.pending()).toBe(1);
    expect(ticks).toBeLessThanOrEqual(5);
    expect(ticks).toBeGreaterThanOrEqual(4);
  });

  it('does not drift in real time', async () => {
    const clock = createPlayoutClock();
    const startMs = performance.now();
    let ticks = 0;
    await new Promise<void>((done) => {
      const leave = clock.join((dueMs) => {
        ticks += 1;
        if (dueMs - startMs < 1_000) return;
        leave();
        done();
      });
    });
    // Missed ticks of a busy machine are left out; what came is on the grid.
    const passedMs = performance.now() - startMs;
    expect(ticks).toBeLessThanOrEqual(51);
    expect(passedMs).toBeGreaterThan(990);
  });
});
