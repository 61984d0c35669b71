/** One thing that the engine says, as far as it has come. */
export interface SpokenLine {
  id: string;
  saidAtMs: number;
  text: string;
  /** All that came of its sound, heard or not (ms). */
  soundMs: number;
}

export interface HeardLine extends SpokenLine {
  heardMs: number;
  /** To the last whole word. */
  heardText: string;
}

/**
 * What the engine says and the caller has not heard to its end, oldest first. The engine tells words and sound apart and
 * both ahead of time; which word belongs to which sound it does not tell, so it is guessed by the share of the sound.
 */
export interface SpokenLines {
  readonly isEmpty: boolean;
  /** @returns the line with its words so far */
  words(id: string, add: string, nowMs: number): SpokenLine;
  /** All its words, where the engine tells them again. */
  allWords(id: string, text: string): void;
  /** @param beginMs where the sound would begin if it were the first, in milliseconds of the playout's generation */
  sound(id: string, ms: number, nowMs: number, beginMs: () => number): void;
  /** Nothing more comes of any. */
  complete(): void;
  /** @returns what was heard to its end by now, and is kept no longer */
  heardTo(playedMs: number): HeardLine[];
  /** All was played, whatever was counted. */
  heardAll(): HeardLine[];
  /** @returns all of it, as far as it was heard, and nothing is kept */
  cutAt(playedMs: number): HeardLine[];
}

interface Kept extends SpokenLine {
  isComplete: boolean;
}

export function createSpokenLines(): SpokenLines {
  let lines: Kept[] = [];
  /** Where the first of them begins. */
  let beginMs: number | null = null;

  function lineOf(id: string, nowMs: number): Kept {
    const known = lines.find((line) => line.id === id);
    if (known) return known;
    const line = { id, saidAtMs: nowMs, text: '', soundMs: 0, isComplete: false };
    lines.push(line);
    return line;
  }

  function take(isHeard: (line: Kept, endMs: number) => boolean): HeardLine[] {
    const heard: HeardLine[] = [];
    for (let [first] = lines; first; [first] = lines) {
      const endMs = (beginMs ?? 0) + first.soundMs;
      if (!first.isComplete || !isHeard(first, endMs)) break;
      heard.push({ ...first, heardMs: first.soundMs, heardText: first.soundMs > 0 ? first.text.trim() : '' });
      lines = lines.slice(1);
      beginMs = lines.length > 0 ? endMs : null;
    }
    return heard;
  }

  return {
    get isEmpty() {
      return lines.length === 0;
    },
    words(id, add, nowMs) {
      const line = lineOf(id, nowMs);
      line.text += add;
      return line;
    },
    allWords(id, text) {
      const line = lines.find((one) => one.id === id);
      if (line) line.text = text;
    },
    sound(id, ms, nowMs, begin) {
      const line = lineOf(id, nowMs);
      if (line.soundMs === 0) line.saidAtMs = nowMs;
      line.soundMs += ms;
      beginMs ??= begin();
    },
    complete() {
      for (const line of lines) line.isComplete = true;
    },
    // Rounding must not keep a line for ever.
    heardTo: (playedMs) => take((_, endMs) => playedMs >= endMs - 1),
    heardAll: () => take(() => true),
    cutAt(playedMs) {
      const heard = take((_, endMs) => playedMs >= endMs - 1);
      let fromMs = beginMs ?? 0;
      for (const line of lines) {
        const heardMs = Math.max(0, Math.min(line.soundMs, playedMs - fromMs));
        fromMs += line.soundMs;
        heard.push({ ...line, heardMs, heardText: textHeard(line, heardMs) });
      }
      lines = [];
      beginMs = null;
      return heard;
    },
  };
}

function textHeard({ text, soundMs }: SpokenLine, heardMs: number): string {
  if (soundMs === 0) return '';
  const length = Math.floor((text.length * heardMs) / soundMs);
  const heard = text.slice(0, length);
  return (/^(\s|$)/.test(text.slice(length)) ? heard : heard.replace(/\S*$/, '')).trim();
}
