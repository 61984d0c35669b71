import { randomUUID } from 'node:crypto';
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { FanOut } from '../../relay/src/events/fan-out.ts';
import { createLocalFanOut } from '../../relay/src/events/fan-out-local.ts';
import { createRedisFanOut } from '../../relay/src/events/fan-out-redis.ts';
import { fanOutCases, type FanOutSubject } from './fan-out/cases.ts';
import { redisUrl } from './servers.ts';

const found = await redisUrl();
const url = found ?? '';

function local(): FanOutSubject {
  const one = createLocalFanOut();
  onTestFinished(() => one.close());
  return { open: () => one };
}

function redis(): FanOutSubject {
  const prefix = `test-${randomUUID()}`;
  return {
    open() {
      const fanOut = createRedisFanOut({ url, prefix });
      onTestFinished(() => fanOut.close());
      return fanOut;
    },
  };
}

describe('the fan-out within a process', () => {
  test.each([...fanOutCases])('$name', async (sentence) => {
    await expect(sentence.run(local())).resolves.toBeUndefined();
  });
});

describe.skipIf(found === null)('the fan-out over Redis', () => {
  test.each([...fanOutCases])('$name', async (sentence) => {
    await expect(sentence.run(redis())).resolves.toBeUndefined();
  });

  test('brings the order of a ring test to the other processes only', async () => {
    const subject = redis();
    const one = subject.open();
    const other = subject.open();
    const order = { tenantId: 'firm-a', deviceId: 'pc-1', testId: 'test-1', rings: 3, everyMs: 200 };
    const heard: string[] = [];
    one.onRingTestOrdered(() => heard.push('one'));
    other.onRingTestOrdered((ordered) => heard.push(`other ${JSON.stringify(ordered)}`));
    await vi.waitFor(() => {
      one.orderRingTest(order);
      expect(heard).toContain(`other ${JSON.stringify(order)}`);
    }, 5_000);
    expect(heard).not.toContain('one');
  });

  test('keeps installations on one Redis apart', async () => {
    const one = redis().open();
    const stranger = redis().open();
    const heard: string[] = [];
    stranger.onAnnounced((tenantId) => heard.push(tenantId));
    const ready = new Promise<void>((resolve) => void stranger.onReset(resolve));
    await ready;
    one.announce('firm-a', 1);
    stranger.announce('firm-b', 1);
    await vi.waitFor(() => expect(heard).toContain('firm-b'));
    expect(heard).toEqual(['firm-b']);
  });

  test('after Redis was away every listener is told to look at the log again', async () => {
    const proxy = await openProxy(url);
    const prefix = `test-${randomUUID()}`;
    const far = createRedisFanOut({ url: proxy.url, prefix });
    onTestFinished(() => far.close());
    let resets = 0;
    far.onReset(() => (resets += 1));
    const heard: number[] = [];
    far.onAnnounced((_tenantId, id) => heard.push(id));
    await vi.waitFor(() => expect(resets).toBe(1), 5_000);

    await expect(far.check()).resolves.toBeUndefined();
    proxy.cut();
    await expect(far.check()).rejects.toThrow(/.+/);
    far.announce('firm-a', 7);
    expect(heard).toEqual([7]);
    await vi.waitFor(() => expect(resets).toBe(2), 5_000);
    const near = createRedisFanOut({ url, prefix });
    onTestFinished(() => near.close());
    await vi.waitFor(() => {
      near.announce('firm-a', 8);
      expect(heard).toContain(8);
    }, 5_000);
  });
});

describe('a Redis that does not answer', () => {
  test('delays other processes and harms nothing: the own process hears itself, and a check tells', async () => {
    const fanOut = createRedisFanOut({ url: 'redis://127.0.0.1:1' });
    onTestFinished(() => fanOut.close());
    const heard: number[] = [];
    fanOut.onAnnounced((_tenantId, id) => heard.push(id));
    fanOut.announce('firm-a', 3);
    expect(heard).toEqual([3]);
    await expect(fanOut.check()).rejects.toThrow(/.+/);
  });
});

describe('the fan-out suite notices a fan-out that', () => {
  const deaf: Partial<FanOut> = { onAnnounced: () => () => undefined };
  const defects: { name: string; noticedBy: string; breaks: (fanOut: FanOut) => Partial<FanOut> }[] = [
    { name: 'never says anything', noticedBy: fanOutCases[0]?.name ?? '', breaks: () => deaf },
    {
      name: 'says everything twice',
      noticedBy: fanOutCases[0]?.name ?? '',
      breaks: (fanOut) => ({
        onAnnounced: (listener) =>
          fanOut.onAnnounced((tenantId, id) => {
            listener(tenantId, id);
            listener(tenantId, id);
          }),
      }),
    },
    {
      name: 'mixes up the order',
      noticedBy: fanOutCases[1]?.name ?? '',
      breaks: (fanOut) => ({ announce: (tenantId, id) => fanOut.announce(tenantId, id === 3 ? 4 : id === 4 ? 3 : id) }),
    },
    {
      name: 'cannot be stopped',
      noticedBy: fanOutCases[2]?.name ?? '',
      breaks: (fanOut) => ({
        onAnnounced: (listener) => {
          fanOut.onAnnounced(listener);
          return () => undefined;
        },
      }),
    },
    {
      name: 'finds nobody',
      noticedBy: fanOutCases[4]?.name ?? '',
      breaks: () => ({ check: () => Promise.reject(new Error('nobody')) }),
    },
    {
      name: 'throws at whoever announces',
      noticedBy: fanOutCases[3]?.name ?? '',
      breaks: () => ({
        announce: () => {
          throw new Error('closed');
        },
      }),
    },
  ];
  test.each(defects)('$name', async ({ noticedBy, breaks }) => {
    const one = createLocalFanOut();
    const sentence = fanOutCases.find((c) => c.name === noticedBy);
    const broken = { open: () => ({ ...one, ...breaks(one) }) };
    await expect(sentence?.run(broken)).rejects.toMatchObject({ name: 'AssertionError' });
  });
});

/** Stands between the relay and Redis, so that a test can cut the wire. */
async function openProxy(target: string): Promise<{ url: string; cut(): void }> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(Number(port || 6379), hostname);
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
    }
    socket.pipe(upstream).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `redis://127.0.0.1:${String(bound)}`, cut };
}
