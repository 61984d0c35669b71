/**
 * Loaded with `--import` into a process and into each of its threads: when frames truly go to the sockets, by how much each
 * comes off its 20 ms, and how long its collector went through all of its memory. Answers on a channel, because the sockets may
 * be in any thread.
 */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { createBeat, createHistogram } from './off-beat.ts';

const CHANNEL = 'callbrief-bench-sockets';
/** Threads that are busy answer late (ms). */
const ANSWER_MS = 500;

const off = createHistogram();
const beats = new WeakMap<WebSocket, (atMs: number) => void>();
const send = Reflect.get(WebSocket.prototype, 'send') as (this: WebSocket, ...rest: unknown[]) => void;
WebSocket.prototype.send = function watched(this: WebSocket, ...rest: unknown[]) {
  const [data] = rest;
  if (typeof data === 'string' && (data.startsWith('{"type":"s') || data.startsWith('{"event":"media"'))) {
    const beat = beats.get(this) ?? createBeat((ms) => off.add(ms));
    beats.set(this, beat);
    beat(performance.now());
  }
  send.apply(this, rest);
};

/** Of one thread, or of all that send frames. */
export interface Watched {
  /** See `seriesOf`. */
  sent: number[];
  /** Each time that all of the memory was gone through (ms). */
  collections: number[];
}

let collections: number[] = [];
new PerformanceObserver((list) => {
  for (const { detail, duration } of list.getEntries() as unknown as { detail: { kind: number }; duration: number }[])
    if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) collections.push(duration);
}).observe({ entryTypes: ['gc'] });

function take(): Watched {
  const taken = { sent: [...off.counts], collections };
  off.clear();
  collections = [];
  return taken;
}

if (!isMainThread) {
  const channel = new BroadcastChannel(CHANNEL);
  onMessage(channel, (data) => {
    // A channel of Node's: it has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (data === 'take') channel.postMessage(take());
  });
  channel.unref();
}

function onMessage(channel: BroadcastChannel, take: (data: unknown) => void): void {
  channel.addEventListener('message', (event) => take((event as MessageEvent).data));
}

/** What was counted since the last question. */
export async function takeWatched(): Promise<Watched> {
  const sum: Watched = { sent: [], collections: [] };
  const add = ({ sent, collections: more }: Watched) => {
    // A thread without frames makes none late.
    if (sent.every((count) => count === 0)) return;
    for (const [at, count] of sent.entries()) sum.sent[at] = (sum.sent[at] ?? 0) + count;
    sum.collections.push(...more);
  };
  add(take());
  const channel = new BroadcastChannel(CHANNEL);
  onMessage(channel, (data) => {
    if (data !== 'take') add(data as Watched);
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage('take');
  await wait(ANSWER_MS);
  channel.close();
  return sum;
}
