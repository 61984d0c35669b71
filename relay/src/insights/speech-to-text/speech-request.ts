import { readBounded } from '../../providers/read-bounded.ts';
import { EngineError } from '../ports.ts';

/** The words of 20 s have some 10 kB with all times; of five minutes 300 kB (bytes). */
const LONGEST_ANSWER = 8 * 1_024 * 1_024;

export interface SpeechRequest {
  fetch: typeof fetch;
  /** For messages: `Deepgram`. */
  name: string;
  url: string;
  headers: Record<string, string>;
  body: FormData | Uint8Array<ArrayBuffer>;
  /** For the whole request, body and all. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** @returns the answer's JSON, whatever is in it, with a 2xx or a 400 to read. @throws EngineError, or the signal's reason */
export async function askSpeechServer(request: SpeechRequest): Promise<{ status: number; body: unknown }> {
  const { name, signal } = request;
  const late = AbortSignal.timeout(request.timeoutMs);
  const fails = (code: EngineError['code'], what: string, retryable: boolean, cause?: unknown) =>
    new EngineError(code, `${name} ${what}`, { retryable, cause });
  let status: number;
  let bytes: Buffer | null;
  try {
    const response = await request.fetch(request.url, {
      method: 'POST',
      headers: { accept: 'application/json', ...request.headers },
      body: request.body,
      // Followed, it would carry the key and a client's voice to wherever the answer points.
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    status = response.status;
    bytes = await readBounded(response, LONGEST_ANSWER);
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw fails('timed_out', 'did not answer in time.', true, error);
    throw fails('engine_unreachable', 'could not be reached.', true, error);
  }
  if (status === 401 || status === 403) throw fails('engine_failed', `refused the key (${String(status)}).`, false);
  if (status === 413) throw fails('engine_failed', 'takes no audio of this size (413).', false);
  const mayPass = status === 408 || status === 425 || status === 429 || status >= 500;
  if (mayPass) throw fails('engine_failed', `answered ${String(status)}.`, true);
  if (status !== 400 && (status < 200 || status >= 300)) {
    throw fails('engine_failed', `answered ${String(status)}.`, false);
  }
  if (bytes === null) throw fails('engine_failed', 'sent more than any transcript has.', true);
  try {
    return { status, body: JSON.parse(bytes.toString('utf8')) };
  } catch (error) {
    if (status === 400) return { status, body: null };
    throw fails('engine_failed', 'sent what is no JSON.', true, error);
  }
}
