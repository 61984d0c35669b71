import type { Peaks } from '@callbrief/relay/wire/recording';
import type { PeaksView } from '../../src-preload/contract.ts';

/** From signed bytes in pairs to -1..1, for drawing. */
export function describePeaks({ stepMs, channels }: Peaks): PeaksView {
  return {
    stepMs,
    channels: channels.map((text) => {
      const bytes = Buffer.from(text, 'base64');
      const levels = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
      return Array.from(levels, (level) => Math.max(-1, level / 127));
    }),
  };
}
