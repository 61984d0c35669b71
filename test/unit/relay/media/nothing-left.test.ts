import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { tone, mediaUnderTest, until } from './media-under-test.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const CALLS = 10_000;
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
  it(
    'leave no socket, timer, listener or memory behind, after ten thousand of them',
    { timeout: 120_000 },
    async () => {
      const { media, url, events } = await mediaUnderTest();
      const frame = Buffer.from(tone(20).samples.buffer);
      const signals = new Set<WeakRef<AbortSignal>>();
      media.setAudioHandler({
        begin: (call) => void signals.add(new WeakRef(call.signal)),
        // More than is ever played: the end comes in the middle of a sentence, with somebody who waits for it.
        frame(call, pcm) {
          for (let i = 0; i < 20; i += 1) call.playout.enqueue(call.playout.generation, pcm, { chars: 1 });
          void call.playout.played();
        },
      });
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
      const alive = [...signals].filter((signal) => signal.deref() !== undefined).length;
      expect(alive).toBeLessThan(20);
    },
  );
});
