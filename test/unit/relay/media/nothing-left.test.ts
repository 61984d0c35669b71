import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createPlainDialect } from '../../../../relay/src/media/dialect/plain.ts';
import type { AudioHandler } from '../../../../relay/src/media/session/handlers.ts';
import { usualMediaLimits } from '../../../../relay/src/media/session/limits.ts';
import { createMediaSession } from '../../../../relay/src/media/session/media-session.ts';
import { createHandClock } from './hand-clock.ts';
import { tone, mediaUnderTest, until } from './media-under-test.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Over real sockets; ten thousand of them take minutes on a machine that others use too. */
const CALLS = 2_000;
const AT_ONCE = 50;

/** What keeps a process alive, by kind. Sockets that the system has not taken back yet are waited for by the test. */
function handles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** As short as a call can be: some sound in, some sound out, and gone in one of three ways. */
function shortCall(url: string, frame: Buffer, way: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('open', () => socket.send(frame));
    socket.once('message', () => {
      if (way === 0) socket.close(1_000);
      else if (way === 1) socket.terminate();
      else socket.send('{"event":"stop"}');
    });
    socket.once('close', () => resolve());
    socket.once('error', reject);
  });
}

describe('calls that are over', () => {
  it('leave no socket, timer or memory behind, after thousands of them', { timeout: 120_000 }, async () => {
    const { media, url, events } = await mediaUnderTest();
    const frame = Buffer.from(tone(20).samples.buffer);
    const signals = new Set<WeakRef<AbortSignal>>();
    media.setAudioHandler(talkative(signals));
    async function calls(count: number): Promise<void> {
      let next = 0;
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (next < count) {
            const callId = `call-${(next += 1)}`;
            const { token } = media.expect({ tenantId: 'firm-a', callId });
            await shortCall(url(`/ws/audio/${callId}?token=${token}`), frame, next % 3);
          }
        }),
      );
      await until(() => expect(media.sessionCount).toBe(0));
    }

    await calls(500);
    events.length = 0;
    await until(() => expect(handles()['TCPSocketWrap'] ?? 0).toBe(0));
    const before = { handles: handles(), heap: heapBytes() };
    await calls(CALLS);
    expect(events.filter(({ type }) => type === 'ended')).toHaveLength(CALLS);
    events.length = 0;

    await until(() => expect(handles()['TCPSocketWrap'] ?? 0).toBe(0));
    expect(handles()).toEqual(before.handles);
    expect(media.clock.memberCount).toBe(0);
    expect(media.activeCalls('firm-a')).toEqual([]);
    const grownBytesPerCall = (heapBytes() - before.heap) / CALLS;
    // The digest of a used token stays for two minutes, so that its second use is told from a guess: that is all.
    expect(grownBytesPerCall).toBeLessThan(1_000);
    expect(alive(signals)).toBeLessThan(20);
  });

  it(
    'leave no listener, no place on the clock and no memory, after ten thousand of them',
    { timeout: 120_000 },
    async () => {
      const hand = createHandClock();
      const signals = new Set<WeakRef<AbortSignal>>();
      const log = pino({ level: 'silent' });
      const frame = Buffer.from(tone(20).samples.buffer);
      let over = 0;
      async function calls(count: number): Promise<void> {
        for (let n = 0; n < count; n += 1) {
          const bound = { tenantId: 'firm-a', callId: `call-${n}` };
          const socket = pretendSocket();
          const session = createMediaSession({
            socket,
            dialect: createPlainDialect({ rate: 8_000, hasMarks: n % 2 === 0 }),
            bind: () => bound,
            knownCall: bound,
            clock: hand.clock,
            handlers: { audio: talkative(signals), event: null },
            limits: usualMediaLimits,
            now: () => new Date(0),
            log,
            over: () => void (over += 1),
          });
          socket.emit('message', frame, true);
          hand.advance(40);
          if (n % 3 === 0) socket.emit('close');
          else if (n % 3 === 1) session.end('ended_here');
          else socket.emit('message', Buffer.from('{"event":"stop"}'), false);
          // An error that comes late must not end the process.
          if (socket.eventNames().join(' ') !== 'error') throw new Error(`call ${n} left a listener`);
          // What a weak reference was made of stays until its job is over.
          if (n % 100 === 99) await setImmediate();
        }
      }
      await calls(500);
      signals.clear();
      const before = heapBytes();
      await calls(10_000);
      expect(over).toBe(10_500);
      expect(hand.clock.memberCount).toBe(0);
      expect(hand.pending()).toBe(0);
      hand.clock.takeLateness();
      const kept = signals.size;
      expect(kept).toBe(10_000);
      // The references themselves, which only this test keeps.
      expect((heapBytes() - before) / kept).toBeLessThan(200);
      expect(alive(signals)).toBeLessThan(20);
    },
  );
});

const alive = (signals: ReadonlySet<WeakRef<AbortSignal>>) =>
  [...signals].filter((signal) => signal.deref() !== undefined).length;

/** Says more than is ever played: the end comes in the middle of a sentence, with somebody who waits for it. */
const talkative = (signals: Set<WeakRef<AbortSignal>>): AudioHandler => ({
  begin: (call) => void signals.add(new WeakRef(call.signal)),
  frame(call, pcm) {
    for (let i = 0; i < 20; i += 1) call.playout.enqueue(call.playout.generation, pcm, { chars: 1 });
    void call.playout.played();
  },
});

/** A connection without a network. */
function pretendSocket(): WebSocket {
  return Object.assign(new EventEmitter(), {
    readyState: WebSocket.OPEN,
    OPEN: WebSocket.OPEN,
    bufferedAmount: 0,
    send: () => {},
    close: () => {},
    terminate: () => {},
    ping: () => {},
  }) as unknown as WebSocket;
}
