import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';

/** One connection, as the pretend Deepgram sees it. */
export interface ListenedTo {
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Of the sound that came (s). */
  seconds: () => number;
  /** `Finalize`, `KeepAlive`, `CloseStream`, in order. */
  asked: string[];
  isClosed: () => boolean;
  socket: WebSocket;
  /** What was heard since the last final words, or since `from` (s). */
  say: (text: string, more?: { isFinal?: boolean; fromFinalize?: boolean; from?: number; until?: number }) => void;
}

export interface PretendDeepgram {
  url: string;
  connections: ListenedTo[];
}

/**
 * A WebSocket server that pretends to be Deepgram's `/v1/listen`.
 * @param options.status instead of taking the connection; `never`: no answer at all
 * @param options.onMessage what it does for a text message, or for sound
 */
export async function startPretendDeepgram(
  options: {
    status?: number | 'never';
    onMessage?: (to: ListenedTo, asked: string | null) => void;
  } = {},
): Promise<PretendDeepgram> {
  const connections: ListenedTo[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    // The one who connects may give up.
    socket.on('error', () => {});
    if (options.status === 'never') return;
    if (options.status !== undefined) {
      socket.end(`HTTP/1.1 ${String(options.status)} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const { searchParams: query } = new URL(request.url ?? '/', 'http://pretend');
      let bytes = 0;
      let finalSeconds = 0;
      let isClosed = false;
      const connection: ListenedTo = {
        query,
        headers: request.headers,
        seconds: () => bytes / 2 / Number(query.get('sample_rate')),
        asked: [],
        isClosed: () => isClosed,
        socket: accepted,
        say(text, more = {}) {
          const start = more.from ?? finalSeconds;
          const until = more.until ?? connection.seconds();
          if (more.isFinal === true) finalSeconds = until;
          accepted.send(
            JSON.stringify({
              type: 'Results',
              channel_index: [0, 1],
              start,
              duration: until - start,
              is_final: more.isFinal ?? false,
              speech_final: false,
              ...(more.fromFinalize === undefined ? {} : { from_finalize: more.fromFinalize }),
              channel: { alternatives: [{ transcript: text, confidence: 0.98, words: [] }] },
              metadata: { request_id: 'r-1', model_info: { name: 'general-nova-3', version: '1', arch: 'nova-3' } },
            }),
          );
        },
      };
      connections.push(connection);
      accepted.on('message', (data: Buffer, isBinary) => {
        if (isBinary) {
          bytes += data.length;
          options.onMessage?.(connection, null);
          return;
        }
        const asked = (JSON.parse(data.toString()) as { type: string }).type;
        connection.asked.push(asked);
        options.onMessage?.(connection, asked);
      });
      accepted.on('close', () => {
        isClosed = true;
      });
      accepted.on('error', () => {});
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    for (const { socket } of connections) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, connections };
}
