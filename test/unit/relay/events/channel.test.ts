import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import type { Socket } from 'node:net';
import { createChannel } from '../../../../relay/src/events/channel.ts';
import type { StreamReader } from '../../../../relay/src/events/stream-reader.ts';
import type { StoredEvent, TenantStore } from '../../../../relay/src/storage/port.ts';

const event = (id: number): StoredEvent => ({ id, type: 'call_changed', json: `{"type":"call_changed","n":${id}}` });

/** A log of which the test decides what is committed, and a reader that takes down what it gets. */
function setUp() {
  const log: StoredEvent[] = [];
  const reads = { failing: false, count: 0 };
  const store = {
    tenantId: 'tenant-1',
    lastEventId: () => Promise.resolve(log.at(-1)?.id ?? 0),
    eventsAfter(after: number, limit: number) {
      reads.count += 1;
      if (reads.failing) return Promise.reject(new Error('no database'));
      return Promise.resolve(log.filter(({ id }) => id > after).slice(0, limit));
    },
  } as unknown as TenantStore;
  const frames: string[] = [];
  const socket = {
    destroyed: false,
    writableEnded: false,
    writableLength: 0,
    write: (f: Buffer) => frames.push(String(f)),
  };
  const reader: StreamReader = {
    socket: socket as unknown as Socket,
    deviceId: 'd',
    personId: 'ada',
    cursor: 0,
    live: true,
    endsAt: Infinity,
    progressAt: 0,
  };
  const quiet = pino({ level: 'silent' });
  const channel = createChannel({ store, now: () => new Date(), log: quiet, maxWaitingBytes: 1_000_000 });
  channel.readers.add(reader);
  const got = () => [...frames.join('').matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  return { log, channel, frames, got, reads, reader };
}

describe('A channel', () => {
  it('keeps log order when a later commit is told first', async () => {
    const { log, channel, got } = setUp();
    await channel.open();
    log.push(event(1), event(2), event(3));
    channel.offer([event(3)]);
    channel.offer([event(2)]);
    channel.offer([event(1)]);
    await vi.waitFor(() => expect(got()).toEqual([1, 2, 3]), 5_000);
  });

  it('reads what another process committed, and sends nothing twice when told again', async () => {
    const { log, channel, got } = setUp();
    await channel.open();
    log.push(event(1), event(2));
    channel.announced(2);
    channel.announced(2);
    channel.offer([event(2)]);
    log.push(event(3));
    channel.announced(3);
    await vi.waitFor(() => expect(got()).toEqual([1, 2, 3]), 5_000);
  });

  it('writes a burst to each reader in one piece', async () => {
    const { log, channel, frames, got, reads } = setUp();
    await channel.open();
    for (const id of [1, 2, 3, 4]) {
      log.push(event(id));
      channel.offer([event(id)]);
    }
    await vi.waitFor(() => expect(got()).toEqual([1, 2, 3, 4]), 5_000);
    expect(frames).toHaveLength(1);
    expect(reads.count).toBe(0);
  });

  it('is late but complete after the database was away', async () => {
    const { log, channel, got, reads } = setUp();
    await channel.open();
    reads.failing = true;
    log.push(event(1), event(2));
    channel.announced(2);
    await vi.waitFor(() => expect(reads.count).toBe(1), 5_000);
    reads.failing = false;
    await channel.look();
    await vi.waitFor(() => expect(got()).toEqual([1, 2]), 5_000);
  });

  it('does not repeat what a reader took from the log itself while replaying', async () => {
    const { log, channel, got, reader } = setUp();
    await channel.open();
    log.push(event(1), event(2), event(3));
    reader.cursor = 2;
    channel.offer([event(1), event(2), event(3)]);
    await vi.waitFor(() => expect(got()).toEqual([3]), 5_000);
  });
});
