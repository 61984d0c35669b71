import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RefusingDoor {
  /** Where the provider sends instead of the relay: same path, other port. */
  url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Stands in front of a relay as a proxy does while the relay restarts: answers 503 so often, then lets everything through
 * as it came.
 * @param target the relay's full address
 */
export async function openRefusingDoor(target: string, refusals: number): Promise<RefusingDoor> {
  let left = refusals;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (left > 0) {
        left -= 1;
        res.writeHead(503).end();
        return;
      }
      const { host: _, connection: __, 'content-length': ___, ...headers } = req.headers;
      fetch(target, { method: 'POST', headers: headers as Record<string, string>, body: Buffer.concat(chunks) })
        .then(async (answer) => {
          res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
          res.end(await answer.text());
        })
        .catch(() => res.writeHead(502).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const there = new URL(target);
  return {
    url: `http://127.0.0.1:${port}${there.pathname}${there.search}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
