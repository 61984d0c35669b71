import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SpeechAsked {
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Of a multipart body. */
  form: FormData | null;
}

/** What it does with the next request: a JSON answer, or anything else that a server may do. */
export type SpeechAnswer = { status?: number; json: unknown } | ((response: ServerResponse) => void);

/** A server that pretends to write down speech, over real HTTP. Answers in turn; the last one again and again. */
export async function startPretendSpeechServer(...answers: SpeechAnswer[]) {
  const asked: SpeechAsked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void (async () => {
        const url = new URL(request.url ?? '/', 'http://pretend');
        const body = Buffer.concat(parts);
        const type = request.headers['content-type'] ?? '';
        const form = type.startsWith('multipart/')
          ? await new Response(body, { headers: { 'content-type': type } }).formData()
          : null;
        asked.push({ path: url.pathname, query: url.searchParams, headers: request.headers, body, form });
        const answer = answers[Math.min(asked.length, answers.length) - 1];
        if (typeof answer === 'function') {
          answer(response);
          return;
        }
        response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer?.json));
      })();
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
