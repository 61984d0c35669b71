import { z } from 'zod';
import type { NotShownReason, RingTestRing, RingTestRun } from '../../src-preload/contract.ts';
import type { Remembered } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';
import type { PaintedRing, TestRing } from './ring-times.ts';

/** Settings > Popup > Ring test: asks the relay for rings and measures each to its pixels. */
export interface RingTest {
  /** Answers as soon as the relay started it; what follows comes through `onProgress`. */
  run(rings: number): Promise<RingTestRun | { refused: 'offline' | 'running' }>;
  latest(): RingTestRun | null;
  /** From RingTimes.onPainted; rings that are no test are passed over. */
  painted(ring: PaintedRing): void;
  /** From the receiver's decisions. */
  notShown(ring: TestRing, reason: NotShownReason): void;
  /** What the windows saw while it ran; one failure makes the check fail. */
  check(name: RingTestRun['checks'][number]['name'], ok: boolean): void;
  /** @returns its own undo. */
  onProgress(listener: (run: RingTestRun) => void): () => void;
  close(): void;
}

export interface RingTestOptions {
  /** POST /api/v1/ring-tests; null: the relay cannot be asked now. */
  ask: (request: { rings: number; everyMs: number }) => Promise<{ testId: string; rings: number } | null>;
  now: () => Date;
  schedule: (afterMs: number, run: () => void) => () => void;
  remembered: Remembered;
}

const LATEST = 'ring-test.latest';
const EVERY_MS = 1_500;
/** After the last ring should have come: what is not here by then does not come. */
const GRACE_MS = 5_000;

/** What it remembers is drawn, never acted upon: enough that it is of this shape. */
const storedRun = z.custom<RingTestRun>(
  (value) =>
    z.object({ testId: z.string(), startedAt: z.string(), rings: z.array(z.unknown()) }).safeParse(value).success,
);

export function createRingTest(options: RingTestOptions): RingTest {
  const listeners = new Set<(run: RingTestRun) => void>();
  let running: { run: RingTestRun; undoTimer: () => void } | null = null;
  let asking = false;
  let latest = readLatest(options.remembered.get(LATEST));

  function tell(run: RingTestRun): void {
    latest = run;
    for (const listener of listeners) listener(run);
  }

  function finish(): void {
    if (!running) return;
    running.undoTimer();
    const run = { ...running.run, done: true };
    running = null;
    rememberIfRoom(options.remembered, LATEST, JSON.stringify(run));
    tell(run);
  }

  function update(change: (run: RingTestRun) => RingTestRun): void {
    if (!running) return;
    running.run = change(running.run);
    if (running.run.rings.length >= running.run.of) finish();
    else tell(running.run);
  }

  function add(testId: string, ring: RingTestRing): void {
    if (running?.run.testId !== testId || running.run.rings.some((r) => r.index === ring.index)) return;
    update((run) => withRing(run, ring));
  }

  return {
    async run(rings) {
      if (running || asking) return { refused: 'running' };
      asking = true;
      try {
        const started = await options.ask({ rings, everyMs: EVERY_MS });
        if (started === null) return { refused: 'offline' };
        const run: RingTestRun = {
          testId: started.testId,
          startedAt: options.now().toISOString(),
          of: started.rings,
          rings: [],
          done: false,
          medianMs: null,
          slowestMs: null,
          stagesMs: null,
          checks: [],
        };
        running = { run, undoTimer: options.schedule(started.rings * EVERY_MS + GRACE_MS, finish) };
        tell(run);
        return run;
      } finally {
        asking = false;
      }
    },
    latest: () => latest,
    painted({ test, times }) {
      if (test) add(test.testId, { index: test.index, result: 'painted', ...times });
    },
    notShown(test, reason) {
      add(test.testId, { index: test.index, result: 'not_shown', reason });
    },
    check(name, ok) {
      update((run) => {
        const before = run.checks.find((c) => c.name === name);
        return {
          ...run,
          checks: [...run.checks.filter((c) => c.name !== name), { name, ok: ok && before?.ok !== false }],
        };
      });
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      running?.undoTimer();
      running = null;
      listeners.clear();
    },
  };
}

function withRing(run: RingTestRun, ring: RingTestRing): RingTestRun {
  const rings = [...run.rings, ring];
  const painted = rings.filter((r) => r.result === 'painted');
  if (painted.length === 0) return { ...run, rings };
  const totals = painted.map((r) => r.totalMs);
  return {
    ...run,
    rings,
    medianMs: median(totals),
    slowestMs: Math.max(...totals),
    stagesMs: {
      fromRelay: median(painted.map((r) => r.fromRelayMs)),
      lookUp: median(painted.map((r) => r.lookUpMs)),
      showWindow: median(painted.map((r) => r.showWindowMs)),
      paint: median(painted.map((r) => r.paintMs)),
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : Math.round((low + high) / 2);
}

function readLatest(text: string | null): RingTestRun | null {
  if (text === null) return null;
  try {
    return storedRun.parse(JSON.parse(text));
  } catch {
    // A run of another version; the next one replaces it.
    return null;
  }
}
