import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { callbackIdOf, type CallbackEdit } from '@callbrief/relay/wire/callback';
import type { Call } from '@callbrief/relay/wire/call';
import { createCallbackFollower } from '../../../../relay/src/callbacks/follow-calls.ts';
import type { StoredEvent, TenantStore } from '../../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import {
  contactNamed,
  deliveryOf,
  factOf,
  later,
  NOW,
  personNamed,
  ringing,
  tenantNamed,
} from '../../../contract/storage/made-up.ts';
import { SECRET, startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const ANNEKE = '+32470271836';
const ada = { personId: 'ada', name: 'Me Ada' };

/** One relay process over the file. */
async function processOn(path: string) {
  const now = () => new Date(later(2_000));
  const storage = await openSqliteStorage({ path, now });
  const published: StoredEvent[] = [];
  const deps = { storage, now, log: pino({ level: 'silent' }), sweepEveryMs: 3_600_000 };
  const follower = createCallbackFollower({ ...deps, publish: (_tenantId, events) => published.push(...events) });
  onTestFinished(async () => {
    await follower.close();
    await storage.close();
  });
  return { storage, store: storage.tenant('firm-a'), follower, published };
}

async function firm() {
  const path = join(tempDir(), 'relay.sqlite');
  const one = await processOn(path);
  await one.storage.tenants.create(tenantNamed('firm-a'));
  const anneke = contactNamed('Anneke', ANNEKE);
  await one.store.putContact(anneke, NOW);
  await one.store.putPerson({ ...personNamed('Ada', '1'), id: 'ada', shortName: 'Me Ada' });
  return { path, one, anneke };
}

const owe = async (
  store: TenantStore,
  set: CallbackEdit['set'],
  id = 'cb',
  seconds = 10,
  did: CallbackEdit['did'] = null,
) => {
  const edit = { editId: `e-${id}-${String(seconds)}`, at: later(seconds), set, did };
  const written = await store.editItem('callback', id, edit, ada, later(2_000));
  if (written === 'incomplete') throw new Error('incomplete');
  return written.events;
};

/** Anneke calls, Ada takes it and talks for a minute. */
async function talk(store: TenantStore, id: string, seconds: number, given: { fromNumber?: string } = {}) {
  const at = later(seconds);
  const party = { providerUserId: '1', personId: null, name: 'Ada' };
  const common = { startedAt: at, party, ...given };
  const facts = [
    factOf('ringing', { ...common, at }),
    factOf('answered', { ...common, at: later(seconds + 5) }),
    factOf('ended', { ...common, at: later(seconds + 65), durationSeconds: 60 }),
  ].map((fact) => ({ providerCallId: id, fact }));
  const accepted = await store.accept({ ...deliveryOf(id, factOf('ringing')), dedupeKey: id, facts });
  return { call: accepted.calls[0] as Call, events: accepted.events };
}

describe('Callbacks follow what the firm does', () => {
  test('a talk with the contact closes it, says who and how, and tells the desktops once', async () => {
    const { one, anneke } = await firm();
    await owe(one.store, { contactId: anneke.id });
    const { call, events } = await talk(one.store, '1', 600);
    one.follower.follow('firm-a', events);
    await vi.waitFor(() => expect(one.published).toHaveLength(1));
    expect(await one.store.item('callback', 'cb')).toMatchObject({
      closed: { why: 'they_reached', callId: call.id, byName: 'Me Ada', at: later(605) },
      stamps: { closed: { byPersonId: 'callbrief', byName: '' } },
    });
    one.follower.follow('firm-a', events);
    await one.follower.sweep();
    expect(one.published.map(({ type }) => type)).toEqual(['callback_changed']);
  });

  test('two relay processes that see one talk close it once', async () => {
    const { path, one, anneke } = await firm();
    const two = await processOn(path);
    await owe(one.store, { contactId: anneke.id });
    const { events } = await talk(one.store, '1', 600);
    one.follower.follow('firm-a', events);
    two.follower.follow('firm-a', events);
    await vi.waitFor(async () => expect(await one.store.openCallbacks()).toEqual([]));
    await Promise.all([one.follower.sweep(), two.follower.sweep()]);
    expect(one.published.length + two.published.length).toBe(1);
    expect((await one.store.item('callback', 'cb'))?.traces.filter(({ field }) => field === 'closed')).toHaveLength(1);
  });

  test('what a killed process did not do, the sweep of the next one does', async () => {
    const { path, one, anneke } = await firm();
    await owe(one.store, { contactId: anneke.id });
    await talk(one.store, '1', 600);
    const next = await processOn(path);
    await next.follower.sweep();
    expect(await next.store.openCallbacks()).toEqual([]);
    expect(next.published).toHaveLength(1);
  });

  test('opened again by a person, the same talk leaves it open and the next one closes it', async () => {
    const { one, anneke } = await firm();
    await owe(one.store, { contactId: anneke.id });
    const { events } = await talk(one.store, '1', 600);
    await one.follower.sweep();
    await owe(one.store, { closed: null }, 'cb', 700, 'reopened');
    one.follower.follow('firm-a', events);
    await one.follower.sweep();
    expect(await one.store.openCallbacks()).toHaveLength(1);
    const { call } = await talk(one.store, '2', 800);
    await one.follower.sweep();
    expect(await one.store.item('callback', 'cb')).toMatchObject({ closed: { callId: call.id } });
  });

  test('one that was made offline, and arrives after they spoke, is closed when it arrives', async () => {
    const { one, anneke } = await firm();
    await talk(one.store, '1', 600);
    one.follower.follow('firm-a', await owe(one.store, { contactId: anneke.id }));
    await vi.waitFor(async () => expect(await one.store.openCallbacks()).toEqual([]));
  });

  test('a call from a shared number closes nothing until somebody files it', async () => {
    const { one, anneke } = await firm();
    const jan = contactNamed('Jan', ANNEKE);
    await one.store.putContact(jan, NOW);
    await owe(one.store, { contactId: anneke.id, number: ANNEKE });
    const { call } = await talk(one.store, '1', 600);
    expect(call.contactId).toBeNull();
    await one.follower.sweep();
    expect(await one.store.openCallbacks()).toHaveLength(1);
    const filed = await one.store.editCall(call.id, { at: later(700), contactId: anneke.id }, ada, later(700));
    one.follower.follow('firm-a', filed?.events ?? []);
    await vi.waitFor(async () => expect(await one.store.openCallbacks()).toEqual([]));
  });

  test('a call that gets its contact later takes its callback with it', async () => {
    const { one } = await firm();
    const { calls } = await one.store.accept(ringing('9', { fromNumber: '+32470000009' }));
    const callId = calls[0]?.id ?? '';
    await one.store.editCall(callId, { at: later(5), followUp: 'please_call_back' }, ada, later(5));
    const karim = contactNamed('Karim', '+32470000009');
    const { events } = await one.store.putContact(karim, later(50));
    one.follower.follow('firm-a', events);
    await vi.waitFor(async () =>
      expect(await one.store.item('callback', callbackIdOf(callId))).toMatchObject({ contactId: karim.id }),
    );
  });

  test('a missed call makes no callback by itself', async () => {
    const { one } = await firm();
    const { events } = await one.store.accept(deliveryOf('5', factOf('missed')));
    one.follower.follow('firm-a', events);
    await one.follower.sweep();
    expect((await one.store.itemPage('callback', null, 10)).total).toBe(0);
  });
});

describe('Over HTTP', () => {
  test('a callback from a desktop is closed by the webhook of the talk', async () => {
    const relay = await startTestRelay();
    const { accessToken: token } = await relay.enrolDevice();
    const madeAt = new Date(Date.now() - 600_000).toISOString();
    const body = { editId: 'e1', at: madeAt, set: { number: '+32470123456', reason: 'Hearing' } };
    await relay.ask('/api/v1/callbacks/cb', { method: 'PATCH', token, body });
    const talked = JSON.stringify({
      call_id: 'talk-1',
      tenant_id: TENANT,
      call_type: 'answered',
      caller_number: '+32470123456',
      callee_number: '+32471234567',
      direction: 'inbound',
      duration_seconds: 60,
      started_at: new Date(Date.now() - 120_000).toISOString(),
    });
    const signature = createHmac('sha256', SECRET).update(talked).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-ringover-signature': signature };
    const answer = await fetch(`${relay.url}/api/v1/webhooks/ringover`, { method: 'POST', headers, body: talked });
    expect(answer.status).toBeLessThan(300);
    await vi.waitFor(async () =>
      expect((await relay.ask('/api/v1/callbacks/cb', { token })).body).toMatchObject({
        closed: { why: 'they_reached' },
      }),
    );
  });
});
