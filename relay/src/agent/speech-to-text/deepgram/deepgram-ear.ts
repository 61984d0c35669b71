import { WebSocket, type RawData } from 'ws';
import { bytesOfPcm } from '../../../media/sound/pcm.ts';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import { StageError, type Ear, type OpenEar } from '../../ports.ts';
import type { EarLife } from '../ear-life.ts';
import { CLOSE_STREAM, FINALIZE, KEEP_ALIVE, readDeepgram } from './deepgram-wire.ts';
import { createWordsSoFar } from './words-so-far.ts';

/** A handshake to the same continent takes 100 to 200 ms, and sound waits meanwhile (ms). */
const CONNECT_PATIENCE_MS = 3_000;
/** Their slowest finals take a third of a second; whoever waits gives up after 1.5 s (ms). */
const FINAL_PATIENCE_MS = 1_200;
/** Shorter than this, saying nothing about it is no sign that they hang (s). */
const MUST_ANSWER_SECONDS = 1;
/** They close after ten seconds (ms). */
const KEEP_ALIVE_MS = 4_000;
const CLOSE_PATIENCE_MS = 1_000;
/** What waits to be sent or to be connected, of sound (s). */
const LONGEST_BACKLOG_SECONDS = 5;
const MOST_FAULTS = 3;
const LONGEST_MESSAGE = 1_024 * 1_024;

export interface DeepgramEar extends Ear {
  /** Its connection. */
  readonly gone: Promise<void>;
  /** At once, without a word. */
  end(): Promise<void>;
}

/** One connection for one ear. What is said while it is being made waits, so that no word is lost to the handshake. */
export function openDeepgramEar(deps: {
  url: string;
  apiKey: string;
  ask: OpenEar;
  life: EarLife;
  clock: ProviderClock;
}): DeepgramEar {
  const { ask, life, clock } = deps;
  const socket = new WebSocket(deps.url, {
    headers: { authorization: `Token ${deps.apiKey}` },
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: LONGEST_MESSAGE,
  });
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  const words = createWordsSoFar();
  const beforeOpen: (Buffer | string)[] = [];
  const flushes: { untilSeconds: number; stop: () => void }[] = [];
  let sentSeconds = 0;
  let waitingBytes = 0;
  let faults = 0;
  let wasSentTo = false;
  let stopKeepAlive = () => {};
  const stopConnect = clock.after(CONNECT_PATIENCE_MS, () => fail('timed_out', 'did not take the call in time.'));

  function fail(failure: StageError['failure'], what: string, cause?: unknown): void {
    life.fail(new StageError(failure, `Deepgram ${what}`, cause));
    close();
  }

  function send(message: Buffer | string): void {
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(message);
      wasSentTo = true;
    } else if (socket.readyState === WebSocket.CONNECTING) {
      beforeOpen.push(message);
      waitingBytes += message.length;
    }
  }

  function keepAlive(): void {
    stopKeepAlive = clock.after(KEEP_ALIVE_MS, () => {
      if (!wasSentTo) send(KEEP_ALIVE);
      wasSentTo = false;
      keepAlive();
    });
  }

  /** Not counted while the connection is made: that has its own patience. */
  function expectAnswer(flush: (typeof flushes)[number]): void {
    flush.stop = clock.after(FINAL_PATIENCE_MS, () => {
      if (!words.hasHeard && flush.untilSeconds >= MUST_ANSWER_SECONDS) {
        fail('timed_out', 'told nothing of what was said.');
        return;
      }
      answered(flushes.indexOf(flush) + 1);
    });
  }

  function answered(count: number): void {
    for (const flush of flushes.splice(0, count)) {
      flush.stop();
      life.heard({ text: words.text, isFinal: true });
    }
  }

  function take(data: RawData, isBinary: boolean): void {
    if (life.isOver) return;
    const message = isBinary ? null : readDeepgram((data as Buffer).toString());
    if (message === null) {
      faults += 1;
      if (faults >= MOST_FAULTS) fail('failed', 'sent what cannot be read.');
      return;
    }
    if (message.is === 'error') return fail('failed', `says: ${message.message.slice(0, 200)}`);
    if (message.is === 'other') return;
    const before = words.text;
    const isAnswer = words.take(message, flushes[0]?.untilSeconds ?? null);
    if (isAnswer) {
      const through = flushes.filter(({ untilSeconds }) => words.isThrough(untilSeconds)).length;
      answered(Math.max(1, through));
    } else if (words.text !== before) life.heard({ text: words.text, isFinal: false });
  }

  function close(): void {
    stopConnect();
    stopKeepAlive();
    for (const flush of flushes.splice(0)) flush.stop();
    beforeOpen.length = 0;
    if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(CLOSE_STREAM);
    socket.close(1_000);
    const stop = clock.after(CLOSE_PATIENCE_MS, () => socket.terminate());
    void gone.then(stop);
  }

  socket.on('open', () => {
    stopConnect();
    for (const message of beforeOpen.splice(0)) send(message);
    waitingBytes = 0;
    for (const flush of flushes) expectAnswer(flush);
    keepAlive();
  });
  socket.on('message', take);
  socket.on('unexpected-response', (request, response) => {
    const status = response.statusCode ?? 0;
    request.destroy();
    const failure = status === 429 ? 'full' : status >= 400 && status < 500 && status !== 408 ? 'refused' : 'failed';
    fail(failure, `answered ${String(status)}.`);
  });
  socket.on('error', (error) => fail('failed', 'could not be reached.', error));
  socket.on('close', (code, reason) => {
    fail('failed', `ended the connection (${String(code)} ${reason.toString().slice(0, 100)}).`);
  });

  return {
    write(pcm) {
      if (life.isOver) return false;
      const most = LONGEST_BACKLOG_SECONDS * ask.rate * Int16Array.BYTES_PER_ELEMENT;
      if (waitingBytes + socket.bufferedAmount > most) return false;
      send(bytesOfPcm(pcm));
      sentSeconds += pcm.length / ask.rate;
      return true;
    },
    flush() {
      if (life.isOver) return;
      const flush = { untilSeconds: sentSeconds, stop: () => {} };
      if (flushes.length === 0 && words.isThrough(sentSeconds)) {
        life.heard({ text: words.text, isFinal: true });
        return;
      }
      flushes.push(flush);
      send(FINALIZE);
      if (socket.readyState === WebSocket.OPEN) expectAnswer(flush);
    },
    close() {
      life.close();
      close();
    },
    gone,
    end() {
      close();
      socket.terminate();
      return gone;
    },
  };
}
