import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { enrolmentWith, startTestRelay } from '../support/relay-under-test.ts';

const databaseUrl = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const serversAnswer = await bothAnswer();
if (!serversAnswer) console.warn('PostgreSQL or Redis does not answer: two relays on one firm are not tested here.');

describe.skipIf(!serversAnswer && process.env['CI'] !== 'true')('Two relays on one PostgreSQL and Redis', () => {
  it('bring each other’s calls to their clients, and a client goes on at the other one', async () => {
    const [first, second] = await startTwo();
    const tokens = await first.enrolDevice();
    const atFirst = await first.stream(tokens);
    const atSecond = await second.stream(tokens);
    await atFirst.until(() => atFirst.events.at(-1)?.type === 'caught_up');
    await atSecond.until(() => atSecond.events.at(-1)?.type === 'caught_up');

    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? first : second).ring(`call-${n}`)));
    const all = Array.from({ length: 80 }, (_, n) => n + 2);
    for (const stream of [atFirst, atSecond]) {
      await stream.until(() => stream.ids().length >= 80);
      expect(stream.ids()).toEqual(all);
    }

    await first.close();
    await atFirst.until(() => atFirst.over() === 'ended');
    await second.ring('after the first has gone');
    const resumed = await second.stream(tokens, '/api/v1/events/stream', { 'last-event-id': '71' });
    await resumed.until(() => resumed.ids().length >= 12);
    expect(resumed.ids()).toEqual(Array.from({ length: 12 }, (_, n) => n + 72));
  });

  it('a device removed at one loses its stream at the other', async () => {
    const [first, second] = await startTwo();
    const tokens = await first.enrolDevice();
    const stream = await second.stream(tokens);
    await stream.until(() => stream.events.at(-1)?.type === 'caught_up');
    await first.ask(`/api/v1/devices/${tokens.deviceId}`, { method: 'DELETE', token: tokens.accessToken });
    await stream.until(() => stream.over() === 'ended');
    expect(stream.events.at(-1)?.type).toBe('device_revoked');
  });

  it('a ring test rings the computer whose stream the other relay holds', async () => {
    const [first, second] = await startTwo();
    const tokens = await first.enrolDevice();
    const stream = await second.stream(tokens);
    await stream.until(() => stream.events.at(-1)?.type === 'caught_up');
    const body = { rings: 3, everyMs: 200 };
    const started = await first.ask('/api/v1/ring-tests', { method: 'POST', token: tokens.accessToken, body });
    expect(started.status).toBe(202);
    await stream.until(() => stream.events.filter(({ type }) => type === 'ring_test').length === 3);
    const rings = stream.events.filter(({ type }) => type === 'ring_test').map(({ data }) => data);
    expect(rings).toMatchObject([0, 1, 2].map((index) => ({ index, of: 3, testId: started.body['testId'] })));
    expect((await second.ask('/readyz')).body).toMatchObject({ fanOut: 'ok' });
  });

  it('count guessed codes together', async () => {
    const relays = await startTwo();
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const body = enrolmentWith('AAAA-AAAA');
      const answer = await relays[n % 2]?.ask('/api/v1/enrolment', { method: 'POST', body });
      statuses.push(answer?.status ?? 0);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });
});

async function startTwo() {
  const name = `relay_${randomUUID().replaceAll('-', '')}`;
  onTestFinished(async () => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
    await client.end();
    const redis = new Redis(redisUrl);
    const keys = await redis.keys(`${name}*`);
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  });
  const environment = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
  const overrides = { schema: name, redisPrefix: name };
  const first = await startTestRelay({ environment, overrides });
  const second = await startTestRelay({ environment, overrides });
  return [first, second] as const;
}

async function bothAnswer(): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    await redis.connect();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
