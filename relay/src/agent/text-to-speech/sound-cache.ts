/** Sentences that were spoken before, in memory only: some hold what a caller said. The least recently used goes first. */
export interface SoundCache {
  get(key: string): Int16Array | null;
  put(key: string, pcm: Int16Array): void;
  readonly bytes: number;
}

/** All sentences of four scripts at two rates are some 20 MB (bytes). */
const MOST_BYTES = 32 * 1_024 * 1_024;
/** One long reading must not push out the scripts (share of all). */
const LARGEST_SHARE = 1 / 16;

export function createSoundCache(mostBytes = MOST_BYTES): SoundCache {
  /** In the order of use. */
  const kept = new Map<string, Int16Array>();
  let bytes = 0;
  // Keys are texts: two bytes a character.
  const sizeOf = (key: string, pcm: Int16Array) => pcm.byteLength + key.length * 2;

  function drop(key: string): void {
    const pcm = kept.get(key);
    if (pcm === undefined) return;
    kept.delete(key);
    bytes -= sizeOf(key, pcm);
  }

  return {
    get bytes() {
      return bytes;
    },
    get(key) {
      const pcm = kept.get(key);
      if (pcm === undefined) return null;
      kept.delete(key);
      kept.set(key, pcm);
      return pcm;
    },
    put(key, pcm) {
      drop(key);
      const size = sizeOf(key, pcm);
      if (size > mostBytes * LARGEST_SHARE) return;
      // A view of something larger would keep all of that.
      kept.set(key, pcm.slice());
      bytes += size;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}
