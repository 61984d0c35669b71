import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLocalFanOut } from '../../../../relay/src/events/fan-out-local.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import type { FanOut } from '../../../../relay/src/events/fan-out.ts';
import type { Storage } from '../../../../relay/src/storage/port.ts';
import { openStream } from '../../../support/relay-stream.ts';

/** A log that answers some turns of the loop later, as PostgreSQL does; SQLite answers before anything can happen. */
function withSlowLog(storage: Storage): Storage {
  const turns = async () => {
    for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...storage,
    tenant: (tenantId) => ({
      ...storage.tenant(tenantId),
      async eventsAfter(after, limit) {
        await turns();
        const events = await storage.tenant(tenantId).eventsAfter(after, limit);
        await turns();
        return events;
      },
    }),
  };
}

/** Commits events as another process does: first the log, then the announcement, one in each turn of the loop. */
function committer(storage: Storage, fanOut: FanOut) {
  let last = 0;
  const commit = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const contact = { id: `contact-${last}`, name: 'Anna', organisation: null, languages: [], numbers: [] };
      const { events } = await storage.tenant(TENANT).putContact(contact, new Date().toISOString());
      last = events.at(-1)?.id ?? last;
      fanOut.announce(TENANT, last);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { commit, last: () => last };
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

describe('The event stream', () => {
  it('says hello, tells that it is caught up, and then brings each event once, with id, name and time of sending', async () => {
    const relay = await startTestRelay();
    const stream = await relay.stream(await relay.enrolDevice());
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toContain('text/event-stream');
    await stream.until(() => stream.events.length === 2);
    expect(stream.events.map(({ type }) => type)).toEqual(['hello', 'caught_up']);
    expect(stream.events[0]?.data).toMatchObject({ resync: false, lastEventId: 1 });
    await relay.ring('call-1');
    await stream.until(() => stream.events.length === 4);
    const [changed, created] = stream.events.slice(2);
    expect(changed).toMatchObject({ id: 2, type: 'call_changed', data: { call: { providerCallId: 'call-1' } } });
    expect(created).toMatchObject({ id: 3, type: 'call_event_created' });
    const hops = changed?.data['hops'] as { committedAt: string } | undefined;
    expect(String(changed?.data['sentAt']) >= String(hops?.committedAt)).toBe(true);
  });

  it('replays what came after the cursor of the header, or of the address, and nothing before it', async () => {
    const relay = await startTestRelay();
    const tokens = await relay.enrolDevice();
    for (let n = 0; n < 4; n += 1) await relay.ring();
    const byHeader = await relay.stream(tokens, '/api/v1/events/stream?after=1', { 'last-event-id': '4' });
    const byAddress = await relay.stream(tokens, '/api/v1/events/stream?after=7');
    await byHeader.until(() => byHeader.events.at(-1)?.type === 'caught_up');
    await byAddress.until(() => byAddress.events.at(-1)?.type === 'caught_up');
    expect(byHeader.ids()).toEqual(upTo(9, 5));
    expect(byAddress.ids()).toEqual([8, 9]);
  });

  it('leaves no gap and sends no double when events come in while it replays', async () => {
    const storage = withSlowLog(await openSqliteStorage({ path: ':memory:' }));
    const fanOut = createLocalFanOut();
    const relay = await startTestRelay({ overrides: { storage, fanOut } });
    const tokens = await relay.enrolDevice();
    const { commit, last } = committer(storage, fanOut);
    await commit(300);
    const cursors = Array.from({ length: 30 }, (_, n) => n * 10);
    const opening = Promise.all(cursors.map((after) => relay.stream(tokens, `/api/v1/events/stream?after=${after}`)));
    const [streams] = await Promise.all([opening, commit(3_000)]);
    for (const [index, stream] of streams.entries()) {
      await stream.until(() => stream.ids().at(-1) === last());
      expect(stream.ids()).toEqual(upTo(last(), (cursors[index] ?? 0) + 1));
    }
  });

  it('asks for a resync when the cursor is not of this log, and then goes on from its end', async () => {
    const relay = await startTestRelay();
    const stream = await relay.stream(await relay.enrolDevice(), '/api/v1/events/stream?after=9000');
    await stream.until(() => stream.events.length === 2);
    expect(stream.events[0]?.data).toMatchObject({ type: 'hello', resync: true, lastEventId: 1 });
    await relay.ring();
    await stream.until(() => stream.ids().length === 2);
    expect(stream.ids()).toEqual([2, 3]);
  });

  it.each(['garbage', '-1', '1e3', '99999999999999999999', '1 OR 1=1'])(
    'refuses the Last-Event-ID %j by name',
    async (cursor) => {
      const relay = await startTestRelay();
      const { accessToken } = await relay.enrolDevice();
      const answer = await fetch(`${relay.url}/api/v1/events/stream`, {
        headers: { authorization: `Bearer ${accessToken}`, 'last-event-id': cursor },
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'bad_request', field: 'Last-Event-ID' });
    },
  );

  it('shows that it is alive every heartbeat, and ends cleanly at its age', async () => {
    const stream = { heartbeatMs: 20, maxAgeMs: 400, maxWaitingBytes: 1_000_000 };
    const relay = await startTestRelay({ config: { stream } });
    const opened = await relay.stream(await relay.enrolDevice());
    await opened.until(() => opened.over() !== 'open');
    expect(opened.heartbeats()).toBeGreaterThanOrEqual(3);
    expect(opened.over()).toBe('ended');
  });

  it('drops a reader that sleeps, keeps the others, and the sleeper finds everything with its cursor', async () => {
    const stream = { heartbeatMs: 15_000, maxAgeMs: 3_600_000, maxWaitingBytes: 64 * 1_024 };
    const relay = await startTestRelay({ config: { stream } });
    const tokens = await relay.enrolDevice();
    const [sleeper, awake] = await Promise.all([relay.stream(tokens), relay.stream(tokens)]);
    await sleeper.until(() => sleeper.events.length === 2);
    sleeper.sleep();
    const note = 'n'.repeat(20_000);
    await relay.ring('long-note');
    const { body } = await relay.ask('/api/v1/calls', { token: tokens.accessToken });
    const callId = (body['items'] as { id: string }[])[0]?.id ?? '';
    let readers = 2;
    for (let n = 0; readers === 2 && n < 1_000; n += 1) {
      const at = new Date(Date.now() + n).toISOString();
      const edit = { method: 'PATCH', token: tokens.accessToken, body: { at, note: `${n}${note.slice(8)}` } };
      expect((await relay.ask(`/api/v1/calls/${callId}`, edit)).status).toBe(200);
      readers = Number((await relay.ask('/readyz')).body['streams']);
    }
    expect(readers).toBe(1);
    sleeper.wakeUp();
    await sleeper.until(() => sleeper.over() !== 'open');
    const last = sleeper.ids().at(-1) ?? 0;
    const again = await relay.stream(tokens, '/api/v1/events/stream', { 'last-event-id': String(last) });
    await again.until(() => again.events.at(-1)?.type === 'caught_up');
    await awake.until(() => awake.ids().at(-1) === again.ids().at(-1));
    expect([...sleeper.ids(), ...again.ids()]).toEqual(awake.ids());
  });

  it('a client that goes away is forgotten', async () => {
    const relay = await startTestRelay();
    const stream = await relay.stream(await relay.enrolDevice());
    await stream.until(() => stream.events.length === 2);
    stream.close();
    await vi.waitFor(async () => expect((await relay.ask('/readyz')).body).toMatchObject({ streams: 0 }), 5_000);
  });

  it.each([
    ['in the same packet', ''],
    ['as a body', 'Transfer-Encoding: chunked\r\n'],
  ])('a second request sent %s behind the stream’s own is never answered', async (_way, header) => {
    const relay = await startTestRelay();
    const { accessToken } = await relay.enrolDevice();
    const line = connect(relay.port, '127.0.0.1');
    onTestFinished(() => void line.destroy());
    let got = '';
    line.on('data', (chunk) => (got += String(chunk)));
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    const own = `GET /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${accessToken}\r\n${header}\r\n`;
    line.write(own + (header ? '' : smuggled));
    await vi.waitFor(() => expect(got).toContain('caught_up'), 5_000);
    line.write(`0\r\n\r\n${smuggled}`);
    await relay.ring();
    await vi.waitFor(() => expect(got).toContain('call_event_created'), 5_000);
    expect(got).not.toContain('callbrief-relay');
    expect((await relay.ask('/healthz')).status).toBe(200);
  });
});

describe('A ticket in the address', () => {
  const ticketFor = async (relay: Awaited<ReturnType<typeof startTestRelay>>, token: string) => {
    const { body, status } = await relay.ask('/api/v1/events/ticket', { method: 'POST', token });
    expect(status).toBe(201);
    return String(body['ticket']);
  };

  it('opens one stream, and a used one opens none', async () => {
    const relay = await startTestRelay();
    const { accessToken } = await relay.enrolDevice();
    const address = `${relay.url}/api/v1/events/stream?token=${await ticketFor(relay, accessToken)}`;
    const stream = await openStream(address, {});
    expect(stream.status).toBe(200);
    await stream.until(() => stream.events.length === 2);
    stream.close();
    const again = await fetch(address);
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({ code: 'ticket_refused' });
  });

  it('lives sixty seconds', async () => {
    let nowMs = Date.now();
    const relay = await startTestRelay({ overrides: { now: () => new Date(nowMs) } });
    const { accessToken } = await relay.enrolDevice();
    const ticket = await ticketFor(relay, accessToken);
    nowMs += 60_001;
    expect((await fetch(`${relay.url}/api/v1/events/stream?token=${ticket}`)).status).toBe(401);
  });

  it('a long-lived token there is refused with the way out, access and refresh alike', async () => {
    const relay = await startTestRelay();
    const { accessToken, refreshToken } = await relay.enrolDevice();
    for (const token of [accessToken, refreshToken]) {
      const answer = await relay.ask(`/api/v1/events/stream?token=${token}`, { token: accessToken });
      expect(answer.body).toMatchObject({ status: 400, code: 'long_lived_token_in_url' });
    }
  });
});
