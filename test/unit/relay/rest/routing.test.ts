import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { routeDecision, routing as routingShape, type Routing } from '@callbrief/relay/wire/routing';
import { startTestRelay, TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';
import { routingOf, rule } from '../routing/rules.ts';

const PATH = '/api/v1/routing';
const saturdayEvening = '2026-11-21T18:05:00.000Z';
const ringAda = { kind: 'ring' as const, personIds: ['ada'], seconds: 25 };

async function office(overrides = {}) {
  const relay = await startTestRelay({ overrides });
  const admin = (await relay.enrolDevice('ada', 'admin')).accessToken;
  const save = (body: unknown, token = admin) => relay.ask(PATH, { method: 'PUT', token, body });
  return { relay, admin, save };
}

async function saved(relay: RelayUnderTest, token: string): Promise<Routing> {
  return routingShape.parse((await relay.ask(PATH, { token })).body);
}

describe('The firm’s routing rules', () => {
  it('are read by everybody, and by nobody who is not signed in', async () => {
    const { relay } = await office();
    const { accessToken } = await relay.enrolDevice('benali', 'receptionist');
    expect(await saved(relay, accessToken)).toMatchObject({ revision: 0, rules: [], otherwise: { kind: 'proceed' } });
    expect((await relay.ask(PATH)).status).toBe(401);
  });

  it('are saved by an admin, with the next revision, and are there afterwards', async () => {
    const { relay, admin, save } = await office();
    const wanted = routingOf([rule('closed', { hours: 'closed' }, { kind: 'voicemail' }), rule('all', {}, ringAda)]);
    const answer = await save(wanted);
    expect(answer).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await saved(relay, admin)).toEqual({ ...wanted, revision: 1 });
  });

  it('are not saved by anybody else', async () => {
    const { relay, admin, save } = await office();
    for (const [id, role] of [
      ['benali', 'lawyer'],
      ['claire', 'receptionist'],
    ] as const) {
      const { accessToken } = await relay.enrolDevice(id, role);
      expect(await save(routingOf([]), accessToken)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    }
    expect((await relay.ask(PATH, { method: 'PUT', body: routingOf([]) })).status).toBe(401);
    expect((await saved(relay, admin)).revision).toBe(0);
  });

  it('of two admins who began from the same revision, one saves and the other is told', async () => {
    const { relay, admin, save } = await office();
    const [one, other] = await Promise.all([
      save(routingOf([rule('one', {}, ringAda)])),
      save(routingOf([rule('other', {}, ringAda)])),
    ]);
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 409]));
    expect([one, other].find(({ status }) => status === 409)?.body).toMatchObject({ code: 'revision_conflict' });
    const winner = one.status === 200 ? 'one' : 'other';
    expect(await saved(relay, admin)).toMatchObject({ revision: 1, rules: [{ id: winner }] });
    expect((await save({ ...routingOf([]), revision: 7 })).status).toBe(409);
    expect((await save({ ...routingOf([]), revision: 1 })).body).toMatchObject({ revision: 2 });
  });

  it('leave a line in the log: who, and which revision, no numbers', async () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    const { save } = await office({ log });
    await save(routingOf([], { otherwise: { kind: 'transfer', to: '+32470123456' } }));
    const line = lines.find((text) => text.includes('routing_saved')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ tenantId: TENANT, personId: 'ada', revision: 1 });
    expect(line).not.toContain('32470');
  });
});

it('What an admin saved decides the next call, the moment it rings', async () => {
  const secret = 'sipgate-webhook-secret-01';
  const relay = await startTestRelay({ environment: { SIPGATE_WEBHOOK_SECRET: secret } });
  const { accessToken: token } = await relay.enrolDevice('ada', 'admin');
  const otherwise = { kind: 'transfer' as const, to: '+32470999888' };
  await relay.ask(PATH, { method: 'PUT', token, body: routingOf([], { otherwise }) });
  const call = { event: 'newCall', callId: 'c1', from: '+32470123456', to: '+3225551234', direction: 'in' };
  const body = JSON.stringify(call);
  const answer = await fetch(`${relay.url}/api/v1/webhooks/sipgate/call`, {
    method: 'POST',
    headers: { 'x-sipgate-signature': createHmac('sha256', secret).update(body).digest('hex') },
    body,
  });
  expect(await answer.json()).toEqual({ action: 'transfer', destination: '+32470999888' });
  const preview = { at: new Date().toISOString(), from: call.from, to: call.to };
  const told = await relay.ask(`${PATH}/preview`, { method: 'POST', token, body: preview });
  expect(told.body).toMatchObject({ outcome: otherwise, ruleId: null });
});

describe('Rules that cannot be meant are refused (422), by the path of the field', () => {
  const hours = routingOf([]).hours;
  const menu = {
    kind: 'menu' as const,
    playUrl: null,
    maxDigits: 1,
    timeoutSeconds: 5,
    choices: [{ digits: '1', then: { kind: 'voicemail' as const } }],
    otherwise: { kind: 'proceed' as const },
  };
  const transfer = (to: string) => [rule('a', {}, { kind: 'transfer', to })];
  const weekly = (from: string, to: string) => ({ hours: { ...hours, weekly: [{ day: 'fri' as const, from, to }] } });

  it.each<[string, string, Partial<Routing>]>([
    [
      'a line that the firm has not',
      'rules.0.when.lines.1',
      {
        rules: [rule('a', { lines: ['+3225551234', '+3225559999'] }, { kind: 'voicemail' })],
      },
    ],
    [
      'a person whom the firm has not',
      'rules.1.then.personIds.1',
      {
        rules: [rule('a', {}, ringAda), rule('b', {}, { ...ringAda, personIds: ['ada', 'nobody'] })],
      },
    ],
    [
      'a person whom the firm has not, where no rule holds',
      'otherwise.personIds.0',
      {
        otherwise: { ...ringAda, personIds: ['nobody'] },
      },
    ],
    ['closing before opening', 'hours.weekly.0.to', weekly('18:00', '09:00')],
    ['closing at opening', 'hours.weekly.0.to', weekly('09:00', '09:00')],
    ['a range over midnight', 'hours.weekly.0.to', weekly('22:00', '06:00')],
    ['a time that no clock shows', 'hours.weekly.0.from', weekly('25:00', '26:00')],
    ['a time zone that does not exist', 'hours.timeZone', { hours: { ...hours, timeZone: 'Europe/Bruxelles' } }],
    [
      'a region that the country has not',
      'hours.holidays.region',
      {
        hours: { ...hours, holidays: { country: 'DE', region: 'ZZ' } },
      },
    ],
    ['a transfer to an emergency service', 'rules.0.then.to', { rules: transfer('+32112') }],
    ['a transfer to the German police', 'rules.0.then.to', { rules: transfer('+49110') }],
    ['a transfer to a number too short', 'rules.0.then.to', { rules: transfer('+32470') }],
    ['a transfer to a country that does not exist', 'rules.0.then.to', { rules: transfer('+99912345678') }],
    ['a transfer to words', 'rules.0.then.to', { rules: transfer('reception') }],
    ['two rules with one id', 'rules.1.id', { rules: [rule('a', {}, ringAda), rule('a', {}, ringAda)] }],
    ['a rule for roles that names none', 'rules.0.when.roles', { rules: [rule('a', { caller: 'role' }, ringAda)] }],
    [
      'a menu in which a key means two things',
      'rules.0.then.choices.1.digits',
      {
        rules: [rule('a', {}, { ...menu, choices: [...menu.choices, ...menu.choices] })],
      },
    ],
    [
      'a menu whose choice is longer than it listens',
      'rules.0.then.choices.0.digits',
      {
        rules: [rule('a', {}, { ...menu, choices: [{ digits: '12', then: { kind: 'voicemail' } }] })],
      },
    ],
    [
      'a menu that passes on to an emergency service',
      'rules.0.then.otherwise.to',
      {
        rules: [rule('a', {}, { ...menu, otherwise: { kind: 'transfer', to: '+32112' } })],
      },
    ],
    [
      'a menu that plays from an insecure address',
      'rules.0.then.playUrl',
      {
        rules: [rule('a', {}, { ...menu, playUrl: 'http://firm.example/menu.wav' })],
      },
    ],
  ])('%s', async (_, field, more) => {
    const { relay, admin, save } = await office();
    const person = await relay.storage.tenant(TENANT).person('ada');
    if (person) await relay.storage.tenant(TENANT).putPerson({ ...person, lines: ['+3225551234'] });
    expect(await save(routingOf([], more))).toMatchObject({ status: 422, body: { code: 'malformed', field } });
    expect((await saved(relay, admin)).revision).toBe(0);
  });

  it('a firm whose lines nobody entered may name any', async () => {
    const { save } = await office();
    expect((await save(routingOf([rule('a', { lines: ['+3225551234'] }, { kind: 'voicemail' })]))).status).toBe(200);
  });
});

describe('What would happen', () => {
  const ask = (relay: RelayUnderTest, token: string, more: object = {}) =>
    relay.ask(`${PATH}/preview`, {
      method: 'POST',
      token,
      body: { at: saturdayEvening, from: '+32470123456', to: '+3225551234', ...more },
    });
  const rules = [
    rule('closed', { hours: 'closed' }, { kind: 'voicemail' }),
    rule('clients', { caller: 'role', roles: ['client'] }, ringAda),
  ];

  it('at 19:05 on Saturday, by the saved rules, for a client', async () => {
    const { relay, admin, save } = await office();
    await save(routingOf(rules));
    const store = relay.storage.tenant(TENANT);
    const numbers = [{ number: '+32470123456', kind: 'mobile' as const, shared: false }];
    const at = '2026-11-01T00:00:00.000Z';
    await store.putContact({ id: 'c1', name: 'Anneke', organisation: null, languages: ['nl'], numbers }, at);
    await store.putMatter({
      id: 'm1',
      number: '2026/1',
      title: 'A',
      status: 'open',
      responsiblePersonId: null,
      parties: [{ contactId: 'c1', role: 'client', representedBy: null }],
      deadlines: [],
      updatedAt: at,
    });
    const evening = await ask(relay, admin);
    expect(routeDecision.parse(evening.body)).toEqual({
      outcome: { kind: 'voicemail' },
      ruleId: 'closed',
      facts: {
        open: false,
        closedBecause: null,
        caller: 'known',
        contactName: 'Anneke',
        roles: ['client'],
        language: 'nl',
      },
      passedOver: [],
    });
    const noon = await ask(relay, admin, { at: '2026-11-19T11:00:00.000Z' });
    expect(noon.body).toMatchObject({ ruleId: 'clients', passedOver: [{ ruleId: 'closed', because: 'hours' }] });
    expect((await ask(relay, admin, { from: null })).body).toMatchObject({ facts: { caller: 'withheld' } });
  });

  it('by a draft, which saves nothing', async () => {
    const { relay, admin } = await office();
    const { revision: _, ...draft } = routingOf(rules);
    expect((await ask(relay, admin, { draft })).body).toMatchObject({ ruleId: 'closed' });
    expect((await ask(relay, admin)).body).toMatchObject({ ruleId: null });
    expect((await saved(relay, admin)).rules).toEqual([]);
  });

  it('a draft that cannot be meant is refused by its path', async () => {
    const { relay, admin } = await office();
    const { revision: _, ...draft } = routingOf([], { otherwise: { ...ringAda, personIds: ['nobody'] } });
    expect((await ask(relay, admin, { draft })).body).toMatchObject({
      status: 422,
      field: 'draft.otherwise.personIds.0',
    });
    expect((await ask(relay, admin, { at: 'Saturday' })).body).toMatchObject({ status: 422, field: 'at' });
    expect((await ask(relay, admin, { from: '0470' })).body).toMatchObject({ status: 422, field: 'from' });
  });

  it('is not told to anybody who is not signed in', async () => {
    const { relay } = await office();
    expect((await relay.ask(`${PATH}/preview`, { method: 'POST', body: {} })).status).toBe(401);
  });
});
