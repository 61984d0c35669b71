import { readBounded } from '../../providers/read-bounded.ts';
import { EngineError } from '../ports.ts';

export type Fetch = typeof fetch;

/** A server that has a language model, and how long it is waited for. */
export interface ModelServer {
  /** The whole address of the one route that is asked. */
  url: string;
  headers: Readonly<Record<string, string>>;
  fetch: Fetch;
  /** For the whole question, answer and all (ms). A model on a machine without a graphics card takes minutes. */
  timeoutMs: number;
}

/** `refused`: a 400 or 422, which may only mean that this server does not know an option. */
export type ServerAnswer = { kind: 'answer'; body: unknown } | { kind: 'refused'; says: string };

/** A summary has 4 kB; nothing that we ask for is near this (bytes). */
const LONGEST_ANSWER = 1_024 * 1_024;
const LONGEST_REASON = 300;

/**
 * Asks once.
 * @throws EngineError; the signal's own reason when whoever asked gave up
 */
export async function askServer(server: ModelServer, body: object, signal: AbortSignal): Promise<ServerAnswer> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(server.timeoutMs);
  try {
    const response = await server.fetch(server.url, {
      method: 'POST',
      headers: { ...server.headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      // Followed, it would carry the key and the call's words to wherever the answer points.
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    const bytes = await readBounded(response, LONGEST_ANSWER);
    return readAnswer(response.status, bytes);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    signal.throwIfAborted();
    if (late.aborted) throw new EngineError('timed_out', 'The language model did not answer in time.', again(error));
    // undici: `TypeError: fetch failed`, or `terminated` while the body is read. Anything else is a fault of ours.
    if (!(error instanceof TypeError)) throw error;
    throw new EngineError('engine_unreachable', 'The language model could not be reached.', again(error));
  }
}

const again = (cause?: unknown) => ({ retryable: true, cause });

function readAnswer(status: number, bytes: Buffer | null): ServerAnswer {
  if (status === 400 || status === 422) return { kind: 'refused', says: reasonOf(bytes) };
  if (status < 200 || status >= 300) {
    const retryable = status === 408 || status === 429 || status >= 500;
    throw new EngineError('engine_failed', `The language model answered with ${status}.`, { retryable });
  }
  if (bytes === null) throw nonsense('is longer than any answer');
  try {
    return { kind: 'answer', body: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch (error) {
    throw nonsense('is no JSON', error);
  }
}

/** What the server sent cannot be an answer to what was asked. The next one may be. */
export function nonsense(what: string, cause?: unknown): EngineError {
  return new EngineError('model_answer_invalid', `What the language model sent ${what}.`, again(cause));
}

/** Never kept or logged: it may quote the question. */
function reasonOf(bytes: Buffer | null): string {
  return bytes?.toString('utf8', 0, LONGEST_REASON) ?? '';
}
