import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLocalFanOut } from '../../../../relay/src/events/fan-out-local.ts';
import { StorageError, type Storage } from '../../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { call } from '../../../../relay/src/wire/call.ts';
import { streamOnlyEvent } from '../../../../relay/src/wire/events.ts';
import {
  callPage,
  contactPage,
  matterPage,
  messagePage,
  personPage,
  session,
} from '../../../../relay/src/wire/rest.ts';
import { deliveryOfMessages, toldSms } from '../../../contract/storage/made-up.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';

const anna = {
  id: 'contact-anna',
  name: 'Anna Wouters',
  organisation: null,
  languages: ['nl' as const],
  numbers: [{ number: '+32470123456', kind: 'mobile' as const, shared: false }],
};

async function relayWithCall() {
  const relay = await startTestRelay();
  const tokens = await relay.enrolDevice();
  await relay.ring('call-1');
  const token = tokens.accessToken;
  const page = callPage.parse((await relay.ask('/api/v1/calls', { token })).body);
  const [first] = page.items;
  if (!first) throw new Error('no call');
  return { relay, tokens, token, first };
}

describe('The app’s API', () => {
  it('tells who I am and where the log stands', async () => {
    const { relay, token, tokens } = await relayWithCall();
    const told = session.parse((await relay.ask('/api/v1/session', { token })).body);
    expect(told).toMatchObject({
      eventCursor: 3,
      person: { id: 'peeters' },
      device: { id: tokens.deviceId, name: 'PC-LIT-07' },
      firm: { tenantId: TENANT },
      totals: { calls: 1, messages: 0, contacts: 0, matters: 0 },
    });
  });

  it('pages through every message once, newest first, counts them in the session, and keeps strangers out', async () => {
    const { relay, token } = await relayWithCall();
    const store = relay.storage.tenant(TENANT);
    for (let n = 0; n < 5; n += 1) {
      const told = toldSms({ providerMessageId: String(n), at: `2026-11-19T11:3${n}:00.000Z` });
      await store.accept(deliveryOfMessages(told));
    }
    const first = messagePage.parse((await relay.ask('/api/v1/messages?limit=3', { token })).body);
    const rest = messagePage.parse((await relay.ask(`/api/v1/messages?cursor=${first.next ?? ''}`, { token })).body);
    expect([first.total, first.items.length, rest.items.length, rest.next]).toEqual([5, 3, 2, null]);
    const times = [...first.items, ...rest.items].map((m) => m.at);
    expect(times).toEqual([...new Set(times)].toSorted().toReversed());
    expect(session.parse((await relay.ask('/api/v1/session', { token })).body).totals.messages).toBe(5);
    expect((await relay.ask('/api/v1/messages')).status).toBe(401);
    expect((await relay.ask('/api/v1/messages?cursor=nonsense', { token })).status).toBe(400);
  });

  it('pages through every call once, newest first, and every list has the wire’s shape', async () => {
    const { relay, token } = await relayWithCall();
    await Promise.all(Array.from({ length: 24 }, (_, n) => relay.ring(`more-${n}`)));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/api/v1/calls?limit=10${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = callPage.parse((await relay.ask(path, { token })).body);
      expect(page.total).toBe(25);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(25);
    contactPage.parse((await relay.ask('/api/v1/contacts', { token })).body);
    matterPage.parse((await relay.ask('/api/v1/matters', { token })).body);
    expect(personPage.parse((await relay.ask('/api/v1/people', { token })).body).items).toHaveLength(1);
  });

  it('a note reaches the other desktops, and sent again changes nothing', async () => {
    const { relay, token, tokens, first } = await relayWithCall();
    const stream = await relay.stream(tokens);
    await stream.until(() => stream.events.length === 2);
    const edit = { at: new Date().toISOString(), note: 'Rings back at three', followUp: 'please_call_back' };
    const path = `/api/v1/calls/${first.id}`;
    const once = await relay.ask(path, { method: 'PATCH', token, body: edit });
    expect(call.parse(once.body)).toMatchObject({
      note: { value: edit.note, byPersonId: 'peeters' },
      followUp: { value: 'please_call_back' },
    });
    const again = await relay.ask(path, { method: 'PATCH', token, body: edit });
    expect(again.status).toBe(200);
    await relay.ring('call-2');
    await stream.until(() => stream.events.some((e) => JSON.stringify(e.data).includes('call-2')));
    const edits = stream.events.filter(({ data }) => data['cause'] === 'edit');
    expect(edits).toHaveLength(1);
  });

  it('a note from a clock that runs ahead does not win for ever', async () => {
    const { relay, token, first } = await relayWithCall();
    const path = `/api/v1/calls/${first.id}`;
    const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString();
    await relay.ask(path, { method: 'PATCH', token, body: { at: nextWeek, note: 'from the future' } });
    const now = { at: new Date(Date.now() + 1_000).toISOString(), note: 'written later' };
    const { body } = await relay.ask(path, { method: 'PATCH', token, body: now });
    expect(body).toMatchObject({ note: { value: 'written later' } });
  });

  it('a new contact gets the earlier calls of its number, and sent again is no second contact', async () => {
    const { relay, token, first } = await relayWithCall();
    for (let n = 0; n < 2; n += 1) {
      expect((await relay.ask('/api/v1/contacts', { method: 'POST', token, body: anna })).status).toBe(201);
    }
    expect((await relay.ask('/api/v1/contacts', { token })).body).toMatchObject({ total: 1 });
    expect((await relay.ask(`/api/v1/calls/${first.id}`, { token })).body).toMatchObject({ contactId: anna.id });
  });

  it('a call is not linked to a contact or matter that the firm has not', async () => {
    const { relay, token, first } = await relayWithCall();
    const body = { at: new Date().toISOString(), contactId: 'nobody' };
    const answer = await relay.ask(`/api/v1/calls/${first.id}`, { method: 'PATCH', token, body });
    expect(answer.body).toMatchObject({ status: 422, field: 'contactId' });
    const filed = { at: new Date().toISOString(), matterId: 'nothing', note: 'not written either' };
    const refused = await relay.ask(`/api/v1/calls/${first.id}`, { method: 'PATCH', token, body: filed });
    expect(refused.body).toMatchObject({ status: 422, code: 'malformed', field: 'matterId' });
    expect((await relay.ask(`/api/v1/calls/${first.id}`, { token })).body).toMatchObject({ note: null });
  });

  it('a ring test rings the asking computer only, with real hops, and leaves no trace', async () => {
    const { relay, token, tokens } = await relayWithCall();
    const other = await relay.enrolDevice('benali');
    const [mine, theirs] = await Promise.all([relay.stream(tokens), relay.stream(other)]);
    await mine.until(() => mine.events.length === 2);
    await theirs.until(() => theirs.events.length === 2);
    const started = await relay.ask('/api/v1/ring-tests', { method: 'POST', token, body: { rings: 3, everyMs: 200 } });
    expect(started).toMatchObject({ status: 202, body: { rings: 3 } });
    await mine.until(() => mine.events.length === 5);
    const rings = mine.events.slice(2).map(({ data }) => streamOnlyEvent.parse(data));
    for (const [index, event] of rings.entries()) {
      expect(event).toMatchObject({ type: 'ring_test', testId: started.body['testId'], index, of: 3 });
      if (event.type === 'ring_test') expect(event.hops.committedAt >= event.hops.receivedAt).toBe(true);
    }
    expect(mine.events.slice(2).every(({ id }) => id === null)).toBe(true);
    expect(theirs.events).toHaveLength(2);
    expect((await relay.ask('/api/v1/calls', { token })).body).toMatchObject({ total: 1 });
  });

  it('ready tells counts and versions, without a name or number', async () => {
    const { relay } = await relayWithCall();
    const { status, body } = await relay.ask('/readyz');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ready', storage: 'ok', tenants: 1, inbox: { total: 1, unreadable: 0 } });
    expect(body).toMatchObject({ fanOut: 'ok', webhooks: { signaturesRefused: 0, heldBack: 0, lost: 0 } });
    expect(JSON.stringify(body)).not.toMatch(/tenant-1|32470/);
    await fetch(`${relay.url}/api/v1/webhooks/ringover`, { method: 'POST', body: '{}' });
    expect((await relay.ask('/readyz')).body).toMatchObject({ webhooks: { signaturesRefused: 1 } });
  });

  it('a full disk keeps nobody from reading', async () => {
    const real = await openSqliteStorage({ path: join(tempDir(), 'relay.sqlite') });
    let isFull = false;
    const orFull = async (work: () => Promise<void>) => {
      if (isFull) throw new StorageError('full', 'no room');
      await work();
    };
    const tenant: Storage['tenant'] = (tenantId) => {
      const store = real.tenant(tenantId);
      return {
        ...store,
        markDeviceSeen: (id, at) => orFull(() => store.markDeviceSeen(id, at)),
        confirmRotation: (id) => orFull(() => store.confirmRotation(id)),
      };
    };
    const relay = await startTestRelay({ overrides: { storage: { ...real, tenant } } });
    const { accessToken: token } = await relay.enrolDevice();
    isFull = true;
    expect((await relay.ask('/api/v1/session', { token })).status).toBe(200);
  });

  it('ready although other processes cannot be reached, which it tells', async () => {
    const fanOut = { ...createLocalFanOut(), check: () => Promise.reject(new Error('Redis is away')) };
    const relay = await startTestRelay({ overrides: { fanOut } });
    const { status, body } = await relay.ask('/readyz');
    expect([status, body['status'], body['fanOut']]).toEqual([200, 'ready', 'failing']);
  });
});

describe('The routes kept for existing integrations', () => {
  it('list calls with exactly the fields of the contract', async () => {
    const { relay, token } = await relayWithCall();
    await relay.ask('/api/v1/contacts', { method: 'POST', token, body: anna });
    const { body } = await relay.ask('/api/v1/ringover/calls', { token });
    expect(body).toMatchObject({ total: 1, page: 1, per_page: 20 });
    const [item] = body['items'] as Record<string, unknown>[];
    expect(item).toMatchObject({
      call_id: 'call-1',
      contact_id: anna.id,
      contact_name: 'Anna Wouters',
      case_id: null,
      phone_number: '+32470123456',
      direction: 'inbound',
      call_type: 'missed',
      duration_seconds: 0,
      duration_formatted: '0m 0s',
      occurred_at: '2026-11-19T09:12:00.000Z',
      recording_url: null,
      transcript_status: 'skipped',
      summary_status: 'skipped',
      extracted_tasks: [],
    });
    const one = await relay.ask(`/api/v1/ringover/calls/${String(item?.['id'])}`, { token });
    expect(one.body).toEqual(item);
  });

  it('filter by kind, direction, contact, day and text', async () => {
    const { relay, token } = await relayWithCall();
    await relay.ask('/api/v1/contacts', { method: 'POST', token, body: anna });
    const total = async (query: string) =>
      (await relay.ask(`/api/v1/ringover/calls?${query}`, { token })).body['total'];
    expect(await total('call_type=missed&direction=inbound')).toBe(1);
    expect(await total('call_type=answered')).toBe(0);
    expect(await total('direction=outbound')).toBe(0);
    expect(await total(`contact_id=${anna.id}`)).toBe(1);
    expect(await total('date_from=2026-11-19&date_to=2026-11-19')).toBe(1);
    expect(await total('date_from=2026-11-20')).toBe(0);
    expect(await total('q=wouters')).toBe(1);
    expect(await total('q=nobody')).toBe(0);
  });

  it.each(['per_page=101', 'page=0', 'direction=in', 'call_type=lost', 'date_from=yesterday'])(
    'refuse the wrong filter %s by its name',
    async (query) => {
      const { relay, token } = await relayWithCall();
      const { status, body } = await relay.ask(`/api/v1/ringover/calls?${query}`, { token });
      expect(status).toBe(422);
      expect(body).toMatchObject({ code: 'malformed', field: query.split('=')[0] });
    },
  );
});
