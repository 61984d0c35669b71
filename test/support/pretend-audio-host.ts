import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Answer = (req: IncomingMessage, res: ServerResponse) => void;

export interface PretendAudioHost {
  port: number;
  /** `http://audio.example:<port>/path`: a name, so that it has to be resolved. */
  url(path?: string): string;
  asked: { path: string; headers: IncomingMessage['headers'] }[];
  /** What is answered from now on. */
  answers(how: Answer): void;
}

/** Where a provider keeps audio, on this machine. */
export async function startAudioHost(options: { tls?: boolean; host?: string } = {}): Promise<PretendAudioHost> {
  const asked: PretendAudioHost['asked'] = [];
  let answer: Answer = (_req, res) => void res.writeHead(404).end();
  const onRequest: Answer = (req, res) => {
    asked.push({ path: req.url ?? '', headers: req.headers });
    answer(req, res);
  };
  const server = options.tls
    ? createTlsServer({ key: pem('key'), cert: pem('certificate') }, onRequest)
    : createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const origin = options.tls ? `https://${options.host ?? 'cdn.ringover.com'}` : `http://audio.example:${String(port)}`;
  return { port, url: (path = '/sound') => `${origin}${path}`, asked, answers: (how) => (answer = how) };
}

export const pem = (name: 'key' | 'certificate'): string =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

/** Gives a file, or the asked part of it, as a bucket does. */
export function gives(
  bytes: Buffer,
  {
    type = 'audio/wav',
    etag = '"one"',
    breakAfter = Infinity,
  }: { type?: string; etag?: string | null; breakAfter?: number } = {},
): Answer {
  return (req, res) => {
    const start = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0);
    const isPart = start > 0 && etag !== null && req.headers['if-range'] === etag;
    const body = isPart ? bytes.subarray(start) : bytes;
    res.writeHead(isPart ? 206 : 200, {
      'content-type': type,
      'content-length': body.length,
      ...(etag === null ? {} : { etag }),
      ...(isPart
        ? { 'content-range': `bytes ${String(start)}-${String(bytes.length - 1)}/${String(bytes.length)}` }
        : {}),
    });
    if (body.length <= breakAfter) res.end(body);
    else res.write(body.subarray(0, breakAfter), () => res.destroy());
  };
}
