import type { Peaks } from '@callbrief/relay/wire/recording';
import type { PeaksView } from '../../src-preload/contract.ts';

/** More than any screen has points, ten times enlarged; an hour is drawn in steps of 100 ms or so. */
const MOST_STEPS = 40_000;

/**
 * From signed bytes in pairs (lowest, highest) to -1..1, for drawing. Of a long recording several steps become one, with
 * the lowest and the highest of all of them: nothing loud is lost, and less has to cross to the window.
 */
export function describePeaks({ stepMs, channels }: Peaks): PeaksView {
  const lists = channels.map((text) => Buffer.from(text, 'base64'));
  const longest = Math.max(0, ...lists.map((list) => Math.floor(list.length / 2)));
  const join = Math.max(1, Math.ceil(longest / MOST_STEPS));
  return { stepMs: stepMs * join, channels: lists.map((list) => joined(list, join)) };
}

function joined(list: Buffer, join: number): number[] {
  const steps = Math.floor(list.length / 2);
  const levels: number[] = [];
  for (let from = 0; from < steps; from += join) {
    let lowest = 127;
    let highest = -128;
    for (let step = from; step < Math.min(steps, from + join); step += 1) {
      lowest = Math.min(lowest, list.readInt8(2 * step));
      highest = Math.max(highest, list.readInt8(2 * step + 1));
    }
    levels.push(Math.max(-1, lowest / 127), Math.max(-1, highest / 127));
  }
  return levels;
}
