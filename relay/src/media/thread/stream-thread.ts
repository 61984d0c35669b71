/**
 * Thread of `streams-elsewhere.ts`: the sockets of calls, their sessions and their playouts, and nothing else. What the relay
 * does beside (its collector, its database, its models) does not make a caller's sound late.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocketServer, type WebSocket } from 'ws';
import { createPlayoutClock } from '../playout/playout-clock.ts';
import type { OwnedPlayout } from '../playout/playout.ts';
import type { MediaCall, MediaHandlers } from '../session/handlers.ts';
import { createMediaSession, type MediaSession } from '../session/media-session.ts';
import type { BoundCall } from '../session/stream-tokens.ts';
import { readStreamAddress, type SoundAddress } from '../socket/stream-address.ts';
import { dialectAt, refuseUpgrade } from '../socket/upgrade.ts';
import { GOODBYE_MS, socketOptions } from '../socket/socket-options.ts';
import { putFirst } from './put-first.ts';
import { handRequestOn, handUpgradeOn } from './hand-on.ts';
import { putState, type FromThread, type ThreadStart, type ToThread, type Verdict } from './messages.ts';

/** Frames that come within this go over in one message (ms). */
const TOGETHER_MS = 4;

const start = workerData as ThreadStart;
const port = parentPort;
if (port === null) throw new Error('This is a thread of the relay.');
const { limits } = start;
const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;
const clock = createPlayoutClock({ nowMs: () => monotonicMs() - start.clockStartMs });

interface Stream {
  call: MediaCall;
  playout: OwnedPlayout;
  done: number;
}
const sessions = new Set<MediaSession>();
const streams = new Map<number, Stream>();
const numbers = new Map<MediaCall, number>();
let lastNumber = 0;
const asked = new Map<number, (answer: never) => void>();
let lastAsk = 0;
let isClosing = false;

let heads: number[] = [];
let frames: Int16Array[] = [];
let sending: NodeJS.Timeout | null = null;

function post(message: FromThread, moved: ArrayBufferLike[] = []): void {
  // What happened after a frame is told after it.
  sendHeard();
  port?.postMessage(message, moved as ArrayBuffer[]);
}

function sendHeard(): void {
  if (sending !== null) clearTimeout(sending);
  sending = null;
  if (frames.length === 0) return;
  const samples = new Int16Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    samples.set(frame, at);
    at += frame.length;
  }
  const told = Int32Array.from(heads);
  heads = [];
  frames = [];
  port?.postMessage({ kind: 'heard', heads: told, samples } satisfies FromThread, [told.buffer, samples.buffer]);
}

const log = Object.fromEntries(
  (['info', 'warn', 'error'] as const).map((level) => [
    level,
    (fields: Record<string, unknown>, text: string) => post({ kind: 'log', level, fields, text }),
  ]),
) as unknown as Parameters<typeof createMediaSession>[0]['log'];

const handlers: MediaHandlers = {
  audio: {
    frame(call, pcm) {
      const stream = numbers.get(call);
      if (stream === undefined) return;
      heads.push(stream, pcm.length);
      frames.push(pcm);
      sending ??= setTimeout(sendHeard, TOGETHER_MS);
    },
    end(call, reason) {
      const stream = numbers.get(call);
      if (stream === undefined) return;
      numbers.delete(call);
      streams.delete(stream);
      post({ kind: 'ended', stream, reason });
    },
  },
  event: (event) => post({ kind: 'event', event }),
};

function began(call: MediaCall, playout: OwnedPlayout): void {
  const stream = (lastNumber += 1);
  numbers.set(call, stream);
  streams.set(stream, { call, playout, done: 0 });
  const { tenantId, callId, dialect, rate, streamId, facts } = call;
  post({ kind: 'begun', stream, call: { tenantId, callId }, dialect, rate, streamId, facts });
}

function tellStates(): void {
  const states: number[] = [];
  const atMs = clock.nowMs();
  for (const [stream, { playout, done }] of streams)
    putState(states, { stream, done, atMs, ...playout.standing(), playedMs: playout.heard().playedMs });
  const told = Float64Array.from(states);
  const lateMs = Float64Array.from(clock.takeLateness());
  post({ kind: 'states', states: told, lateMs }, [told.buffer, lateMs.buffer]);
}

function ask<T>(put: (ask: number) => FromThread): { number: number; answer: Promise<T> } {
  const number = (lastAsk += 1);
  const answer = new Promise<T>((resolve) => asked.set(number, resolve));
  post(put(number));
  return { number, answer };
}

function answered(number: number, answer: Verdict | BoundCall | null): void {
  asked.get(number)?.(answer as never);
  asked.delete(number);
}

const sockets = new WebSocketServer(socketOptions(limits));

async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  // Until it is a WebSocket nobody listens to its errors.
  const ignore = () => {};
  socket.on('error', ignore);
  const address = readStreamAddress(req.url ?? '', req.headers);
  if (address?.kind === 'flow') {
    handUpgradeOn(req, socket, head, start.mainPort);
    return;
  }
  if (isClosing) return refuseUpgrade(socket, 503);
  const { number, answer } = ask<Verdict>((one) => ({ kind: 'admit', ask: one, address }));
  const verdict = await answer;
  if (verdict.kind === 'refused') return refuseUpgrade(socket, verdict.status);
  let hasOpened = false;
  sockets.handleUpgrade(req, socket, head, (ws) => {
    hasOpened = true;
    socket.off('error', ignore);
    opened(ws, address as SoundAddress, verdict, number);
  });
  // It answers at once, or not at all: a handshake that is none, or whoever asked has gone.
  if (!hasOpened) post({ kind: 'left', binding: number });
  return undefined;
}

function opened(
  socket: WebSocket,
  address: SoundAddress,
  { knownCall }: Extract<Verdict, { kind: 'sound' }>,
  binding: number,
): void {
  const over = (session: MediaSession) => {
    sessions.delete(session);
    post({ kind: 'left', binding });
    if (sessions.size === 0) leaveClock();
  };
  sessions.add(
    createMediaSession({
      socket,
      dialect: dialectAt(address),
      knownCall,
      bind: (named) =>
        knownCall ?? ask<BoundCall | null>((number) => ({ kind: 'bind', ask: number, binding, named })).answer,
      clock,
      handlers,
      limits,
      now: () => new Date(),
      log,
      began,
      over,
    }),
  );
  joinClock();
}

/** Once, however many calls there are: nobody ticks while there is none. */
let undoClock: (() => void) | null = null;
function joinClock(): void {
  undoClock ??= clock.join(tellStates);
}
function leaveClock(): void {
  undoClock?.();
  undoClock = null;
  tellStates();
}

const server = createServer((req, res) => handRequestOn(req, res, start.mainPort));
server.on('upgrade', (req, socket, head) => {
  upgrade(req, socket, head).catch((error: unknown) => {
    log.error({ err: error }, 'media_upgrade_failed');
    refuseUpgrade(socket, 500);
  });
});
server.once('error', (error) => {
  post({ kind: 'unusable', error });
  port.close();
});
server.listen({ host: start.host, port: start.port, backlog: 1_024 }, () =>
  post({ kind: 'listening', port: (server.address() as AddressInfo).port, precedence: putFirst() }),
);

const looking = setInterval(() => {
  for (const one of sessions) one.look();
}, limits.lookEveryMs);
looking.unref();

async function close(): Promise<void> {
  isClosing = true;
  for (const session of sessions) session.end('relay_stops');
  const leaving = [...sockets.clients];
  const gone = leaving.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
  const cut = setTimeout(() => leaving.map((socket) => socket.terminate()), GOODBYE_MS);
  await Promise.all(gone);
  clearTimeout(cut);
  clearInterval(looking);
  sockets.close();
  server.close();
  server.closeAllConnections();
  sendHeard();
  port?.close();
}

port.on('message', (told: ToThread) => {
  switch (told.kind) {
    case 'admitted':
      return answered(told.ask, told.verdict);
    case 'bound':
      return answered(told.ask, told.call);
    case 'close':
      return void close();
    case 'speak':
    case 'clear':
    case 'pause':
    case 'resume':
    case 'say':
    case 'end':
      return obey(told);
    default:
      return told satisfies never;
  }
});

function obey(told: Extract<ToThread, { stream: number }>): void {
  const stream = streams.get(told.stream);
  if (!stream) return undefined;
  const { call, playout } = stream;
  switch (told.kind) {
    case 'speak':
      stream.done += 1;
      playout.enqueue(told.generation, told.pcm, told.chars === null ? undefined : { chars: told.chars });
      return undefined;
    case 'clear':
    case 'pause':
    case 'resume':
      stream.done += 1;
      playout[told.kind]();
      return undefined;
    case 'say':
      if (told.say.kind === 'play') call.play(told.say.url);
      else if (told.say.kind === 'digits') call.sendDigits(told.say.digits);
      else if (told.say.kind === 'transfer') call.transfer(told.say.to);
      return undefined;
    case 'end':
      return call.end();
    default:
      return told satisfies never;
  }
}
