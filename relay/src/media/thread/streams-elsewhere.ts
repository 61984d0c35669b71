import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { markAsUntransferable, Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { dialectNamed } from '../dialect/dialect-named.ts';
import type { ToPhone } from '../dialect/dialect.ts';
import type { AudioHandler, EndReason, MediaCall, MediaHandlers } from '../session/handlers.ts';
import type { MediaLimits } from '../session/limits.ts';
import type { BoundCall } from '../session/stream-tokens.ts';
import type { StreamAddress } from '../socket/stream-address.ts';
import type { Admission } from '../socket/upgrade.ts';
import { createDistantPlayout, type DistantPlayout } from './distant-playout.ts';
import { HEARD_HEAD, statesOf, type FromThread, type ThreadStart, type ToThread } from './messages.ts';

/** A port for streams, whose sockets live in a thread of their own. */
export interface StreamsElsewhere {
  readonly port: number;
  readonly sessionCount: number;
  /** Those whose sound runs now. */
  live(): BoundCall[];
  /** How late the ticks came since the last question (ms), unordered. */
  takeLateness(): number[];
  close(): Promise<void>;
}

export interface ElsewhereDeps {
  /** Decides, and logs why not. */
  admit(address: StreamAddress | null): Promise<Admission>;
  /** Answers what comes to this port and is no sound. */
  main: Server;
  handlers: MediaHandlers;
  limits: MediaLimits;
  nowMs: () => number;
  now: () => Date;
  log: Logger;
}

/** A thread that died is started again after this (ms). */
const AGAIN_MS = 500;
/** How much is kept until somebody asks. */
const MOST_LATENESS = 100_000;

/** To one thread, from its start to its end: the next one numbers its streams anew. */
type Tell = (message: ToThread, moved?: ArrayBuffer[]) => void;

interface Stream {
  call: MediaCall;
  playout: DistantPlayout;
  over: AbortController;
  hasFailed: boolean;
}

/** @throws where the port is taken */
export async function openStreamsElsewhere(
  deps: ElsewhereDeps,
  own: { host: string; port: number },
  script = new URL('stream-thread.ts', import.meta.url),
): Promise<StreamsElsewhere> {
  const { handlers, log } = deps;
  const mainPort = await listenLocally(deps.main);
  const streams = new Map<number, Stream>();
  /** Let in and not over, also those that say only later whose they are. */
  const admitted = new Map<number, (named: string | null) => BoundCall | null>();
  let lateness: number[] = [];
  let isClosing = false;
  let worker: Worker;
  let { port } = own;

  /** A handler's mistake costs its own work, never the call. */
  function guarded(stream: Stream | null, run: () => void | Promise<void>): void {
    const failed = (error: unknown) => {
      // A handler that fails does so fifty times a second.
      if (stream?.hasFailed === true) return;
      if (stream) stream.hasFailed = true;
      const { tenantId, callId } = stream?.call ?? {};
      log.error({ err: error, tenantId, callId }, 'media_handler_failed');
      if (tenantId === undefined || callId === undefined) return;
      const at = deps.now().toISOString();
      const told = { type: 'fault', fault: 'handler_failed', call: { tenantId, callId }, at } as const;
      guarded(null, () => handlers.event?.(told));
    };
    try {
      const promised = run();
      if (promised instanceof Promise) promised.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  const audio = (stream: Stream, run: (handler: AudioHandler) => void | Promise<void>) =>
    guarded(stream, () => (handlers.audio ? run(handlers.audio) : undefined));

  function begun(told: Extract<FromThread, { kind: 'begun' }>, tell: Tell): void {
    const { stream: number, call: bound, dialect, rate, streamId, facts } = told;
    const over = new AbortController();
    const takes = dialectNamed(dialect);
    const playout = createDistantPlayout({
      rate,
      nowMs: deps.nowMs,
      orders: {
        speak(generation, pcm, chars) {
          const own = pcm.slice();
          tell({ kind: 'speak', stream: number, generation, pcm: own, chars }, [own.buffer]);
        },
        clear: () => tell({ kind: 'clear', stream: number }),
        pause: () => tell({ kind: 'pause', stream: number }),
        resume: () => tell({ kind: 'resume', stream: number }),
      },
    });
    const say = (what: ToPhone): boolean => {
      if (over.signal.aborted || takes.write(what) === null) return false;
      tell({ kind: 'say', stream: number, say: what });
      return true;
    };
    const call: MediaCall = {
      ...bound,
      dialect,
      rate,
      streamId,
      facts,
      playout,
      signal: over.signal,
      play: (url) => say({ kind: 'play', url }),
      sendDigits: (digits) => say({ kind: 'digits', digits }),
      transfer: (to) => say({ kind: 'transfer', to }),
      end() {
        if (over.signal.aborted) return;
        tell({ kind: 'end', stream: number });
        // Nothing of it is wanted any more, also what is on its way.
        ended(number, 'ended_here');
      },
    };
    const stream: Stream = { call, playout, over, hasFailed: false };
    streams.set(number, stream);
    audio(stream, (handler) => handler.begin?.(call));
  }

  function heard({ heads, samples }: Extract<FromThread, { kind: 'heard' }>): void {
    // Whoever hands one frame to a thread would take all the others away.
    markAsUntransferable(samples.buffer);
    let at = 0;
    for (let head = 0; head < heads.length; head += HEARD_HEAD) {
      const length = heads[head + 1] ?? 0;
      const pcm = samples.subarray(at, at + length);
      at += length;
      const stream = streams.get(heads[head] ?? 0);
      if (stream) audio(stream, (handler) => handler.frame(stream.call, pcm));
    }
  }

  function ended(number: number, reason: EndReason): void {
    const stream = streams.get(number);
    if (!stream) return;
    streams.delete(number);
    stream.playout.stop();
    stream.over.abort();
    audio(stream, (handler) => handler.end?.(stream.call, reason));
  }

  async function admit(ask: number, address: StreamAddress | null, tell: Tell): Promise<void> {
    const admission = await deps.admit(address);
    if (admission.kind === 'turns') throw new Error('Words do not come to the thread of the streams.');
    if (admission.kind === 'refused')
      return tell({ kind: 'admitted', ask, verdict: { kind: 'refused', status: admission.status } });
    admitted.set(ask, admission.bind);
    return tell({ kind: 'admitted', ask, verdict: { kind: 'sound', knownCall: admission.knownCall } });
  }

  function take(told: FromThread, tell: Tell): void {
    switch (told.kind) {
      case 'listening':
      case 'unusable':
        // Whoever started it listens for these.
        return;
      case 'admit':
        void admit(told.ask, told.address, tell).catch((error: unknown) => {
          log.error({ err: error }, 'media_upgrade_failed');
          tell({ kind: 'admitted', ask: told.ask, verdict: { kind: 'refused', status: 500 } });
        });
        return;
      case 'bind':
        return tell({ kind: 'bound', ask: told.ask, call: admitted.get(told.binding)?.(told.named) ?? null });
      case 'left':
        admitted.delete(told.binding);
        return;
      case 'begun':
        return begun(told, tell);
      case 'heard':
        return heard(told);
      case 'states':
        if (lateness.length < MOST_LATENESS) lateness.push(...told.lateMs);
        for (const { stream, ...state } of statesOf(told.states)) streams.get(stream)?.playout.told(state);
        return;
      case 'event':
        return guarded(null, () => handlers.event?.({ ...told.event, at: deps.now().toISOString() }));
      case 'ended':
        return ended(told.stream, told.reason);
      case 'log':
        return log[told.level](told.fields, told.text);
      default:
        told satisfies never;
    }
  }

  function begin(): Promise<void> {
    const start: ThreadStart = {
      host: own.host,
      port,
      mainPort,
      limits: deps.limits,
      clockStartMs: Number(process.hrtime.bigint()) / 1e6 - deps.nowMs(),
    };
    const mine = new Worker(script, {
      name: 'streams',
      workerData: start,
      execArgv: [],
    });
    worker = mine;
    const tell: Tell = (message, moved = []) => mine.postMessage(message, moved);
    mine.on('message', (told: FromThread) => take(told, tell));
    mine.on('error', (error) => log.error({ err: error }, 'media_thread_failed'));
    mine.once('exit', () => lost());
    return new Promise((resolve, reject) => {
      mine.on('message', (told: FromThread) => {
        if (told.kind === 'unusable') reject(told.error instanceof Error ? told.error : new Error(String(told.error)));
        if (told.kind !== 'listening') return;
        log.info({ port: told.port, precedence: told.precedence }, 'media_thread_listens');
        ({ port } = told);
        resolve();
      });
      mine.once('exit', () => reject(new Error('The thread of the streams ended before it listened.')));
    });
  }

  /** The sockets are gone with it; providers open new ones, and callers with a person are not cut. */
  function lost(): void {
    for (const number of streams.keys()) ended(number, 'phone_gone');
    admitted.clear();
    if (isClosing || port === 0) return;
    log.error({ port }, 'media_thread_lost');
    setTimeout(() => {
      if (!isClosing) begin().catch((error: unknown) => log.error({ err: error, port }, 'media_thread_not_started'));
    }, AGAIN_MS).unref();
  }

  try {
    await begin();
  } catch (error) {
    isClosing = true;
    deps.main.close();
    throw error;
  }

  return {
    get port() {
      return port;
    },
    get sessionCount() {
      return admitted.size;
    },
    live: () => [...streams.values()].map(({ call: { tenantId, callId } }) => ({ tenantId, callId })),
    takeLateness() {
      const taken = lateness;
      lateness = [];
      return taken;
    },
    async close() {
      if (isClosing) return;
      isClosing = true;
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        worker.postMessage({ kind: 'close' } satisfies ToThread, []);
      });
      await new Promise<void>((resolve) => {
        deps.main.close(() => resolve());
        deps.main.closeAllConnections();
      });
    },
  };
}

function listenLocally(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
