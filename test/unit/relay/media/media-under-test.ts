import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { pino } from 'pino';
import { callRelay, type PhoneOptions, type VirtualPhone } from '../../../../relay/simulator/phone/virtual-phone.ts';
import { openMedia, type Media } from '../../../../relay/src/media/open-media.ts';
import type { MediaDeps } from '../../../../relay/src/media/media-deps.ts';
import { createPlayoutClock, type PlayoutClock } from '../../../../relay/src/media/playout/playout-clock.ts';
import type { AudioHandler, MediaEvent } from '../../../../relay/src/media/session/handlers.ts';

export interface MediaUnderTest {
  media: Media;
  events: MediaEvent[];
  /** Messages of the log. */
  logged: string[];
  /** `ws://127.0.0.1:1234` */
  base: string;
  url: (path: string) => string;
  phoneClock: PlayoutClock;
  phone: (options: Omit<PhoneOptions, 'clock'>) => Promise<VirtualPhone>;
}

/** `own`: a port for streams, in a thread of its own. `main`: the port of a relay, in this thread. */
export type WhichPort = 'own' | 'main' | { host: string; port: number };

/** A media server on any free port, with short patience. */
export async function mediaUnderTest(more: Partial<MediaDeps> = {}, on: WhichPort = 'own'): Promise<MediaUnderTest> {
  const logged: string[] = [];
  const log = pino(
    { level: 'trace' },
    { write: (line: string) => void logged.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const deps: MediaDeps = {
    publicBaseUrl: 'https://relay.firm.example',
    streamer: null,
    tenantByHook: () => Promise.resolve(null),
    now: () => new Date(),
    log,
    ...more,
  };
  const own = on === 'own' ? { host: '127.0.0.1', port: 0 } : on === 'main' ? null : on;
  const media = await openMedia(deps, own);
  onTestFinished(() => media.close());
  if (on === 'main') await serveOnMain(media);
  const events: MediaEvent[] = [];
  media.setEventHandler((event) => void events.push(event));
  const base = `ws://127.0.0.1:${media.server.port}`;
  const phoneClock = createPlayoutClock();
  return {
    media,
    events,
    logged,
    base,
    url: (path) => base + path,
    phoneClock,
    async phone(options) {
      const phone = await callRelay({ ...options, clock: phoneClock });
      onTestFinished(() => phone.hangUp());
      return phone;
    },
  };
}

async function serveOnMain(media: Media): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  media.serveUpgrades(server, { host: '127.0.0.1', port: (server.address() as AddressInfo).port });
}

/** Says back what it hears. */
export const echo: AudioHandler = {
  frame: (call, pcm) => void call.playout.enqueue(call.playout.generation, pcm),
};

export const tone = (ms: number, sampleRate = 8_000) => ({
  sampleRate,
  samples: Int16Array.from({ length: (ms * sampleRate) / 1_000 }, (_, i) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 440 * i) / sampleRate)),
  ),
});

export const loudFrames = (frames: readonly Int16Array[]) =>
  frames.filter((frame) => frame.some((sample) => Math.abs(sample) > 1_000)).length;

/** Waits for a condition; a shared machine can stall for seconds. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, 10_000);
