import { describe, expect, onTestFinished, test } from 'vitest';
import { createRingTest } from '../../../../src-main/calls/ring-test.ts';
import type { RingTestRun } from '../../../../src-preload/contract.ts';
import { sampleNow } from '../history/sample-firm.ts';
import { controlledTime } from './controlled-time.ts';

function testBench(answer: { testId: string; rings: number } | null = { testId: 't', rings: 3 }) {
  const time = controlledTime(sampleNow);
  const kept = new Map<string, string>();
  const remembered = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
  };
  const make = () =>
    createRingTest({ ask: () => Promise.resolve(answer), now: time.now, schedule: time.schedule, remembered });
  const ringTest = make();
  onTestFinished(() => ringTest.close());
  const progress: RingTestRun[] = [];
  ringTest.onProgress((run) => progress.push(run));
  const paint = (index: number, totalMs: number, testId = 't') =>
    ringTest.painted({
      callId: `test ${index}`,
      test: { testId, index, of: 3 },
      hops: [],
      times: { totalMs, fromRelayMs: totalMs - 30, lookUpMs: 5, showWindowMs: 10, paintMs: 15 },
    });
  return { time, ringTest, progress, paint, make, remembered };
}

describe('a ring test', () => {
  test('tells the median and the slowest of what was painted, and is done with the last ring', async () => {
    const { ringTest, paint, progress } = testBench();
    expect(await ringTest.run(3)).toMatchObject({ testId: 't', of: 3, rings: [], done: false, medianMs: null });
    paint(1, 118);
    paint(2, 214);
    expect(ringTest.latest()).toMatchObject({ medianMs: 166, slowestMs: 214, done: false });
    paint(3, 100);
    expect(ringTest.latest()).toMatchObject({
      done: true,
      medianMs: 118,
      slowestMs: 214,
      stagesMs: { fromRelay: 88, lookUp: 5, showWindow: 10, paint: 15 },
    });
    expect(progress.map((run) => run.rings.length)).toEqual([0, 1, 2, 3]);
  });

  test('counts a ring that was not shown, with its reason', async () => {
    const { ringTest } = testBench({ testId: 't', rings: 1 });
    await ringTest.run(1);
    ringTest.notShown({ testId: 't', index: 1, of: 1 }, 'popups_off');
    expect(ringTest.latest()).toMatchObject({
      done: true,
      medianMs: null,
      rings: [{ index: 1, result: 'not_shown', reason: 'popups_off' }],
    });
  });

  test('does not count a ring twice, nor one of another test, nor a real call', async () => {
    const { ringTest, paint } = testBench();
    await ringTest.run(3);
    paint(1, 100);
    paint(1, 900);
    paint(2, 100, 'another');
    ringTest.painted({
      callId: 'real',
      test: null,
      hops: [],
      times: { totalMs: 1, fromRelayMs: 1, lookUpMs: 0, showWindowMs: 0, paintMs: 0 },
    });
    expect(ringTest.latest()?.rings).toHaveLength(1);
  });

  test('a second one is refused while one runs; offline, it is refused', async () => {
    const { ringTest } = testBench();
    const both = await Promise.all([ringTest.run(3), ringTest.run(3)]);
    expect(both[1]).toEqual({ refused: 'running' });
    expect(await ringTest.run(3)).toEqual({ refused: 'running' });
    expect(await testBench(null).ringTest.run(3)).toEqual({ refused: 'offline' });
  });

  test('rings that never come do not keep it running', async () => {
    const { ringTest, paint, time } = testBench();
    await ringTest.run(3);
    paint(1, 100);
    time.pass(60_000);
    expect(ringTest.latest()).toMatchObject({ done: true, rings: [{ index: 1 }] });
    expect(await ringTest.run(3)).toMatchObject({ done: false });
  });

  test('a check that failed once has failed', async () => {
    const { ringTest } = testBench();
    await ringTest.run(3);
    ringTest.check('keyboard_kept', true);
    ringTest.check('keyboard_kept', false);
    ringTest.check('keyboard_kept', true);
    expect(ringTest.latest()?.checks).toEqual([{ name: 'keyboard_kept', ok: false }]);
  });

  test('the last one is remembered over a restart; what cannot be read is none', async () => {
    const { ringTest, paint, make, remembered } = testBench({ testId: 't', rings: 1 });
    await ringTest.run(1);
    paint(1, 118);
    expect(make().latest()).toMatchObject({ testId: 't', medianMs: 118 });
    remembered.set('ring-test.latest', 'not json');
    expect(make().latest()).toBeNull();
  });
});
