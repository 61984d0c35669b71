/** The newest sound of a caller, a bounded number of samples. */
export interface KeptSound {
  /** Copies it: a frame may be a piece of what came from all callers at once, and would keep that. */
  push(pcm: Int16Array): void;
  /** Oldest first. What is pushed later does not change them. */
  pieces(): Int16Array[];
  /** Everything but the newest so many samples goes. */
  shrink(samples: number): void;
}

/** Half a second of a telephone (samples). */
const BLOCK = 4_000;

/** @param mostSamples what is older than this goes with each `push` */
export function createKeptSound(mostSamples: number): KeptSound {
  const blocks: Int16Array[] = [];
  /** Where the sound begins in the first block, and ends in the last. */
  let from = 0;
  let until = BLOCK;
  let samples = 0;

  function append(pcm: Int16Array): void {
    if (until === BLOCK) {
      blocks.push(new Int16Array(BLOCK));
      until = 0;
    }
    const room = BLOCK - until;
    const now = pcm.length <= room ? pcm : pcm.subarray(0, room);
    blocks.at(-1)?.set(now, until);
    until += now.length;
    samples += now.length;
    if (now !== pcm) append(pcm.subarray(room));
  }

  function shrink(most: number): void {
    const surplus = Math.max(0, samples - most);
    samples -= surplus;
    from += surplus;
    const gone = Math.floor(from / BLOCK);
    if (gone > 0) blocks.splice(0, gone);
    from -= gone * BLOCK;
  }

  return {
    push(pcm) {
      append(pcm);
      shrink(mostSamples);
    },
    pieces: () =>
      blocks
        .map((block, at) => block.subarray(at === 0 ? from : 0, at === blocks.length - 1 ? until : BLOCK))
        .filter(({ length }) => length > 0),
    shrink,
  };
}
