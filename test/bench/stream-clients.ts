import { connect, type Socket } from 'node:net';

/** Many idle readers of one server-sent event stream, as cheap as a socket can be, so that the server is measured. */
export interface StreamClients {
  readonly count: number;
  /**
   * Runs `publish` and waits until every reader got a chunk that holds `token`.
   * @returns per reader, the milliseconds from the call of `publish` to the chunk.
   */
  deliver(token: string, publish: () => Promise<void>): Promise<number[]>;
  close(): void;
}

export async function openStreamClients(options: {
  port: number;
  path: string;
  headers: Record<string, string>;
  count: number;
}): Promise<StreamClients> {
  const head = `GET ${options.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n${Object.entries(
    options.headers,
  )
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
  const sockets: Socket[] = [];
  let onChunk: ((index: number, chunk: Buffer) => void) | null = null;

  const open = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(options.port, '127.0.0.1', () => socket.write(head));
      let answered = false;
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        if (!answered) {
          answered = true;
          if (chunk.includes('HTTP/1.1 200')) resolve();
          else reject(new Error(chunk.subarray(0, 120).toString()));
        }
        onChunk?.(index, chunk);
      });
      sockets[index] = socket;
    });
  // In waves: a burst of thousands of SYNs would measure the kernel's backlog.
  for (let from = 0; from < options.count; from += 100) {
    await Promise.all(Array.from({ length: Math.min(100, options.count - from) }, (_, i) => open(from + i)));
  }

  return {
    count: options.count,
    deliver(token, publish) {
      const needle = Buffer.from(token);
      const took: (number | undefined)[] = Array.from({ length: options.count });
      let left = options.count;
      return new Promise<number[]>((resolve, reject) => {
        const lost = setTimeout(() => reject(new Error(`${left} readers never got ${token}`)), 30_000);
        const began = performance.now();
        onChunk = (index, chunk) => {
          if (took[index] !== undefined || !chunk.includes(needle)) return;
          took[index] = performance.now() - began;
          left -= 1;
          if (left > 0) return;
          clearTimeout(lost);
          onChunk = null;
          resolve(took.filter((t) => t !== undefined));
        };
        publish().catch(reject);
      });
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
