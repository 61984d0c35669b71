import type { Logger } from 'pino';
import { parseLosslessly } from '../webhooks/lossless-json.ts';
import type { AskedSystem, ProviderMetrics, RequestOutcome } from '../metrics/relay-metrics.ts';
import { fieldsOf, textOf } from './field.ts';
import type { Pace, Urgency } from './pace.ts';
import { ProviderError } from './port.ts';
import { pause, type ProviderClock } from './provider-clock.ts';
import { readBounded } from './read-bounded.ts';

export type Fetch = typeof fetch;

export interface ProviderRequest {
  /** `hold`, `past_calls`: for metrics and logs. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base URL, with its slash. Every part that is not ours is escaped already. */
  path: string;
  query?: URLSearchParams;
  /** JSON text. */
  json?: string;
  form?: URLSearchParams;
  /** Only what `reads` may be asked again, and certainly did nothing when no answer came. */
  effect: 'reads' | 'changes';
  urgency: Urgency;
  /** Refusals that are as good as a yes, such as 404 to taking a number off a list on which it is not. */
  accept?: readonly number[];
}

export interface ProviderAnswer {
  status: number;
  /** Parsed losslessly. Null: no body. `unreadable`: not JSON, or longer than any real answer. */
  body: unknown;
  unreadable: string | null;
}

export interface ProviderConnection {
  provider: AskedSystem;
  /** Without a slash at its end. */
  baseUrl: string;
  fetch: Fetch;
  clock: ProviderClock;
  /** Null: the provider publishes no limit. */
  pace: Pace | null;
  metrics: ProviderMetrics;
  log: Logger;
  /** For the whole request, body and all (ms). */
  timeoutMs: number;
  /** The Authorization header; null: none. */
  authorization(): Promise<string | null>;
  /** After a 401: true when there is a fresh authorization, and the request is worth asking once more. */
  reauthorize?(refused: string | null): Promise<boolean>;
  /** What a 404 means here, by operation. */
  notFound(operation: string): ProviderError['code'];
}

/** A list of 1,000 calls has 2.5 MB; nothing that we ask for is near this (bytes). */
const LONGEST_BODY = 16 * 1_024 * 1_024;
/** Whoever waited this long for a read that failed is told, and does not wait as long again (ms). */
const WORTH_A_SECOND_TRY_MS = 3_000;
/** Before a read that failed is asked again (ms). */
const BEFORE_SECOND_TRY_MS = 500;
/** After a refusal for the rate: doubled each time, for background work only (ms). */
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;
const MOST_BACK_OFFS = 8;

/**
 * Asks a provider one thing.
 * @throws ProviderError for everything that is no 2xx with a body that can be read. What changes something is asked once;
 * what reads, twice at most, and in the background again and again while the provider only says that it was too fast
 */
export async function askProvider(to: ProviderConnection, request: ProviderRequest): Promise<ProviderAnswer> {
  let triedAgain = false;
  let backOffs = 0;
  let reauthorized = false;
  for (;;) {
    const authorization = await to.authorization();
    // Named in the system's own error, the key would stand in a log.
    if (authorization !== null && !/^[\x20-\x7e]+$/.test(authorization)) {
      throw new ProviderError('provider_no_right', `The key for ${to.provider} holds what no header can carry.`);
    }
    const answered = await to.pace?.turn(request.urgency);
    const startMs = to.clock.now().getTime();
    const sent = await sendOnce(to, request, authorization).finally(answered);
    if (!(sent instanceof ProviderError)) return sent;
    // Nothing was done: a request without a valid key goes nowhere.
    if (isUnauthorized(sent) && !reauthorized && (await to.reauthorize?.(authorization)) === true) {
      reauthorized = true;
      continue;
    }
    if (request.effect === 'changes') throw sent;
    if (sent.code === 'provider_busy') {
      if (request.urgency === 'action' || backOffs >= MOST_BACK_OFFS) throw sent;
      await pause(to.clock, Math.max(sent.retryAfterMs, backOffMs(backOffs)));
      backOffs += 1;
      continue;
    }
    const tookMs = to.clock.now().getTime() - startMs;
    const isTooLate = request.urgency === 'action' && tookMs > WORTH_A_SECOND_TRY_MS;
    if (triedAgain || isTooLate || !isPassing(sent)) throw sent;
    triedAgain = true;
    await pause(to.clock, BEFORE_SECOND_TRY_MS);
  }
}

const backOffMs = (times: number) => Math.min(FIRST_BACK_OFF_MS * 2 ** times, LONGEST_BACK_OFF_MS);
const isPassing = (error: ProviderError) => error.code === 'provider_failed' || error.code === 'provider_unreachable';

async function sendOnce(
  to: ProviderConnection,
  request: ProviderRequest,
  authorization: string | null,
): Promise<ProviderAnswer | ProviderError> {
  const start = performance.now();
  const done = (outcome: RequestOutcome, code?: string) => {
    const { provider, metrics, log } = to;
    const { operation } = request;
    const tookMs = Math.round(performance.now() - start);
    metrics.observe(provider, operation, outcome, tookMs / 1_000);
    // Without address or text: both may hold a number.
    if (outcome !== 'ok') log.warn({ provider, operation, outcome, code, tookMs }, 'provider_request_failed');
  };
  const ended = new AbortController();
  let isLate = false;
  const stopClock = to.clock.after(to.timeoutMs, () => {
    isLate = true;
    ended.abort();
  });
  const body = request.json ?? request.form;
  try {
    const query = request.query === undefined ? '' : `?${request.query.toString()}`;
    const response = await to.fetch(`${to.baseUrl}${request.path}${query}`, {
      method: request.method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        accept: 'application/json',
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      // Followed, it would carry the firm's key to wherever the answer points.
      redirect: 'manual',
      signal: ended.signal,
    });
    const bytes = await readBounded(response, LONGEST_BODY);
    const answer = { status: response.status, ...readJson(bytes) };
    const error = refusalOf(to, request, answer, response.headers.get('retry-after'));
    done(error === null ? 'ok' : outcomeOf(response.status), error?.code);
    if (response.status === 429) to.pace?.holdBack(error?.retryAfterMs ?? FIRST_BACK_OFF_MS);
    return error ?? answer;
  } catch (error) {
    const { failure, outcome } = failureOf(error, request, isLate);
    done(outcome, failure.code);
    return failure;
  } finally {
    stopClock();
  }
}

function readJson(bytes: Buffer | null): Pick<ProviderAnswer, 'body' | 'unreadable'> {
  if (bytes === null) return { body: null, unreadable: 'too long' };
  if (bytes.length === 0) return { body: null, unreadable: null };
  try {
    return { body: parseLosslessly(bytes), unreadable: null };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return { body: null, unreadable: 'not JSON' };
    throw error;
  }
}

/** @returns null for a yes */
function refusalOf(
  to: ProviderConnection,
  { operation, effect, accept = [] }: ProviderRequest,
  { status, body, unreadable }: ProviderAnswer,
  retryAfter: string | null,
): ProviderError | null {
  const says = (code: ProviderError['code'], more: { didNotHappen?: boolean; retryAfterMs?: number } = {}) =>
    new ProviderError(code, `${to.provider} answered ${operation} with ${status}.`, {
      detail: reasonOf(body),
      cause: { status },
      ...more,
    });
  if (status >= 200 && status < 300) {
    // What changed something was done, whatever the text says that came with it.
    return unreadable === null || effect === 'changes' ? null : says('provider_failed');
  }
  if (accept.includes(status)) return null;
  if (status === 401 || status === 403) return says('provider_no_right');
  if (status === 402) return says('provider_no_credit');
  if (status === 404) return says(to.notFound(operation));
  if (status === 429) return says('provider_busy', { retryAfterMs: retryAfterMs(retryAfter) });
  // Whatever stands in front of the provider gave up waiting for it.
  if (status === 502 || status === 504) return says('provider_failed', { didNotHappen: effect === 'reads' });
  if (status >= 500 || status < 400) return says('provider_failed');
  return says('provider_refused');
}

function isUnauthorized(error: ProviderError): boolean {
  return error.code === 'provider_no_right' && fieldsOf(error.cause)['status'] === 401;
}

function outcomeOf(status: number): 'refused' | 'rate_limited' | 'failed' {
  if (status === 429) return 'rate_limited';
  return status >= 400 && status < 500 ? 'refused' : 'failed';
}

/** Ringover: `{"error":"Invalid user"}`. Others write `message`. Shown to a person, so it is cut. */
function reasonOf(body: unknown): string | null {
  const { error, message, detail, error_description } = fieldsOf(body) as Record<string, unknown>;
  const said = textOf(fieldsOf(error)['message']) ?? textOf(error_description) ?? textOf(message) ?? textOf(error);
  return (said ?? textOf(detail))?.slice(0, 300) ?? null;
}

function retryAfterMs(header: string | null): number {
  const seconds = header !== null && /^\d{1,4}$/.test(header) ? Number(header) : 0;
  return Math.min(Math.max(seconds * 1_000, FIRST_BACK_OFF_MS), LONGEST_BACK_OFF_MS);
}

/** Before anything of the request was on its way. */
const neverSent: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
]);
const isCertificate = (code: unknown) => typeof code === 'string' && /CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO/.test(code);

function failureOf(
  error: unknown,
  { operation, effect }: ProviderRequest,
  isLate: boolean,
): { failure: ProviderError; outcome: 'timed_out' | 'unreachable' } {
  if (isLate) {
    const didNotHappen = effect === 'reads';
    const message = `No answer to ${operation} in time.`;
    return {
      failure: new ProviderError('provider_unreachable', message, { didNotHappen, cause: error }),
      outcome: 'timed_out',
    };
  }
  // undici: `TypeError: fetch failed`, with what the system said as its cause. Anything else is a fault of ours.
  if (!(error instanceof TypeError) || error.cause === undefined) throw error;
  const { code } = error.cause as { code?: unknown };
  const didNotHappen = effect === 'reads' || neverSent.has(code) || isCertificate(code);
  const message = `${operation} did not get through: ${typeof code === 'string' ? code : 'connection broken'}.`;
  return {
    failure: new ProviderError('provider_unreachable', message, { didNotHappen, cause: error }),
    outcome: 'unreachable',
  };
}
