import { problem } from '@callbrief/relay/wire/problems';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import { readNetworkFailure } from './network-failure.ts';
import { parsePlainJson } from './plain-text.ts';
import { readText } from './read-text.ts';
import { RelayProblem } from './relay-problem.ts';

/** `fetch` of Node, or Electron's `net.fetch` with the system's proxy and certificates. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface RelayWire {
  fetch: Fetch;
  clock: Clock;
  /** From the request to the last byte of its answer. */
  timeoutMs: number;
}

export interface RelayRequest {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  accessToken?: string;
  body?: unknown;
  /** A body that is no JSON; `headers` say what it is. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Beside or instead of those that every request has. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** For a question that the relay answers late by nature. */
  timeoutMs?: number;
}

/** A network that hangs is told after this. */
export const REQUEST_TIMEOUT_MS = 15_000;
/** A page of 500 calls with the longest notes is a third of it. */
const MOST_ANSWER_BYTES = 32_000_000;
const MOST_PROBLEM_BYTES = 100_000;

/**
 * One request, one checked answer. Everything else is a RelayProblem: no network, too late, the relay's own refusal, or
 * an answer of something that is no relay.
 */
export async function requestRelay<T extends z.ZodType>(
  wire: RelayWire,
  request: RelayRequest,
  answer: T,
): Promise<z.infer<T>> {
  const text = await readAnswer(wire, request);
  const body = answer.safeParse(parseJson(text));
  if (body.success) return body.data;
  const where = body.error.issues[0]?.path.join('.') ?? '';
  throw new RelayProblem('not_understood', `The answer is not of the agreed shape (${where || 'whole body'}).`, {
    status: 200,
  });
}

/** As `requestRelay`, for requests whose answer does not matter. */
export async function tellRelay(wire: RelayWire, request: RelayRequest): Promise<void> {
  await readAnswer(wire, request);
}

/**
 * One request whose answer is not JSON: its body is still to come. The time allowed is that to the first byte of the
 * answer; whoever reads the body minds that it goes on.
 */
export async function openRelay(
  wire: RelayWire,
  request: RelayRequest,
  statuses: readonly number[],
): Promise<Response> {
  const deadline = new AbortController();
  let timedOut = false;
  const cancel = wire.clock.after(request.timeoutMs ?? wire.timeoutMs, () => {
    timedOut = true;
    deadline.abort();
  });
  const signal = request.signal ? AbortSignal.any([request.signal, deadline.signal]) : deadline.signal;
  try {
    const response = await wire.fetch(request.url, { ...initOf(request), signal });
    if (!statuses.includes(response.status)) throw await readProblem(response);
    return response;
  } catch (error) {
    throw readNetworkFailure(error, timedOut);
  } finally {
    cancel();
  }
}

/** The body of an answer, up to a bound. Rejects with `not_understood` beyond it. */
export async function readBytes(response: Response, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > mostBytes)
        throw new RelayProblem('not_understood', `An answer of more than ${mostBytes} bytes.`, {
          status: response.status,
        });
      chunks.push(chunk);
    }
  } catch (error) {
    throw readNetworkFailure(error, false);
  }
  return Buffer.concat(chunks);
}

async function readAnswer(wire: RelayWire, request: RelayRequest): Promise<string> {
  const deadline = new AbortController();
  let timedOut = false;
  const cancel = wire.clock.after(request.timeoutMs ?? wire.timeoutMs, () => {
    timedOut = true;
    deadline.abort();
  });
  const signal = request.signal ? AbortSignal.any([request.signal, deadline.signal]) : deadline.signal;
  try {
    const response = await wire.fetch(request.url, { ...initOf(request), signal });
    if (!response.ok) throw await readProblem(response);
    return await readText(response, MOST_ANSWER_BYTES);
  } catch (error) {
    throw readNetworkFailure(error, timedOut);
  } finally {
    cancel();
  }
}

function initOf({ method = 'GET', accessToken, body, bytes, headers }: RelayRequest): RequestInit {
  return {
    method,
    headers: {
      Accept: 'application/json',
      ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes === undefined ? {} : { body: bytes }),
    cache: 'no-store',
    // A relay never redirects; what does is a hotel's sign-in page, which must not get the token.
    redirect: 'error',
  };
}

/** Reads an answer that is no success. A body that is no problem document comes from something in between. */
export async function readProblem(response: Response): Promise<RelayProblem> {
  const told = problem.safeParse(parseJson(await readText(response, MOST_PROBLEM_BYTES)));
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  if (told.success) {
    const { code, title, field, detail } = told.data;
    return new RelayProblem(code, title, { status: response.status, retryAfterMs, field, detail });
  }
  const { status } = response;
  return new RelayProblem('not_understood', `HTTP ${status} without a problem document.`, { status, retryAfterMs });
}

function readRetryAfter(header: string | null): number {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : 0;
}

export function parseJson(text: string): unknown {
  try {
    return parsePlainJson(text);
  } catch {
    return undefined;
  }
}
