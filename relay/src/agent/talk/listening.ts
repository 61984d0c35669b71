import type { SampleRate } from '../../media/sound/pcm.ts';
import type { Language } from '../../wire/scalars.ts';
import type { Failure } from '../fallback/ladder.ts';
import { StageError, type Ear, type LiveHearing } from '../ports.ts';
import { createKeptSound } from './kept-sound.ts';

/** What the caller says, through the best engine that still works for this call. */
export interface Listening {
  /** Each frame that comes, whether an ear is open or not. */
  frame(pcm: Int16Array): void;
  /** Speech-to-text from here on, with the half second before. */
  open(): void;
  flush(): void;
  /** @param isAnswered a reply to what was heard is wanted: words that come later are too late */
  close(isAnswered: boolean): void;
  /** Looks whether the words of a turn are overdue. Wanted every 100 ms or so. */
  tick(): void;
}

export interface ListeningDeps {
  rate: SampleRate;
  /** In the firm's order of preference. */
  hearings: readonly LiveHearing[];
  /** That is spoken now. */
  language: () => Language;
  signal: AbortSignal;
  nowMs: () => number;
  words(text: string, isFinal: boolean): void;
  /** Nobody could listen to a frame of a turn. */
  lostFrame(): void;
  /** An engine gets this call's sound for the first time. */
  heardBy(engine: LiveHearing): void;
  /** `to` null: nothing is left that hears, so the keys of the telephone must do. */
  fellBack(from: LiveHearing | null, failure: Failure, to: LiveHearing | null): void;
}

/** What is said is a little older than what is noticed (ms). */
const PRE_ROLL_MS = 500;
/** A turn that is longer is not said again to a second engine from its beginning (ms). */
const LONGEST_TURN_MS = 30_000;
/** No answer so long after the words were wanted, not even that there are none: the engine hangs (ms). */
const HANGS_MS = 3_000;

/**
 * One ear for each turn. An engine that fails in the middle of a turn loses nothing of it: what was said so far is kept and
 * said to the next one. The call never goes back to an engine that failed it.
 */
export function createListening(deps: ListeningDeps): Listening {
  const { rate, signal, nowMs } = deps;
  const kept = createKeptSound((rate * LONGEST_TURN_MS) / 1_000);
  const preRoll = (rate * PRE_ROLL_MS) / 1_000;
  let rung = 0;
  let ear: Ear | null = null;
  let isWanted = false;
  /** What was said before the last flush has been told. */
  let hasAnswered = true;
  let flushedAtMs: number | null = null;
  /** The turn is over, and its words are still to come. */
  let lingers = false;
  let last: LiveHearing | null = null;

  const speaks = (engine: LiveHearing) => engine.languages === null || engine.languages.includes(deps.language());

  function drop(): void {
    ear?.close();
    ear = null;
    lingers = false;
  }

  /** Goes down the engines until one takes this turn. */
  function start(failure: { from: LiveHearing; failure: Failure } | null): void {
    let why = failure;
    for (; rung < deps.hearings.length; rung += 1) {
      const engine = deps.hearings[rung];
      if (!engine) break;
      if (!speaks(engine)) {
        why = { from: engine, failure: 'refused' };
        continue;
      }
      try {
        ear = openAt(engine);
      } catch (error) {
        why = { from: engine, failure: error instanceof StageError ? error.failure : 'failed' };
        continue;
      }
      if (why) deps.fellBack(why.from, why.failure, engine);
      if (last !== engine) deps.heardBy(engine);
      last = engine;
      for (const piece of kept.pieces()) ear.write(piece);
      if (flushedAtMs !== null) {
        flushedAtMs = nowMs();
        ear.flush();
      }
      return;
    }
    // Told once: from then on there is no ear to fail.
    if (why) deps.fellBack(why.from, why.failure, null);
    else if (deps.hearings.length === 0) deps.fellBack(null, 'refused', null);
  }

  function openAt(engine: LiveHearing): Ear {
    let isMine = true;
    const opened = engine.open({
      rate,
      language: deps.language(),
      hints: [],
      signal,
      heard({ text, isFinal }) {
        if (!isMine) return;
        if (isFinal) hasAnswered = true;
        if (text.trim() !== '') deps.words(text, isFinal);
        if (isFinal && lingers) drop();
      },
      failed(error) {
        if (!isMine || signal.aborted) return;
        isMine = false;
        fail(engine, error.failure);
      },
    });
    return {
      write: (pcm) => opened.write(pcm),
      flush: () => opened.flush(),
      close() {
        isMine = false;
        opened.close();
      },
    };
  }

  function fail(engine: LiveHearing, failure: Failure): void {
    ear?.close();
    ear = null;
    rung += 1;
    if (isWanted || lingers) start({ from: engine, failure });
    else deps.fellBack(engine, failure, deps.hearings[rung] ?? null);
  }

  return {
    frame(pcm) {
      kept.push(pcm);
      if (!isWanted) {
        kept.shrink(preRoll);
        return;
      }
      if (ear?.write(pcm) !== true) deps.lostFrame();
    },
    open() {
      if (isWanted) return;
      isWanted = true;
      flushedAtMs = null;
      // They go on before the words of what they said are there: it is one turn.
      if (lingers) {
        lingers = false;
        return;
      }
      hasAnswered = true;
      kept.shrink(preRoll);
      start(null);
    },
    flush() {
      if (!isWanted) return;
      flushedAtMs = nowMs();
      hasAnswered = false;
      ear?.flush();
    },
    close(isAnswered) {
      if (!isWanted) {
        if (isAnswered && lingers) drop();
        return;
      }
      isWanted = false;
      lingers = ear !== null && !hasAnswered && !isAnswered;
      if (!lingers) drop();
    },
    tick() {
      const engine = deps.hearings[rung];
      if (ear === null || engine === undefined || hasAnswered || flushedAtMs === null) return;
      if (nowMs() - flushedAtMs >= HANGS_MS) fail(engine, 'timed_out');
    },
  };
}
