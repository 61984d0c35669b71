import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { createRelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { createRelayLink } from '../../../../src-main/relay-link/create-relay-link.ts';
import type { ArrivedEvent, RelayLink } from '../../../../src-main/relay-link/relay-link.ts';
import { callChanged, freshTokens, memoryTokens, sampleCall, sampleSession } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { startScriptedRelay, type ScriptedRelay, type ScriptedStream } from '../../../support/scripted-relay.ts';

let relay: ScriptedRelay;
let clock: ManualClock;
let link: RelayLink;
let tokens: ReturnType<typeof memoryTokens>;
let arrived: ArrivedEvent[];
let batches: number[];
let cursor: number;
let statuses: string[];
let removals: number;
let resyncs: number;
/** Every backoff that the link chose. */
let delays: number[];
let random: number;
let retries: number;
let attempts: number;
/** What the receiver does before it takes a batch. */
let beforeTaking: () => void;
let onResync: () => Promise<void>;

beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock();
  tokens = memoryTokens();
  [arrived, batches, statuses, delays] = [[], [], [], []];
  [cursor, removals, resyncs, random, retries, attempts] = [0, 0, 0, 0.5, 0, 0];
  beforeTaking = () => {};
  onResync = () => Promise.resolve();
  relay.answers.set('GET /session', () => ({ body: sampleSession(clock.now().toISOString()) }));
  const client = createRelayClient({ relayUrl: relay.url, tokens, clock });
  link = createRelayLink({
    client,
    clock,
    cursor: () => cursor,
    waitingChanges: () => 3,
    log: {
      ...silentLog,
      info: (word) => {
        if (word === 'stream_connecting') attempts += 1;
      },
      warn: (word, fields) => {
        if (word === 'stream_lost') delays.push(Number(fields?.['delayMs']));
      },
    },
    backoff: { firstMs: 1_000, longestMs: 30_000, random: () => random },
    events: {
      events(batch) {
        beforeTaking();
        batches.push(batch.length);
        arrived.push(...batch);
        for (const { id } of batch) if (id !== null) cursor = Math.max(cursor, id);
      },
      resync: () => {
        resyncs += 1;
        return onResync();
      },
      removed: () => {
        removals += 1;
      },
    },
  });
  link.onStatus((status) => {
    if (statuses.at(-1) !== status.kind) statuses.push(status.kind);
  });
});

afterEach(async () => {
  await link.close();
  await relay.close();
});

const kind = () => link.status().kind;
const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 5 });
const ids = () => arrived.flatMap(({ id }) => (id === null ? [] : [id]));

async function connect(lastEventId = cursor): Promise<ScriptedStream> {
  if (kind() === 'connecting') link.start();
  const stream = await relay.nextStream();
  stream.open({ lastEventId });
  stream.caughtUp(lastEventId);
  await until(() => expect(kind()).toBe('up_to_date'));
  return stream;
}

/** Waits for the retry to be planned, then turns the clock to it. */
async function retryAfter(expectedMs: number): Promise<ScriptedStream> {
  await until(() => expect(delays.length).toBe(retries + 1));
  retries += 1;
  expect(delays.at(-1)).toBe(expectedMs);
  clock.advance(expectedMs);
  return relay.nextStream();
}

/** Lets time pass on a line that works. */
async function beat(stream: ScriptedStream, beats: number): Promise<void> {
  for (let n = 0; n < beats; n += 1) {
    clock.advance(15_000);
    const at = clock.now().toISOString();
    stream.heartbeat();
    await until(() => {
      const status = link.status();
      expect(status.kind === 'up_to_date' && status.at).toBe(at);
    });
  }
}

describe('connecting', () => {
  it('asks from its cursor, with its token in the header and nothing in the address', async () => {
    cursor = 41;
    link.start();
    const stream = await relay.nextStream();
    expect(stream.cursor).toBe('41');
    expect(stream.authorization).toBe('Bearer access-1');
  });

  it('counts down what it has to catch up with, then is up to date', async () => {
    link.start();
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 3 });
    await until(() => expect(link.status()).toEqual({ kind: 'catching_up', left: 3 }));
    stream.event('call_changed', callChanged(sampleCall('a')), 1);
    stream.event('call_changed', callChanged(sampleCall('b')), 2);
    await until(() => expect(link.status()).toEqual({ kind: 'catching_up', left: 1 }));
    stream.event('call_changed', callChanged(sampleCall('c')), 3);
    stream.caughtUp(3);
    await until(() => expect(kind()).toBe('up_to_date'));
    expect(ids()).toEqual([1, 2, 3]);
    expect(statuses).toEqual(['connecting', 'catching_up', 'up_to_date']);
  });

  it('hands a replay over in batches, not one by one', async () => {
    link.start();
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 800 });
    stream.events(
      Array.from({ length: 800 }, (_, n) => ({
        name: 'call_changed',
        body: callChanged(sampleCall(`c${n}`)),
        id: n + 1,
      })),
    );
    stream.caughtUp(800);
    await until(() => expect(kind()).toBe('up_to_date'));
    expect(ids()).toHaveLength(800);
    expect(Math.max(...batches)).toBeLessThanOrEqual(500);
    expect(batches.length).toBeLessThan(100);
  });
});

describe('what this version cannot read', () => {
  it('passes over an event of a newer relay, and its id moves the cursor', async () => {
    const stream = await connect();
    stream.event('fax_arrived', { fax: { pages: 3 } }, 1);
    stream.event('call_changed', { call: 'not a call' }, 2);
    stream.event('call_changed', callChanged(sampleCall('after')), 3);
    await until(() => expect(cursor).toBe(3));
    const told = arrived.filter(({ id }) => id !== null).map(({ id, event }) => [id, event.type]);
    expect(told).toEqual([
      [1, 'unknown'],
      [2, 'unknown'],
      [3, 'call_changed'],
    ]);
  });

  it('does not trust an event of the log that comes without its id', async () => {
    link.start();
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 1 });
    stream.event('call_changed', callChanged(sampleCall('a')));
    await until(() => expect(arrived.at(-1)).toMatchObject({ id: null, event: { type: 'unknown' } }));
  });

  it('does not take the id of the event before for the id of one that has none', async () => {
    const stream = await connect();
    stream.event('call_changed', callChanged(sampleCall('a')), 7);
    stream.event('ring_test', { testId: 't', index: 0, of: 1, ...callChanged(sampleCall('test')) });
    await until(() => expect(arrived.at(-1)?.event.type).toBe('ring_test'));
    expect(arrived.at(-1)?.id).toBeNull();
  });

  it('passes over an event whose JSON was cut, and goes on with the next', async () => {
    const stream = await connect();
    stream.raw('event: call_changed\nid: 7\ndata: {"type":"call_changed","call":{"id":"a\n\n');
    stream.event('call_changed', callChanged(sampleCall('b')), 8);
    await until(() => expect(cursor).toBe(8));
    expect(arrived.filter(({ id }) => id !== null).map(({ id, event }) => [id, event.type])).toEqual([
      [7, 'unknown'],
      [8, 'call_changed'],
    ]);
  });

  it('does not take a field of 50 MB into memory: it lets go of the line and comes back', async () => {
    const stream = await connect();
    stream.raw(`data: ${'x'.repeat(50_000_000)}`);
    await until(() => expect(kind()).toBe('reconnecting'));
    await stream.closed;
    const next = await retryAfter(500);
    expect(next.cursor).toBe(String(cursor));
  });

  it('takes a 200 that is no event stream for a failure', async () => {
    link.start();
    const stream = await relay.nextStream();
    stream.answer(200, 'text/html', '<h1>Sign in to the hotel network</h1>');
    await until(() => expect(kind()).toBe('reconnecting'));
    await retryAfter(500);
    expect(removals).toBe(0);
  });
});

describe('retrying', () => {
  it('goes on after a 503 while the relay restarts, from the cursor, with rising delays', async () => {
    const stream = await connect();
    stream.event('call_changed', callChanged(sampleCall('a')), 1);
    await until(() => expect(cursor).toBe(1));
    await beat(stream, 2);
    stream.end();
    (await retryAfter(500)).refuse('shutting_down');
    (await retryAfter(1_000)).refuse('shutting_down');
    const last = await retryAfter(2_000);
    expect(last.cursor).toBe('1');
    last.open({ lastEventId: 1 });
    last.caughtUp(1);
    await until(() => expect(kind()).toBe('up_to_date'));
    expect(statuses).toEqual(['connecting', 'catching_up', 'up_to_date', 'reconnecting', 'catching_up', 'up_to_date']);
  });

  it('never waits longer than 30 s, and as long as Retry-After asks', async () => {
    link.start();
    (await relay.nextStream()).refuse('shutting_down', { 'Retry-After': '7' });
    random = 0.999_999;
    (await retryAfter(7_000)).cut();
    for (const delay of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) (await retryAfter(delay)).cut();
    expect(delays).toHaveLength(7);
  });

  it('draws the whole delay at random, so that a firm does not come back as one', async () => {
    random = 0;
    link.start();
    (await relay.nextStream()).cut();
    await until(() => expect(link.status().kind).toBe('reconnecting'));
    expect(clock.pending()[0]).toBe(0);
  });

  it('says "reconnecting" with the next attempt, and "offline" after ten seconds, with what waits', async () => {
    const stream = await connect();
    stream.cut();
    await until(() => expect(kind()).toBe('reconnecting'));
    expect(link.status()).toMatchObject({ nextAttemptAt: '2026-11-19T09:00:00.500Z', waitingChanges: 3 });
    (await retryAfter(500)).cut();
    await until(() => expect(delays).toEqual([500, 1_000]));
    clock.advance(9_600);
    expect(link.status()).toEqual({ kind: 'offline', since: '2026-11-19T09:00:00.000Z', waitingChanges: 3 });
  });

  it('stays offline without flicker until everything is caught up', async () => {
    const stream = await connect();
    stream.cut();
    await until(() => expect(kind()).toBe('reconnecting'));
    random = 0.999_999;
    clock.advance(10_000);
    const next = await relay.nextStream();
    expect(kind()).toBe('offline');
    next.cut();
    await until(() => expect(clock.pending().length).toBeGreaterThan(0));
    expect(kind()).toBe('offline');
  });

  it('does not lose an event that could not be written: the stream is closed and it comes again', async () => {
    const stream = await connect();
    let full = true;
    beforeTaking = () => {
      if (full) throw new Error('disk full');
    };
    stream.event('call_changed', callChanged(sampleCall('ring')), 1);
    await stream.closed;
    expect(kind()).toBe('reconnecting');
    full = false;
    const again = await retryAfter(500);
    expect(again.cursor).toBe('0');
    again.open({ lastEventId: 1 });
    again.event('call_changed', callChanged(sampleCall('ring')), 1);
    again.caughtUp(1);
    await until(() => expect(kind()).toBe('up_to_date'));
    expect(ids()).toEqual([1]);
  });
});

describe('a long replay', () => {
  it('stops at the first batch that cannot be written, so that nothing behind it is taken for all', async () => {
    link.start();
    const stream = await relay.nextStream();
    let tries = 0;
    beforeTaking = () => {
      tries += 1;
      if (tries === 2) throw new Error('disk full');
    };
    stream.open({ lastEventId: 1_800 });
    await until(() => expect(kind()).toBe('catching_up'));
    const frames = Array.from({ length: 1_800 }, (_, n) => ({
      name: 'call_changed',
      body: callChanged(sampleCall(`c${n}`)),
      id: n + 1,
    }));
    stream.events(frames);
    await until(() => expect(kind()).toBe('reconnecting'));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(ids()).toEqual(ids().map((_, n) => n + 1));
    expect(tries).toBe(2);
    expect((await retryAfter(500)).cursor).toBe(String(cursor));
  });
});

describe('silence', () => {
  it('notices a dead line after two heartbeats, says so, and reconnects', async () => {
    const stream = await connect();
    clock.advance(15_000);
    stream.heartbeat();
    await until(() => {
      const status = link.status();
      expect(status.kind === 'up_to_date' && status.at).toBe('2026-11-19T09:00:15.000Z');
    });
    clock.advance(30_900);
    expect(kind()).toBe('up_to_date');
    clock.advance(200);
    expect(link.status()).toEqual({ kind: 'silent', since: '2026-11-19T09:00:15.000Z' });
    const next = await relay.nextStream();
    await stream.closed;
    next.open({ lastEventId: 0 });
    next.caughtUp(0);
    await until(() => expect(kind()).toBe('up_to_date'));
  });

  it('is not alarmed while heartbeats come', async () => {
    const stream = await connect();
    await beat(stream, 8);
    expect(relay.streamsWaiting()).toBe(0);
  });

  it('gives up on a relay that accepts and then says nothing', async () => {
    link.start();
    const stream = await relay.nextStream();
    stream.openMutely();
    clock.advance(15_000);
    await stream.closed;
    expect(kind()).toBe('reconnecting');
  });
});

describe('waking', () => {
  it('reconnects at once, whatever the backoff says', async () => {
    link.start();
    (await relay.nextStream()).cut();
    await until(() => expect(kind()).toBe('reconnecting'));
    clock.advance(400);
    link.wake('asked');
    await relay.nextStream();
  });

  it('does not trust a connection that slept', async () => {
    const stream = await connect();
    link.wake('resume');
    link.wake('online');
    const next = await relay.nextStream();
    await stream.closed;
    expect(attempts).toBe(2);
    next.open({ lastEventId: 0 });
    next.caughtUp(0);
    await until(() => expect(kind()).toBe('up_to_date'));
  });
});

describe('tokens', () => {
  it('refreshes an expired token once, though several requests were refused, and goes on', async () => {
    relay.answers.set('POST /tokens/refresh', () => ({ body: freshTokens(2) }));
    relay.answers.set('GET /session', ({ authorization }) =>
      authorization === 'Bearer access-2'
        ? { body: sampleSession(clock.now().toISOString()) }
        : { problem: 'token_expired' },
    );
    link.start();
    (await relay.nextStream()).refuse('token_expired');
    const stream = await relay.nextStream();
    expect(stream.authorization).toBe('Bearer access-2');
    stream.open({ lastEventId: 0 });
    stream.caughtUp(0);
    await until(() => expect(link.clockDifferenceMs()).toBe(0));
    expect(tokens.rotated).toHaveLength(1);
    expect(statuses).not.toContain('reconnecting');
  });

  it('does not use tokens that could not be stored, and tries again with the old ones', async () => {
    tokens.refuseToStore = true;
    relay.answers.set('POST /tokens/refresh', () => ({ body: freshTokens(2) }));
    link.start();
    (await relay.nextStream()).refuse('token_expired');
    const again = await retryAfter(500);
    expect(again.authorization).toBe('Bearer access-1');
    expect(removals).toBe(0);
  });

  it('stops for good when the office removed this computer', async () => {
    const stream = await connect();
    stream.end();
    (await retryAfter(500)).refuse('device_revoked');
    await until(() => expect(kind()).toBe('removed'));
    expect(removals).toBe(1);
    link.wake('asked');
    clock.advance(120_000);
    expect(relay.streamsWaiting()).toBe(0);
    expect(clock.pending()).toEqual([]);
  });

  it('does not take a proxy that says 401 for the office', async () => {
    link.start();
    (await relay.nextStream()).answer(401, 'text/html', 'Who are you?');
    await until(() => expect(kind()).toBe('reconnecting'));
    expect(removals).toBe(0);
  });
});

describe('a log that is not ours', () => {
  it('fetches everything again, then starts over', async () => {
    cursor = 900;
    onResync = () => {
      cursor = 12;
      return Promise.resolve();
    };
    link.start();
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 12, resync: true });
    await stream.closed;
    const next = await relay.nextStream();
    expect(resyncs).toBe(1);
    expect(next.cursor).toBe('12');
  });

  it('does not hammer a relay that asks for everything again and again', async () => {
    link.start();
    (await relay.nextStream()).open({ lastEventId: 0, resync: true });
    (await relay.nextStream()).open({ lastEventId: 0, resync: true });
    (await retryAfter(500)).open({ lastEventId: 0, resync: true });
    await retryAfter(1_000);
    expect(resyncs).toBe(3);
  });

  it('backs off when fetching everything again fails', async () => {
    onResync = () => Promise.reject(new Error('cut'));
    link.start();
    (await relay.nextStream()).open({ lastEventId: 0, resync: true });
    const next = await retryAfter(500);
    expect(next.cursor).toBe('0');
  });
});

describe('clocks', () => {
  it('measures how far this computer is from the relay, and again every five minutes', async () => {
    relay.answers.set('GET /session', () => ({
      body: sampleSession(new Date(clock.now().getTime() - 90_000).toISOString()),
    }));
    const stream = await connect();
    await until(() => expect(link.clockDifferenceMs()).toBe(90_000));
    expect(link.status()).toMatchObject({ clockDifferenceMs: 90_000, roundTripMs: 0 });
    relay.answers.set('GET /session', () => ({ body: sampleSession(clock.now().toISOString()) }));
    await beat(stream, 19);
    expect(link.clockDifferenceMs()).toBe(90_000);
    await beat(stream, 1);
    await until(() => expect(link.clockDifferenceMs()).toBe(0));
  });

  it.each([3_600_000, -3_600_000])(
    'notices at the next heartbeat that the clock here was set by %i ms',
    async (byMs) => {
      const relayTime = () => new Date(clock.now().getTime() - byMs).toISOString();
      const stream = await connect();
      await until(() => expect(link.clockDifferenceMs()).toBe(0));
      relay.answers.set('GET /session', () => ({ body: sampleSession(relayTime()) }));
      clock.set(byMs);
      stream.heartbeat();
      await until(() => expect(link.clockDifferenceMs()).toBe(byMs));
      expect(kind()).toBe('up_to_date');
    },
  );

  it('set back by an hour, it still notices a dead line after two heartbeats', async () => {
    await connect();
    await until(() => expect(link.clockDifferenceMs()).toBe(0));
    clock.set(-3_600_000);
    for (let n = 0; n < 5; n += 1) clock.advance(15_000);
    await until(() => expect(statuses).toContain('silent'));
  });
});
