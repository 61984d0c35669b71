import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { muLaw } from '../../relay/src/media/sound/g711.ts';
import { bytesOfPcm, pcmOfBytes } from '../../relay/src/media/sound/pcm.ts';

export interface RealtimeMessage {
  type: string;
  [name: string]: unknown;
}

/** How it treats whoever connects. `deaf`: it takes the connection and never says that it is ready. */
export type RealtimeManner = 'sensible' | 'deaf' | { status: number };

/** What it says: words, and a tone of so many milliseconds, in pieces of 100 ms. */
export interface PretendAnswer {
  text: string;
  ms: number;
}

/** One connection, as the server sees it. */
export interface PretendSession {
  readonly url: string;
  readonly authorization: string | undefined;
  /** All but sound, in order. */
  readonly asked: RealtimeMessage[];
  /** Of the caller, decoded. */
  heardMs(): number;
  readonly truncated: { item: string; audioEndMs: number }[];
  /** It noticed that it was told what cannot be: a truncation past the end. */
  readonly complaints: string[];
  tell(event: object): void;
  tellRaw(data: string | Buffer): void;
  speechStarts(item?: string): void;
  /** And commits what was said; the answer is told by `answer`. */
  speechStops(item?: string): void;
  /** A response that it began by itself. @returns its ids */
  begin(metadata?: unknown): { response: string; item: string };
  /** Sound and words of the response that was begun; its end only with `isDone`. */
  speak(answer: PretendAnswer, isDone?: boolean): void;
  /** A piece of sound for a response that may be over: what was on its way. */
  late(ids: { response: string; item: string }, ms: number): void;
  done(status?: string, output?: unknown[], details?: unknown): void;
  callTool(name: string, args: string): string;
  pause(): void;
  cut(): void;
}

/** A server that speaks OpenAI's Realtime wire over a real WebSocket, and says what a test lets it say. */
export async function startPretendRealtime({ answers = [] as PretendAnswer[] } = {}) {
  let manner: RealtimeManner = 'sensible';
  const sessions: PretendSession[] = [];
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: true });
  http.on('upgrade', (req, socket, head) => {
    if (typeof manner === 'object') {
      socket.end(`HTTP/1.1 ${manner.status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(req, socket, head, (ws) => {
      const isDeaf = manner === 'deaf';
      const session = pretendSession(
        ws,
        { url: req.url ?? '', authorization: req.headers.authorization },
        isDeaf,
        answers,
      );
      sessions.push(session);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const ws of sockets.clients) ws.terminate();
    http.closeAllConnections();
    http.close();
  };
  onTestFinished(close);
  return {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    sessions,
    behave: (next: RealtimeManner) => void (manner = next),
    openSockets: () => sockets.clients.size,
    close,
  };
}

function pretendSession(
  ws: WebSocket,
  of: { url: string; authorization: string | undefined },
  isDeaf: boolean,
  answers: readonly PretendAnswer[],
): PretendSession {
  const asked: RealtimeMessage[] = [];
  const truncated: PretendSession['truncated'] = [];
  const complaints: string[] = [];
  const soundMs = new Map<string, number>();
  let isPcmu = true;
  let samples = 0;
  let number = 0;
  let active: { response: string; item: string; metadata: unknown; text: string } | null = null;

  const tell = (event: object) => ws.send(JSON.stringify({ event_id: `event_${(number += 1)}`, ...event }));
  const complain = (code: string, of?: unknown) => {
    complaints.push(code);
    tell({ type: 'error', error: { type: 'invalid_request_error', code, message: code, event_id: of ?? null } });
  };

  const session: PretendSession = {
    ...of,
    asked,
    truncated,
    complaints,
    heardMs: () => samples / (isPcmu ? 8 : 24),
    tell,
    tellRaw: (data) => ws.send(data),
    speechStarts(item = 'said_1') {
      tell({ type: 'input_audio_buffer.speech_started', audio_start_ms: 0, item_id: item });
      // As `interrupt_response` asks for.
      if (active) session.done('cancelled', [], { type: 'cancelled', reason: 'turn_detected' });
    },
    speechStops(item = 'said_1') {
      tell({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: 0, item_id: item });
      tell({ type: 'input_audio_buffer.committed', item_id: item, previous_item_id: null });
    },
    begin(metadata = null) {
      active = { response: `resp_${(number += 1)}`, item: `item_${(number += 1)}`, metadata, text: '' };
      tell({
        type: 'response.created',
        response: { id: active.response, status: 'in_progress', output: [], metadata },
      });
      return active;
    },
    speak({ text, ms }, isDone = true) {
      if (!active) throw new Error('no response was begun');
      const { response, item } = active;
      const words = text.match(/\S+\s*/g) ?? [];
      const pieces = Math.max(1, Math.ceil(ms / 100));
      for (let i = 0; i < pieces; i += 1) {
        const some = words.slice(
          Math.floor((i * words.length) / pieces),
          Math.floor(((i + 1) * words.length) / pieces),
        );
        active.text += some.join('');
        const base = { response_id: response, item_id: item, output_index: 0, content_index: 0 };
        if (some.length > 0) tell({ ...base, type: 'response.output_audio_transcript.delta', delta: some.join('') });
        session.late({ response, item }, Math.min(100, ms - i * 100));
      }
      if (!isDone) return;
      const base = { response_id: response, item_id: item, output_index: 0, content_index: 0 };
      tell({ ...base, type: 'response.output_audio.done' });
      tell({ ...base, type: 'response.output_audio_transcript.done', transcript: active.text });
      session.done('completed', [{ type: 'message', id: item, role: 'assistant' }]);
    },
    late({ response, item }, ms) {
      soundMs.set(item, (soundMs.get(item) ?? 0) + ms);
      tell({
        type: 'response.output_audio.delta',
        response_id: response,
        item_id: item,
        output_index: 0,
        content_index: 0,
        delta: (isPcmu ? muLaw.encode(tone(ms, 8_000)) : bytesOfPcm(tone(ms, 24_000))).toString('base64'),
      });
    },
    done(status = 'completed', output = [], details = null) {
      if (!active) throw new Error('no response was begun');
      const { response: id, metadata } = active;
      active = null;
      tell({ type: 'response.done', response: { id, status, status_details: details, output, metadata } });
    },
    callTool(name, args) {
      const call = `call_${(number += 1)}`;
      if (!active) session.begin();
      session.done('completed', [{ type: 'function_call', name, call_id: call, arguments: args, status: 'completed' }]);
      return call;
    },
    pause: () => ws.pause(),
    cut: () => ws.terminate(),
  };

  function take(message: RealtimeMessage): void {
    switch (message.type) {
      case 'input_audio_buffer.append': {
        const bytes = Buffer.from(String(message['audio']), 'base64');
        samples += isPcmu ? bytes.length : pcmOfBytes(bytes).length;
        return;
      }
      case 'session.update': {
        const { audio } = message['session'] as { audio: { input: { format: { type: string } } } };
        isPcmu = audio.input.format.type === 'audio/pcmu';
        if (!isDeaf) tell({ type: 'session.updated', session: message['session'] });
        return;
      }
      case 'conversation.item.truncate': {
        const item = String(message['item_id']);
        const audioEndMs = Number(message['audio_end_ms']);
        truncated.push({ item, audioEndMs });
        if (audioEndMs > (soundMs.get(item) ?? 0)) return complain('audio_too_short', message['event_id']);
        return tell({ type: 'conversation.item.truncated', item_id: item, content_index: 0, audio_end_ms: audioEndMs });
      }
      case 'response.cancel':
        if (!active) return complain('response_cancel_not_active', message['event_id']);
        return session.done('cancelled', [], { type: 'cancelled', reason: 'client_cancelled' });
      case 'response.create': {
        if (active) return complain('conversation_already_has_active_response', message['event_id']);
        session.begin((message['response'] as { metadata?: unknown } | undefined)?.metadata);
        const answer = answers[asked.filter(({ type }) => type === 'response.create').length - 1];
        return answer ? session.speak(answer) : undefined;
      }
      default:
        return undefined;
    }
  }

  ws.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as RealtimeMessage;
    if (message.type !== 'input_audio_buffer.append') asked.push(message);
    take(message);
  });
  ws.on('error', () => {});
  tell({ type: 'session.created', session: { type: 'realtime' } });
  return session;
}

const tone = (ms: number, rate: number) =>
  Int16Array.from({ length: (ms * rate) / 1_000 }, (_, i) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 400 * i) / rate)),
  );
