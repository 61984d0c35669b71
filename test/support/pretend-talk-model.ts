import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelPart, TalkModel } from '../../relay/src/agent/ports.ts';

export interface PretendTalkServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Bodies of the questions, in order. */
  asked: { path: string; headers: Record<string, unknown>; body: Record<string, unknown> }[];
  /** Connections that whoever asked cut before the answer was over. */
  cut: number;
  /** The next question is answered so; the last one stays for all that follow. */
  answers(...each: readonly ((res: ServerResponse) => void)[]): void;
  close(): Promise<void>;
}

/** A server on which a test writes the bytes of an answer as a vendor would, or as a broken one does. */
export async function startPretendTalkServer(): Promise<PretendTalkServer> {
  let waiting: ((res: ServerResponse) => void)[] = [];
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', (part: Buffer) => (text += part.toString('utf8')));
    req.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      pretend.asked.push({ path: req.url ?? '', headers: req.headers, body });
      res.on('close', () => (pretend.cut += res.writableFinished ? 0 : 1));
      const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
      answer?.(res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pretend: PretendTalkServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    cut: 0,
    answers: (...each) => void (waiting = [...each]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return pretend;
}

/** Writes these pieces one by one, so that they arrive apart, and ends. */
export function streamed(pieces: readonly (string | Uint8Array)[], more: { end?: 'ends' | 'hangs' | 'cuts' } = {}) {
  return (res: ServerResponse): void => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = (at: number): void => {
      const piece = pieces[at];
      if (piece !== undefined) res.write(piece, () => setImmediate(next, at + 1));
      else if (more.end === 'cuts') res.destroy();
      else if (more.end !== 'hangs') res.end();
    };
    next(0);
  };
}

export const refusedWith = (status: number, body: unknown) => (res: ServerResponse) =>
  void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** One event as both vendors write it. */
export const sent = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

export type TalkAsk = Parameters<TalkModel['reply']>[0];
/** What a model does for one question. */
export type Behaviour = (ask: TalkAsk) => AsyncIterable<ModelPart> | Iterable<ModelPart>;

/** A model in this process. Each question is answered by the next behaviour; the last one stays. */
export function pretendTalkModel(...behaviours: readonly Behaviour[]) {
  const asked: TalkAsk[] = [];
  const model: TalkModel = {
    id: 'pretend:model',
    leavesMachine: false,
    region: null,
    languages: null,
    async *reply(ask) {
      ask.signal.throwIfAborted();
      // What was asked, and not what becomes of it.
      asked.push({ ...ask, messages: structuredClone(ask.messages) });
      const behaviour = behaviours[Math.min(asked.length, behaviours.length) - 1];
      yield* behaviour?.(ask) ?? [];
    },
    async close() {},
  };
  return { model, asked };
}

export const text = (words: string): ModelPart => ({ kind: 'text', text: words });
export const tool = (name: string, input: unknown = {}, id = `id_${name}`): ModelPart => ({
  kind: 'tool',
  id,
  name,
  input,
});
/** Says these sentences, token by token. */
export const says =
  (words: string): Behaviour =>
  () =>
    words.split(/(?<=\s)/).map(text);
/** Never says anything more. Ends with the signal. */
export const hanging = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
