import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface AskedOverHttp {
  path: string;
  headers: IncomingHttpHeaders;
  // What was sent is whatever the adapter sends.
  body: Record<string, unknown>;
}

type Reply = (asked: AskedOverHttp, res: ServerResponse) => void;

/** A server with a language model on a port of this machine; each reply answers one request, the last one all others. */
export async function pretendModelServer(...replies: Reply[]) {
  const asked: AskedOverHttp[] = [];
  const gone: string[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    res.on('close', () => {
      if (!res.writableFinished) gone.push(req.url ?? '');
    });
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
      const one = { path: req.url ?? '', headers: req.headers, body };
      asked.push(one);
      (replies[asked.length - 1] ?? replies.at(-1))?.(one, res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, gone };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_asked, res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
export const text =
  (status: number, body: string): Reply =>
  (_asked, res) => {
    res.writeHead(status).end(body);
  };
export const hang: Reply = () => {};
export const cut: Reply = (_asked, res) => {
  res.destroy();
};
/** As fast as it is taken, until somebody has enough. */
export const endless: Reply = (_asked, res) => {
  res.writeHead(200, { 'content-type': 'application/json' });
  const part = ' '.repeat(64 * 1_024);
  const more = () => {
    while (!res.destroyed && res.write(part));
  };
  res.on('drain', more);
  more();
};
