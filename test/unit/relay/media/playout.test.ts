import { describe, expect, it } from 'vitest';
import type { ToPhone } from '../../../../relay/src/media/dialect/dialect.ts';
import { createPlayout } from '../../../../relay/src/media/playout/playout.ts';
import { createHandClock } from './hand-clock.ts';

/** Every sample tells its number. */
const speech = (ms: number, from = 1_000) => Int16Array.from({ length: ms * 8 }, (_, i) => from + i);

function playing({ hasMarks = false } = {}) {
  const hand = createHandClock();
  const said: ToPhone[] = [];
  let waitingBytes = 0;
  const playout = createPlayout({
    clock: hand.clock,
    rate: 8_000,
    hasMarks,
    send: (say) => void said.push(say),
    waitingBytes: () => waitingBytes,
  });
  return {
    ...hand,
    playout,
    said,
    /** What the socket has not sent yet. */
    stuff: (bytes: number) => void (waitingBytes = bytes),
    sound: () => said.flatMap((say) => (say.kind === 'sound' ? [say.pcm] : [])),
    kinds: () => said.map(({ kind }) => kind).join(' '),
  };
}

describe('playout', () => {
  it('sends 80 ms ahead where there are no marks, then a frame every 20 ms', () => {
    const { playout, advance, sound } = playing();
    playout.enqueue(playout.generation, speech(1_000));
    advance(20);
    expect(sound()).toHaveLength(4);
    for (let i = 1; i <= 10; i += 1) {
      advance(20);
      expect(sound()).toHaveLength(4 + i);
    }
    expect([...(sound()[5] ?? [])].slice(0, 2)).toEqual([1_800, 1_801]);
  });

  it('sends 240 ms ahead where the provider tells what it has played, with a mark after each text', () => {
    const { playout, advance, sound, said } = playing({ hasMarks: true });
    playout.enqueue(playout.generation, speech(100), { chars: 10 });
    playout.enqueue(playout.generation, speech(1_000), { chars: 100 });
    advance(20);
    expect(sound()).toHaveLength(12);
    expect(said.findIndex(({ kind }) => kind === 'mark')).toBe(5);
  });

  it('catches up after a stall and no frame is lost or doubled', () => {
    const { playout, advance, stall, sound } = playing();
    playout.enqueue(playout.generation, speech(1_000));
    advance(100);
    stall(300);
    advance(1_000);
    expect(sound()).toHaveLength(50);
    expect(sound().flatMap((pcm) => [...pcm])).toEqual([...speech(1_000)]);
  });

  it('joins pieces of any length into frames, and fills up the last one', () => {
    const { playout, advance, sound } = playing();
    for (const ms of [7, 30, 1, 3]) playout.enqueue(playout.generation, speech(ms, ms * 100));
    advance(100);
    expect(sound().map(({ length }) => length)).toEqual([160, 160, 160]);
    const all = sound().flatMap((pcm) => [...pcm]);
    expect(all.slice(0, 41 * 8)).toEqual([7, 30, 1, 3].flatMap((ms) => [...speech(ms, ms * 100)]));
    expect(all.slice(41 * 8).every((sample) => sample === 0)).toBe(true);
  });

  it('after a barge-in says how much was heard, and drops what still comes of the old sentence', () => {
    const { playout, advance, sound, said, kinds } = playing();
    const old = playout.generation;
    playout.enqueue(old, speech(1_000), { chars: 50 });
    // The first frame goes out at 20 ms, so 500 ms of it are heard at 520.
    advance(520);
    expect(playout.clear()).toEqual({ playedMs: 500, heardChars: 25 });
    expect(said.at(-1)).toEqual({ kind: 'clear' });
    const before = sound().length;
    expect(playout.enqueue(old, speech(200))).toBe('old');
    advance(500);
    expect(sound()).toHaveLength(before);
    expect(playout.enqueue(playout.generation, speech(20))).toBe('queued');
    advance(20);
    expect(sound()).toHaveLength(before + 1);
    expect(kinds().endsWith('clear sound')).toBe(true);
    expect(playout.counts.framesDropped).toBeGreaterThan(20);
  });

  it('counts only what the provider has played, as late as its marks say it is', () => {
    const { playout, advance, said } = playing({ hasMarks: true });
    playout.enqueue(playout.generation, speech(200), { chars: 20 });
    playout.enqueue(playout.generation, speech(1_000), { chars: 100 });
    advance(220 + 150);
    const [mark] = said.flatMap((say) => (say.kind === 'mark' ? [say.name] : []));
    // Expected at 220: it is 150 ms behind.
    playout.acknowledged(mark ?? '');
    expect(playout.heard()).toEqual({ playedMs: 200, heardChars: 20 });
    advance(500);
    expect(playout.heard()).toEqual({ playedMs: 700, heardChars: 70 });
  });

  it('marks that come back because of a clear say nothing about the next sentence', () => {
    const { playout, advance, said } = playing({ hasMarks: true });
    playout.enqueue(playout.generation, speech(100), { chars: 10 });
    advance(60);
    playout.clear();
    playout.enqueue(playout.generation, speech(500), { chars: 50 });
    const [old] = said.flatMap((say) => (say.kind === 'mark' ? [say.name] : []));
    advance(2_000);
    playout.acknowledged(old ?? '');
    expect(playout.heard()).toEqual({ playedMs: 500, heardChars: 50 });
  });

  it('pauses at once and goes on with the first sample that was not heard', () => {
    const { playout, advance, sound, said } = playing();
    playout.enqueue(playout.generation, speech(1_000), { chars: 100 });
    advance(420);
    expect(playout.pause()).toEqual({ playedMs: 400, heardChars: 40 });
    expect(said.at(-1)).toEqual({ kind: 'clear' });
    const before = sound().length;
    advance(700);
    expect(sound()).toHaveLength(before);
    playout.resume();
    advance(20);
    expect(sound()[before]?.[0]).toBe(1_000 + 400 * 8);
    advance(1_000);
    expect(playout.heard()).toEqual({ playedMs: 1_000, heardChars: 100 });
  });

  it('takes ten seconds of speech, then says that it is full until there is room', async () => {
    const { playout, advance } = playing();
    for (let second = 0; second < 10; second += 1) expect(playout.enqueue(1, speech(1_000))).toBe('queued');
    expect(playout.enqueue(1, speech(1_000))).toBe('full');
    const room = playout.room(9_000);
    advance(1_100);
    await room;
    expect(playout.enqueue(1, speech(1_000))).toBe('queued');
  });

  it('knows when all was played, and that it was not when it was cleared', async () => {
    const { playout, advance } = playing();
    playout.enqueue(1, speech(100));
    const played = playout.played();
    advance(160);
    await expect(played).resolves.toBe(true);
    playout.enqueue(1, speech(100));
    const cleared = playout.played();
    playout.clear();
    await expect(cleared).resolves.toBe(false);
  });

  it('keeps speech for a socket that takes nothing, and leaves out silence first', () => {
    const { playout, advance, sound, stuff } = playing();
    playout.enqueue(1, new Int16Array(8 * 200));
    playout.enqueue(1, speech(200));
    stuff(100_000);
    advance(200);
    expect(sound()).toHaveLength(0);
    expect(playout.counts.silenceDropped).toBe(10);
    expect(playout.counts.ticksHeld).toBe(10);
    stuff(0);
    advance(400);
    expect(sound().flatMap((pcm) => [...pcm])).toEqual([...speech(200)]);
  });

  it('lets nobody wait when the call is over, and leaves no timer', async () => {
    const { playout, pending } = playing();
    playout.enqueue(1, speech(5_000));
    const waiting = [playout.room(10), playout.played()];
    playout.stop();
    await Promise.all(waiting);
    expect(pending()).toBe(0);
    expect(playout.enqueue(1, speech(20))).toBe('over');
  });
});
