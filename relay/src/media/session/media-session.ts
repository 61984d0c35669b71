import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { mediaFaults, type Dialect, type FromPhone, type MediaFault, type ToPhone } from '../dialect/dialect.ts';
import type { PlayoutClock } from '../playout/playout-clock.ts';
import { createPlayout, type OwnedPlayout } from '../playout/playout.ts';
import { createFrameCutter } from '../sound/frame-cutter.ts';
import { samplesPerFrame } from '../sound/pcm.ts';
import type { EndReason, MediaCall, MediaEvent, MediaHandlers } from './handlers.ts';
import type { MediaLimits } from './limits.ts';
import { createMessageLimit, createPace } from './pace.ts';
import type { BoundCall } from './stream-tokens.ts';

type Start = Extract<FromPhone, { kind: 'start' }>;

/** One stream. Owns its socket and all that hangs on it; when it is over nothing is left. */
export interface MediaSession {
  /** Null until the stream has begun at an address that names no call. */
  readonly call: BoundCall | null;
  /** Sound has come. */
  readonly isLive: boolean;
  /** Called every few seconds by the server's one timer: pings, and ends what is dead. */
  look(): void;
  end(reason: EndReason): void;
}

export interface SessionDeps {
  socket: WebSocket;
  dialect: Dialect;
  /** Whose stream it is, once it begins. Null: no call is expected, or not this one. What comes meanwhile waits for it. */
  bind: (namedCall: string | null) => BoundCall | null | Promise<BoundCall | null>;
  /** The address named it. Null: it is only known once the stream begins. */
  knownCall: BoundCall | null;
  clock: PlayoutClock;
  handlers: MediaHandlers;
  limits: MediaLimits;
  now: () => Date;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Its sound can be spoken from now on; before the handlers are told. */
  began?: (call: MediaCall, playout: OwnedPlayout) => void;
  over: (session: MediaSession) => void;
}

/** As RFC 6455 names them. */
const closeCodes: Partial<Record<EndReason, number>> = {
  wrong_rate: 1_007,
  odd_size: 1_007,
  malformed: 1_007,
  codec_unknown: 1_003,
  text_for_sound: 1_003,
  too_fast: 1_008,
  other_call: 1_008,
  too_large: 1_009,
  handler_failed: 1_011,
  relay_stops: 1_001,
};

const isFault = (reason: EndReason): reason is MediaFault => reason in mediaFaults;

export function createMediaSession(deps: SessionDeps): MediaSession {
  const { socket, dialect, clock, limits } = deps;
  const { nowMs } = clock;
  const isWithinLimit = createMessageLimit(nowMs, limits.messages);
  const isInPace = createPace(nowMs);
  const over = new AbortController();
  let call: MediaCall | null = null;
  let bound: BoundCall | null = null;
  let playout: OwnedPlayout | null = null;
  let cutFrames: ((pcm: Int16Array) => void) | null = null;
  /** What came while it is asked whose stream this is; `limits.messages` bounds it. */
  let waiting: FromPhone[] | null = null;
  let isOver = false;
  let faults = 0;
  let hasHandlerFailed = false;
  const openedMs = nowMs();
  let lastHeardMs = openedMs;
  let lastPingMs = openedMs;
  let hasAnswered = true;

  function tell(event: TypedEvent): void {
    if (!bound || !deps.handlers.event) return;
    guarded(() => deps.handlers.event?.({ ...event, call: bound as BoundCall, at: deps.now().toISOString() }));
  }

  /** A handler's mistake costs its own work, never the call. */
  function guarded(run: () => void | Promise<void>): void {
    const failed = (error: unknown) => {
      // A handler that fails does so fifty times a second.
      if (hasHandlerFailed) return;
      hasHandlerFailed = true;
      deps.log.error({ err: error, ...bound }, 'media_handler_failed');
      tell({ type: 'fault', fault: 'handler_failed' });
    };
    try {
      const promised = run();
      if (promised instanceof Promise) promised.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  function write(say: ToPhone): boolean {
    const message = dialect.write(say);
    if (message === null || isOver || socket.readyState !== socket.OPEN) return false;
    socket.send(message, { binary: typeof message !== 'string', compress: false }, ignoreError);
    return true;
  }

  function begin(start: Start): void {
    if (call) return fault('malformed', false);
    const found = deps.bind(start.namedCall);
    if (!(found instanceof Promise)) return begun(start, found);
    const early: FromPhone[] = [];
    waiting = early;
    void found
      .catch(() => null)
      .then((whose) => {
        waiting = null;
        if (isOver) return;
        begun(start, whose);
        for (const heard of early) if (!isOver) take(heard);
      });
    return undefined;
  }

  function begun(start: Start, whose: BoundCall | null): void {
    bound = whose;
    if (!bound) return end('other_call');
    const { rate, streamId, facts } = start;
    playout = createPlayout({
      clock,
      rate,
      hasMarks: dialect.hasMarks,
      send: write,
      waitingBytes: () => socket.bufferedAmount,
    });
    call = {
      ...bound,
      dialect: dialect.name,
      rate,
      streamId,
      facts,
      playout,
      signal: over.signal,
      play: (url) => write({ kind: 'play', url }),
      sendDigits: (digits) => write({ kind: 'digits', digits }),
      transfer: (to) => write({ kind: 'transfer', to }),
      end: () => end('ended_here'),
    };
    const mine = call;
    cutFrames = createFrameCutter(samplesPerFrame(rate), (pcm) => {
      if (deps.handlers.audio && !isOver) guarded(() => deps.handlers.audio?.frame(mine, pcm));
    });
    deps.log.info(
      { ...bound, dialect: dialect.name, rate },
      `Real-time audio streaming started for call ${bound.callId}`,
    );
    deps.began?.(mine, playout);
    tell({ type: 'started', dialect: dialect.name, rate });
    guarded(() => deps.handlers.audio?.begin?.(mine));
  }

  function take(heard: FromPhone): void {
    if (waiting !== null) {
      waiting.push(heard);
      return;
    }
    switch (heard.kind) {
      case 'start':
        return begin(heard);
      case 'sound': {
        if (!call || !cutFrames) return;
        if (!isInPace((heard.pcm.length / call.rate) * 1_000)) return fault('wrong_rate', true);
        return cutFrames(heard.pcm);
      }
      case 'digit':
        return tell({ type: 'digit', digit: heard.digit });
      case 'mark':
        playout?.acknowledged(heard.name);
        return tell({ type: 'mark', name: heard.name });
      case 'end':
        return end('phone_ended');
      case 'fault':
        return fault(heard.fault, heard.final);
      default:
        return heard satisfies never;
    }
  }

  function fault(name: MediaFault, isFinal: boolean): void {
    faults += 1;
    if (faults === 1) tell({ type: 'fault', fault: name });
    if (isFinal || faults >= limits.mostFaults) end(name);
  }

  const onMessage = (data: Buffer, isBinary: boolean): void => {
    lastHeardMs = nowMs();
    hasAnswered = true;
    if (!isWithinLimit()) return end('too_fast');
    for (const heard of dialect.read(data, isBinary)) {
      if (isOver) return;
      take(heard);
    }
  };
  const onPong = (): void => {
    hasAnswered = true;
  };
  const onClose = (): void => end('phone_gone');
  const onError = (error: Error & { code?: string }): void => {
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') end('too_large');
    else if (error.code?.startsWith('WS_ERR_')) end('malformed');
    // Otherwise `close` follows.
  };

  function end(reason: EndReason): void {
    if (isOver) return;
    isOver = true;
    socket.off('message', onMessage);
    socket.off('pong', onPong);
    socket.off('close', onClose);
    socket.off('error', onError);
    // What the socket still has to say about itself interests nobody, but an error without a listener ends the process.
    socket.on('error', ignoreError);
    if (reason === 'phone_gone' || reason === 'half_open' || reason === 'slow_socket') socket.terminate();
    else socket.close(closeCodes[reason] ?? 1_000, isFault(reason) ? mediaFaults[reason] : '');
    playout?.stop();
    cutFrames = null;
    over.abort();
    const whose = bound ?? deps.knownCall;
    if (call === null && whose !== null) {
      deps.log.warn({ ...whose, reason }, `Failed to start audio streaming for call ${whose.callId}`);
    } else {
      deps.log.info({ ...whose, reason, ...playout?.counts }, 'media_stream_ended');
    }
    bound = whose;
    tell({ type: 'ended', reason });
    const ended = call;
    if (ended) guarded(() => deps.handlers.audio?.end?.(ended, reason));
    deps.over(session);
  }

  const session: MediaSession = {
    get call() {
      return bound ?? deps.knownCall;
    },
    get isLive() {
      return call !== null && !isOver;
    },
    look() {
      if (isOver) return;
      const at = nowMs();
      if (call === null && at - openedMs > limits.firstSoundMs) return end('silent_socket');
      if ((playout?.heldMs ?? 0) > limits.mostHeldMs) return end('slow_socket');
      if (!hasAnswered && at - lastPingMs > limits.pongMs) return end('half_open');
      if (hasAnswered && at - Math.max(lastHeardMs, lastPingMs) > limits.pingEveryMs) {
        hasAnswered = false;
        lastPingMs = at;
        socket.ping(undefined, undefined, ignoreError);
      }
    },
    end,
  };

  socket.on('message', onMessage);
  socket.on('pong', onPong);
  socket.on('close', onClose);
  socket.on('error', onError);
  return session;
}

/** `Omit` of a union would lose what belongs to each of its members. */
type TypedEvent = MediaEvent extends infer E ? (E extends MediaEvent ? Omit<E, 'call' | 'at'> : never) : never;

function ignoreError(): void {
  // A socket that fails also closes, and that is heard.
}
