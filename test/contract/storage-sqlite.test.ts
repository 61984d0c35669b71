import { readFile, stat, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { call as callSchema, nothingAdded } from '@callbrief/relay/wire/call';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { nothingChosen } from '../../relay/src/calls/stored-call.ts';
import { beginInsights } from '../../relay/src/insights/begin-insights.ts';
import { firstTables } from '../../relay/src/storage/sqlite/migrations/0001-first-tables.ts';
import { openSqliteStorage } from '../../relay/src/storage/sqlite/open.ts';
import { createTextLocks, type TextLocks } from '../../relay/src/storage/text-lock.ts';
import { storageCases } from './storage/cases.ts';
import { contactNamed, deliveryOf, factOf, later, NOW, pastCall, ringing, tenantNamed } from './storage/made-up.ts';
import { killedProcessLosesNothing, twoProcessesTakeEachDeliveryOnce } from './storage/process-cases.ts';
import { sqliteSubject } from './storage/sqlite-subject.ts';
import { talkNamed } from '../support/kept-talk.ts';

describe('SQLite keeps what the relay knows', () => {
  test.each([...storageCases])('$name', async (sentence) => {
    await using subject = await sqliteSubject();
    await expect(sentence.run(subject)).resolves.toBeUndefined();
  });

  test('two processes that get the same deliveries take each one once', async () => {
    await using subject = await sqliteSubject();
    await expect(
      twoProcessesTakeEachDeliveryOnce(subject, { engine: 'sqlite', where: subject.path }),
    ).resolves.toBeUndefined();
  });

  test('a process killed in mid-write loses no acknowledged delivery and doubles none', async () => {
    await using subject = await sqliteSubject();
    await expect(
      killedProcessLosesNothing(subject, { engine: 'sqlite', where: subject.path }),
    ).resolves.toBeUndefined();
  });
});

describe('what was said in calls, in the file', () => {
  test('is locked: neither the file nor its log holds a word, and another key does not open it', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const store = storage.tenant('firm-a');
    const call = pastCall();
    await store.importCalls([call], NOW);
    await store.changeInsights(call.id, () => ({
      ...beginInsights(call.id, null, NOW),
      comments: [{ id: 'x', byPersonId: 'ada', byName: 'Ada', at: NOW, atMs: 0, text: 'the hidden clause' }],
    }));
    expect((await store.insights(call.id))?.comments[0]?.text).toBe('the hidden clause');
    for (const path of [subject.path, `${subject.path}-wal`]) {
      const bytes = await readFile(path);
      expect(bytes.includes('hidden clause')).toBe(false);
      // What is not locked is found this way.
      expect(!path.endsWith('-wal') || bytes.includes(call.providerCallId)).toBe(true);
    }
    const otherKey = createTextLocks([{ id: 'k1', key: Buffer.alloc(32, 8) }]);
    const stranger = await openSqliteStorage({ path: subject.path, textLocks: otherKey });
    await expect(stranger.tenant('firm-a').insights(call.id)).rejects.toMatchObject({ code: 'unavailable' });
    await stranger.close();
    const without = await openSqliteStorage({ path: subject.path });
    await expect(without.tenant('firm-a').insights(call.id)).rejects.toMatchObject({ code: 'unavailable' });
    await without.close();
  });

  test('is locked anew after the key was rotated, and then the old key is needed no more', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const calls = [pastCall(), pastCall(), pastCall()];
    await storage.tenant('firm-a').importCalls(calls, NOW);
    for (const { id } of calls) await storage.tenant('firm-a').changeInsights(id, () => beginInsights(id, null, NOW));
    const talk = talkNamed(calls[0]?.id ?? '');
    await storage.tenant('firm-a').putAgentTalk(talk);
    const oldKey = { id: 'k1', key: Buffer.alloc(32, 7) };
    const newKey = { id: 'k2', key: Buffer.alloc(32, 9) };
    const open = async (textLocks: TextLocks) => openSqliteStorage({ path: subject.path, textLocks });
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

  test('the audit log only grows, whatever statement is tried on it', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const entry = { at: NOW, callId: null, recordingId: null, personId: null, deviceId: null, detail: null };
    await storage.tenant('firm-a').addAudit({ ...entry, what: 'exported' });
    const db = new Database(subject.path);
    expect(() => db.exec('DELETE FROM audit')).toThrow('the audit log only grows');
    expect(() => db.exec(`UPDATE audit SET json = '{}'`)).toThrow('the audit log only grows');
    db.close();
    expect((await storage.tenant('firm-a').auditPage({ callId: null }, null, 9)).total).toBe(1);
  });
});

describe('what a relay remembers of the directory between calls', () => {
  test('is asked anew when a contact changed here', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const store = storage.tenant('firm-a');
    const contactOfNext = async (id: string) => (await store.accept(ringing(id))).calls[0]?.contactId;
    expect(await contactOfNext('1')).toBeNull();
    const { value: first } = await store.putContact(contactNamed('Anneke', '+32470271836'), NOW);
    expect(await contactOfNext('2')).toBe(first.id);
    await store.putContact(contactNamed('Anneke', '+32470271836'), NOW);
    expect(await contactOfNext('3')).toBeNull();
  });

  test('is asked anew when another process changed a contact in the same file', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    const store = storage.tenant('firm-a');
    expect((await store.accept(ringing('1'))).calls[0]?.contactId).toBeNull();
    const other = await subject.open();
    const { value } = await other.tenant('firm-a').putContact(contactNamed('Anneke', '+32470271836'), NOW);
    expect((await store.accept(ringing('2'))).calls[0]?.contactId).toBe(value.id);
  });
});

describe('a full disk', () => {
  test('is told as full, nothing is half-written, and all goes on when there is room again', async () => {
    await using subject = await sqliteSubject();
    let now = new Date(NOW);
    await using scope = new AsyncDisposableStack();
    const storage = await openSqliteStorage({ path: subject.path, largestBytes: 600_000, now: () => now });
    scope.defer(() => storage.close());
    await storage.tenants.create(tenantNamed('firm-a'));
    const store = storage.tenant('firm-a');
    const big = (id: string) => ({ ...ringing(id), rawBody: Buffer.alloc(20_000, 'x') });

    const results = [];
    for (let burst = 0; burst < 20; burst++) {
      const ids = Array.from({ length: 4 }, (_, i) => `${String(burst)}-${String(i)}`);
      results.push(...(await Promise.allSettled(ids.map((id) => store.accept(big(id))))));
    }
    const taken = results.filter((r) => r.status === 'fulfilled').length;
    const refused = results.filter((r) => r.status === 'rejected');
    expect(taken).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'full', retryable: true });
    expect((await store.inboxCounts()).total).toBe(taken);
    expect((await store.callPage(null, 1)).total).toBe(taken);
    expect((await store.eventsAfter(0, 1000)).map((e) => e.id)).toEqual(Array.from({ length: taken }, (_, i) => i + 1));

    now = new Date(now.getTime() + 2 * 86_400_000);
    expect(await store.pruneInbox(now.toISOString())).toBe(taken);
    await storage.check();
    expect((await store.accept({ ...big('after'), receivedAt: now.toISOString() })).events[0]?.id).toBe(taken + 1);
  });
});

describe('the file', () => {
  test('of a newer relay is refused and left as it is', async () => {
    await using subject = await sqliteSubject();
    await (await subject.open()).close();
    const db = new Database(subject.path);
    db.pragma('user_version = 99');
    db.close();
    await expect(subject.open()).rejects.toMatchObject({ code: 'newer_schema', retryable: false });
    const after = new Database(subject.path);
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.close();
  });

  test('of the first version keeps its calls when this one opens it', async () => {
    await using subject = await sqliteSubject();
    const {
      added: _added,
      healed: _healed,
      ...call
    } = pastCall({
      outcome: 'ringing',
      endedAt: null,
      providerCallId: '77',
      note: { value: 'says "added":', byPersonId: 'p1', byName: 'Ada', at: NOW },
    });
    const tenant = tenantNamed('firm-a');
    const old = new Database(subject.path);
    old.exec(firstTables);
    old.pragma('user_version = 1');
    old
      .prepare('INSERT INTO tenants (id, hook_token, json) VALUES (?, ?, ?)')
      .run('firm-a', 'x', JSON.stringify(tenant));
    old
      .prepare(
        `INSERT INTO calls VALUES (?, 'firm-a', 'ringover', ?, ?, 'inbound', 'ringing', NULL, NULL, NULL, '', ?, ?, ?, 0, 0)`,
      )
      .run(
        call.id,
        '77',
        NOW,
        JSON.stringify(call),
        JSON.stringify([factOf('ringing')]),
        JSON.stringify(nothingChosen),
      );
    const hops = { providerAt: NOW, receivedAt: NOW, committedAt: NOW };
    const event = JSON.stringify({ type: 'call_changed', cause: 'ringing', call, hops });
    old.prepare(`INSERT INTO events VALUES ('firm-a', 1, 'call_changed', ?)`).run(event);
    old.prepare('UPDATE tenants SET last_event_id = 1').run();
    old.close();
    const store = (await subject.open()).tenant('firm-a');
    const migrated = { ...call, added: nothingAdded, healed: false };
    expect(callSchema.parse(await store.call(call.id))).toEqual(migrated);
    const [read] = await store.eventsAfter(0, 10);
    expect(loggedEvent.parse(JSON.parse(read?.json ?? ''))).toMatchObject({ call: migrated });
    const { calls } = await store.accept(deliveryOf('77', factOf('missed', { at: later(30) })));
    expect(calls).toMatchObject([{ id: call.id, outcome: 'missed' }]);
    await store.accept(ringing('78'));
    expect((await store.callPage(null, 10)).total).toBe(2);
  });

  test('that is no database is refused as unavailable', async () => {
    await using subject = await sqliteSubject();
    await writeFile(subject.path, 'this is a letter to the court, not a database'.repeat(50));
    await expect(subject.open()).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('takes up the write-ahead log while the relay runs, without waiting for it to stop', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    for (let i = 0; i < 150; i++) await storage.tenant('firm-a').accept(ringing(String(i)));
    await vi.waitFor(async () => expect((await stat(subject.path)).size).toBeGreaterThan(100_000), 10_000);
  });

  test('is written through to the disk before anybody is answered', async () => {
    await using subject = await sqliteSubject();
    const storage = await subject.open();
    await storage.tenants.create(tenantNamed('firm-a'));
    await storage.tenant('firm-a').accept(ringing('1'));
    const other = new Database(subject.path, { readonly: true });
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(other.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 1 });
    other.close();
  });
});
