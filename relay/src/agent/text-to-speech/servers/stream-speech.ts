import { StageError } from '../../ports.ts';

export interface StreamSpeech {
  fetch: typeof fetch;
  /** For messages: `Deepgram`. */
  name: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  signal: AbortSignal;
}

/** Of these a stream of bare samples never is; what else a server calls it tells nothing. */
const NO_SAMPLES = /^(?:text\/|application\/(?:json|problem\+json|xml|xhtml)|audio\/(?:mpeg|mp3|ogg|opus|aac|flac))/;
/**
 * Asks a speech server and gives the bytes of its sound as they come. What it says of an error is never read: some repeat
 * the key in it.
 * @throws StageError, or the signal's reason
 */
export async function* streamSpeech(request: StreamSpeech): AsyncGenerator<Uint8Array> {
  const { name, signal } = request;
  let response: Response;
  try {
    response = await request.fetch(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...request.headers },
      body: JSON.stringify(request.body),
      // Followed, it would carry the key and a caller's words to wherever the answer points.
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new StageError('failed', `${name} could not be reached.`, error);
  }
  const failure = failureOf(response, name);
  if (failure !== null) {
    await response.body?.cancel().catch(() => undefined);
    throw failure;
  }
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    signal.throwIfAborted();
    throw new StageError('failed', `${name} broke off.`, error);
  }
}

function failureOf({ status, headers, ok }: Response, name: string): StageError | null {
  if (status === 401 || status === 403)
    return new StageError('refused', `${name} refused the key (${String(status)}).`);
  if (status === 402) return new StageError('refused', `${name} has no credit left for this key (402).`);
  if (status === 429) return new StageError('full', `${name} takes no more at the moment (429).`);
  if (status === 408 || status === 504) return new StageError('timed_out', `${name} answered ${String(status)}.`);
  // 400, 404, 413, 422: a voice or model that is not there, a text that it does not take. It does not get better.
  if (status >= 400 && status < 500) return new StageError('refused', `${name} refused the text (${String(status)}).`);
  if (!ok) return new StageError('failed', `${name} answered ${String(status)}.`);
  const type = headers.get('content-type') ?? '';
  return NO_SAMPLES.test(type.toLowerCase())
    ? new StageError('failed', `${name} sent ${type.slice(0, 60)} instead of samples.`)
    : null;
}
