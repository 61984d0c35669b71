/** Everything that came back over one call, and what it sounded like to the caller. */
export interface HeardCall {
  /** When each message with sound came (ms), and how many samples it held. */
  arrivals: { atMs: number; samples: number }[];
  /** What the caller heard, 20 ms after 20 ms from the beginning of the call. */
  frames: Int16Array[];
  /** For each frame: it came from the relay. False: nothing was there to play. */
  isVoice: boolean[];
  clearedAtMs: number[];
  commands: { atMs: number; kind: string; value: string }[];
  unreadable: string[];
}

export const nothingHeard = (): HeardCall => ({
  arrivals: [],
  frames: [],
  isVoice: [],
  clearedAtMs: [],
  commands: [],
  unreadable: [],
});

/** From a moment on to the first sound that comes after it (ms). Null: none came. */
export function firstFrameLatency({ arrivals }: HeardCall, sinceMs: number): number | null {
  const first = arrivals.find(({ atMs }) => atMs >= sinceMs);
  return first ? first.atMs - sinceMs : null;
}

/** Silences between two frames of voice that are shorter than a pause of speech would be (frames of 20 ms each). */
export function gaps({ isVoice }: HeardCall, longestPauseFrames = 15): number[] {
  const found: number[] = [];
  let silent = 0;
  let hasBegun = false;
  for (const voice of isVoice) {
    if (!voice) silent += 1;
    else {
      if (hasBegun && silent > 0 && silent <= longestPauseFrames) found.push(silent);
      hasBegun = true;
      silent = 0;
    }
  }
  return found;
}

/** Of messages that follow each other in a run: by how much each came off its 20 ms (ms). */
export function arrivalJitter({ arrivals }: HeardCall, skip = 10): number[] {
  const off: number[] = [];
  for (let i = Math.max(1, skip); i < arrivals.length; i += 1) {
    const [before, now] = [arrivals[i - 1], arrivals[i]];
    if (before && now) off.push(Math.abs(now.atMs - before.atMs - 20));
  }
  return off;
}

/** Messages with sound that came after the last clear. */
export function soundAfterClear({ arrivals, clearedAtMs }: HeardCall): number {
  const last = clearedAtMs.at(-1);
  return last === undefined ? 0 : arrivals.filter(({ atMs }) => atMs > last).length;
}
