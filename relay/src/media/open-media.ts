import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { MediaDeps, VoiceCall, VoiceHandler } from './media-deps.ts';
import { createMediaHttp } from './media-http.ts';
import { createPlayoutClock, type PlayoutClock } from './playout/playout-clock.ts';
import type { AudioHandler, EventHandler, MediaHandlers } from './session/handlers.ts';
import { usualMediaLimits } from './session/limits.ts';
import { createMediaSession, type MediaSession } from './session/media-session.ts';
import { createStreamTokens, type BoundCall } from './session/stream-tokens.ts';
import { GOODBYE_MS, socketOptions } from './socket/socket-options.ts';
import { readStreamAddress, streamUrls, type StreamAddress, type StreamUrls } from './socket/stream-address.ts';
import { admit, refuseUpgrade, type Admission } from './socket/upgrade.ts';
import { openStreamsElsewhere, type StreamsElsewhere } from './thread/streams-elsewhere.ts';
import { createFlowSocket, type FlowSocket } from './turns/flow-socket.ts';
import { createTurnCalls, type TurnHandler } from './turns/turn-calls.ts';

/** The sound of calls, in and out. */
export interface Media {
  /**
   * A stream of this call will come within a minute: makes its one-time token, and the addresses to give to a provider.
   * Logs that the call was answered; with `isAnswered` false only once its stream is here.
   */
  expect(call: BoundCall, how?: { isAnswered: boolean }): { token: string; urls: StreamUrls };
  /** It will not come any more. */
  withdraw(call: BoundCall): void;
  /** Who takes the sound of calls. One at a time. @returns its own undo. */
  setAudioHandler(handler: AudioHandler | null): () => void;
  setEventHandler(handler: EventHandler | null): () => void;
  /** Who decides what becomes of a call at its voice URL. */
  setVoiceHandler(handler: VoiceHandler | null): () => void;
  /** Who answers calls of which only words come. */
  setTurnHandler(handler: TurnHandler | null): () => void;
  /** Ids of the calls of this firm whose sound runs now. */
  activeCalls(tenantId: string): string[];
  readonly sessionCount: number;
  readonly clock: PlayoutClock;
  /** How late sound went to its sockets since the last question (ms), unordered. */
  takeLateness(): number[];
  /** Where streams come in. */
  readonly server: { isRunning: boolean; host: string; port: number };
  /** Takes streams of a server that somebody else opened, under `/ws/`. */
  serveUpgrades(server: Server, address: { host: string; port: number }): void;
  /** @returns false: this request is not for us */
  handleHttp(req: IncomingMessage, res: ServerResponse): boolean;
  close(): Promise<void>;
}

/**
 * @param own a port of its own for the streams, whose sockets then live in a thread of their own; null: only those of
 *   `serveUpgrades`, in this thread
 */
export async function openMedia(deps: MediaDeps, own: { host: string; port: number } | null): Promise<Media> {
  const limits = { ...usualMediaLimits, ...deps.limits };
  const clock = deps.clock ?? createPlayoutClock();
  const handlers: MediaHandlers = { audio: null, event: null };
  let voiceHandler: VoiceHandler | null = null;
  /** Expected, and not answered yet. */
  const unanswered = new Set<string>();
  const tokens = createStreamTokens({
    now: deps.now,
    ...(deps.tokenLifeMs === undefined ? {} : { lifeMs: deps.tokenLifeMs }),
  });
  const turns = createTurnCalls({ nowMs: clock.nowMs, log: deps.log });
  const sessions = new Set<MediaSession>();
  const flows = new Set<FlowSocket>();
  const undo: (() => void)[] = [];
  let isClosing = false;
  let running = { isRunning: false, host: own?.host ?? '', port: own?.port ?? 0 };

  const sockets = new WebSocketServer(socketOptions(limits));
  let elsewhere: StreamsElsewhere | null = null;
  const sessionCount = () => sessions.size + flows.size + (elsewhere?.sessionCount ?? 0);

  function opened(socket: WebSocket, admission: Exclude<Admission, { kind: 'refused' }>): void {
    if (admission.kind === 'turns') {
      const over = (flow: FlowSocket) => void flows.delete(flow);
      flows.add(createFlowSocket({ ...admission, socket, turns, limits, nowMs: clock.nowMs, over }));
      return;
    }
    const over = (session: MediaSession) => void sessions.delete(session);
    const { now, log } = deps;
    sessions.add(createMediaSession({ ...admission, socket, clock, handlers, limits, now, log, over }));
  }

  async function admitted(address: StreamAddress | null): Promise<Admission> {
    // Before the token is spent: whoever is refused for this may try again.
    if (isClosing || sessionCount() >= limits.mostSessions) {
      if (!isClosing) deps.log.warn({ sessions: sessionCount() }, 'media_streams_full');
      return { kind: 'refused', status: 503, why: 'full' };
    }
    const admission = await admit(address, { deps, tokens, answered });
    if (admission.kind === 'refused') {
      deps.log.warn({ why: admission.why, status: admission.status }, 'media_stream_refused');
    }
    return admission;
  }

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until it is a WebSocket nobody listens to its errors.
    const ignore = () => {};
    socket.on('error', ignore);
    const admission = await admitted(readStreamAddress(req.url ?? '', req.headers));
    if (admission.kind === 'refused') return refuseUpgrade(socket, admission.status);
    sockets.handleUpgrade(req, socket, head, (ws) => {
      socket.off('error', ignore);
      opened(ws, admission);
    });
  }

  function takeUpgrades(server: Server): void {
    const onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
      upgrade(req, socket, head).catch((error: unknown) => {
        deps.log.error({ err: error }, 'media_upgrade_failed');
        refuseUpgrade(socket, 500);
      });
    };
    server.on('upgrade', onUpgrade);
    undo.push(() => server.off('upgrade', onUpgrade));
  }

  const keyOf = ({ tenantId, callId }: BoundCall) => `${tenantId} ${callId}`;

  function logAnswered({ tenantId, callId }: BoundCall): void {
    deps.log.info({ tenantId, callId }, `Call answered: ${callId} - Initiating real-time audio streaming`);
  }

  function answered(call: BoundCall): void {
    if (unanswered.delete(keyOf(call))) logAnswered(call);
  }

  const expect = (call: BoundCall, { isAnswered }: { isAnswered: boolean } = { isAnswered: true }) => {
    const token = tokens.issue({ tenantId: call.tenantId, callId: call.callId });
    if (isAnswered) logAnswered(call);
    else unanswered.add(keyOf(call));
    return { token, urls: streamUrls(deps.streamsBaseUrl ?? deps.publicBaseUrl, call.callId, token) };
  };
  const takesVoiceCall = deps.takesVoiceCall ?? (() => Promise.resolve(handlers.audio !== null));
  const handleHttp = createMediaHttp({
    deps,
    turns,
    takesVoiceCall,
    voiceHandler: () => voiceHandler,
    expect: (call: VoiceCall) => expect(call).urls,
  });

  function ownLateness(): number[] {
    const late = clock.takeLateness();
    // Where all sockets are elsewhere, this clock drives talks and no sound.
    return elsewhere !== null && sessions.size === 0 ? [] : late;
  }

  const looking = setInterval(() => {
    for (const one of sessions) one.look();
    for (const one of flows) one.look();
    turns.look();
  }, limits.lookEveryMs);
  looking.unref();
  undo.push(() => clearInterval(looking));

  if (own) {
    const main = createServer((req, res) => {
      if (handleHttp(req, res)) return;
      res.writeHead(404, { 'content-length': 0 });
      res.end();
    });
    takeUpgrades(main);
    try {
      elsewhere = await openStreamsElsewhere(
        { admit: admitted, main, handlers, limits, nowMs: clock.nowMs, now: deps.now, log: deps.log },
        own,
      );
      running = { isRunning: true, host: own.host, port: elsewhere.port };
    } catch (error) {
      clearInterval(looking);
      throw error;
    }
  }

  async function close(): Promise<void> {
    isClosing = true;
    running = { ...running, isRunning: false };
    for (const session of sessions) session.end('relay_stops');
    for (const flow of flows) flow.close(1_001);
    turns.close();
    const leaving = [...sockets.clients];
    const gone = leaving.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    const cut = setTimeout(() => leaving.map((socket) => socket.terminate()), GOODBYE_MS);
    await Promise.all([...gone, elsewhere?.close()]);
    clearTimeout(cut);
    for (const one of undo.toReversed()) one();
    sockets.close();
  }

  deps.log.info({ host: running.host, port: running.port }, 'Ringover integration initialized successfully');
  return {
    expect,
    withdraw(call) {
      unanswered.delete(keyOf(call));
      tokens.withdraw(call);
    },
    setAudioHandler(handler) {
      handlers.audio = handler;
      return () => {
        if (handlers.audio === handler) handlers.audio = null;
      };
    },
    setEventHandler(handler) {
      handlers.event = handler;
      return () => {
        if (handlers.event === handler) handlers.event = null;
      };
    },
    setVoiceHandler(handler) {
      voiceHandler = handler;
      return () => {
        if (voiceHandler === handler) voiceHandler = null;
      };
    },
    setTurnHandler: (handler) => turns.setHandler(handler),
    activeCalls: (tenantId) => [
      ...[...sessions]
        .filter(({ isLive, call }) => isLive && call?.tenantId === tenantId)
        .map(({ call }) => call?.callId ?? ''),
      ...(elsewhere?.live() ?? []).filter((call) => call.tenantId === tenantId).map(({ callId }) => callId),
      ...turns.activeSessions(tenantId),
    ],
    get sessionCount() {
      return sessionCount();
    },
    clock,
    takeLateness: () => [...(elsewhere?.takeLateness() ?? []), ...ownLateness()],
    get server() {
      return running;
    },
    serveUpgrades(server, address) {
      takeUpgrades(server);
      if (!running.isRunning) running = { isRunning: true, ...address };
    },
    handleHttp,
    close,
  };
}
