import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { StreamLimits } from '../config.ts';
import type { Authenticate, Caller } from '../devices/authenticate.ts';
import { redeemTicket } from '../devices/ticket.ts';
import { ProblemError } from '../http/problem-error.ts';
import { replaySeenBy } from '../policy/replay-seen-by.ts';
import type { Storage } from '../storage/port.ts';
import type { Channel } from './channel.ts';
import { streamOnlyFrame } from './frame.ts';
import { framesFor } from './frames-for.ts';
import type { Hub } from './hub.ts';
import { drained, endReader, writeTo, type StreamReader } from './stream-reader.ts';
import { takeSocket } from './take-socket.ts';

/** Some 300 kB at a time, so that a desktop that was away for a month costs no more memory than others. */
const REPLAY_PAGE = 200;

const responseHead = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/event-stream; charset=utf-8',
  'Cache-Control: no-store, no-transform',
  'X-Accel-Buffering: no',
  'X-Content-Type-Options: nosniff',
  'Connection: close',
].join('\r\n');

/** Tells a stream that has caught up what is in no log; later changes come through the hub. */
interface Greeter {
  greet(tenantId: string, write: (frame: string) => void, personId: string): void;
}

/**
 * GET /api/v1/events/stream. The order matters: sign in, join the channel, then replay; a client that joined late
 * would lose what was committed between the last page and its joining.
 *
 * Cursor: `Last-Event-ID`, else `?after=`, else the end of the log. A cursor beyond the log (a restored backup) is
 * answered by `hello` with `resync`.
 */
export function createStreamRoute(deps: {
  storage: Storage;
  hub: Hub;
  authenticate: Authenticate;
  now: () => Date;
  log: Logger;
  limits: StreamLimits;
  presence: Greeter;
  agentLive: Greeter;
}) {
  return async (req: Request, res: Response): Promise<void> => {
    // Express answers HEAD with the GET route; a stream that may not have a body makes no sense.
    if (req.method !== 'GET') throw new ProblemError('not_found');
    const caller = await signIn(deps, req);
    const asked = cursorOf(req);
    const nowMs = deps.now().getTime();
    const reader: StreamReader = {
      socket: req.socket,
      deviceId: caller.device.id,
      personId: caller.device.personId,
      cursor: 0,
      live: false,
      endsAt: nowMs + deps.limits.maxAgeMs * (0.5 + Math.random() / 2),
      progressAt: nowMs,
    };
    const channel = await deps.hub.join(caller.tenantId, reader);
    try {
      // Revoked between its look-up and its joining: no event would ever end this stream.
      const device = await caller.store.device(caller.device.id);
      if (!device || device.revokedAt !== null) throw new ProblemError('device_revoked');
      // Gone meanwhile, or pipelined behind an answer that is not finished: then the socket is not ours to take.
      if (req.socket.destroyed || res.socket !== req.socket) throw new ProblemError('bad_request');
    } catch (error) {
      deps.hub.leave(caller.tenantId, reader);
      throw error;
    }

    const socket = takeSocket(req, res);
    socket.on('close', () => deps.hub.leave(caller.tenantId, reader));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    // A client has nothing to say here; reading on is how its going away is noticed.
    socket.resume();

    const lastEventId = channel.accepted();
    const resync = asked !== null && asked > lastEventId;
    reader.cursor = asked === null || resync ? lastEventId : asked;
    const serverTime = deps.now().toISOString();
    const hello = streamOnlyFrame({ type: 'hello', serverTime, lastEventId, resync }, serverTime);
    const head = `${responseHead}\r\nX-Request-Id: ${String(res.getHeader('x-request-id'))}\r\n\r\n`;
    writeTo(reader, `${head}retry: ${2_000 + Math.round(Math.random() * 3_000)}\n\n${hello}`, Infinity);
    // Not awaited: the request is done as far as HTTP goes, and nothing of it should be held for the stream's life.
    void replay(deps, caller, channel, reader);
  };
}

/** Goes live in the same turn in which it sees that it is not behind: no event can come between. */
async function replay(
  deps: { log: Logger; now: () => Date; limits: StreamLimits; presence: Greeter; agentLive: Greeter },
  { store, tenantId }: Pick<Caller, 'store' | 'tenantId'>,
  channel: Channel,
  reader: StreamReader,
): Promise<void> {
  try {
    while (reader.cursor < channel.accepted()) {
      const page = await store.eventsAfter(reader.cursor, REPLAY_PAGE);
      const last = page.at(-1);
      if (!last) break;
      const seen = await replaySeenBy(reader.personId, store, page);
      const frames = framesFor(seen, deps.now().toISOString());
      if (writeTo(reader, frames(reader.personId), Infinity) === 'gone') return;
      reader.cursor = last.id;
      await drained(reader);
      reader.progressAt = deps.now().getTime();
    }
    const lastEventId = reader.cursor;
    const done = streamOnlyFrame({ type: 'caught_up', lastEventId }, deps.now().toISOString());
    if (writeTo(reader, done, deps.limits.maxWaitingBytes) !== 'written') return;
    reader.live = true;
    const write = (frame: string) => {
      if (reader.live) writeTo(reader, frame, deps.limits.maxWaitingBytes);
    };
    deps.presence.greet(tenantId, write, reader.personId);
    deps.agentLive.greet(tenantId, write, reader.personId);
  } catch (error) {
    deps.log.warn({ tenantId, deviceId: reader.deviceId, err: error }, 'replay_failed');
    endReader(reader);
  }
}

async function signIn(
  deps: { storage: Storage; authenticate: Authenticate; now: () => Date },
  req: Request,
): Promise<Caller> {
  const ticket = req.query['token'];
  if (ticket === undefined) return deps.authenticate(req.headers.authorization);
  if (typeof ticket !== 'string') throw new ProblemError('ticket_refused');
  return redeemTicket(deps, ticket);
}

function cursorOf(req: Request): number | null {
  const header = req.headers['last-event-id'];
  const asked = typeof header === 'string' && header !== '' ? header : req.query['after'];
  if (asked === undefined || asked === '') return null;
  const field = typeof header === 'string' && header !== '' ? 'Last-Event-ID' : 'after';
  if (typeof asked !== 'string' || !/^\d{1,15}$/.test(asked)) {
    throw new ProblemError('bad_request', { field, detail: 'A cursor is the id of an event, a whole number.' });
  }
  return Number(asked);
}
