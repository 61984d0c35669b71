/** The newest sound of a caller, a bounded number of samples. */
export interface KeptSound {
  push(pcm: Int16Array): void;
  /** Oldest first. */
  readonly frames: readonly Int16Array[];
  /** Everything but the newest so many samples goes. */
  shrink(samples: number): void;
}

/** @param mostSamples what is older than this goes with each `push` */
export function createKeptSound(mostSamples: number): KeptSound {
  let frames: Int16Array[] = [];
  let samples = 0;

  function shrink(most: number): void {
    let gone = 0;
    for (const frame of frames) {
      if (samples <= most) break;
      samples -= frame.length;
      gone += 1;
    }
    if (gone > 0) frames.splice(0, gone);
  }

  return {
    push(pcm) {
      frames.push(pcm);
      samples += pcm.length;
      shrink(mostSamples);
    },
    get frames() {
      return frames;
    },
    shrink,
  };
}
