import type { SpeechAudio } from '../../insights/ports.ts';
import { joinedPcm, type SampleRate } from '../../media/sound/pcm.ts';
import type { Language } from '../../wire/scalars.ts';
import { StageError, type LiveEngine, type LiveVoice, type SpeakAsk, type SpokenPiece } from '../ports.ts';
import { createHandOver } from './hand-over.ts';
import { createPieceCutter, cutWhole, type PieceCutter } from './piece-cutter.ts';
import type { SoundCache } from './sound-cache.ts';
import { createSpeakingPace } from './speaking-pace.ts';
import { partsOf, speakable } from './speakable.ts';

/** What an engine does itself; the rest is the same for all. */
export interface SpeechEngine extends LiveEngine {
  /** Longer texts are spoken in parts (characters). */
  readonly longestChars: number;
  /** For one part of a text, all of it together (ms). */
  readonly patienceMs: number;
  /** It makes a sentence in less time than it costs to make it twice: who wants the same waits for the one who was first. */
  readonly isQuick?: boolean;
  /**
   * Makes the sound as fast as it can, at any rate. Ends what it started when the signal comes.
   * @throws StageError, or the signal's reason
   */
  say(part: { text: string; language: Language; rate: SampleRate; signal: AbortSignal }): AsyncIterable<SpeechAudio>;
}

/** For a text in which nothing can be said (ms). */
const NOTHING_TO_SAY_MS = 20;

/**
 * Makes a voice of an engine: cleans the text, remembers what was spoken, takes the sound as it comes, brings it to the
 * asked rate and counts the characters. The engine is never held up by whoever listens, so it is soon free for the next.
 */
export function voiceOfEngine(engine: SpeechEngine, cache: SoundCache): LiveVoice {
  const pace = createSpeakingPace();
  const making = new Map<string, Promise<void>>();
  const { id, leavesMachine, region, languages } = engine;

  async function* speak(ask: SpeakAsk): AsyncGenerator<SpokenPiece> {
    const { text, language, rate, signal } = ask;
    signal.throwIfAborted();
    if (languages !== null && !languages.includes(language)) {
      throw new StageError('refused', `${id} does not speak ${language}.`);
    }
    if (text === '') return;
    const said = speakable(text);
    if (said === '') {
      yield { pcm: new Int16Array((rate * NOTHING_TO_SAY_MS) / 1_000), chars: text.length };
      return;
    }
    const key = `${id}\n${language}\n${String(rate)}\n${said}`;
    while (engine.isQuick === true && cache.get(key) === null) {
      const other = making.get(key);
      if (other === undefined) break;
      await unlessAborted(other, signal);
    }
    const known = cache.get(key);
    if (known !== null) {
      for (const piece of cutWhole(known, text.length, rate)) {
        signal.throwIfAborted();
        yield piece;
      }
      return;
    }
    const cutter = createPieceCutter({ chars: text.length, rate, charsPerSecond: pace.of(language) });
    const whole: Int16Array[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    making.set(key, promise);
    // Made long before it is heard: the others need not wait until this listener has taken it all.
    yield* made(ask, said, cutter, whole, (isWhole) => {
      if (isWhole) {
        pace.learn(language, text.length, cutter.seconds);
        cache.put(key, joinedPcm(whole));
      }
      if (making.get(key) === promise) making.delete(key);
      resolve();
    });
  }

  async function* made(
    ask: SpeakAsk,
    said: string,
    cutter: PieceCutter,
    whole: Int16Array[],
    over: (isWhole: boolean) => void,
  ): AsyncGenerator<SpokenPiece> {
    const { language, rate } = ask;
    const left = new AbortController();
    const pieces = createHandOver<SpokenPiece>();
    const give = (more: readonly SpokenPiece[]) => {
      for (const piece of more) {
        whole.push(piece.pcm);
        pieces.give(piece);
      }
    };
    const tell = () => pieces.fail(ask.signal.reason);
    ask.signal.addEventListener('abort', tell, { once: true });

    async function make(): Promise<void> {
      let late: AbortSignal | null = null;
      try {
        for (const text of partsOf(said, engine.longestChars)) {
          late = AbortSignal.timeout(engine.patienceMs);
          const signal = AbortSignal.any([ask.signal, left.signal, late]);
          for await (const sound of engine.say({ text, language, rate, signal })) {
            signal.throwIfAborted();
            give(cutter.push(sound));
          }
        }
        const last = cutter.end();
        if (last.length === 0) throw new StageError('failed', `${id} made no sound.`);
        give(last);
        pieces.end();
        over(true);
      } catch (error) {
        over(false);
        if (ask.signal.aborted) pieces.fail(ask.signal.reason);
        else if (late?.aborted === true) pieces.fail(new StageError('timed_out', `${id} took too long.`, error));
        else pieces.fail(error instanceof StageError ? error : new StageError('failed', `${id} failed.`, error));
      }
    }

    void make();
    try {
      yield* pieces;
    } finally {
      ask.signal.removeEventListener('abort', tell);
      left.abort();
    }
  }

  return { id, leavesMachine, region, languages, close: () => engine.close(), speak };
}

function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    void promise.then(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
  });
}
