import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { FanOut } from './fan-out.ts';

export interface RedisFanOutOptions {
  url: string;
  /** Keeps installations on one Redis apart. */
  prefix?: string;
  log?: Logger;
}

const announcement = z.object({ from: z.string(), tenantId: z.string(), lastEventId: z.number().int() });

/** Reconnects for ever, soon at first, then every few seconds (ms). */
const pause = (attempt: number) => Math.min(attempt * 100, 3_000);

/**
 * For several relay processes. While Redis is away each process still hears itself; after it came back every listener
 * is reset, because what the others announced meanwhile is gone.
 */
export function createRedisFanOut({ url, prefix = 'callbrief', log }: RedisFanOutOptions): FanOut {
  const from = randomUUID();
  const channel = `${prefix}:log-moved`;
  const listeners = new Set<(tenantId: string, lastEventId: number) => void>();
  const resetListeners = new Set<() => void>();
  // An announcement that cannot go out now is worthless later: no queue. The reset covers it.
  const sender = new Redis(url, { retryStrategy: pause, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  const receiver = new Redis(url, { retryStrategy: pause, autoResubscribe: false, maxRetriesPerRequest: null });

  const warn = (error: Error) => log?.warn({ event: 'fan_out_lost', error: error.message });
  sender.on('error', warn);
  receiver.on('error', warn);
  // Not by autoResubscribe: the reset must come after the subscription, or an announcement could fall in between.
  receiver.on('ready', () => {
    receiver.subscribe(channel).then(() => {
      for (const listener of resetListeners) listener();
    }, warn);
  });
  receiver.on('message', (_channel: string, text: string) => {
    const read = announcement.safeParse(parsed(text));
    if (!read.success || read.data.from === from) return;
    for (const listener of listeners) listener(read.data.tenantId, read.data.lastEventId);
  });

  return {
    announce(tenantId, lastEventId) {
      for (const listener of listeners) listener(tenantId, lastEventId);
      sender.publish(channel, JSON.stringify({ from, tenantId, lastEventId })).catch(warn);
    },
    onAnnounced(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => void resetListeners.delete(listener);
    },
    close() {
      listeners.clear();
      resetListeners.clear();
      sender.disconnect();
      receiver.disconnect();
      return Promise.resolve();
    },
  };
}

/** @returns undefined for what is not JSON: another program's message on our channel. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
