import { z } from 'zod';
import { EngineError, type LanguageModel } from '../../ports.ts';

/** Whom is asked, and until when. */
export interface Asking {
  model: LanguageModel;
  signal: AbortSignal;
  /** For one answer, whatever the model's own patience is (ms). */
  patienceMs: number;
}

export interface Question<T> {
  /** Letters and underscores: some servers take nothing else. */
  name: string;
  system: string;
  user: string;
  schema: z.ZodType<T>;
  maxTokens: number;
}

const ASKED_AGAIN =
  'The answer before was not usable: it has to be one JSON object that follows the schema exactly, and nothing else.';

/**
 * Asks for JSON and checks it. An answer that is none, or another, is asked for once more.
 * @throws EngineError `model_answer_invalid` after the second, `timed_out` when none comes
 */
export async function askForJson<T>(asking: Asking, question: Question<T>): Promise<T> {
  const { name, system, user, schema, maxTokens } = question;
  const jsonSchema = z.toJSONSchema(schema, { io: 'input' });
  // Not every server knows this mark of a schema's edition.
  delete jsonSchema['$schema'];
  for (const isAgain of [false, true]) {
    const said = await answerOf(asking, {
      system: isAgain ? `${system}\n\n${ASKED_AGAIN}` : system,
      user,
      schema: { name, schema: jsonSchema },
      maxTokens,
    });
    const read = said === null ? null : schema.safeParse(parse(said));
    if (read?.success === true) return read.data;
  }
  const message = 'The language model twice answered with something else than was asked for.';
  throw new EngineError('model_answer_invalid', message, { retryable: true });
}

type Ask = Omit<Parameters<LanguageModel['complete']>[0], 'signal'>;

/** @returns null: what came was no answer at all */
async function answerOf({ model, signal, patienceMs }: Asking, ask: Ask): Promise<string | null> {
  signal.throwIfAborted();
  const ended = new AbortController();
  const late = Promise.withResolvers<never>();
  const clock = setTimeout(() => {
    late.reject(new EngineError('timed_out', 'The language model did not answer in time.', { retryable: true }));
    ended.abort();
  }, patienceMs);
  const stop = () => {
    late.reject(signal.reason);
    ended.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    // A model that does not heed the signal is left alone with its answer.
    return await Promise.race([model.complete({ ...ask, signal: ended.signal }), late.promise]);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'model_answer_invalid') return null;
    throw error;
  } finally {
    clearTimeout(clock);
    signal.removeEventListener('abort', stop);
  }
}

/** Models like to put a fence or a sentence around it. @returns undefined: no JSON in it */
function parse(said: string): unknown {
  const first = said.indexOf('{');
  const last = said.lastIndexOf('}');
  if (first < 0 || last < first) return undefined;
  try {
    return JSON.parse(said.slice(first, last + 1)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
