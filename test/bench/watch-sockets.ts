/**
 * Loaded with `--import` into a process and into each of its threads: when frames truly go to the sockets, by how much each
 * comes off its 20 ms. Answers on a channel, because the sockets may be in any thread.
 */
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

function take(): number[] {
  const counts = [...off.counts];
  off.clear();
  return counts;
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

/** What was counted since the last question, in all threads; see `seriesOf`. */
export async function takeSent(): Promise<number[]> {
  const sum = take();
  const channel = new BroadcastChannel(CHANNEL);
  onMessage(channel, (data) => {
    if (Array.isArray(data)) for (const [at, count] of (data as number[]).entries()) sum[at] = (sum[at] ?? 0) + count;
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage('take');
  await wait(ANSWER_MS);
  channel.close();
  return sum;
}
