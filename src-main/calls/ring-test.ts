import type { NotShownReason, RingTestRun } from '../../src-preload/contract.ts';
import type { Remembered } from '../history/history.ts';
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
