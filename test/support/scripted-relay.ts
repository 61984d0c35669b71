import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { problemTable, type ProblemCode } from '@callbrief/relay/wire/problems';

/** One connection of the event stream, in the hands of the test. */
export interface ScriptedStream {
  cursor: string | undefined;
  authorization: string | undefined;
  /** Answers 200 and says hello. */
  open(hello: { lastEventId: number; resync?: boolean }): void;
  /** Answers 200 and says nothing. */
  openMutely(): void;
  event(name: string, body: object, id?: number): void;
  /** Several in one write, as a replay comes. */
  events(frames: { name: string; body: object; id?: number }[]): void;
  caughtUp(lastEventId: number): void;
  heartbeat(): void;
  /** Bytes as they are. */
  raw(text: string): void;
  refuse(code: ProblemCode, headers?: Record<string, string>): void;
  answer(status: number, contentType: string, body: string): void;
  /** Ends in good order. */
  end(): void;
  /** As a cable that is pulled. */
  cut(): void;
  closed: Promise<void>;
}

export interface ScriptedRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface ScriptedRelay {
  url: string;
  /** The next connection of the event stream, now or when it comes. */
  nextStream(): Promise<ScriptedStream>;
  streamsWaiting(): number;
  requests: ScriptedRequest[];
  /** Answers to everything but the stream: a body, or a problem. By `GET /session` and the like. */
  answers: Map<string, (request: ScriptedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>>;
  close(): Promise<void>;
}
export type ScriptedAnswer =
  | { body: unknown }
  | { problem: ProblemCode; headers?: Record<string, string> }
  | { status: number; contentType: string; text: string; headers?: Record<string, string> }
  /** `cutAfter`: that many of the bytes, then the line is cut. */
  | { status: number; contentType: string; bytes: Buffer; headers?: Record<string, string>; cutAfter?: number }
  | 'cut';

/** As the relay gives a recording's audio: with its hash as the tag, and ranges. */
export function audioAnswer({ headers }: ScriptedRequest, bytes: Buffer, sha256: string): ScriptedAnswer {
  const tag = `"${sha256}"`;
  const common = { etag: tag, 'accept-ranges': 'bytes' };
  const isSame = headers['if-range'] === undefined || headers['if-range'] === tag;
  const from = isSame ? /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] : undefined;
  if (from === undefined) return { status: 200, contentType: 'audio/mpeg', bytes, headers: common };
  const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
  return {
    status: 206,
    contentType: 'audio/mpeg',
    bytes: bytes.subarray(Number(from)),
    headers: { ...common, 'content-range': range },
  };
}

/** A relay that does only what the test says, over real HTTP on a port of its own. */
export async function startScriptedRelay(): Promise<ScriptedRelay> {
  const waiting: ScriptedStream[] = [];
  const asked: ((stream: ScriptedStream) => void)[] = [];
  const sockets = new Set<Socket>();
  const requests: ScriptedRequest[] = [];
  const answers: ScriptedRelay['answers'] = new Map();

  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://relay');
    if (pathname === '/api/v1/events/stream') {
      const stream = scriptedStream(req, res);
      const ask = asked.shift();
      if (ask) ask(stream);
      else waiting.push(stream);
      return;
    }
    void answerRequest(req, res, pathname.replace('/api/v1', ''));
  });

  async function answerRequest(req: IncomingMessage, res: ServerResponse, path: string) {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { authorization } = req.headers;
    const request = {
      method: req.method ?? 'GET',
      path: path + (req.url?.includes('?') ? req.url.slice(req.url.indexOf('?')) : ''),
      authorization,
      headers: req.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
    requests.push(request);
    const answer = await answers.get(`${request.method} ${path}`)?.(request);
    if (!answer) sendProblem(res, 'not_found');
    else if (answer === 'cut') req.socket.destroy();
    else if ('problem' in answer) sendProblem(res, answer.problem, answer.headers);
    else if ('bytes' in answer) {
      const { status, contentType, bytes, headers, cutAfter } = answer;
      res.writeHead(status, { 'Content-Type': contentType, 'Content-Length': bytes.length, ...headers });
      if (cutAfter === undefined) res.end(bytes);
      else res.write(bytes.subarray(0, cutAfter), () => setTimeout(() => req.socket.destroy(), 20));
    } else if ('text' in answer) {
      res.writeHead(answer.status, { 'Content-Type': answer.contentType, ...answer.headers }).end(answer.text);
    } else res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
  }

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listen(server);

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answers,
    streamsWaiting: () => waiting.length,
    nextStream: () =>
      new Promise((resolve) => {
        const stream = waiting.shift();
        if (stream) resolve(stream);
        else asked.push(resolve);
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function sendProblem(res: ServerResponse, code: ProblemCode, headers: Record<string, string> = {}) {
  const [status, title] = problemTable[code];
  res
    .writeHead(status, { 'Content-Type': 'application/problem+json', ...headers })
    .end(JSON.stringify({ type: 'about:blank', title, status, code }));
}

function scriptedStream(req: IncomingMessage, res: ServerResponse): ScriptedStream {
  const frame = (name: string, body: object, id?: number) =>
    `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(body)}\n\n`;
  const sentAt = '2026-11-19T09:00:00.000Z';
  const cursor = req.headers['last-event-id'];
  const openMutely = () => res.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  const event = (name: string, body: object, id?: number) => {
    res.write(frame(name, { sentAt, type: name, ...body }, id));
  };
  return {
    cursor: Array.isArray(cursor) ? cursor[0] : cursor,
    authorization: req.headers.authorization,
    openMutely,
    open({ lastEventId, resync = false }) {
      openMutely();
      event('hello', { serverTime: sentAt, lastEventId, resync });
    },
    event,
    events: (frames) => {
      res.write(frames.map(({ name, body, id }) => frame(name, { sentAt, type: name, ...body }, id)).join(''));
    },
    caughtUp: (lastEventId) => event('caught_up', { lastEventId }),
    heartbeat: () => {
      res.write(': \n\n');
    },
    raw: (text) => {
      res.write(text);
    },
    refuse: (code, headers) => sendProblem(res, code, headers),
    answer: (status, contentType, body) => {
      res.writeHead(status, { 'Content-Type': contentType }).end(body);
    },
    end: () => {
      res.end();
    },
    cut: () => {
      req.socket.destroy();
    },
    closed: new Promise((resolve) => {
      req.socket.once('close', () => resolve());
    }),
  };
}
