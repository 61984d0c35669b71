import type { Peaks } from '@callbrief/relay/wire/recording';
import type { PeaksView } from '../../src-preload/contract.ts';

/** From signed bytes in pairs to -1..1, for drawing. */
export function describePeaks({ stepMs, channels }: Peaks): PeaksView {
  return {
    stepMs,
    channels: channels.map((text) => {
      const bytes = Buffer.from(text, 'base64');
      const levels = new Array<number>(bytes.length);
      for (let i = 0; i < bytes.length; i += 1) levels[i] = Math.max(-1, bytes.readInt8(i) / 127);
      return levels;
    }),
  };
}
