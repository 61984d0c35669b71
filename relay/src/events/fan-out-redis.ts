import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ringTestOrder, type FanOut, type RingTestOrder } from './fan-out.ts';

export interface RedisFanOutOptions {
  url: string;
  /** Keeps installations on one Redis apart. */
  prefix?: string;
  log?: Logger;
}

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('log_moved'), from: z.string(), tenantId: z.string(), lastEventId: z.number().int() }),
  z.object({ type: z.literal('ring_test'), from: z.string(), order: ringTestOrder }),
]);

/** Reconnects for ever, soon at first, then every few seconds (ms). */
const pause = (attempt: number) => Math.min(attempt * 100, 3_000);
/** A Redis that takes longer than this (ms) counts as away. */
const PATIENCE_MS = 2_000;

/**
 * For several relay processes. While Redis is away each process still hears itself; after it came back every listener
 * is reset, because what the others announced meanwhile is gone.
 */
export function createRedisFanOut({ url, prefix = 'callbrief', log }: RedisFanOutOptions): FanOut {
  const from = randomUUID();
  const channel = `${prefix}:relay`;
  const listeners = new Set<(tenantId: string, lastEventId: number) => void>();
  const resetListeners = new Set<() => void>();
  const orderListeners = new Set<(order: RingTestOrder) => void>();
  let subscribed = false;
  // An announcement that cannot go out now is worthless later: no queue. The reset covers it.
  const sender = new Redis(url, {
    retryStrategy: pause,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: PATIENCE_MS,
  });
  const receiver = new Redis(url, { retryStrategy: pause, autoResubscribe: false, maxRetriesPerRequest: null });

  const warn = (error: Error) => log?.warn({ err: error }, 'fan_out_lost');
  sender.on('error', warn);
  receiver.on('error', warn);
  receiver.on('close', () => {
    subscribed = false;
  });
  // Not by autoResubscribe: the reset must come after the subscription, or an announcement could fall in between.
  receiver.on('ready', () => {
    receiver.subscribe(channel).then(() => {
      subscribed = true;
      for (const listener of resetListeners) listener();
    }, warn);
  });
  receiver.on('message', (_channel: string, text: string) => {
    const read = message.safeParse(parsed(text));
    if (!read.success || read.data.from === from) return;
    const told = read.data;
    switch (told.type) {
      case 'log_moved':
        for (const listener of listeners) listener(told.tenantId, told.lastEventId);
        return;
      case 'ring_test':
        for (const listener of orderListeners) listener(told.order);
        return;
      default:
        told satisfies never;
    }
  });
  const send = (told: z.input<typeof message>) => {
    sender.publish(channel, JSON.stringify(told)).catch(warn);
  };

  return {
    announce(tenantId, lastEventId) {
      for (const listener of listeners) listener(tenantId, lastEventId);
      send({ type: 'log_moved', from, tenantId, lastEventId });
    },
    onAnnounced(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => void resetListeners.delete(listener);
    },
    orderRingTest: (order) => send({ type: 'ring_test', from, order }),
    onRingTestOrdered(listener) {
      orderListeners.add(listener);
      return () => void orderListeners.delete(listener);
    },
    async check() {
      await sender.ping();
      if (!subscribed) throw new Error('Not subscribed to the other processes.');
    },
    close() {
      listeners.clear();
      resetListeners.clear();
      orderListeners.clear();
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
