import type { Fetch } from '../../insights/language-model/ask-server.ts';
import { readBounded } from '../../providers/read-bounded.ts';
import { StageError } from '../ports.ts';
import { dataOfEvents } from './server-sent.ts';

/** A server whose language model answers word by word. */
export interface StreamServer {
  /** The whole address of the one route that is asked. */
  url: string;
  headers: Readonly<Record<string, string>>;
  fetch: Fetch;
}

/** `unknown_option`: a 400 or 422, which may only mean that this server does not know an option. */
export type Opened = { kind: 'stream'; data: AsyncGenerator<string> } | { kind: 'unknown_option'; says: string };

/** An answer that is spoken has 2 kB; with everything around each token it is far below this (bytes). */
const LONGEST_ANSWER = 2 * 1_024 * 1_024;
/** Whoever asks gives up long before; this is for a stream that nobody watches (ms). */
const LONGEST_MS = 60_000;
const LONGEST_REASON = 2_000;

/**
 * Asks once. The connection is cut when the signal is aborted, and when whoever reads stops reading.
 * @throws StageError; the signal's own reason
 */
export async function openStream(server: StreamServer, body: object, signal: AbortSignal): Promise<Opened> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(LONGEST_MS);
  const both = AbortSignal.any([signal, late]);
  try {
    const response = await server.fetch(server.url, {
      method: 'POST',
      headers: { ...server.headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(body),
      // Followed, it would carry the key and the caller's words to wherever the answer points.
      redirect: 'manual',
      signal: both,
    });
    if (response.status === 200 && response.body !== null) {
      return { kind: 'stream', data: watched(response.body as AsyncIterable<Uint8Array>, signal, late) };
    }
    const says = (await readBounded(response, LONGEST_REASON))?.toString('utf8') ?? '';
    if (response.status === 400 || response.status === 422) return { kind: 'unknown_option', says };
    throw failureOf(response.status);
  } catch (error) {
    throw told(error, signal, late);
  }
}

function failureOf(status: number): StageError {
  const what = `The language model answered with ${status}.`;
  if (status === 401 || status === 403) return new StageError('refused', what);
  // 529: Anthropic's word for "overloaded".
  return new StageError(status === 429 || status === 529 ? 'full' : 'failed', what);
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  late: AbortSignal,
): AsyncGenerator<string> {
  try {
    yield* dataOfEvents(bounded(body));
  } catch (error) {
    throw told(error, signal, late);
  }
}

async function* bounded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > LONGEST_ANSWER) throw new StageError('failed', 'The language model sent more than any answer has.');
    yield part;
  }
}

function told(error: unknown, signal: AbortSignal, late: AbortSignal): unknown {
  if (error instanceof StageError) return error;
  if (signal.aborted) return signal.reason;
  if (late.aborted) return new StageError('timed_out', 'The language model did not come to an end.', error);
  // undici: `TypeError: fetch failed`, or `terminated` while the body is read. Anything else is a fault of ours.
  if (!(error instanceof TypeError)) return error;
  return new StageError('failed', 'The language model could not be reached, or was cut off.', error);
}

/** One event as JSON. @throws StageError */
export function jsonOf(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch (error) {
    throw new StageError('failed', 'What the language model sent is no JSON.', error);
  }
}

/** What a tool is to be called with; null: it is no JSON. Nothing at all stands for no input. */
export function inputOf(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

/** What goes back to the model of a call that it made: nothing else than an object is taken there. */
export const objectOf = (input: unknown): object =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};

/** An error that came in the middle of an answer, by the word that the server has for it. */
export function errorInStream(type: string): StageError {
  const failure = /overload|rate_limit|insufficient_quota|429/.test(type)
    ? 'full'
    : /auth|permission|401|403/.test(type)
      ? 'refused'
      : 'failed';
  return new StageError(failure, 'The language model broke off with an error.');
}
