import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Callback } from '@callbrief/relay/wire/callback';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import { everybody, statistics, type StatisticsFilter } from '@callbrief/relay/wire/statistics';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { createStatisticsDesk } from '../../../../src-main/statistics/statistics-desk.ts';
import { contactNamed, pastCall, personNamed } from '../../../contract/storage/made-up.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const NOW = new Date('2026-11-19T12:00:00.000Z');
const LINES = ['+3225551234', '+3225550001'];
const contacts = Array.from({ length: 40 }, (_, n) => ({
  ...contactNamed(`Contact ${String(n)}`),
  id: `contact-${String(n)}`,
}));
const people = [
  { ...personNamed('Ada', '1'), id: 'ada', lines: [LINES[1] ?? ''] },
  { ...personNamed('Bob', '2'), id: 'bob' },
  { ...personNamed('Cem', '3'), id: 'cem' },
];

/** The same numbers at each run, spread as hashes are. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function generated(count: number): Call[] {
  const pick = chance(42);
  const outcomes = [
    'answered',
    'answered',
    'answered',
    'agent',
    'missed',
    'missed',
    'voicemail',
    'rejected',
    'dropped',
  ] as const;
  return Array.from({ length: count }, (_, n) => {
    const startedMs = NOW.getTime() - pick(62 * 86_400) * 1_000 - pick(1_000);
    const at = (seconds: number) => new Date(startedMs + seconds * 1_000).toISOString();
    const outcome = outcomes[pick(outcomes.length)] ?? 'answered';
    const outbound = pick(4) === 0 && (outcome === 'answered' || outcome === 'missed');
    const [theirs, ours] = [`+3247000${String(1_000 + pick(300))}`, LINES[pick(2)] ?? ''];
    const spoke = outcome === 'answered' || outcome === 'agent';
    const took = people[pick(3)];
    const party = {
      providerUserId: pick(2) ? (took?.providerUserIds[0] ?? null) : null,
      personId: pick(2) ? (took?.id ?? null) : null,
      name: null,
    };
    const word =
      pick(12) === 0 ? (['ok', 'for_info', 'caller_calls_back', 'please_call_back'] as const)[pick(4)] : undefined;
    return pastCall({
      id: `call-${String(n)}`,
      providerCallId: `call-${String(n)}`,
      direction: outbound ? 'outbound' : 'inbound',
      outcome,
      fromNumber: outbound ? ours : pick(20) === 0 ? null : theirs,
      toNumber: outbound ? theirs : ours,
      startedAt: at(0),
      answeredAt: spoke ? at(pick(40)) : null,
      endedAt: at(60 + pick(600)),
      durationSeconds: spoke ? pick(900) : 0,
      answeredBy: outcome === 'answered' ? party : null,
      legs: pick(2) ? [{ ...party, legId: 'l', state: spoke ? 'answered' : 'not_answered' }] : [],
      contactId: pick(3) ? `contact-${String(pick(40))}` : null,
      voicemail: outcome === 'voicemail' || pick(9) === 0 ? { durationSeconds: 8 } : null,
      followUp: word === undefined ? null : { value: word, byPersonId: 'ada', byName: 'Ada', at: at(700) },
    });
  });
}

function desktopOf(calls: Call[], callbacks: () => readonly Callback[] = () => []) {
  const { history } = openHistory({ path: join(tempDir(), 'history.sqlite'), now: () => NOW });
  onTestFinished(() => history.close());
  history.beginFill();
  for (let at = 0; at < calls.length; at += 500) history.fill({ calls: calls.slice(at, at + 500) });
  history.fill({ contacts, people });
  history.finishFill(1);
  const firm = {
    tenantId: TENANT,
    name: 'Firm',
    country: 'BE',
    providers: [],
    lines: [],
    teams: [{ id: 'team', name: 'Team', personIds: ['bob', 'cem'] }],
  };
  history.setOffice({ personId: 'ada', firm });
  const desk = createStatisticsDesk({
    history: () => history,
    now: () => NOW,
    timeZone: () => 'Europe/Brussels',
    callbacks,
    promisedMinutes: () => defaultPractice.callbacks.withinMinutes,
    isOpenAt: null,
  });
  return { history, desk, firm };
}

describe('Statistics of this computer', () => {
  test('are the relay’s, to the last number, over 10,000 calls and every filter', async () => {
    const calls = generated(10_000);
    const relay = await startTestRelay({ overrides: { now: () => NOW } });
    const { accessToken: token } = await relay.enrolDevice('ada');
    const store = relay.storage.tenant(TENANT);
    for (const person of people) await store.putPerson(person);
    for (const contact of contacts) await store.putContact(contact, NOW.toISOString());
    for (let at = 0; at < calls.length; at += 1_000)
      await store.importCalls(calls.slice(at, at + 1_000), NOW.toISOString());
    const by = { personId: 'ada', name: 'Ada' };
    for (let n = 0; n < 60; n += 1) {
      const dueAt = new Date(NOW.getTime() - n * 8 * 3_600_000).toISOString();
      const closed =
        n % 3
          ? {
              why: 'by_hand' as const,
              callId: null,
              byName: null,
              at: new Date(Date.parse(dueAt) + (n % 5 ? -60_000 : 60_000)).toISOString(),
            }
          : null;
      const set = {
        dueAt,
        closed,
        callId: calls[n]?.id ?? null,
        forPersonId: people[n % 3]?.id ?? null,
        source: n % 2 ? ('agent' as const) : ('call' as const),
      };
      await store.editItem(
        'callback',
        `cb-${String(n)}`,
        { editId: `e-${String(n)}`, at: dueAt, set, did: null },
        by,
        NOW.toISOString(),
      );
    }
    const callbacks = (await store.itemPage('callback', null, 500)).items;
    const { desk, firm } = desktopOf(calls, () => callbacks);
    const tenant = await relay.storage.tenants.byId(TENANT);
    if (tenant) await relay.storage.tenants.update({ ...tenant, firm: { ...tenant.firm, teams: firm.teams } });

    const filters: Partial<StatisticsFilter>[] = [
      {},
      { line: LINES[1] ?? '' },
      { personId: 'bob' },
      { teamId: 'team' },
      { teamId: 'team', line: LINES[0] ?? '' },
    ];
    for (const days of [7, 30]) {
      for (const filter of filters) {
        const query = new URLSearchParams({ days: String(days) });
        const asked = { line: filter.line, person: filter.personId, team: filter.teamId };
        for (const [key, value] of Object.entries(asked)) if (value) query.set(key, value);
        const theirs = statistics.parse((await relay.ask(`/api/v1/statistics?${query.toString()}`, { token })).body);
        const { statistics: ours } = await desk.get({ ...everybody, ...filter, days });
        // Only the office knows when it is open.
        theirs.agentCalls.outsideHours = null;
        theirs.before.agentCalls.outsideHours = null;
        expect(ours).toEqual(theirs);
        expect(ours.total).toBeGreaterThan(100);
        if (Object.keys(filter).length === 0) expect(ours.callbacks.due).toBeGreaterThan(10);
      }
    }
  }, 120_000);

  test('have the unreturned calls of the list', async () => {
    const calls = generated(2_000);
    const { desk, history } = desktopOf(calls);
    const { statistics: shown } = await desk.get({ ...everybody, days: 366 });
    const viewer = { personId: 'ada', now: NOW.toISOString(), timeZone: 'Europe/Brussels' };
    expect(shown.unreturned).toBe(
      history.list({ filter: 'all', search: '', offset: 0, limit: 1 }, viewer).unreturnedCount,
    );
    expect(shown.unreturned).toBeGreaterThan(0);
  });

  test('are of nothing before the first call came, and of what was written here and waits', async () => {
    const none = await desktopOf([]).desk.get({ ...everybody, days: 30 });
    expect(none.statistics).toMatchObject({ total: 0, spokeRate: null, contacts: [] });
    const missed = pastCall({
      startedAt: '2026-11-19T09:00:00.000Z',
      outcome: 'missed',
      answeredAt: null,
      fromNumber: '+32470000777',
    });
    const { desk, history } = desktopOf([missed]);
    const unreturned = async () => (await desk.get({ ...everybody, days: 7 })).statistics.unreturned;
    expect(await unreturned()).toBe(1);
    history.changes.add({ kind: 'edit_call', callId: missed.id, followUp: 'ok' }, NOW.toISOString());
    expect(await unreturned()).toBe(0);
  });
});
