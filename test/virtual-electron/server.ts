import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { WebSocketServer } from 'ws';
import type { Desktop } from './desktop.ts';
import { fromPage } from './wire.ts';

export interface DesktopServer {
  /** With the one-time token: opens once, and that browser then has a cookie. */
  readonly url: string;
  readonly origin: string;
  /** For `loadURL`: where the window's document stands on this server. */
  addressOf(windowId: number, url: string): string;
  /** The app's own URL of an address on this server; null where it is none of ours. */
  ownUrlOf(address: string): string | null;
  close(): void;
}

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const COOKIE = 'callbrief_desktop';
const pageFile = (name: string) => join(import.meta.dirname, 'page', name);

/** One loopback server: the desktop page, the windows' documents out of the app's own protocol, and the socket. */
export async function serveDesktop(
  desktop: Desktop,
  protocols: ReadonlyMap<string, ProtocolHandler>,
  { port, session = randomBytes(24).toString('base64url') }: { port: number; session?: string | undefined },
): Promise<DesktopServer> {
  let oneTimeToken: string | null = randomBytes(16).toString('base64url');

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : 'failed');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The virtual desktop has no port');
  const host = `127.0.0.1:${address.port}`;
  const origin = `http://${host}`;
  const url = `${origin}/?token=${oneTimeToken}`;

  const hasCookie = (request: IncomingMessage) =>
    (request.headers.cookie ?? '').split(/;\s*/).some((pair) => {
      const [name, value = ''] = pair.split('=');
      return name === COOKIE && sameText(value, session);
    });
  const comesFromHere = (request: IncomingMessage) =>
    request.headers.host === host && (request.headers.origin ?? origin) === origin;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const asked = new URL(request.url ?? '/', origin);
    if (!comesFromHere(request)) return refuse(response, 'Only this computer may open this page.');
    const token = asked.searchParams.get('token');
    if (asked.pathname === '/' && token !== null && oneTimeToken !== null && sameText(token, oneTimeToken)) {
      oneTimeToken = null;
      response.writeHead(303, {
        location: '/',
        'set-cookie': `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`,
      });
      return response.end();
    }
    if (!hasCookie(request)) return refuse(response, 'This address opens once. Start Callbrief again for a new one.');

    if (asked.pathname === '/') return send(response, 'text/html', readFileSync(pageFile('desktop.html')));
    if (asked.pathname === '/desktop.css') return send(response, 'text/css', readFileSync(pageFile('desktop.css')));
    if (asked.pathname === '/desktop.js') return send(response, 'text/javascript', script('desktop.ts'));
    if (asked.pathname === '/preload-host.js') return send(response, 'text/javascript', script('preload-host.ts'));
    const parts = /^\/window\/(\d+)\/([^/]+)(\/.*)?$/.exec(asked.pathname);
    const window = parts && desktop.windows.get(Number(parts[1]));
    if (!parts || !window) {
      response.writeHead(404).end();
      return;
    }
    if (parts[2] === 'preload.js') return send(response, 'text/javascript', preloadScript(window.preload));
    return serveOwn(request, response, window.state.id, parts[2] ?? '', `${parts[3] ?? '/'}${asked.search}`);
  }

  async function serveOwn(
    request: IncomingMessage,
    response: ServerResponse,
    windowId: number,
    scheme: string,
    rest: string,
  ) {
    const handler = protocols.get(scheme);
    if (!handler) {
      response.writeHead(404).end();
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { range } = request.headers;
    const answer = await handler(
      new Request(`${scheme}:/${rest}`, {
        method: request.method ?? 'GET',
        headers: range === undefined ? {} : { range },
        signal: gone.signal,
      }),
    );
    const headers = Object.fromEntries(answer.headers);
    if (headers['content-security-policy'])
      headers['content-security-policy'] = framed(headers, [...protocols.keys()], `${origin}/window/${windowId}`);
    delete headers['x-frame-options'];
    const type = headers['content-type'] ?? '';
    if (type.startsWith('text/html')) {
      const page = (await answer.text()).replace(/<head[^>]*>/i, (head) => head + preloadScripts(windowId));
      delete headers['content-length'];
      response.writeHead(answer.status, headers).end(page);
      return;
    }
    response.writeHead(answer.status, headers);
    if (answer.body === null) {
      response.end();
      return;
    }
    // As it comes: a long recording is heard before its end is read, and a player that seeks breaks off.
    await pipeline(Readable.fromWeb(answer.body as WebStream), response).catch((error: unknown) => {
      if (!gone.signal.aborted) throw error;
    });
  }

  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!comesFromHere(request) || request.headers.origin !== origin || !hasCookie(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      for (const other of sockets.clients) {
        if (other !== opened) other.send(JSON.stringify({ kind: 'replaced' }), () => other.close());
      }
      let isCurrent = true;
      desktop.attachPage((message) => opened.send(JSON.stringify(message)));
      opened.on('message', (data: Buffer) => {
        const event = fromPage.parse(JSON.parse(data.toString('utf8')));
        if (event.kind === 'hello') isCurrent = true;
        if (isCurrent) desktop.receive(event);
      });
      opened.on('close', () => {
        isCurrent = false;
        if (sockets.clients.size === 0) desktop.attachPage(null);
      });
    });
  });

  return {
    url,
    origin,
    addressOf(windowId, ownUrl) {
      const { protocol, host: ownHost, pathname, search, hash } = new URL(ownUrl);
      return `/window/${windowId}/${protocol.slice(0, -1)}/${ownHost}${pathname}${search}${hash}`;
    },
    ownUrlOf(full) {
      const parts = /^\/window\/\d+\/([^/]+)\/([^/]+)(\/.*)$/.exec(
        full.startsWith(origin) ? full.slice(origin.length) : '',
      );
      return parts ? `${parts[1]}://${parts[2]}${parts[3]}` : null;
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** First in the document, so that the preload runs before any script of the page, under the page's own policy. */
const preloadScripts = (windowId: number) =>
  `<script src="/preload-host.js"></script><script src="/window/${windowId}/preload.js"></script>`;

const script = (name: string) => stripTypeScriptTypes(readFileSync(pageFile(name), 'utf8'));

function preloadScript(path: string | null): string {
  const source = path === null ? '' : readFileSync(path, 'utf8');
  return `__virtualPreload(function (require, module, exports, process) {${source}\n});`;
}

/**
 * A real window is no frame; here it is one, of this very origin. A scheme of the app's own (`recording:`) stands here
 * under the window's address, and only where the policy names it: `'self'` of sounds is narrowed to the app's own files,
 * since all of them have one origin here. Nothing else of the policy changes.
 */
function framed(headers: Record<string, string>, schemes: readonly string[], windowAddress: string): string {
  const policy = (headers['content-security-policy'] ?? '')
    .replace(/frame-ancestors[^;]*/, "frame-ancestors 'self'")
    .replace("media-src 'self'", `media-src ${windowAddress}/app/`);
  return schemes.reduce((text, scheme) => text.replaceAll(` ${scheme}:`, ` ${windowAddress}/${scheme}/`), policy);
}

function send(response: ServerResponse, type: string, body: Buffer | string) {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}
function refuse(response: ServerResponse, why: string) {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(why);
}
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
