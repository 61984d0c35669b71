import { WebSocket } from 'ws';
import { StageError } from '../ports.ts';
import { readServerEvent, type ServerEvent } from './realtime-wire.ts';

export interface RealtimeLimits {
  /** From the first try to `session.updated`: then it can be spoken to (ms). */
  readyMs: number;
  /** From the end of a caller's turn, or from one sign of an answer to the next (ms). */
  answerMs: number;
  /** After so much silence of the engine it is asked whether it is there, and has so long to answer (ms). */
  pingEveryMs: number;
  pongMs: number;
  /** How often all of this is looked at (ms). */
  lookEveryMs: number;
  /** Unreadable messages, or errors that it told and went on from. */
  mostFaults: number;
  mostMessageBytes: number;
}

export const usualRealtimeLimits: RealtimeLimits = {
  readyMs: 3_000,
  answerMs: 10_000,
  pingEveryMs: 5_000,
  pongMs: 5_000,
  lookEveryMs: 500,
  mostFaults: 10,
  mostMessageBytes: 1_024 * 1_024,
};

export interface RealtimeSocket {
  send(message: string): void;
  /** @returns false: the line does not take it, and this piece is lost */
  sendSound(message: string): boolean;
  look(): void;
  /** Safe to call twice. Nothing is told any more. */
  close(): void;
}

/** Two seconds of sound in Base64; a line with more does not take it (bytes). */
const MOST_WAITING_BYTES = 64 * 1_024;
/** An engine that does not answer our goodbye is cut off (ms). */
const GOODBYE_MS = 2_000;

/** One connection to the engine. Holds no timer of its own: whoever owns it looks after it. */
export function connectRealtime(deps: {
  url: string;
  apiKey: string;
  limits: RealtimeLimits;
  nowMs: () => number;
  opened(): void;
  event(event: ServerEvent): void;
  /** Once at most, and nothing comes after. */
  failed(error: StageError): void;
}): RealtimeSocket {
  const { limits, nowMs } = deps;
  let isOver = false;
  let faults = 0;
  let heardMs = nowMs();
  let pingedMs: number | null = null;
  // Compression costs more than it saves on sound; `closeTimeout` is newer than its types.
  const options = {
    headers: { authorization: `Bearer ${deps.apiKey}` },
    perMessageDeflate: false,
    maxPayload: limits.mostMessageBytes,
    followRedirects: false,
    closeTimeout: GOODBYE_MS,
  };
  const socket = new WebSocket(deps.url, options);

  function close(): void {
    if (isOver) return;
    isOver = true;
    socket.removeAllListeners();
    // What it still has to say about itself interests nobody, but an error without a listener ends the process.
    socket.on('error', () => {});
    if (socket.readyState === WebSocket.OPEN) socket.close(1_000);
    else socket.terminate();
  }

  function fail(error: StageError): void {
    if (isOver) return;
    close();
    deps.failed(error);
  }

  function fault(): void {
    faults += 1;
    if (faults >= limits.mostFaults) fail(new StageError('failed', 'The speech engine sends what cannot be read.'));
  }

  socket.on('open', () => {
    heardMs = nowMs();
    deps.opened();
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    heardMs = nowMs();
    pingedMs = null;
    const event = isBinary ? undefined : readServerEvent(data.toString('utf8'));
    if (event === undefined) fault();
    else if (event !== null) deps.event(event);
  });
  socket.on('pong', () => {
    heardMs = nowMs();
    pingedMs = null;
  });
  socket.on('unexpected-response', (request, response) => {
    response.resume();
    request.destroy();
    fail(
      new StageError(failureOfStatus(response.statusCode ?? 0), `The speech engine answered ${response.statusCode}.`),
    );
  });
  socket.on('error', (error: Error & { code?: string }) => {
    const isWire = error.code?.startsWith('WS_ERR_') === true;
    const says = isWire ? 'The speech engine sends what cannot be read.' : 'The speech engine cannot be reached.';
    fail(new StageError('failed', says, error));
  });
  socket.on('close', (code) => fail(new StageError('failed', `The speech engine closed the line (${code}).`)));

  return {
    send(message) {
      if (!isOver && socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    sendSound(message) {
      if (isOver || socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > MOST_WAITING_BYTES) return false;
      socket.send(message);
      return true;
    },
    look() {
      if (isOver || socket.readyState !== WebSocket.OPEN) return;
      const at = nowMs();
      if (pingedMs !== null) {
        if (at - pingedMs > limits.pongMs)
          fail(new StageError('timed_out', 'The speech engine is not there any more.'));
        return;
      }
      if (at - heardMs <= limits.pingEveryMs) return;
      pingedMs = at;
      socket.ping();
    },
    close,
  };
}

function failureOfStatus(status: number) {
  if (status === 401 || status === 403 || status === 404) return 'refused';
  return status === 429 ? 'full' : 'failed';
}
