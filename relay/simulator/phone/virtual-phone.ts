import { WebSocket } from 'ws';
import type { PlayoutClock } from '../../src/media/playout/playout-clock.ts';
import { FRAME_MS, samplesPerFrame } from '../../src/media/sound/pcm.ts';
import type { Sound } from '../sound/sound.ts';
import { resample } from '../sound/resample.ts';
import { createLine, goodLine, type BadLine } from './bad-line.ts';
import { nothingHeard, type HeardCall } from './heard.ts';
import type { PhoneDialect } from './phone-dialect.ts';
import { createProviderBuffer } from './provider-buffer.ts';

/** A caller, and the provider between them and the relay. */
export interface VirtualPhone {
  /** Speaks after all that was to be said before. @returns when the last frame of it was sent, or the call is over */
  say(sound: Sound): Promise<void>;
  press(digit: string): void;
  /** As it is, past the dialect: for bad input. */
  sendRaw(message: string | Buffer): void;
  /** The network between is pulled: nothing is sent or answered any more, and the connection stays. */
  goSilent(): void;
  hangUp(): void;
  readonly heard: HeardCall;
  /** Milliseconds of the phone's clock, as in `heard`. */
  nowMs: () => number;
  /** 1005 and 1006: without a word. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly bufferedMs: number;
}

export interface PhoneOptions {
  url: string;
  dialect: PhoneDialect;
  /** Shared by all phones of a test or a demo. */
  clock: PlayoutClock;
  headers?: Record<string, string>;
  line?: BadLine;
  chance?: () => number;
  /** Keep what was played. False: only times, for many phones at once. */
  records?: boolean;
  /** The provider is to pass the call on (Ringover's stream). */
  onTransfer?: (to: string) => void;
  /** Silence is sent while nothing is said, as a telephone line does. */
  sendsSilence?: boolean;
}

/** After a longer stall the sound in between is lost (frames). */
const MOST_MISSED = 100;

/** @throws when the relay refuses the stream, with its HTTP status in the message */
export async function callRelay(options: PhoneOptions): Promise<VirtualPhone> {
  const { dialect, clock } = options;
  const perFrame = samplesPerFrame(dialect.rate);
  const records = options.records ?? true;
  const socket = new WebSocket(options.url, { perMessageDeflate: false, headers: options.headers ?? {} });
  const heard = nothingHeard();
  const line = createLine(options.line ?? goodLine, options.chance ?? Math.random);
  const silence = new Int16Array(perFrame);
  let toSay: { frame: Int16Array; said?: () => void }[] = [];
  let isSilent = false;
  let isOver = false;
  const buffer = createProviderBuffer(perFrame, (name) => {
    const mark = dialect.mark(name);
    if (mark !== null) send(mark);
  });

  function send(message: string | Buffer): void {
    if (!isSilent && socket.readyState === WebSocket.OPEN) socket.send(message);
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isSilent) return;
    const atMs = clock.nowMs();
    const told = dialect.read(data, isBinary);
    switch (told.kind) {
      case 'sound':
        heard.arrivals.push({ atMs, samples: told.pcm.length });
        return buffer.push(told.pcm);
      case 'clear':
        heard.clearedAtMs.push(atMs);
        return buffer.clear();
      case 'mark':
        return buffer.mark(told.name);
      case 'unreadable':
        heard.unreadable.push(told.text);
        return undefined;
      case 'play':
        heard.commands.push({ atMs, kind: told.kind, value: told.url });
        return undefined;
      case 'digits':
        heard.commands.push({ atMs, kind: told.kind, value: told.digits });
        return undefined;
      case 'transfer':
        heard.commands.push({ atMs, kind: told.kind, value: told.to });
        options.onTransfer?.(told.to);
        return undefined;
      default:
        return told satisfies never;
    }
  });

  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_req, res) => {
      reject(new Error(`the relay answered ${res.statusCode}`));
      socket.terminate();
    });
    socket.on('error', reject);
  });
  for (const message of dialect.hello()) send(message);

  function frame(dueMs: number): void {
    const next = toSay.shift();
    const sound = next?.frame ?? ((options.sendsSilence ?? true) ? silence : null);
    if (sound) for (const message of line(dialect.sound(sound), dueMs)) send(message);
    next?.said?.();
    const played = buffer.play();
    if (records) {
      heard.frames.push(played ?? silence);
      heard.isVoice.push(played !== null);
    }
  }

  let lastDueMs: number | null = null;
  const leave = clock.join((dueMs) => {
    // A telephone does not speak more slowly because this machine is busy.
    const missed = lastDueMs === null ? 0 : Math.round((dueMs - lastDueMs) / FRAME_MS) - 1;
    lastDueMs = dueMs;
    for (let back = Math.min(missed, MOST_MISSED); back >= 0; back -= 1) frame(dueMs - back * FRAME_MS);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => {
      leave();
      isOver = true;
      for (const { said } of toSay) said?.();
      toSay = [];
      resolve({ code, reason: reason.toString('utf8') });
    });
  });

  return {
    say(sound) {
      const { samples } = resample(sound, dialect.rate);
      return new Promise((said) => {
        if (isOver) {
          said();
          return;
        }
        for (let at = 0; at < samples.length; at += perFrame) {
          const frame = new Int16Array(perFrame);
          frame.set(samples.subarray(at, at + perFrame));
          toSay.push(at + perFrame >= samples.length ? { frame, said } : { frame });
        }
        if (samples.length === 0) said();
      });
    },
    press(digit) {
      const message = dialect.digit(digit);
      if (message !== null) send(message);
    },
    sendRaw: send,
    goSilent() {
      isSilent = true;
      // A phone whose network is gone does not answer pings either.
      socket.pause();
    },
    hangUp() {
      const goodbye = dialect.goodbye();
      if (goodbye !== null) send(goodbye);
      leave();
      socket.close(1_000);
    },
    heard,
    nowMs: clock.nowMs,
    closed,
    get bufferedMs() {
      return (buffer.bufferedSamples / dialect.rate) * 1_000;
    },
  };
}
