import type { Random } from '../random.ts';

/** What a network does to the frames of a caller. */
export interface BadLine {
  /** Of a hundred frames so many never arrive. */
  lossPercent: number;
  /** Every so often nothing passes for so long, and then all of it at once (ms). */
  burst: { everyMs: number; heldMs: number } | null;
}

export const goodLine: BadLine = { lossPercent: 0, burst: null };

/** @returns what leaves the line when a frame enters it, in order */
export function createLine(
  { lossPercent, burst }: BadLine,
  chance: Random,
): <Frame>(frame: Frame, atMs: number) => Frame[] {
  let held: unknown[] = [];
  return <Frame>(frame: Frame, atMs: number) => {
    const isLost = chance() * 100 < lossPercent;
    if (!isLost) held.push(frame);
    if (burst && atMs % burst.everyMs >= burst.everyMs - burst.heldMs) return [];
    const out = held as Frame[];
    held = [];
    return out;
  };
}
