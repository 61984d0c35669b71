/** A piece of speech that waits, or that the provider has. Never changed, only cut. */
export interface Slice {
  readonly pcm: Int16Array;
  /** How much of a text it speaks; a part of a character where it was cut. */
  readonly chars: number;
  /** It is the end of something that was enqueued with a text. */
  readonly endsText: boolean;
}

export function cut(slice: Slice, samples: number): [Slice, Slice] {
  const chars = (slice.chars * samples) / slice.pcm.length;
  return [
    { pcm: slice.pcm.subarray(0, samples), chars, endsText: false },
    { pcm: slice.pcm.subarray(samples), chars: slice.chars - chars, endsText: slice.endsText },
  ];
}

/** What the other side of the line has heard of the present generation. */
export interface Heard {
  playedMs: number;
  /** Of the texts that were enqueued with the sound, in the order of speaking. */
  heardChars: number;
}

export interface Spoken {
  /**
   * @param fromMs when the provider begins to play it, as far as is known
   * @param heardUntilMs what was played by then is not kept any longer
   */
  sent(slice: Slice, fromMs: number, heardUntilMs: number): void;
  heardAt(nowMs: number): Heard;
  /** What was sent and not heard, in order; it counts as not sent from now on. */
  takeBack(nowMs: number): Slice[];
  forget(): void;
}

/** Rounding must not cost the last character. */
const TINY = 1e-6;

/** Keeps account of what the provider was sent, until it was heard. */
export function createSpoken(samplesPerMs: number): Spoken {
  let waiting: { slice: Slice; fromMs: number }[] = [];
  let heardSamples = 0;
  let heardChars = 0;

  const heardOf = ({ slice, fromMs }: { slice: Slice; fromMs: number }, nowMs: number) =>
    Math.max(0, Math.min(slice.pcm.length, Math.floor((nowMs - fromMs) * samplesPerMs + TINY)));

  function settle(nowMs: number): void {
    let done = 0;
    for (const one of waiting) {
      if (heardOf(one, nowMs) < one.slice.pcm.length) break;
      heardSamples += one.slice.pcm.length;
      heardChars += one.slice.chars;
      done += 1;
    }
    if (done > 0) waiting = waiting.slice(done);
  }

  return {
    sent(slice, fromMs, heardUntilMs) {
      settle(heardUntilMs);
      waiting.push({ slice, fromMs });
    },
    heardAt(nowMs) {
      settle(nowMs);
      let samples = heardSamples;
      let chars = heardChars;
      for (const one of waiting) {
        const heard = heardOf(one, nowMs);
        samples += heard;
        chars += (one.slice.chars * heard) / one.slice.pcm.length;
      }
      return { playedMs: samples / samplesPerMs, heardChars: Math.floor(chars + TINY) };
    },
    takeBack(nowMs) {
      settle(nowMs);
      const back: Slice[] = [];
      for (const one of waiting) {
        const heard = heardOf(one, nowMs);
        if (heard > 0) {
          const [played] = cut(one.slice, heard);
          heardSamples += heard;
          heardChars += played.chars;
        }
        back.push(heard > 0 ? cut(one.slice, heard)[1] : one.slice);
      }
      waiting = [];
      return back;
    },
    forget() {
      waiting = [];
      heardSamples = 0;
      heardChars = 0;
    },
  };
}
