import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { signRingoverV1, signRingoverV1Flat, signRingoverV3 } from '../../../../relay/simulator/sign-ringover.ts';
import type { Storage, Tenant } from '../../../../relay/src/storage/port.ts';
import type { NewContact, Person } from '@callbrief/relay/wire/directory';
import { defaultPractice, type Practice } from '@callbrief/relay/wire/practice';
import type { Routing } from '@callbrief/relay/wire/routing';
import { openMatterOf, routingOf, rule } from '../routing/rules.ts';
import { firm, openDesk, type Desk } from './webhook-desk.ts';

const KEYS = {
  call: 'key-of-call-events-01',
  contact: 'key-of-contact-call-01',
  search: 'key-of-contact-search-01',
  routing: 'key-of-smart-routing-01',
};
type Block = keyof typeof KEYS;
const V1 = 'X-Ringover-Webhook-Signature';
const BASE = 'https://relay.example.test';
const path = (block: string, token = 't_delcourt') => `/hooks/ringover/${token}/${block}`;

function delcourt(secrets: Partial<Tenant['secrets']> = {}, routing: Partial<Routing> = {}): Tenant {
  const tenant = firm('delcourt', {
    ringoverWebhookKeys: [KEYS.call],
    ringoverContactKeys: [KEYS.contact],
    ringoverSearchKeys: [KEYS.search],
    ringoverRoutingKeys: [KEYS.routing],
    ...secrets,
  });
  return { ...tenant, routing: routingOf([], routing) };
}

/** The four of telephony facts 7.3, as typed there. */
const asked: Record<Block | 'ivr', string> = {
  call: '{"event":"ringing","resource":"call","timestamp":1790000000,"data":{"call_id":7534779999276888538,"direction":"inbound","from_number":"32470123456"}}',
  contact:
    '{"event":"contact","resource":"call","timestamp":1790000000,"data":{"call_id":7534779999276888538,"direction":"inbound","from_number":"32470123456","to_number":"3225551234"}}',
  search:
    '{"event":"contact","ressource":"search","timestamp":1790000500,"data":{"query_search":"Peeters","user_id":22673838}}',
  routing:
    '{"event":"routing","resource":"call","timestamp":1790000000,"data":{"call_id":7534779999276888538,"direction":"inbound","from_number":"32470123456","to_number":"3225551234"}}',
  ivr: '{"event":"ivr_response_code","resource":"call","timestamp":1790000005,"data":{"code":20260318,"from_number":"32470123456","to_number":"3225551234","direction":"inbound","call_id":7534779999276888538}}',
};

function ask(desk: Desk, block: Block, body = asked[block], key = KEYS[block], token = 't_delcourt') {
  const at = path(block, token);
  return desk.post(at, body, { [V1]: signRingoverV1(key, BASE + at, body) });
}

const anneke: NewContact = {
  id: 'c1',
  name: 'Anneke van den Berg',
  organisation: 'Bakkerij Berg',
  languages: ['nl'],
  numbers: [
    { number: '+32470123456', kind: 'mobile', shared: false },
    { number: '+3225550000', kind: 'work', shared: false },
  ],
};
const NOW = '2026-11-01T00:00:00.000Z';

async function withAnneke(desk: Desk) {
  const store = desk.storage.tenant('delcourt');
  await store.putContact(anneke, NOW);
  await store.putMatter(openMatterOf('m1', [['c1', 'client']]));
  return store;
}

const person = (id: string, more: Partial<Person>): Person => ({
  id,
  name: id,
  shortName: id,
  email: null,
  role: 'lawyer',
  providerUserIds: [],
  lines: [],
  assistsPersonIds: [],
  whereabouts: null,
  updatedAt: NOW,
  ...more,
});

/** Every question to the store hangs, once the tenant was found. */
const hanging = (storage: Storage): Storage => {
  const never = () => new Promise<never>(() => undefined);
  const tenant: Storage['tenant'] = (id) => ({
    ...storage.tenant(id),
    accept: never,
    contactPage: never,
    matterPage: never,
    findContacts: never,
    person: never,
    contactsByNumber: never,
    openMattersOf: never,
    isBlocked: never,
    practice: never,
  });
  return { ...storage, tenant };
};

describe('Each block of Ringover’s dashboard has its own door', () => {
  const blocks = ['contact', 'search', 'routing'] as const;

  it.each(blocks)('%s takes its own key, the previous one, and V3', async (block) => {
    const keys = {
      contact: 'ringoverContactKeys',
      search: 'ringoverSearchKeys',
      routing: 'ringoverRoutingKeys',
    } as const;
    const now = () => new Date(1_790_000_003_000);
    const rotated = delcourt({ [keys[block]]: ['the-new-key-0001', ` ${KEYS[block]}\n`] });
    await using desk = await openDesk([rotated], { now });
    const answers = [
      await ask(desk, block),
      await ask(desk, block, asked[block], 'the-new-key-0001'),
      await desk.post(path(block), asked[block], { [V1]: signRingoverV1Flat(KEYS[block], asked[block]) }),
      await desk.post(path(block), asked[block], {
        ...signRingoverV3(KEYS[block], BASE + path(block), asked[block], now()),
      }),
    ];
    for (const { status } of answers) expect([200, 204]).toContain(status);
  });

  it.each(blocks)('%s refuses the keys of the other blocks, and whoever has none', async (block) => {
    await using desk = await openDesk([delcourt()]);
    for (const [other, key] of Object.entries(KEYS)) {
      if (other !== block) expect((await ask(desk, block, asked[block], key)).status).toBe(401);
    }
    expect((await desk.post(path(block), asked[block])).status).toBe(401);
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 0 });
    expect(desk.logText()).not.toMatch(/32470123456|Peeters|t_delcourt/);
  });

  it.each(blocks)('%s refuses what was signed for the address of another block', async (block) => {
    await using desk = await openDesk([delcourt()]);
    const jwt = signRingoverV1(KEYS[block], BASE + path('call'), asked[block]);
    expect((await desk.post(path(block), asked[block], { [V1]: jwt })).status).toBe(401);
  });

  it.each(blocks)('%s takes the key of the call events where the firm entered no other', async (block) => {
    const none = { ringoverContactKeys: [], ringoverSearchKeys: [' '], ringoverRoutingKeys: [] };
    await using desk = await openDesk([delcourt(none)]);
    expect([200, 204]).toContain((await ask(desk, block, asked[block], KEYS.call)).status);
  });

  it.each(blocks)('%s takes nothing where the firm entered no key at all (503)', async (block) => {
    await using desk = await openDesk([firm('delcourt')]);
    expect((await ask(desk, block)).status).toBe(503);
    expect((await ask(desk, block, asked[block], '')).status).toBe(503);
  });

  it.each([...blocks, 'ivr'])('%s is not found under a path that nobody has', async (block) => {
    await using desk = await openDesk([delcourt()]);
    expect((await desk.post(path(block, 't_other'), '{}')).status).toBe(404);
  });

  it('what another firm’s key signed is refused', async () => {
    const other = firm('peeters', { ringoverContactKeys: ['key-of-peeters-01'] }, 't_peeters');
    await using desk = await openDesk([delcourt(), other]);
    await withAnneke(desk);
    expect((await ask(desk, 'contact', asked.contact, KEYS.contact, 't_peeters')).status).toBe(401);
    expect((await ask(desk, 'contact', asked.contact, 'key-of-peeters-01', 't_peeters')).status).toBe(204);
  });

  it('a key of the contact block cannot invent a call', async () => {
    await using desk = await openDesk([delcourt()]);
    expect((await ask(desk, 'contact', asked.call)).status).toBe(204);
    expect(await desk.calls('delcourt')).toEqual([]);
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 1, unknown: 1 });
  });
});

describe('The static key in a header', () => {
  const base64 = (block: Block) => Buffer.from(KEYS[block]).toString('base64');
  const forms = (block: Block): Record<string, string>[] => [
    { Authorization: KEYS[block] },
    { Authorization: base64(block) },
    { Authorization: `Bearer ${base64(block)}` },
    { [V1]: KEYS[block] },
  ];
  const statuses = async (desk: Desk, block: Block) => {
    const answers = await Promise.all(forms(block).map((headers) => desk.post(path(block), asked[block], headers)));
    return answers.map(({ status }) => status);
  };

  it('is refused everywhere unless the firm switched it on', async () => {
    await using desk = await openDesk([delcourt()]);
    for (const block of ['call', 'contact', 'search', 'routing'] as const) {
      expect(await statuses(desk, block)).toEqual([401, 401, 401, 401]);
    }
  });

  it('is taken in the contact blocks of a firm that did, and nowhere else', async () => {
    await using desk = await openDesk([delcourt({ ringoverStaticKeyInContactBlocks: true })]);
    expect(await statuses(desk, 'contact')).toEqual([204, 204, 204, 204]);
    expect(await statuses(desk, 'search')).toEqual([200, 200, 200, 200]);
    expect(await statuses(desk, 'call')).toEqual([401, 401, 401, 401]);
    expect(await statuses(desk, 'routing')).toEqual([401, 401, 401, 401]);
  });

  it('must be the whole key of this block', async () => {
    await using desk = await openDesk([delcourt({ ringoverStaticKeyInContactBlocks: true })]);
    for (const wrong of [
      KEYS.contact.slice(0, -1),
      `${KEYS.contact}x`,
      KEYS.search,
      KEYS.call,
      '',
      `Bearer ${KEYS.contact}`,
      createHmac('sha256', KEYS.contact).update(asked.contact).digest('hex'),
    ]) {
      expect((await desk.post(path('contact'), asked.contact, { Authorization: wrong })).status).toBe(401);
    }
  });
});

describe('Contact call', () => {
  it('is answered with the name and the number of the only open matter, and nothing else', async () => {
    await using desk = await openDesk([delcourt()]);
    await withAnneke(desk);
    const answer = await ask(desk, 'contact');
    expect(answer.status).toBe(200);
    const { uuid, ...card } = answer.json();
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(card).toEqual({
      firstname: 'Anneke',
      lastname: 'van den Berg',
      company: 'Bakkerij Berg',
      url: null,
      data: { Dossier: '2026/0318' },
      is_shared: false,
    });
    expect((await ask(desk, 'contact')).json()['uuid']).toBe(uuid);
    expect(await desk.inbox('delcourt')).toEqual({ total: 1, unreadable: 0, unknown: 0 });
    expect(await desk.calls('delcourt')).toEqual([]);
  });

  it('asks about the person at the other end of an outgoing call', async () => {
    await using desk = await openDesk([delcourt()]);
    await withAnneke(desk);
    const out = asked.contact
      .replace('inbound', 'outbound')
      .replace('"32470123456","to_number":"3225551234"', '"3225551234","to_number":"32470123456"');
    expect((await ask(desk, 'contact', out)).json()).toMatchObject({ firstname: 'Anneke' });
  });

  it.each([
    ['a stranger', asked.contact.replace('32470123456', '32499999999')],
    ['an anonymous caller', asked.contact.replace('"inbound"', '"inbound","is_anonymous":1')],
    ['a withheld number', asked.contact.replace('"32470123456"', '"anonymous"')],
    ['no number', asked.contact.replace('"from_number":"32470123456",', '')],
    ['no data', '{"event":"contact","resource":"call"}'],
  ])('of %s is answered 204', async (_, body) => {
    await using desk = await openDesk([delcourt()]);
    await withAnneke(desk);
    expect(await ask(desk, 'contact', body)).toMatchObject({ status: 204, text: '' });
  });

  it('of a number that two contacts share names neither', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = await withAnneke(desk);
    await store.putContact({ ...anneke, id: 'c2', name: 'Jan van den Berg' }, NOW);
    expect((await ask(desk, 'contact')).status).toBe(204);
  });

  it('of a contact with two open matters names no matter, and a closed one does not count', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = await withAnneke(desk);
    await store.putMatter(openMatterOf('m2', [['c1', 'client']], { number: '2026/0400' }));
    expect((await ask(desk, 'contact')).json()).toMatchObject({ firstname: 'Anneke', data: {} });
    await store.putMatter(openMatterOf('m2', [['c1', 'client']], { number: '2026/0400', status: 'closed' }));
    expect((await ask(desk, 'contact')).json()).toMatchObject({ data: { Dossier: '2026/0318' } });
  });

  it('tells what the firm lets Ringover know, and nobody’s name where it lets it know nothing', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = await withAnneke(desk);
    await store.putPerson(person('delcourt', { shortName: 'Me C. Delcourt' }));
    const parties = [{ contactId: 'c1', role: 'opposing_party' as const, representedBy: 'Me Janssens' }];
    await store.putMatter(openMatterOf('m1', [], { parties, responsiblePersonId: 'delcourt' }));
    let revision = 0;
    const cardWith = async (callerCard: Partial<Practice['callerCard']>) => {
      const practice = { ...defaultPractice, callerCard: { ...defaultPractice.callerCard, ...callerCard } };
      await store.setPractice({ ...practice, revision: revision + 1 }, revision, NOW);
      revision += 1;
      return ask(desk, 'contact');
    };
    expect((await cardWith({})).json()).toMatchObject({ data: { Dossier: '2026/0318' } });
    const least = { name: 'initials', organisation: false, matterNumber: false } as const;
    expect((await cardWith(least)).json()).toMatchObject({ firstname: 'A.', lastname: 'B.', company: '', data: {} });
    const most = { lawyer: true, role: true, representedWarning: true };
    expect((await cardWith(most)).json()).toMatchObject({
      data: {
        Dossier: '2026/0318',
        Avocat: 'Me C. Delcourt',
        Qualité: 'Partie adverse',
        Attention: 'Représenté par un avocat : ne pas parler de l’affaire',
      },
    });
    expect(await cardWith({ shown: false })).toMatchObject({ status: 204, text: '' });
  });

  it('never tells of a restricted matter, not even that there is one', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = await withAnneke(desk);
    await store.putMatter(openMatterOf('secret', [['c1', 'client']], { number: '2026/9999', restrictedTo: ['ada'] }));
    expect((await ask(desk, 'contact')).json()).toMatchObject({ data: { Dossier: '2026/0318' } });
    await store.putMatter(openMatterOf('m1', [['c1', 'client']], { restrictedTo: [] }));
    expect((await ask(desk, 'contact')).json()).toMatchObject({ firstname: 'Anneke', data: {} });
  });

  it('with a signed text that is no JSON is kept for the operator and answered 204', async () => {
    await using desk = await openDesk([delcourt()]);
    expect((await ask(desk, 'contact', '{"event":')).status).toBe(204);
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 1, unreadable: 1 });
  });
});

describe('Contact search', () => {
  it('finds by name, with numbers as whole numbers', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = await withAnneke(desk);
    await store.putContact({ ...anneke, id: 'c2', name: 'Müller', organisation: null, numbers: [] }, NOW);
    const found = await ask(desk, 'search', asked.search.replace('Peeters', 'berg ANNEKE'));
    expect(JSON.parse(found.text)).toEqual([
      {
        firstname: 'Anneke',
        lastname: 'van den Berg',
        company: 'Bakkerij Berg',
        url: null,
        numbers: [
          { number: 32_470_123_456, type: 'mobile' },
          { number: 3_225_550_000, type: 'office' },
        ],
      },
    ]);
    expect(JSON.parse((await ask(desk, 'search', asked.search.replace('Peeters', 'muller'))).text)).toHaveLength(1);
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 2, unknown: 0 });
  });

  it('gives twenty at most', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = desk.storage.tenant('delcourt');
    for (let n = 0; n < 23; n += 1) await store.putContact({ ...anneke, id: `c${n}`, name: `Peeters ${n}` }, NOW);
    expect(JSON.parse((await ask(desk, 'search')).text)).toHaveLength(20);
  });

  it.each(['', 'P', '   ', '%', '_'])('does not list the address book for “%s”', async (query) => {
    await using desk = await openDesk([delcourt()]);
    await withAnneke(desk);
    expect(await ask(desk, 'search', asked.search.replace('Peeters', query))).toMatchObject({
      status: 200,
      text: '[]',
    });
  });
});

describe('Smart routing', () => {
  const ringBoth = { kind: 'ring' as const, personIds: ['ada', 'bob', 'cy'], seconds: 25 };
  const open = (then: Routing['otherwise'], options: Parameters<typeof openDesk>[1] = {}) =>
    openDesk([delcourt({}, { rules: [rule('r', {}, then)] })], options);

  it('rings people by Ringover’s user id, or else by e-mail', async () => {
    await using desk = await open(ringBoth);
    const store = desk.storage.tenant('delcourt');
    await store.putPerson(person('ada', { providerUserIds: ['w0', '22673838'], email: 'ada@firm.example' }));
    await store.putPerson(person('bob', { providerUserIds: ['w1'], email: 'bob@firm.example' }));
    await store.putPerson(person('cy', { lines: ['+3225551111'] }));
    const answer = await ask(desk, 'routing');
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
    expect(answer.json()).toEqual({
      name: 'Callbrief',
      dispatch: 'ringall',
      max_attempts: 1,
      start_delay: 0,
      is_stay_not_connected: true,
      is_stay_in_call: false,
      is_stay_planned_snoozed: true,
      is_stay_snoozed: false,
      ring_overlap: 0,
      agents: [
        { ring_duration: 25, ring_delay: 0, order: 1, user_id: 22_673_838 },
        { ring_duration: 25, ring_delay: 0, order: 2, email: 'bob@firm.example' },
      ],
    });
    expect(await desk.inbox('delcourt')).toEqual({ total: 1, unreadable: 0, unknown: 0 });
    expect(await desk.calls('delcourt')).toEqual([]);
  });

  it('passes on to a number', async () => {
    await using desk = await open({ kind: 'transfer', to: '+32470999888' });
    expect((await ask(desk, 'routing')).json()).toMatchObject({
      agents: [{ order: 1, ring_duration: 60, number: 32_470_999_888 }],
    });
  });

  it.each<[string, Routing['otherwise']]>([
    ['“as the provider’s settings say”', { kind: 'proceed' }],
    ['voicemail, for which Ringover’s answer has no form', { kind: 'voicemail' }],
    ['rejecting', { kind: 'reject', reason: 'busy' }],
    ['the receptionist', { kind: 'agent' }],
    ['people whom Ringover does not know', ringBoth],
  ])('is Ringover’s own default (204) for %s', async (_, then) => {
    await using desk = await open(then);
    expect(await ask(desk, 'routing')).toMatchObject({ status: 204, text: '' });
  });

  it('knows who calls, and which line was dialled', async () => {
    const transfer = (to: string) => ({ kind: 'transfer' as const, to });
    await using desk = await openDesk([
      delcourt(
        {},
        {
          rules: [
            rule('other-line', { lines: ['+3225559999'] }, transfer('+32470000001')),
            rule('client', { lines: ['+3225551234'], caller: 'role', roles: ['client'] }, transfer('+32470000002')),
            rule('rest', { caller: 'withheld' }, transfer('+32470000003')),
          ],
        },
      ),
    ]);
    await withAnneke(desk);
    const rung = async (body: string) => (await ask(desk, 'routing', body)).text;
    expect(await rung(asked.routing)).toContain('"number":32470000002');
    expect(await rung(asked.routing.replace('3225551234', '3225559999'))).toContain('"number":32470000001');
    expect(await rung(asked.routing.replace('"32470123456"', '"anonymous"'))).toContain('"number":32470000003');
    expect(await rung(asked.routing.replace('32470123456', '32499999999'))).toBe('');
  });

  it('of a blocked caller is left to Ringover’s own list, whatever the rules say of others', async () => {
    await using desk = await open({ kind: 'transfer', to: '+32470999888' });
    const blocked = { number: '+32470123456', comment: '', byName: 'Ada', at: NOW };
    await desk.storage.tenant('delcourt').setBlocked(blocked.number, blocked, NOW);
    expect((await ask(desk, 'routing')).status).toBe(204);
    expect((await ask(desk, 'routing', asked.routing.replace('32470123456', '32470123457'))).status).toBe(200);
  });

  it('is answered in time by Ringover’s default when the store hangs (under 2 s)', async () => {
    await using desk = await open(ringBoth, { wrap: hanging });
    expect((await ask(desk, 'routing')).status).toBe(204);
    expect(desk.logLines()).toContainEqual(expect.objectContaining({ msg: 'routing_too_slow', budgetMs: 1_000 }));
  });

  it('is answered in time although not even the firm can be looked up', async () => {
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      tenants: { ...storage.tenants, byHookToken: () => new Promise(() => undefined) },
    });
    await using desk = await open(ringBoth, { wrap });
    expect((await ask(desk, 'routing')).status).toBe(204);
    expect(desk.logLines()).toContainEqual(expect.objectContaining({ msg: 'question_too_slow', budgetMs: 1_500 }));
  });

  it('is answered by the rules although the question cannot be kept', async () => {
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      tenant: (id) => ({ ...storage.tenant(id), accept: () => new Promise(() => undefined) }),
    });
    await using desk = await open({ kind: 'transfer', to: '+32470999888' }, { wrap });
    expect((await ask(desk, 'routing')).json()).toMatchObject({ agents: [{ number: 32_470_999_888 }] });
  });

  it('goes by rules that were saved a moment ago', async () => {
    let t = 1_790_000_000_000;
    await using desk = await open({ kind: 'transfer', to: '+32470999888' }, { now: () => new Date((t += 1_000)) });
    expect((await ask(desk, 'routing')).status).toBe(200);
    await desk.storage.tenants.setRouting('delcourt', routingOf([], { revision: 1 }), 0);
    await vi.waitFor(async () => expect((await ask(desk, 'routing')).status).toBe(204), 5_000);
  });
});

describe('A code typed in Ringover’s menu', () => {
  const code = (value: unknown) => asked.ivr.replace('20260318', JSON.stringify(value));
  const type = async (desk: Desk, body: string) => (await desk.post(path('ivr'), body)).status;

  it('that is an open matter’s number opens (200), any other does not (404), and nothing is told of the matter', async () => {
    await using desk = await openDesk([delcourt()]);
    const store = await withAnneke(desk);
    await store.putMatter(openMatterOf('m2', [], { number: '0042/26' }));
    await store.putMatter(openMatterOf('m3', [], { number: '2025/0001', status: 'closed' }));
    await store.putMatter(openMatterOf('m4', [], { number: 'no digits' }));
    expect(await desk.post(path('ivr'), asked.ivr)).toMatchObject({ status: 200, text: '{"known":true}' });
    expect(await type(desk, code('20260318'))).toBe(200);
    expect(await type(desk, code(4226))).toBe(200);
    for (const wrong of [20_260_319, 2026, 20_250_001, 0, '', 'abc', null, -20_260_318, 1.5, '2026/0318']) {
      expect(await desk.post(path('ivr'), code(wrong))).toMatchObject({ status: 404, text: '{"known":false}' });
    }
    expect(await desk.inbox('delcourt')).toMatchObject({ unknown: 0, unreadable: 0 });
  });

  it('needs the secret path and nothing else, since Ringover does not sign it', async () => {
    await using desk = await openDesk([firm('delcourt')]);
    await withAnneke(desk);
    expect(await type(desk, asked.ivr)).toBe(200);
    expect((await desk.post(path('ivr', 't_guessed'), asked.ivr)).status).toBe(404);
  });

  it('opens nothing when the body is no JSON, or the store hangs', async () => {
    await using desk = await openDesk([delcourt()]);
    expect(await type(desk, 'code=20260318')).toBe(404);
    await using slow = await openDesk([delcourt()], { wrap: hanging });
    expect(await type(slow, asked.ivr)).toBe(404);
  });

  it('of another firm’s matter opens nothing', async () => {
    await using desk = await openDesk([delcourt(), firm('peeters')]);
    await withAnneke(desk);
    expect((await desk.post(path('ivr', 't_peeters'), asked.ivr)).status).toBe(404);
  });
});
