import type { Playout } from '../../media/playout/playout.ts';
import type { SampleRate } from '../../media/sound/pcm.ts';
import type { Language } from '../../wire/scalars.ts';
import type { Failure } from '../fallback/ladder.ts';
import { StageError, type LiveVoice, type SpokenPiece } from '../ports.ts';

export interface Sentence {
  text: string;
  language: Language;
  isInterruptible: boolean;
}

/** Says the sentences of replies, one reply at a time, through the best voice that still works for this call. */
export interface Speaking {
  /** What comes from now on belongs to this reply. */
  begin(generation: number): void;
  say(generation: number, sentence: Sentence): void;
  /** Sound that is there already, at once: a filler while nothing else is said. */
  play(generation: number, pcm: Int16Array): void;
  /** Nothing more is made for this reply; what the line has is the playout's matter. */
  abort(generation: number): void;
  /**
   * Silence on the line, and the next reply may come.
   * @returns how many characters of this reply's sentences the caller heard
   */
  clear(): number;
  /** Looks what has begun to sound. Wanted at every tick. */
  tick(): void;
  /** Ends with the call. */
  stop(): void;
}

export interface SpeakingDeps {
  playout: Playout;
  rate: SampleRate;
  /** In the firm's order of preference. */
  voices: readonly LiveVoice[];
  /** Sentences that were rendered before, for what none of the voices says. */
  prepared: LiveVoice;
  nowMs: () => number;
  /** @returns its own undo */
  after: (ms: number, run: () => void) => () => void;
  /** It begins to sound; `lastsMs` is a guess while it is still being made. */
  begun(generation: number, sentence: Sentence, lastsMs: number): void;
  firstSound(generation: number): void;
  /** Of each sentence. */
  firstFrame(generation: number): void;
  drained(generation: number): void;
  spokenBy(voice: LiveVoice): void;
  /** `to` null: nothing speaks any more. */
  fellBack(from: LiveVoice, failure: Failure, to: LiveVoice | null): void;
}

/** One attempt may take so long until its first sound, and between two pieces (ms). */
const FIRST_SOUND_MS = 1_500;
const NEXT_PIECE_MS = 3_000;
/** The last voice there is has longer for its second attempt; the caller is told to wait a moment (ms). */
const LATE_SOUND_MS = 5_000;
/** How often a voice that failed at once is asked again. */
const MOST_ATTEMPTS = 2;
/** Less than this of a sentence waits when the next one is given to the line (ms). */
const JOIN_MS = 60;
/** Most voices speak so fast (ms for a character). */
const MS_PER_CHAR = 80;

interface Run {
  generation: number;
  /** The playout's own count when this reply began. */
  line: number;
  over: AbortController;
  waiting: Sentence[];
  /** Somebody waits for a sentence, or for the end. */
  next: PromiseWithResolvers<void> | null;
  isWorking: boolean;
  /** Characters that were given to the line, and where each sentence begins in them. */
  chars: number;
  starts: { atChars: number; sentence: Sentence; lastsMs: () => number }[];
  hasSounded: boolean;
}

export function createSpeaking(deps: SpeakingDeps): Speaking {
  const { playout, rate, voices, prepared } = deps;
  let rung = 0;
  let run: Run | null = null;
  /** Characters of this generation of the playout that belong to earlier replies. */
  let charsBefore = 0;
  let charsOfLine = 0;
  let last: LiveVoice | null = null;

  function begin(generation: number): void {
    if (run?.generation === generation) return;
    if (run) end(run);
    charsBefore = charsOfLine;
    run = {
      generation,
      line: playout.generation,
      over: new AbortController(),
      waiting: [],
      next: null,
      isWorking: false,
      chars: 0,
      starts: [],
      hasSounded: false,
    };
    void work(run);
  }

  async function work(mine: Run): Promise<void> {
    while (!mine.over.signal.aborted) {
      const sentence = mine.waiting.shift();
      if (sentence === undefined) {
        await nextSentence(mine);
        continue;
      }
      mine.isWorking = true;
      await sayOne(mine, sentence);
      // The next sentence is made while this one still sounds.
      const isPlayed = await Promise.race([playout.played(), nextSentence(mine)]);
      if (isPlayed !== true) continue;
      mine.isWorking = false;
      if (run === mine && mine.waiting.length === 0 && !mine.over.signal.aborted) {
        tick();
        deps.drained(mine.generation);
      }
    }
  }

  function nextSentence(mine: Run): Promise<void> {
    if (mine.waiting.length > 0 || mine.over.signal.aborted) return Promise.resolve();
    mine.next ??= Promise.withResolvers<void>();
    return mine.next.promise;
  }

  function wake(mine: Run): void {
    mine.next?.resolve();
    mine.next = null;
  }

  /** Never rejects. */
  async function sayOne(mine: Run, sentence: Sentence): Promise<void> {
    let said = 0;
    let attempt = 1;
    const gave = (chars: number) => (said += chars);
    while (said < sentence.text.length && !mine.over.signal.aborted) {
      const voice = voices[rung];
      if (!voice) {
        if (!(await sayBelow(mine, sentence, said))) deps.fellBack(prepared, 'refused', null);
        return;
      }
      const before = said;
      const failure = await attemptAt(
        voice,
        mine,
        sentence,
        said,
        gave,
        attempt === 1 ? FIRST_SOUND_MS : LATE_SOUND_MS,
      );
      if (failure === null || mine.over.signal.aborted) return;
      const isNew = attempt < MOST_ATTEMPTS && said === before;
      attempt += 1;
      if (failure === 'failed' && isNew) continue;
      // A voice that refuses one sentence may speak the next.
      if (failure === 'refused') {
        if (!(await sayBelow(mine, sentence, said))) deps.fellBack(voice, failure, null);
        return;
      }
      // One late sentence is no reason to have only prepared ones for the rest of the call.
      if (failure === 'timed_out' && isNew && rung === voices.length - 1) {
        if (await sayBelow(mine, sentence, said)) return;
        continue;
      }
      attempt = 1;
      rung += 1;
      deps.fellBack(voice, failure, voices[rung] ?? prepared);
    }
  }

  /** @returns false: nothing below speaks it either */
  async function sayBelow(mine: Run, sentence: Sentence, from: number): Promise<boolean> {
    let said = from;
    for (const voice of [...voices.slice(rung + 1), prepared]) {
      const failure = await attemptAt(voice, mine, sentence, said, (chars) => (said += chars), FIRST_SOUND_MS);
      if (failure === null || mine.over.signal.aborted) return true;
    }
    return false;
  }

  /** @returns null: all of it was given to the line */
  async function attemptAt(
    voice: LiveVoice,
    mine: Run,
    sentence: Sentence,
    from: number,
    gave: (chars: number) => void,
    patienceMs: number,
  ): Promise<Failure | null> {
    if (voice.languages !== null && !voice.languages.includes(sentence.language)) return 'refused';
    const stop = new AbortController();
    const signal = AbortSignal.any([mine.over.signal, stop.signal]);
    let isLate = false;
    let undo = deps.after(patienceMs, late);
    function late(): void {
      isLate = true;
      stop.abort();
    }
    const start = { ms: 0, isDone: false };
    let hasBegun = from > 0;
    let isFirst = !hasBegun;
    try {
      const text = sentence.text.slice(from);
      const pieces = voice.speak({ text, language: sentence.language, rate, signal });
      for await (const piece of pieces) {
        undo();
        if (signal.aborted) break;
        if (!hasBegun) {
          hasBegun = true;
          begins(mine, sentence, start);
          await playout.room(JOIN_MS);
        }
        if (last !== voice) deps.spokenBy(voice);
        last = voice;
        start.ms += (piece.pcm.length / rate) * 1_000;
        if (!(await give(mine, piece, signal))) break;
        if (isFirst) deps.firstFrame(mine.generation);
        isFirst = false;
        gave(piece.chars);
        undo = deps.after(NEXT_PIECE_MS, late);
      }
      undo();
      start.isDone = true;
      return isLate ? 'timed_out' : null;
    } catch (error) {
      undo();
      if (isLate) return 'timed_out';
      return error instanceof StageError ? error.failure : 'failed';
    }
  }

  function begins(mine: Run, sentence: Sentence, start: { ms: number; isDone: boolean }): void {
    if (!mine.hasSounded) deps.firstSound(mine.generation);
    mine.hasSounded = true;
    const guess = sentence.text.length * MS_PER_CHAR;
    mine.starts.push({
      atChars: mine.chars,
      sentence,
      lastsMs: () => (start.isDone ? start.ms : Math.max(guess, start.ms)),
    });
  }

  /** @returns false: nobody wants it any more */
  async function give(mine: Run, { pcm, chars }: SpokenPiece, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted || run !== mine) return false;
      const outcome = playout.enqueue(mine.line, pcm, { chars });
      if (outcome === 'old' || outcome === 'over') return false;
      if (outcome === 'queued') {
        mine.chars += chars;
        charsOfLine += chars;
        tick();
        return true;
      }
      await playout.room(8_000);
    }
  }

  /** A sentence has begun to sound when all before it was heard. */
  function tick(): void {
    const [next] = run?.starts ?? [];
    if (!run || !next || run.line !== playout.generation) return;
    const heard = playout.heard().heardChars - charsBefore;
    if (heard < next.atChars) return;
    run.starts.shift();
    deps.begun(run.generation, next.sentence, next.lastsMs());
    tick();
  }

  function end(mine: Run): void {
    mine.over.abort();
    wake(mine);
  }

  function abort(generation: number): void {
    if (run?.generation === generation) end(run);
  }

  return {
    begin,
    say(generation, sentence) {
      if (run?.generation !== generation || run.over.signal.aborted || sentence.text.trim() === '') return;
      run.waiting.push(sentence);
      wake(run);
    },
    play(generation, pcm) {
      if (run?.generation !== generation || run.over.signal.aborted) return;
      const mine = run;
      playout.enqueue(mine.line, pcm);
      void playout.played().then((isPlayed) => {
        const isAlone = run === mine && !mine.isWorking && mine.waiting.length === 0;
        if (isPlayed && isAlone && !mine.over.signal.aborted) deps.drained(mine.generation);
      });
    },
    abort,
    clear() {
      const { heardChars } = playout.clear();
      const heard = Math.max(0, heardChars - charsBefore);
      charsOfLine = 0;
      charsBefore = 0;
      if (run) run.starts = [];
      return heard;
    },
    tick,
    stop() {
      if (run) end(run);
      run = null;
    },
  };
}
