/** What a provider does with the sound that it is sent: it keeps it and plays 20 ms of it every 20 ms. */
export interface ProviderBuffer {
  /** @param pcm any length */
  push(pcm: Int16Array): void;
  /** Comes back when all before it was played, or at once when that is thrown away. */
  mark(name: string): void;
  clear(): void;
  /** One frame's time has passed. Null: there was nothing to play, the caller hears silence. */
  play(): Int16Array | null;
  readonly bufferedSamples: number;
}

export function createProviderBuffer(samplesPerFrame: number, played: (mark: string) => void): ProviderBuffer {
  let waiting: (Int16Array | string)[] = [];
  let samples = 0;

  function passMarks(): void {
    while (typeof waiting[0] === 'string') played(waiting.shift() as string);
  }

  return {
    push(pcm) {
      waiting.push(pcm);
      samples += pcm.length;
    },
    mark(name) {
      waiting.push(name);
      passMarks();
    },
    clear() {
      const marks = waiting.filter((one) => typeof one === 'string');
      waiting = [];
      samples = 0;
      for (const mark of marks) played(mark);
    },
    play() {
      if (samples === 0) return null;
      const frame = new Int16Array(samplesPerFrame);
      let at = 0;
      while (at < samplesPerFrame && waiting.length > 0) {
        const first = waiting[0];
        if (typeof first === 'string' || first === undefined) {
          passMarks();
          continue;
        }
        const part = first.subarray(0, samplesPerFrame - at);
        frame.set(part, at);
        at += part.length;
        samples -= part.length;
        if (part.length === first.length) waiting.shift();
        else waiting[0] = first.subarray(part.length);
      }
      passMarks();
      return frame;
    },
    get bufferedSamples() {
      return samples;
    },
  };
}
