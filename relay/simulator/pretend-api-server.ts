import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What can go wrong on demand. `hang`: never answers. `cut`: takes the request and breaks the connection. `late:<ms>`: does
 * what was asked, and answers that much later. `lost`: does what was asked, and its answer never comes. `refuse:<reason>`: 400 with the provider's own words.
 */
export type Fault =
  | '401'
  | '402'
  | '403'
  | '404'
  | '429'
  | '500'
  | '502'
  | '503'
  | 'hang'
  | 'cut'
  | 'lost'
  | 'broken_json'
  | 'huge'
  | 'redirect'
  | `late:${number}`
  | `refuse:${string}`;

export interface SeenRequest {
  /** As the relay's metrics name it: `hold`, `past_calls`… `unknown` for what this provider does not have. */
  operation: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  at: Date;
  /** Of the answer; null while there is none. */
  status: number | null;
}

export interface PretendReply {
  status: number;
  /** Absent: no body. */
  json?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface PretendRoute {
  operation: string;
  method: string;
  /** On the path below the base URL; its groups are handed to `answer`, unescaped. */
  path: RegExp;
  answer(request: SeenRequest, ...parts: string[]): PretendReply;
}

export interface PretendApiServer {
  /** `http://127.0.0.1:<port>`, without a slash. */
  origin: string;
  /** Every request, oldest first, refused ones too. */
  seen: readonly SeenRequest[];
  seenOf(operation: string): SeenRequest[];
  /** The next request of this operation fails; called again, so does the one behind it. `any`: whichever comes. */
  failNext(operation: string, fault: Fault, times?: number): void;
  /** Cuts what still waits, too. */
  close(): Promise<void>;
}

const HUGE_BYTES = 64 * 1_024 * 1_024;

/** A provider's REST API on a port of this machine, with its refusals and faults on demand. */
export async function startPretendApi(deps: {
  routes: readonly PretendRoute[];
  /** Before every route: who asks, and how often. Null: go on. */
  admit(request: SeenRequest): PretendReply | null;
  /** The shape of a refusal's body. */
  refusal(reason: string): unknown;
  now: () => Date;
  port?: number;
}): Promise<PretendApiServer> {
  const seen: SeenRequest[] = [];
  const faults = new Map<string, Fault[]>();
  const nextFault = (operation: string) => faults.get(operation)?.shift() ?? faults.get('any')?.shift() ?? null;

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://pretend');
    const found = deps.routes
      .filter((route) => route.method === req.method)
      .map((route) => ({ route, match: route.path.exec(url.pathname) }))
      .find(({ match }) => match !== null);
    const request: SeenRequest = {
      operation: found?.route.operation ?? 'unknown',
      method: req.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: req.headers,
      body: await textOf(req),
      at: deps.now(),
      status: null,
    };
    seen.push(request);
    const send = ({ status, json, headers = {} }: PretendReply) => {
      request.status = status;
      res.writeHead(status, json === undefined ? headers : { 'content-type': 'application/json', ...headers });
      res.end(json === undefined ? undefined : JSON.stringify(json));
    };
    const refused = deps.admit(request);
    if (refused !== null) return send(refused);
    const fault = nextFault(request.operation);
    const answer = (): PretendReply => {
      const parts = found?.match?.slice(1).map((part) => decodeURIComponent(part)) ?? [];
      return found?.route.answer(request, ...parts) ?? { status: 404, json: deps.refusal('Not found') };
    };
    if (fault === null) return send(answer());
    if (fault === 'lost') {
      request.status = answer().status;
      res.destroy();
      return;
    }
    if (fault.startsWith('late:')) {
      const reply = answer();
      setTimeout(() => send(reply), Number(fault.slice(5))).unref();
      return;
    }
    if (fault.startsWith('refuse:')) return send({ status: 400, json: deps.refusal(fault.slice(7)) });
    const broken = faultsOfWire[fault];
    if (broken) return broken(request, res);
    send({ status: Number(fault), json: deps.refusal(reasons[fault] ?? 'Internal server error') });
  }

  const server = createServer((req, res) => {
    take(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(deps.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    seenOf: (operation) => seen.filter((request) => request.operation === operation),
    failNext(operation, fault, times = 1) {
      const line = faults.get(operation) ?? [];
      line.push(...Array.from({ length: times }, () => fault));
      faults.set(operation, line);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What goes wrong below HTTP's own words. */
const faultsOfWire: Readonly<Record<string, (request: SeenRequest, res: ServerResponse) => void>> = {
  hang() {},
  cut: (_request, res) => res.destroy(),
  broken_json(request, res) {
    request.status = 200;
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"call_list": [');
  },
  huge(request, res) {
    request.status = 200;
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': HUGE_BYTES });
    pour(res);
  },
  redirect(request, res) {
    request.status = 302;
    res.writeHead(302, { location: '/stolen' }).end();
  },
};

const reasons: Readonly<Record<string, string>> = {
  '401': 'Unauthorized',
  '402': 'Payment required',
  '403': 'Forbidden',
  '404': 'Not found',
  '429': 'Too many requests',
  '502': 'Bad gateway',
  '503': 'Service unavailable',
};

async function textOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** As fast as the reader takes it, until it has enough. */
function pour(res: ServerResponse): void {
  const part = Buffer.alloc(64 * 1_024, ' ');
  const more = () => {
    while (!res.destroyed && res.write(part));
  };
  res.on('drain', more);
  more();
}
