import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface VoiceAsked {
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** Whoever asked has gone, or all was sent. */
  readonly isOver: boolean;
}

export type VoiceAnswer = (response: ServerResponse) => void | Promise<void>;

/** A server that pretends to speak, over real HTTP. Answers in turn; the last one again and again. */
export async function startPretendVoiceServer(...answers: VoiceAnswer[]) {
  const asked: VoiceAsked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString('utf8')));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://pretend');
      let isOver = false;
      response.on('close', () => (isOver = true));
      asked.push({
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        body: JSON.parse(text) as unknown,
        get isOver() {
          return isOver;
        },
      });
      void answers[Math.min(asked.length, answers.length) - 1]?.(response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
}

/** A tone that grows louder, so that samples in the wrong place are noticed. */
export const growingTone = (seconds: number, rate: number): Int16Array<ArrayBuffer> =>
  Int16Array.from({ length: seconds * rate }, (_, i) =>
    Math.round((6_000 + (6_000 * i) / (seconds * rate)) * Math.sin((2 * Math.PI * 300 * i) / rate)),
  );

/** Bytes cut at these lengths in turn, each sent for itself. */
export async function sendCut(response: ServerResponse, bytes: Uint8Array, ...lengths: number[]): Promise<void> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = Math.min(bytes.length, at + (lengths[turn % lengths.length] ?? bytes.length));
    await new Promise<void>((resolve) => {
      response.write(bytes.subarray(at, end), () => setImmediate(resolve));
    });
    at = end;
  }
}
