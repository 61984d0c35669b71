import type { Peaks } from '@callbrief/relay/wire/recording';
import type { PeaksView } from '../../src-preload/contract.ts';

/** Four for each bar of the widest screen; an hour is drawn in steps of 250 ms. */
const MOST_STEPS = 16_000;

/**
 * From signed bytes in pairs (lowest, highest) to one height a step, for drawing. Of a long recording several steps become
 * one, as high as the highest of them: nothing loud is lost. As a text of bytes it crosses to the window in a millisecond;
 * lists of numbers took longer than everything else at opening an hour.
 */
export function describePeaks({ stepMs, channels }: Peaks): PeaksView {
  const lists = channels.map((text) => Buffer.from(text, 'base64'));
  const longest = Math.max(0, ...lists.map((list) => Math.floor(list.length / 2)));
  const join = Math.max(1, Math.ceil(longest / MOST_STEPS));
  return { stepMs: stepMs * join, channels: lists.map((list) => heights(list, join).toString('base64')) };
}

function heights(list: Buffer, join: number): Buffer {
  const levels = new Int8Array(list.buffer, list.byteOffset, list.length - (list.length % 2));
  const made = Buffer.alloc(Math.ceil(levels.length / 2 / join));
  for (let step = 0; step < made.length; step += 1) {
    const end = Math.min(levels.length, (step + 1) * 2 * join);
    let highest = 0;
    for (let at = step * 2 * join; at < end; at += 1) highest = Math.max(highest, Math.abs(levels[at] ?? 0));
    // -128 has no counterpart above.
    made[step] = Math.min(127, highest);
  }
  return made;
}
