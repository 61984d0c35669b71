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
/** What was heard is thrown away so many at a time: with marks a hundred wait, and each frame settles one. */
const MOST_SETTLED = 64;

/** Keeps account of what the provider was sent, until it was heard. */
export function createSpoken(samplesPerMs: number): Spoken {
  let waiting: { slice: Slice; fromMs: number }[] = [];
  /** The first of those that is not settled. */
  let first = 0;
  let heardSamples = 0;
  let heardChars = 0;

  const heardOf = ({ slice, fromMs }: { slice: Slice; fromMs: number }, nowMs: number) =>
    Math.max(0, Math.min(slice.pcm.length, Math.floor((nowMs - fromMs) * samplesPerMs + TINY)));

  function settle(nowMs: number): void {
    for (let one = waiting[first]; one && heardOf(one, nowMs) >= one.slice.pcm.length; one = waiting[first]) {
      heardSamples += one.slice.pcm.length;
      heardChars += one.slice.chars;
      first += 1;
    }
    if (first === waiting.length) waiting.length = 0;
    else if (first >= MOST_SETTLED) waiting.splice(0, first);
    else return;
    first = 0;
  }

  const unsettled = () => waiting.slice(first);

  function forgetWaiting(): void {
    waiting = [];
    first = 0;
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
      for (const one of unsettled()) {
        const heard = heardOf(one, nowMs);
        samples += heard;
        chars += (one.slice.chars * heard) / one.slice.pcm.length;
      }
      return { playedMs: samples / samplesPerMs, heardChars: Math.floor(chars + TINY) };
    },
    takeBack(nowMs) {
      settle(nowMs);
      const back: Slice[] = [];
      for (const one of unsettled()) {
        const heard = heardOf(one, nowMs);
        if (heard > 0) {
          const [played] = cut(one.slice, heard);
          heardSamples += heard;
          heardChars += played.chars;
        }
        back.push(heard > 0 ? cut(one.slice, heard)[1] : one.slice);
      }
      forgetWaiting();
      return back;
    },
    forget() {
      forgetWaiting();
      heardSamples = 0;
      heardChars = 0;
    },
  };
}
