import { EngineError } from '../../insights/ports.ts';
import { createOpenAiSpeechToText } from '../../insights/speech-to-text/openai-compatible.ts';
import { StageError } from '../ports.ts';
import { createEarLife, joinedText, type EarLife } from './ear-life.ts';
import { joinedPcm } from '../../media/sound/pcm.ts';
import type { WarmHearing } from './warm-hearing.ts';

/** A caller on the line does not wait longer for any server (ms). */
const PATIENCE_MS = 5_000;
/** Of one stretch without a flush; what comes after it is lost (s). */
const LONGEST_SECONDS = 60;

/**
 * A server that writes down what is over, such as OpenAI's `POST /v1/audio/transcriptions`: it is asked at each flush,
 * with what was said since the one before. It tells nothing in between.
 */
export function createOpenAiHearing(to: {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  region: string | null;
  fetch: typeof fetch;
  timeoutMs?: number;
}): WarmHearing {
  const engine = createOpenAiSpeechToText({ ...to, timeoutMs: to.timeoutMs ?? PATIENCE_MS });
  const open = new Set<EarLife>();
  let isClosed = false;

  return {
    id: engine.id,
    leavesMachine: engine.leavesMachine,
    region: engine.region,
    languages: null,
    mostEars: null,
    get openEars() {
      return open.size;
    },
    warm: () => Promise.resolve(),
    open(ask) {
      if (isClosed) throw new StageError('crashed', 'The relay is stopping.');
      const { rate, language, hints } = ask;
      /** What the server is still asked about nobody waits for any more. */
      const over = new AbortController();
      const life = createEarLife(ask, () => {
        open.delete(life);
        over.abort(new StageError('failed', 'The ear was closed.'));
      });
      if (!life.isOver) open.add(life);
      let parts: Int16Array[] = [];
      let samples = 0;
      /** One after the other, so that the words keep their order. */
      let before: Promise<string> = Promise.resolve('');

      async function hear(audio: Int16Array, earlier: Promise<string>): Promise<string> {
        const text = await earlier;
        if (audio.length === 0) return text;
        const heard = await engine.transcribe({
          audio: { samples: audio, sampleRate: rate },
          language,
          hints,
          signal: over.signal,
        });
        return joinedText(text, ...heard.map((said) => said.text));
      }

      return {
        write(pcm) {
          if (life.isOver || samples + pcm.length > LONGEST_SECONDS * rate) return false;
          parts.push(pcm);
          samples += pcm.length;
          return true;
        },
        flush() {
          if (life.isOver) return;
          const audio = joinedPcm(parts);
          parts = [];
          samples = 0;
          before = hear(audio, before);
          before.then(
            (text) => life.heard({ text, isFinal: true }),
            (error: unknown) => life.fail(stageErrorOf(error)),
          );
        },
        close() {
          parts = [];
          life.close();
        },
      };
    },
    async close() {
      isClosed = true;
      for (const life of open) life.fail(new StageError('crashed', 'The relay is stopping.'));
      await engine.close();
    },
  };
}

function stageErrorOf(error: unknown): StageError {
  if (error instanceof StageError) return error;
  if (!(error instanceof EngineError))
    return new StageError('failed', 'What was said could not be written down.', error);
  if (error.code === 'timed_out') return new StageError('timed_out', error.message, error);
  // What will be refused again, such as a key, is not asked again.
  return new StageError(error.retryable ? 'failed' : 'refused', error.message, error);
}
