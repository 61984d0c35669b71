/** What a caller says before the engine listens is kept for so long (ms). */
const MOST_EARLY_MS = 2_000;

/** The newest of it. */
export function createEarlySound(samplesPerMs: number) {
  let frames: Int16Array[] = [];
  let samples = 0;
  return {
    /** @returns how many frames were lost for it */
    keep(pcm: Int16Array): number {
      frames.push(pcm);
      samples += pcm.length;
      let lost = 0;
      while (samples > MOST_EARLY_MS * samplesPerMs) {
        samples -= frames.shift()?.length ?? 0;
        lost += 1;
      }
      return lost;
    },
    take(): Int16Array[] {
      const all = frames;
      frames = [];
      samples = 0;
      return all;
    },
  };
}
