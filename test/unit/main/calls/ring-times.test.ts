import { expect, test } from 'vitest';
import { stageTimes } from '../../../../src-main/calls/call-hops.ts';
import { createRingTimes, type PaintedRing } from '../../../../src-main/calls/ring-times.ts';
import { sampleNow } from '../history/sample-firm.ts';

const startMs = Date.parse(sampleNow);
const iso = (ms: number) => new Date(startMs + ms).toISOString();
const ring = {
  hops: { providerAt: null, receivedAt: iso(0), committedAt: iso(2) },
  sentAt: iso(3),
  arrivedAt: iso(10),
  test: null,
};

function measured(clockDifferenceMs: number | null = 0) {
  const times = createRingTimes({ clockDifferenceMs: () => clockDifferenceMs });
  const painted: PaintedRing[] = [];
  times.onPainted((p) => painted.push(p));
  return { times, painted };
}

test('a ring counts with the first view that has it, painted then or by a later view', () => {
  const { times, painted } = measured();
  times.arrived('a', ring);
  times.lookedUp('a', 4, startMs + 12);
  times.painted(3, startMs + 20);
  expect(painted).toEqual([]);
  times.painted(5, startMs + 40);
  times.painted(6, startMs + 90);
  expect(painted.map((p) => [p.callId, p.times.totalMs])).toEqual([['a', 40]]);
});

test('a window that stood there already took no time to show', () => {
  const { times, painted } = measured();
  times.arrived('a', ring);
  times.lookedUp('a', 1, startMs + 12);
  times.painted(1, startMs + 30);
  expect(painted[0]?.times).toMatchObject({ showWindowMs: 0, paintMs: 18 });
});

test('what a hidden window draws counts from the moment it is shown', () => {
  let isShown = false;
  const times = createRingTimes({ clockDifferenceMs: () => 0, isShown: () => isShown });
  const painted: PaintedRing[] = [];
  times.onPainted((p) => painted.push(p));
  times.arrived('a', ring);
  times.lookedUp('a', 1, startMs + 12);
  times.painted(1, startMs + 30);
  expect(painted).toEqual([]);
  isShown = true;
  times.windowShown(1, startMs + 55);
  expect(painted.map((p) => p.times)).toEqual([
    { totalMs: 55, fromRelayMs: 10, lookUpMs: 2, showWindowMs: 43, paintMs: 0 },
  ]);
});

test('a paint that was told late, but happened before the window was shown, counts from then too', () => {
  const { times, painted } = measured();
  times.arrived('a', ring);
  times.lookedUp('a', 1, startMs + 12);
  times.windowShown(1, startMs + 40);
  times.painted(1, startMs + 31);
  expect(painted[0]?.times).toMatchObject({ totalMs: 40, paintMs: 0 });
});

test('the relay’s clock is brought to this computer’s', () => {
  const { times, painted } = measured(-500);
  times.arrived('a', { ...ring, arrivedAt: iso(-490) });
  times.lookedUp('a', 1, startMs - 480);
  times.painted(1, startMs - 400);
  expect(painted[0]?.times).toMatchObject({ totalMs: 100, fromRelayMs: 10, lookUpMs: 10 });
});

test('rings that were never painted are forgotten', () => {
  const { times, painted } = measured();
  for (let i = 0; i < 200; i++) {
    times.arrived(`call ${i}`, ring);
    times.lookedUp(`call ${i}`, i + 1, startMs + 12);
  }
  times.painted(500, startMs + 50);
  expect(painted.map((p) => p.callId)).toEqual(Array.from({ length: 50 }, (_, i) => `call ${150 + i}`));
});

test('stage times are unknown before the paint, and never negative when clocks disagree', () => {
  const hops = [
    { name: 'relay_received' as const, at: iso(100) },
    { name: 'arrived' as const, at: iso(50) },
    { name: 'looked_up' as const, at: iso(40) },
  ];
  expect(stageTimes(hops, 0)).toBeNull();
  expect(stageTimes([...hops, { name: 'painted', at: iso(60) }], null)).toEqual({
    totalMs: 0,
    fromRelayMs: 0,
    lookUpMs: 0,
    showWindowMs: 0,
    paintMs: 20,
  });
});
