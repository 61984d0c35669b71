import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { createTenant } from '../../relay/src/tenants/create-tenant.ts';
import { enrolmentWith, personNamed, SECRET, startTestRelay, TENANT } from '../support/relay-under-test.ts';

/**
 * Written from the page of the HTTP contract, section 4, and from nothing else: what a script of a firm sees. Calls come
 * in by section 1 of the same page.
 */
const OTHER = 'tenant-2';
const OTHER_SECRET = 'secret-of-the-other-firm';
const NOW = '2026-11-19T12:00:00.000Z';

const ITEM_FIELDS = [
  'id',
  'call_id',
  'contact_id',
  'contact_name',
  'case_id',
  'phone_number',
  'direction',
  'call_type',
  'duration_seconds',
  'duration_formatted',
  'occurred_at',
  'recording_url',
  'transcript_status',
  'transcript',
  'summary_status',
  'ai_summary',
  'sentiment_score',
  'sentiment_label',
  'tasks_generated',
  'extracted_tasks',
];
/** "Each status ..., with a reason for the last two." */
const REASON_FIELDS = ['transcript_status_reason', 'summary_status_reason'];

interface CompactCall {
  call_id: string;
  call_type?: 'answered' | 'missed' | 'voicemail';
  direction?: 'inbound' | 'outbound';
  caller_number?: string;
  callee_number?: string;
  duration_seconds?: number;
  started_at?: string;
  recording_url?: string;
}
type Item = Record<string, unknown> & { id: string; call_id: string };

async function firm() {
  const now = () => new Date(NOW);
  const relay = await startTestRelay({ overrides: { now } });
  const { accessToken: token } = await relay.enrolDevice();
  const store = relay.storage.tenant(TENANT);

  async function tell(call: CompactCall, tenantId = TENANT, secret = SECRET): Promise<void> {
    const body = JSON.stringify({
      tenant_id: tenantId,
      call_type: 'answered',
      direction: 'inbound',
      duration_seconds: 60,
      caller_number: '+32470123456',
      callee_number: '+3225551234',
      started_at: '2026-11-18T10:00:00Z',
      ...call,
    });
    const answer = await fetch(`${relay.url}/api/v1/webhooks/ringover`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-ringover-signature': createHmac('sha256', secret).update(body).digest('hex'),
      },
      body,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  async function list(query = '', as = token) {
    const answer = await relay.ask(`/api/v1/ringover/calls${query}`, { token: as });
    const items = (answer.body['items'] ?? []) as Item[];
    return { ...answer, items, ids: items.map((item) => item.call_id), total: answer.body['total'] };
  }

  /** Another firm on the same relay, with a person signed in. */
  async function otherFirm(): Promise<string> {
    const secrets = { ringoverWebhookKeys: [OTHER_SECRET] };
    const ask = { id: OTHER, firmName: 'Other', country: 'BE', secrets, providers: ['ringover' as const] };
    await createTenant({ storage: relay.storage, now }, ask);
    await relay.storage.tenant(OTHER).putPerson(personNamed('claes', 'admin'));
    const deps = { storage: relay.storage, now, publicBaseUrl: relay.publicBaseUrl };
    const { code } = await createInvitation(deps, { tenantId: OTHER, personId: 'claes' });
    const { body } = await relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
    return String(body['accessToken']);
  }

  const contact = (id: string, name: string, number: string) =>
    store.putContact(
      { id, name, organisation: null, languages: [], numbers: [{ number, kind: 'mobile', shared: false }] },
      NOW,
    );
  const matter = (id: string, contactId: string) =>
    store.putMatter({
      id,
      number: `2026/${id}`,
      title: id,
      status: 'open',
      responsiblePersonId: null,
      deadlines: [],
      parties: [
        {
          contactId,
          role: 'client',
          representedBy: null,
        },
      ],
      updatedAt: NOW,
    });
  return { relay, token, tell, list, otherFirm, contact, matter };
}

describe('GET /api/v1/ringover/calls', () => {
  it('answers {items, total, page, per_page}, and each item has exactly the fields of the page', async () => {
    const { tell, list, contact, matter } = await firm();
    await contact('anna', 'Anna Wouters', '+32470123456');
    await matter('case-1', 'anna');
    await tell({ call_id: 'call-1', duration_seconds: 154, recording_url: 'https://cdn.ringover.com/records/x.mp3' });
    const { status, body, items } = await list();
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['items', 'page', 'per_page', 'total']);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual([...ITEM_FIELDS, ...REASON_FIELDS].sort());
    expect(items[0]).toMatchObject({
      call_id: 'call-1',
      contact_id: 'anna',
      contact_name: 'Anna Wouters',
      case_id: 'case-1',
      phone_number: '+32470123456',
      direction: 'inbound',
      call_type: 'answered',
      duration_seconds: 154,
      duration_formatted: '2m 34s',
      occurred_at: '2026-11-18T10:00:00.000Z',
      extracted_tasks: [],
    });
    for (const field of ['transcript_status', 'summary_status']) {
      expect(['pending', 'processing', 'completed', 'failed', 'skipped']).toContain(items[0]?.[field]);
      if (items[0]?.[field] === 'skipped') expect(items[0][`${field}_reason`]).toEqual(expect.any(String));
    }
  });

  it('never shows the provider’s address of a recording', async () => {
    const { relay, token, tell, list } = await firm();
    await tell({ call_id: 'call-1', recording_url: 'https://cdn.ringover.com/records/secret.mp3' });
    const { items, body } = await list();
    expect(items[0]?.['recording_url']).toBeNull();
    const one = await relay.ask(`/api/v1/ringover/calls/${items[0]?.id}`, { token });
    for (const text of [JSON.stringify(body), JSON.stringify(one.body)])
      expect(text).not.toMatch(/ringover\.com|secret/);
  });

  it('phone_number is the other side’s, for calls out too', async () => {
    const { tell, list } = await firm();
    const [caller_number, callee_number] = ['+3225551234', '+32470123456'];
    await tell({ call_id: 'out', direction: 'outbound', caller_number, callee_number });
    expect((await list()).items[0]).toMatchObject({ direction: 'outbound', phone_number: '+32470123456' });
  });

  it('pages from the newest on, without a gap or a double, 100 at most', async () => {
    const { tell, list } = await firm();
    const minute = (n: number) => `2026-11-18T10:${String(n % 20).padStart(2, '0')}:00Z`;
    // Many calls share a minute: the order within it must not change from page to page.
    const told = Array.from({ length: 45 }, (_, n) => ({ call_id: `call-${n}`, started_at: minute(n) }));
    await Promise.all(told.map((call) => tell(call)));
    const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => list(`?page=${page}&per_page=10`)));
    for (const [index, page] of pages.entries()) {
      expect(page.body).toMatchObject({ total: 45, page: index + 1, per_page: 10 });
    }
    expect(pages.map(({ ids }) => ids.length)).toEqual([10, 10, 10, 10, 5]);
    const items = pages.flatMap((page) => page.items);
    expect(new Set(items.map(({ call_id }) => call_id)).size).toBe(45);
    const times = items.map((item) => String(item['occurred_at']));
    expect(times).toEqual(times.toSorted().toReversed());
    expect((await list('?page=6&per_page=10')).items).toEqual([]);
    expect((await list('?per_page=100')).items).toHaveLength(45);
    expect((await list('?per_page=101')).status).toBe(422);
  });

  it('filters by direction and call_type, and together', async () => {
    const { tell, list } = await firm();
    await tell({ call_id: 'in-answered' });
    await tell({ call_id: 'in-missed', call_type: 'missed' });
    await tell({ call_id: 'in-voicemail', call_type: 'voicemail' });
    await tell({ call_id: 'out-answered', direction: 'outbound' });
    const found = async (query: string) => (await list(query)).ids.toSorted();
    expect(await found('?direction=inbound')).toEqual(['in-answered', 'in-missed', 'in-voicemail']);
    expect(await found('?direction=outbound')).toEqual(['out-answered']);
    expect(await found('?call_type=answered')).toEqual(['in-answered', 'out-answered']);
    expect(await found('?call_type=missed')).toEqual(['in-missed']);
    expect(await found('?call_type=voicemail')).toEqual(['in-voicemail']);
    expect(await found('?call_type=answered&direction=inbound')).toEqual(['in-answered']);
    expect((await list('?call_type=missed')).total).toBe(1);
  });

  it('filters by contact_id and case_id', async () => {
    const { tell, list, contact, matter } = await firm();
    await contact('anna', 'Anna Wouters', '+32470123456');
    await contact('bert', 'Bert Maes', '+32470999999');
    await matter('case-1', 'anna');
    await tell({ call_id: 'of-anna' });
    await tell({ call_id: 'of-bert', caller_number: '+32470999999' });
    await tell({ call_id: 'of-nobody', caller_number: '+32480000000' });
    expect((await list('?contact_id=bert')).ids).toEqual(['of-bert']);
    expect((await list('?case_id=case-1')).ids).toEqual(['of-anna']);
    expect((await list('?case_id=case-1&contact_id=bert')).ids).toEqual([]);
    expect((await list('?contact_id=nobody')).total).toBe(0);
  });

  it('filters by date_from and date_to, days whole and moments exact', async () => {
    const { tell, list } = await firm();
    await tell({ call_id: 'first', started_at: '2026-11-16T00:00:00Z' });
    await tell({ call_id: 'second', started_at: '2026-11-17T23:59:59Z' });
    await tell({ call_id: 'third', started_at: '2026-11-18T09:30:00Z' });
    expect((await list('?date_from=2026-11-17')).ids).toEqual(['third', 'second']);
    expect((await list('?date_to=2026-11-17')).ids).toEqual(['second', 'first']);
    expect((await list('?date_from=2026-11-17&date_to=2026-11-17')).ids).toEqual(['second']);
    const moment = encodeURIComponent('2026-11-18T10:30:00+01:00');
    expect((await list(`?date_from=${moment}`)).ids).toEqual(['third']);
    expect((await list('?date_from=2026-11-18T09:30:01Z')).ids).toEqual([]);
    expect((await list('?date_to=2026-11-15')).total).toBe(0);
  });

  it('q finds a name, and any piece of a number however it is written', async () => {
    const { tell, list, contact } = await firm();
    await contact('anna', 'Anna Wouters-Peña', '+32470123456');
    await tell({ call_id: 'of-anna' });
    await tell({ call_id: 'other', caller_number: '+4940987654' });
    for (const q of [
      'wouters',
      'PENA',
      'Anna Wouters',
      '12345',
      '123456',
      '0470 12 34 56',
      '+32470123456',
      '0032 470',
    ]) {
      expect([q, (await list(`?q=${encodeURIComponent(q)}`)).ids]).toEqual([q, ['of-anna']]);
    }
    for (const q of ['9876', '+49 (0)40 98 76 54', '040987654']) {
      expect([q, (await list(`?q=${encodeURIComponent(q)}`)).ids]).toEqual([q, ['other']]);
    }
    expect((await list('?q=2555123')).total).toBe(2);
    for (const q of ['nobody', '777', '%', '_', "' OR 1=1 --"]) {
      expect([q, (await list(`?q=${encodeURIComponent(q)}`)).total]).toEqual([q, 0]);
    }
  });

  it.each([
    'page=0',
    'page=-1',
    'page=x',
    'per_page=0',
    'per_page=101',
    'per_page=1.5',
    'direction=in',
    'direction=',
    'call_type=lost',
    'date_from=yesterday',
    'date_to=2026-13-01',
    'date_to=19/11/2026',
  ])('refuses %s by its name', async (query) => {
    const { list } = await firm();
    const { status, body } = await list(`?${query}`);
    expect([status, body['field']]).toEqual([422, query.split('=')[0]]);
  });
});

describe('GET /api/v1/ringover/calls/{id}', () => {
  it('is the same item as in the list', async () => {
    const { relay, token, tell, list } = await firm();
    await tell({ call_id: 'call-1' });
    const [item] = (await list()).items;
    const one = await relay.ask(`/api/v1/ringover/calls/${item?.id}`, { token });
    expect([one.status, one.body]).toEqual([200, item]);
  });

  it('404 for an id that is not there, and the very same for one of another firm', async () => {
    const { relay, token, tell, list, otherFirm } = await firm();
    const theirToken = await otherFirm();
    await tell({ call_id: 'theirs' }, OTHER, OTHER_SECRET);
    const [theirs] = (await list('', theirToken)).items;
    expect(theirs?.call_id).toBe('theirs');
    const foreign = await relay.ask(`/api/v1/ringover/calls/${theirs?.id}`, { token });
    const absent = await relay.ask('/api/v1/ringover/calls/0199f7a0-0000-7000-8000-000000000000', { token });
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(absent.body);
  });
});

describe('GET /api/v1/ringover/stats', () => {
  it('has exactly the fields of the page, on an empty history too', async () => {
    const { relay, token } = await firm();
    const { status, body } = await relay.ask('/api/v1/ringover/stats?days=30', { token });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      [
        'total_calls',
        'answered_calls',
        'missed_calls',
        'voicemail_calls',
        'avg_duration_minutes',
        'answer_rate',
        'calls_by_day',
        'avg_response_seconds',
        'sentiment_distribution',
        'top_contacts',
      ].sort(),
    );
    expect(Object.keys(body['sentiment_distribution'] as object).sort()).toEqual(['negative', 'neutral', 'positive']);
    expect(body['calls_by_day']).toHaveLength(30);
    expect(body).toMatchObject({ total_calls: 0, answer_rate: 0, avg_duration_minutes: 0, top_contacts: [] });
  });

  it('counts what the list of the same days shows', async () => {
    const { relay, token, tell, list, contact } = await firm();
    await contact('anna', 'Anna Wouters', '+32470123456');
    await tell({ call_id: 'missed', call_type: 'missed', started_at: '2026-11-18T10:00:00Z', duration_seconds: 0 });
    await tell({
      call_id: 'back',
      started_at: '2026-11-18T10:10:00Z',
      duration_seconds: 90,
      direction: 'outbound',
      caller_number: '+3225551234',
      callee_number: '+32470123456',
    });
    await tell({
      call_id: 'voicemail',
      call_type: 'voicemail',
      caller_number: '+4940987654',
      started_at: '2026-11-19T08:00:00Z',
    });
    await tell({
      call_id: 'answered',
      caller_number: '+4940111111',
      started_at: '2026-11-19T09:00:00Z',
      duration_seconds: 150,
    });
    await tell({ call_id: 'last-month', started_at: '2026-10-01T09:00:00Z' });
    const { body } = await relay.ask('/api/v1/ringover/stats?days=2', { token });
    expect(body).toMatchObject({
      total_calls: 4,
      answered_calls: 2,
      missed_calls: 1,
      voicemail_calls: 1,
      avg_duration_minutes: 2,
      answer_rate: 50,
      avg_response_seconds: 600,
      sentiment_distribution: {
        positive: 0,
        neutral: 0,
        negative: 0,
      },
      top_contacts: [
        {
          contact_id: 'anna',
          contact_name: 'Anna Wouters',
          call_count: 2,
        },
      ],
    });
    expect(body['calls_by_day']).toMatchObject([
      { date: '2026-11-18', count: 2 },
      { date: '2026-11-19', count: 2 },
    ]);
    expect((await list('?date_from=2026-11-18')).total).toBe(4);
  });

  it.each(['0', '367', '-1', '1.5', 'all', ''])('refuses days=%s', async (days) => {
    const { relay, token } = await firm();
    const { status, body } = await relay.ask(`/api/v1/ringover/stats?days=${days}`, { token });
    expect([status, body['field']]).toEqual([422, 'days']);
  });

  it('takes a year, and 30 days unless told', async () => {
    const { relay, token } = await firm();
    const days = async (query: string) =>
      ((await relay.ask(`/api/v1/ringover/stats${query}`, { token })).body['calls_by_day'] as unknown[]).length;
    expect([await days('?days=366'), await days('?days=1'), await days('')]).toEqual([366, 1, 30]);
  });
});

describe('Who may read them', () => {
  const paths = ['/api/v1/ringover/calls', '/api/v1/ringover/calls/some-id', '/api/v1/ringover/stats'];

  it.each(paths)('%s: 401 without a token, with a wrong one, and with one in the address', async (path) => {
    const { relay, token } = await firm();
    expect((await relay.ask(path)).status).toBe(401);
    expect((await relay.ask(path, { token: 'garbage' })).status).toBe(401);
    expect((await relay.ask(path, { token: `${token}x` })).status).toBe(401);
    expect((await relay.ask(`${path}?token=${token}`)).status).toBe(401);
  });

  it.each(paths)('%s: 403 for whoever names another firm', async (path) => {
    const { relay, token, otherFirm } = await firm();
    await otherFirm();
    for (const tenantId of [OTHER, 'no-such-firm']) {
      const { status, body } = await relay.ask(`${path}?tenant_id=${tenantId}`, { token });
      expect([status, body['code']]).toEqual([403, 'other_tenant']);
    }
    expect((await relay.ask(`${path}?tenant_id=${TENANT}`, { token })).status).not.toBe(403);
  });

  it('each firm sees its own calls and numbers only', async () => {
    const { relay, token, tell, list, otherFirm } = await firm();
    const theirToken = await otherFirm();
    await tell({ call_id: 'ours' });
    await tell({ call_id: 'theirs' }, OTHER, OTHER_SECRET);
    expect((await list()).ids).toEqual(['ours']);
    expect((await list('', theirToken)).ids).toEqual(['theirs']);
    const stats = async (as: string) => (await relay.ask('/api/v1/ringover/stats', { token: as })).body['total_calls'];
    expect([await stats(token), await stats(theirToken)]).toEqual([1, 1]);
  });
});
