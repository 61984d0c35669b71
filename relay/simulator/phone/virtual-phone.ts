import { WebSocket } from 'ws';
import type { PlayoutClock } from '../../src/media/playout/playout-clock.ts';
import { FRAME_MS, samplesPerFrame } from '../../src/media/sound/pcm.ts';
import type { Sound } from '../sound/sound.ts';
import { resample } from '../sound/resample.ts';
import { createLine, goodLine, type BadLine } from './bad-line.ts';
import { nothingHeard, type HeardCall } from './heard.ts';
import type { PhoneDialect } from './phone-dialect.ts';
import { createProviderBuffer } from './provider-buffer.ts';

/** More than this at once would be no telephone any more (frames). */
const MOST_MISSED = 100;

/** A caller, and the provider between them and the relay. */
export interface VirtualPhone {
  /** Speaks after all that was to be said before. @returns when the last frame of it was sent */
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
  /** Silence is sent while nothing is said, as a telephone line does. */
  sendsSilence?: boolean;
}

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
    const pcm = next?.frame ?? ((options.sendsSilence ?? true) ? silence : null);
    if (pcm) for (const message of line(dialect.sound(pcm), dueMs)) send(message);
    next?.said?.();
    const played = buffer.play();
    if (!records) return;
    heard.frames.push(played ?? silence);
    heard.isVoice.push(played !== null);
  }

  let lastMs: number | null = null;
  const leave = clock.join((dueMs) => {
    // A telephone does not stand still while this process does: what it missed it does now.
    const missed = lastMs === null ? 0 : Math.round((dueMs - lastMs) / FRAME_MS) - 1;
    lastMs = dueMs;
    for (let late = Math.min(missed, MOST_MISSED); late >= 0; late -= 1) frame(dueMs - late * FRAME_MS);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => {
      leave();
      for (const { said } of toSay) said?.();
      toSay = [];
      resolve({ code, reason: reason.toString('utf8') });
    });
  });

  return {
    say(sound) {
      const { samples } = resample(sound, dialect.rate);
      return new Promise((said) => {
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
