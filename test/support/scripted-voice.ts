import type { SampleRate } from '../../relay/src/media/sound/pcm.ts';
import { StageError, type LiveVoice, type SpeakAsk, type SpokenPiece } from '../../relay/src/agent/ports.ts';
import type { Failure } from '../../relay/src/agent/fallback/ladder.ts';
import type { Language } from '../../relay/src/wire/scalars.ts';

/** What the next sentence does; what is left out goes well. */
export interface VoiceManner {
  /** Resolved by the test before the first piece comes. */
  before?: Promise<void>;
  /** Takes the text and never makes a sound. */
  hangs?: boolean;
  /** Before the first piece, or after so many pieces. */
  fails?: { failure: Failure; afterPieces?: number };
}

export interface ScriptedVoice extends LiveVoice {
  /** In the order of asking. */
  readonly asked: readonly { text: string; language: Language; rate: SampleRate }[];
  /** Sentences that were left before their end. */
  readonly aborted: readonly string[];
  /** For the next sentences in turn; then all goes well. */
  next(...manners: VoiceManner[]): void;
  /** From now on, whatever comes. */
  always(manner: VoiceManner): void;
}

/** As long as a voice would speak it: so tests can reckon what was heard (ms). */
export const MS_PER_CHAR = 60;
const PIECE_MS = 200;
/** Whole samples fit in its period, so that it is made once (Hz). */
const TONE_HZ = 400;

/** A voice without words: a tone of a length that follows from the text, and the mishaps that a test wants. */
export function createScriptedVoice(
  given: Partial<Pick<LiveVoice, 'id' | 'languages' | 'leavesMachine'>> = {},
): ScriptedVoice {
  const asked: { text: string; language: Language; rate: SampleRate }[] = [];
  const aborted: string[] = [];
  const manners: VoiceManner[] = [];
  let usual: VoiceManner = {};

  async function* speak({ text, language, rate, signal }: SpeakAsk): AsyncGenerator<SpokenPiece> {
    signal.throwIfAborted();
    asked.push({ text, language, rate });
    const manner = manners.shift() ?? usual;
    const gone = Promise.withResolvers<never>();
    gone.promise.catch(() => undefined);
    const leave = () => gone.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    let isWhole = false;
    try {
      if (manner.before !== undefined) await Promise.race([manner.before, gone.promise]);
      if (manner.hangs === true) await gone.promise;
      const pieces = tonePieces(text, rate);
      const failAt = manner.fails === undefined ? null : (manner.fails.afterPieces ?? 0);
      for (const [index, piece] of pieces.entries()) {
        if (manner.fails !== undefined && index === failAt) {
          throw new StageError(manner.fails.failure, `The scripted voice ${manner.fails.failure}.`);
        }
        signal.throwIfAborted();
        yield piece;
      }
      if (manner.fails !== undefined && (failAt ?? 0) >= pieces.length) {
        throw new StageError(manner.fails.failure, `The scripted voice ${manner.fails.failure}.`);
      }
      isWhole = true;
    } finally {
      signal.removeEventListener('abort', leave);
      if (!isWhole) aborted.push(text);
    }
  }

  return {
    id: given.id ?? 'scripted-voice',
    leavesMachine: given.leavesMachine ?? false,
    region: null,
    languages: given.languages ?? null,
    asked,
    aborted,
    next: (...more) => void manners.push(...more),
    always: (manner) => void (usual = manner),
    close: () => Promise.resolve(),
    speak,
  };
}

function tonePieces(text: string, rate: SampleRate): SpokenPiece[] {
  const samples = Math.round((text.length * MS_PER_CHAR * rate) / 1_000);
  const step = (rate * PIECE_MS) / 1_000;
  const period = Int16Array.from({ length: rate / TONE_HZ }, (_, i) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * TONE_HZ * i) / rate)),
  );
  const pieces: SpokenPiece[] = [];
  let told = 0;
  for (let at = 0; at < samples; at += step) {
    const end = Math.min(samples, at + step);
    const until = Math.round((text.length * end) / samples);
    const pcm = new Int16Array(end - at);
    for (let i = 0; i < pcm.length; i += 1) pcm[i] = period[(at + i) % period.length] ?? 0;
    pieces.push({ pcm, chars: until - told });
    told = until;
  }
  return pieces;
}
