import { EventSource, type EventSourceFetchInit, type FetchLikeResponse } from 'eventsource';
import { readNetworkFailure } from './network-failure.ts';
import type { RelayClient } from './relay-client.ts';
import { RelayProblem } from './relay-problem.ts';
import { readProblem } from './relay-request.ts';

export interface EventStreamOptions {
  client: RelayClient;
  /** Replay starts after this id. */
  cursor: number;
  /** Bytes arrived; heartbeats are comments, which EventSource keeps to itself. */
  onActivity: () => void;
  onMessage: (name: string, data: string, lastEventId: string) => void;
  /** Once, unless closed from here. Null: the relay ended it in good order (maximum age, restart). */
  onEnd: (problem: RelayProblem | null) => void;
}

export interface EventStream {
  close(): void;
}

/** A relay's largest event is a call with a long note; this only bounds what a broken one can make us hold. */
const MAX_BUFFER = 4_000_000;

/**
 * One connection, one end. EventSource gives up for good on any status but 200 and otherwise reconnects by a rule of its
 * own, so it is closed at the first sign of trouble and the link decides.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { client, cursor, onActivity, onMessage, onEnd } = options;
  const url = `${client.relayUrl}/api/v1/events/stream`;
  let over = false;
  let problem: RelayProblem | null = null;

  const connect = async (_: string | URL, init: EventSourceFetchInit): Promise<FetchLikeResponse> => {
    try {
      const response = await client.bearer.use((accessToken) => ask(client, url, accessToken, cursor, init));
      onActivity();
      return watched(response, onActivity);
    } catch (error) {
      problem = readNetworkFailure(error, false);
      throw problem;
    }
  };

  const source = new EventSource(url, { fetch: connect, maxBufferSize: MAX_BUFFER });
  // Listeners get events by name; this gets all, also the names that only a newer relay knows.
  source.dispatchEvent = (event) => {
    if (over) return false;
    if (event instanceof MessageEvent) onMessage(event.type, String(event.data), event.lastEventId);
    else if (event.type === 'error') {
      over = true;
      source.close();
      onEnd(problem ?? refusalIn(event));
    }
    return true;
  };

  return {
    close() {
      over = true;
      source.close();
    },
  };
}

async function ask(
  client: RelayClient,
  url: string,
  accessToken: string,
  cursor: number,
  init: EventSourceFetchInit,
): Promise<Response> {
  const response = await client.fetch(url, {
    headers: {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${accessToken}`,
      'Last-Event-ID': String(cursor),
    },
    signal: init.signal as AbortSignal,
    cache: 'no-store',
    redirect: 'error',
  });
  if (response.status !== 200) throw await readProblem(response);
  return response;
}

function watched(response: Response, onActivity: () => void): FetchLikeResponse {
  const { body, status, headers, url } = response;
  if (!body) return { body, status, headers, url, redirected: false };
  const getReader = () => {
    const reader = body.getReader();
    return {
      async read() {
        const chunk = await reader.read();
        if (!chunk.done) onActivity();
        return chunk;
      },
      cancel: () => reader.cancel(),
    };
  };
  return { body: { getReader }, status, headers, url, redirected: false };
}

/** EventSource's own refusals: a 200 that is no event stream, or a message without an end. A cut line has no code. */
function refusalIn(event: Event): RelayProblem | null {
  const { code, message } = event as Event & { code?: unknown; message?: unknown };
  const words = typeof message === 'string' ? message : null;
  if (typeof code === 'number')
    return new RelayProblem('not_understood', words ?? 'No event stream.', { status: code });
  return words === null ? null : new RelayProblem('not_reachable', words);
}
