import { randomUUID } from 'node:crypto';
import { DatabaseError } from 'pg';
import { describe, expect, test } from 'vitest';
import { call as callSchema, nothingAdded } from '@callbrief/relay/wire/call';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { nothingChosen } from '../../relay/src/calls/stored-call.ts';
import { beginInsights } from '../../relay/src/insights/begin-insights.ts';
import { migrations } from '../../relay/src/storage/postgres/migrations/index.ts';
import { openPostgresStorage } from '../../relay/src/storage/postgres/open.ts';
import { toStorageError } from '../../relay/src/storage/postgres/storage-error.ts';
import { createTextLocks, type TextLocks } from '../../relay/src/storage/text-lock.ts';
import { postgresUrl } from './servers.ts';
import { storageCases } from './storage/cases.ts';
import { BIG_ID, NOW, pastCall, ringing, tenantNamed } from './storage/made-up.ts';
import { inPostgres, postgresSubject } from './storage/postgres-subject.ts';
import { killedProcessLosesNothing, twoProcessesTakeEachDeliveryOnce } from './storage/process-cases.ts';
import { talkNamed } from '../support/kept-talk.ts';

const found = await postgresUrl();
const url = found ?? '';

describe.skipIf(found === null)('PostgreSQL keeps what the relay knows', () => {
  test.each([...storageCases])('$name', async (sentence) => {
    await using subject = postgresSubject(url);
    await expect(sentence.run(subject)).resolves.toBeUndefined();
  });

  test('two processes that get the same deliveries take each one once', async () => {
    await using subject = postgresSubject(url);
    const { schema } = subject;
    await expect(
      twoProcessesTakeEachDeliveryOnce(subject, { engine: 'postgres', where: url, schema }),
    ).resolves.toBeUndefined();
  });

  test('a process killed in mid-write loses no acknowledged delivery and doubles none', async () => {
    await using subject = postgresSubject(url);
    const { schema } = subject;
    await expect(
      killedProcessLosesNothing(subject, { engine: 'postgres', where: url, schema }),
    ).resolves.toBeUndefined();
  });

  test('relays that start together on an empty database make the tables once', async () => {
    await using subject = postgresSubject(url);
    const storages = await Promise.all(Array.from({ length: 5 }, () => subject.open()));
    await expect(Promise.all(storages.map((storage) => storage.check()))).resolves.toHaveLength(5);
  });

  test('a database of a newer relay is refused', async () => {
    await using subject = postgresSubject(url);
    await subject.open();
    await inPostgres(url, (client) => client.query(`INSERT INTO ${subject.schema}.schema_versions VALUES (99)`));
    await expect(subject.open()).rejects.toMatchObject({ code: 'newer_schema' });
  });
});

/** A login that owns what it makes and is held by the policies; dropped with all it owns. */
async function plainLogin(scope: AsyncDisposableStack): Promise<string> {
  const login = `relay_${randomUUID().slice(0, 8)}`;
  const database = new URL(url).pathname.slice(1);
  await inPostgres(url, async (client) => {
    await client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'only-for-this-test'`);
    await client.query(`GRANT CREATE ON DATABASE ${database} TO ${login}`);
  });
  scope.defer(() =>
    inPostgres(url, async (client) => {
      await client.query(`DROP OWNED BY ${login}`);
      await client.query(`DROP ROLE ${login}`);
    }),
  );
  const as = new URL(url);
  as.username = login;
  as.password = 'only-for-this-test';
  return as.href;
}

describe.skipIf(found === null)('a database of an older relay', () => {
  test('keeps its calls and its log, also where the login that owns the tables is held by their policies', async () => {
    await using scope = new AsyncDisposableStack();
    const as = await plainLogin(scope);
    const subject = scope.use(postgresSubject(url, as));
    const {
      added: _added,
      healed: _healed,
      ...call
    } = pastCall({
      providerCallId: BIG_ID,
      note: { value: 'says "call":{ and "added":', byPersonId: 'p1', byName: 'Ada', at: NOW },
    });
    const hops = { providerAt: NOW, receivedAt: NOW, committedAt: NOW };
    await inPostgres(as, async (client) => {
      await client.query(`CREATE SCHEMA ${subject.schema}; SET search_path TO ${subject.schema}`);
      await client.query('CREATE TABLE schema_versions (version integer PRIMARY KEY)');
      for (const [index, sql] of migrations.slice(0, 2).entries()) {
        await client.query('INSERT INTO schema_versions VALUES ($1)', [index + 1]);
        await client.query(sql);
      }
      await client.query(`SET app.registry TO 'on'; SET app.tenant TO 'firm-a'`);
      await client.query('INSERT INTO tenants VALUES ($1, $2, $3)', [
        'firm-a',
        'x',
        JSON.stringify(tenantNamed('firm-a')),
      ]);
      await client.query(`INSERT INTO event_heads VALUES ('firm-a', 1)`);
      await client.query(
        `INSERT INTO calls VALUES ('firm-a', $1, 'ringover', $2, $3, 'inbound', 'answered', NULL, NULL, NULL, '', $4, '[]', $5, 1)`,
        [call.id, call.providerCallId, NOW, JSON.stringify(call), JSON.stringify(nothingChosen)],
      );
      const event = JSON.stringify({ type: 'call_changed', cause: 'ended', call, hops });
      await client.query(`INSERT INTO events VALUES ('firm-a', 1, 'call_changed', $1)`, [event]);
    });
    const store = (await subject.open()).tenant('firm-a');
    const migrated = { ...call, added: nothingAdded, healed: false };
    expect(callSchema.parse(await store.call(call.id))).toEqual(migrated);
    const [read] = await store.eventsAfter(0, 10);
    expect(loggedEvent.parse(JSON.parse(read?.json ?? ''))).toMatchObject({ call: migrated });
    const forced = await inPostgres(url, (client) =>
      client.query('SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relforcerowsecurity', [
        subject.schema,
      ]),
    );
    const names = forced.rows.map((row: { relname: string }) => row.relname);
    expect(names).toEqual(
      expect.arrayContaining([
        'calls',
        'events',
        'messages',
        'early_facts',
        'actions',
        'blocked_numbers',
        'recordings',
        'recording_media',
        'insights',
        'jobs',
        'audit',
        'capture_policies',
      ]),
    );
  });
});

describe.skipIf(found === null)('row-level security', () => {
  test('a statement that forgets its tenant sees one tenant only, and without a tenant nothing', async () => {
    await using subject = postgresSubject(url);
    const storage = await subject.open();
    for (const id of ['firm-a', 'firm-b']) {
      await storage.tenants.create(tenantNamed(id));
      await storage.tenant(id).accept(ringing('1'));
    }
    const count = (table: string, tenant: string) =>
      inPostgres(url, async (client) => {
        await client.query(
          `BEGIN; SET LOCAL search_path TO ${subject.schema}; SET LOCAL ROLE callbrief_relay; SET LOCAL app.tenant TO '${tenant}'`,
        );
        return (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;
      });
    for (const table of ['calls', 'events', 'inbox', 'event_heads']) {
      expect(await count(table, 'firm-a')).toBe(1);
      expect(await count(table, '')).toBe(0);
    }
    expect(await count('tenants', 'firm-a')).toBe(0);
  });

  test('is locked anew after the key was rotated, and then the old key is needed no more', async () => {
    await using subject = postgresSubject(url);
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const calls = [pastCall(), pastCall(), pastCall()];
    await storage.tenant('firm-a').importCalls(calls, NOW);
    for (const { id } of calls) await storage.tenant('firm-a').changeInsights(id, () => beginInsights(id, null, NOW));
    const talk = talkNamed(calls[0]?.id ?? '');
    await storage.tenant('firm-a').putAgentTalk(talk);
    const oldKey = { id: 'k1', key: Buffer.alloc(32, 7) };
    const newKey = { id: 'k2', key: Buffer.alloc(32, 9) };
    const open = async (textLocks: TextLocks) => openPostgresStorage({ url, schema: subject.schema, textLocks });
    const rotating = await open(createTextLocks([newKey, oldKey]));
    const relock = () => rotating.tenant('firm-a').relockTexts(2);
    expect([await relock(), await relock(), await relock()]).toEqual([2, 2, 0]);
    await rotating.close();
    const after = await open(createTextLocks([newKey]));
    for (const { id } of calls) expect(await after.tenant('firm-a').insights(id)).toMatchObject({ revision: 1 });
    expect(await after.tenant('firm-a').agentTalk(talk.callId)).toEqual(talk);
    await after.close();
    await expect(storage.tenant('firm-a').insights(calls[0]?.id ?? '')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(storage.tenant('firm-a').agentTalk(talk.callId)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('the audit log only grows, also for whoever owns the table', async () => {
    await using subject = postgresSubject(url);
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const entry = { at: NOW, callId: null, recordingId: null, personId: null, deviceId: null, detail: null };
    await storage.tenant('firm-a').addAudit({ ...entry, what: 'exported' });
    for (const statement of ['DELETE FROM', 'TRUNCATE'])
      await expect(inPostgres(url, (client) => client.query(`${statement} ${subject.schema}.audit`))).rejects.toThrow(
        'the audit log only grows',
      );
    await expect(
      inPostgres(url, (client) => client.query(`UPDATE ${subject.schema}.audit SET json = '{}'`)),
    ).rejects.toThrow('the audit log only grows');
    expect((await storage.tenant('firm-a').auditPage({ callId: null }, null, 9)).total).toBe(1);
  });

  test('a tenant cannot write into another, and an id with quotes is only an id', async () => {
    await using subject = postgresSubject(url);
    const storage = await subject.open();
    const id = `x'; SET app.tenant TO 'firm-b`;
    await storage.tenants.create(tenantNamed(id));
    await storage.tenants.create(tenantNamed('firm-b'));
    await storage.tenant(id).accept(ringing('1'));
    expect(await storage.tenant('firm-b').lastEventId()).toBe(0);
    expect(await storage.tenant(id).lastEventId()).toBe(1);
  });

  test('holds for a login that owns the tables and is no superuser', async () => {
    await using scope = new AsyncDisposableStack();
    const as = await plainLogin(scope);
    const subject = scope.use(postgresSubject(url, as));
    const storage = await subject.open();
    for (const id of ['firm-a', 'firm-b']) await storage.tenants.create(tenantNamed(id));
    await storage.check();
    expect((await storage.tenant('firm-a').accept(ringing('1'))).events).toHaveLength(1);
    expect(await storage.tenant('firm-b').eventsAfter(0, 10)).toEqual([]);
    const seen = await inPostgres(as, (client) => client.query(`SELECT * FROM ${subject.schema}.calls`));
    expect(seen.rows).toEqual([]);
  });
});

describe('a database that does not answer', () => {
  test('is told as unavailable when the relay starts', async () => {
    const nobody = openPostgresStorage({ url: 'postgres://postgres@127.0.0.1:1/test' });
    await expect(nobody).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test.skipIf(found === null)('and comes back: deliveries are refused as unavailable, then taken again', async () => {
    await using subject = postgresSubject(url);
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const store = storage.tenant('firm-a');
    await inPostgres(url, async (holder) => {
      // Holds the tenant's row, so that the delivery waits inside its transaction; then exactly that connection is cut.
      await holder.query(`BEGIN; SELECT * FROM ${subject.schema}.event_heads FOR UPDATE`);
      const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const waiting = store.accept(ringing('1')).catch((error: unknown) => error);
      const cut = () =>
        inPostgres(url, (client) =>
          client.query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE $1::int = ANY (pg_blocking_pids(pid))',
            [rows[0]?.pid],
          ),
        );
      await expect.poll(async () => (await cut()).rowCount, { timeout: 5_000 }).toBe(1);
      expect(await waiting).toMatchObject({ code: 'unavailable', retryable: true });
      await holder.query('ROLLBACK');
    });
    expect(await store.accept(ringing('1'))).toMatchObject({ duplicate: false, events: [{ id: 1 }] });
  });

  test('a full disk is told as full', () => {
    const full = new DatabaseError('could not extend file: No space left on device', 0, 'error');
    full.code = '53100';
    expect(toStorageError(full)).toMatchObject({ code: 'full', retryable: true });
  });

  test.skipIf(found === null)('a delivery from before is known after the relay is opened again', async () => {
    await using subject = postgresSubject(url);
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const waiting = storage.tenant('firm-a').accept({ ...ringing('1'), receivedAt: NOW });
    // Closing waits for what was taken in.
    await storage.close();
    expect((await waiting).duplicate).toBe(false);
    expect((await (await subject.open()).tenant('firm-a').accept(ringing('1'))).duplicate).toBe(true);
  });
});
