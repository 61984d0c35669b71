import { describe, expect, test } from 'vitest';
import { createStatisticsSum } from '@callbrief/relay/wire/add-up-calls';
import type { Call } from '@callbrief/relay/wire/call';
import { whoseCalls, type CountedCallback } from '@callbrief/relay/wire/counted-call';
import { everybody, statistics, type Statistics, type StatisticsFilter } from '@callbrief/relay/wire/statistics';
import { pastCall, personNamed } from '../../../contract/storage/made-up.ts';

const ZONE = 'Europe/Brussels';
/** A Thursday, in winter time: local is one hour later than UTC. */
const NOW = new Date('2026-11-19T12:00:00.000Z');
const party = (personId: string | null) => ({ providerUserId: null, personId, name: null });

const at = (day: number, time: string) => `2026-11-${String(day).padStart(2, '0')}T${time}.000Z`;
const after = (time: string, seconds: number) => new Date(Date.parse(time) + seconds * 1_000).toISOString();
const talk = (startedAt: string, more: Partial<Call> = {}) =>
  pastCall({
    startedAt,
    answeredAt: after(startedAt, 9),
    endedAt: after(startedAt, 69),
    answeredBy: party('ada'),
    outcome: 'answered',
    ...more,
  });
const missed = (startedAt: string, more: Partial<Call> = {}) =>
  pastCall({ startedAt, outcome: 'missed', answeredAt: null, endedAt: startedAt, durationSeconds: 0, ...more });

interface Given {
  days?: number;
  filter?: Partial<StatisticsFilter>;
  callbacks?: Partial<CountedCallback>[];
  sentiments?: { callId: string; label: 'positive' | 'neutral' | 'negative' }[];
  isOpenAt?: (at: Date) => boolean;
}
const people = [
  { ...personNamed('Ada'), id: 'ada', lines: ['+3225550001'] },
  { ...personNamed('Bob', '7'), id: 'bob' },
];
const firm = { teams: [{ id: 'tenancy', name: 'Tenancy', personIds: ['bob'] }] };

function statsOf(calls: readonly Call[], given: Given = {}): Statistics {
  const sum = createStatisticsSum({
    timeZone: ZONE,
    now: NOW,
    days: given.days ?? 7,
    ...whoseCalls({ ...everybody, ...given.filter }, people, firm),
    isOpenAt: given.isOpenAt ?? null,
    promisedMinutes: 120,
  });
  // In parts, as it is read.
  for (const call of calls.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))) sum.add([call]);
  const none = { callId: null, source: 'person', dueAt: null, closed: null } as const;
  const nobody = { forPersonId: null, ownerPersonId: null, forTeamId: null };
  sum.addCallbacks((given.callbacks ?? []).map((one) => ({ ...none, ...nobody, ...one })));
  sum.addSentiments(given.sentiments ?? []);
  return statistics.parse(sum.result((id) => `Name of ${id}`));
}
const sharesOf = ({ person, agent, returned, unreturned, other }: Statistics) => [
  person,
  agent,
  returned,
  unreturned,
  other,
];

describe('What the dashboard adds up', () => {
  test('every call is one of five, and calls that go on are none of them yet', () => {
    const shown = statsOf([
      talk(at(18, '09:00:00')),
      talk(at(18, '09:10:00'), { direction: 'outbound', fromNumber: '+3225551234', toNumber: '+32470000001' }),
      talk(at(18, '09:20:00'), { outcome: 'agent', answeredBy: null, fromNumber: '+32470000009' }),
      missed(at(18, '10:00:00')),
      talk(at(18, '10:30:00')),
      missed(at(18, '11:00:00'), { fromNumber: '+32470000002' }),
      missed(at(18, '11:10:00'), { fromNumber: '+32470000003', outcome: 'dropped' }),
      missed(at(18, '11:20:00'), { fromNumber: '+32470000004', outcome: 'rejected' }),
      missed(at(18, '11:30:00'), { direction: 'outbound' }),
      talk(at(19, '11:59:00'), { outcome: 'talking', fromNumber: '+32470000005' }),
      missed(at(19, '11:59:00'), { outcome: 'ringing', fromNumber: '+32470000006' }),
    ]);
    expect(sharesOf(shown)).toEqual([3, 1, 1, 1, 3]);
    expect(shown).toMatchObject({ total: 9, spokeRate: 4 / 9 });
    expect(shown.outcomes).toMatchObject({ answered: 3, agent: 1, missed: 3, dropped: 1, rejected: 1, talking: 0 });
    expect(shown.byDay.find(({ date }) => date === '2026-11-18')).toMatchObject({ person: 3, unreturned: 1, other: 3 });
    expect(shown.byDay).toHaveLength(7);
  });

  test('a missed caller is reached by whoever speaks with the contact or the number, and not by the AI', () => {
    const one = (...calls: Call[]) =>
      statsOf([missed(at(18, '10:00:00'), { contactId: 'anneke' }), ...calls]).unreturned;
    expect(one()).toBe(1);
    expect(one(talk(at(18, '11:00:00'), { contactId: 'anneke', fromNumber: '+32470999999' }))).toBe(0);
    expect(one(talk(at(18, '11:00:00'), { outcome: 'talking' }))).toBe(0);
    expect(one(talk(at(18, '11:00:00'), { outcome: 'agent', answeredBy: null }))).toBe(1);
    expect(one(talk(at(18, '09:00:00')))).toBe(1);
    expect(one(talk(at(18, '11:00:00'), { fromNumber: '+32470999999' }))).toBe(1);
  });

  test('a word that says that nothing is owed ends it too', () => {
    const word = (value: 'ok' | 'please_call_back') => ({
      value,
      byPersonId: 'ada',
      byName: 'Ada',
      at: at(18, '10:05:00'),
    });
    expect(statsOf([missed(at(18, '10:00:00'), { followUp: word('ok') })]).unreturned).toBe(0);
    expect(statsOf([missed(at(18, '10:00:00'), { followUp: word('please_call_back') })]).unreturned).toBe(1);
  });

  test('midnight is the firm’s, today is the last day, and the days before are compared', () => {
    const shown = statsOf([
      talk('2026-11-05T22:59:59.000Z'),
      talk('2026-11-05T23:00:00.000Z'),
      talk('2026-11-12T22:59:59.000Z'),
      talk('2026-11-12T23:00:00.000Z'),
      talk('2026-11-19T11:00:00.000Z'),
    ]);
    expect([shown.from, shown.to, shown.total, shown.before.total]).toEqual(['2026-11-13', '2026-11-19', 2, 2]);
    expect(shown.byDay.map(({ person }) => person)).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });

  test('somebody missed in the period before and reached in this one is not unreturned before', () => {
    const shown = statsOf([missed(at(12, '10:00:00')), talk(at(13, '09:00:00'))]);
    expect(shown.before).toMatchObject({ returned: 1, unreturned: 0 });
    expect(shown.response.bars).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('hours are those on the firm’s wall, also in the night on which the clock is changed', () => {
    const { byHour } = statsOf([
      talk(at(16, '08:30:00')),
      talk(at(19, '08:59:59')),
      talk(at(19, '09:00:00'), { direction: 'outbound' }),
    ]);
    expect([byHour.calls[0]?.[9], byHour.calls[3]?.[9], byHour.calls[3]?.[10]]).toEqual([1, 1, 0]);
    expect(byHour.days).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const october = statsOf([talk('2026-10-25T00:30:00.000Z'), talk('2026-10-25T08:30:00.000Z')], { days: 30 });
    expect([october.byHour.calls[6]?.[2], october.byHour.calls[6]?.[9]]).toEqual([1, 1]);
  });

  test('time to answer is the ring until a person took it', () => {
    const rang = (seconds: number, n: number) =>
      talk(at(18, `09:0${String(n)}:00`), { answeredAt: after(at(18, `09:0${String(n)}:00`), seconds) });
    const { secondsToAnswer } = statsOf([
      ...[2, 4, 6, 8, 10, 12, 14, 16, 18].map((s, n) => rang(s, n)),
      rang(60, 9),
      talk(at(18, '10:00:00'), { outcome: 'agent', answeredBy: null, answeredAt: at(18, '10:05:00') }),
    ]);
    expect(secondsToAnswer).toEqual({ calls: 10, median: 10, nineInTen: 18 });
    expect(statsOf([]).secondsToAnswer).toEqual({ calls: 0, median: null, nineInTen: null });
  });

  test('response time has a bar for each promise that a firm may make', () => {
    const waits = [10, 15, 16, 60, 61, 240, 480, 481];
    const calls = waits.flatMap((minutes, n) => {
      const number = `+3247000010${String(n)}`;
      const since = at(17, '06:00:00');
      return [missed(since, { fromNumber: number }), talk(after(since, minutes * 60 - 9), { fromNumber: number })];
    });
    expect(statsOf(calls).response).toEqual({
      bars: [2, 1, 1, 1, 1, 1, 1],
      median: 60,
      nineInTen: 481,
      promisedMinutes: 120,
    });
  });

  test('callbacks are kept when they were closed by then, and count once they are due', () => {
    const closed = (when: string) => ({ why: 'by_hand' as const, callId: null, byName: null, at: when });
    const callbacks = [
      { dueAt: at(18, '10:00:00'), closed: closed(at(18, '10:00:00')) },
      { dueAt: at(18, '10:00:00'), closed: closed(at(18, '10:00:01')) },
      { dueAt: at(18, '10:00:00') },
      { dueAt: at(19, '16:00:00') },
      { dueAt: at(19, '16:00:00'), closed: closed(at(19, '09:00:00')) },
      { dueAt: at(10, '10:00:00'), closed: closed(at(9, '10:00:00')) },
      { dueAt: null },
    ];
    const shown = statsOf([], { callbacks });
    expect([shown.callbacks, shown.before.callbacks]).toEqual([
      { due: 4, kept: 2 },
      { due: 1, kept: 1 },
    ]);
  });

  test('what the agent did is told once a call, and whether the firm was open where that is known', () => {
    const agent = (n: number, more: Partial<Call> = {}) =>
      talk(at(18, `0${String(n)}:00:00`), { id: `agent-${String(n)}`, outcome: 'agent', answeredBy: null, ...more });
    const calls = [
      agent(7),
      agent(8, { voicemail: { durationSeconds: 9 } }),
      agent(9, { voicemail: { durationSeconds: 9 } }),
    ];
    const callbacks = [{ callId: 'agent-9', source: 'agent' as const }];
    expect(statsOf(calls, { callbacks }).agentCalls).toEqual({
      bookedCallback: 1,
      tookMessage: 1,
      only: 1,
      outsideHours: null,
    });
    const isOpenAt = (when: Date) => when.getUTCHours() >= 8;
    expect(statsOf(calls, { isOpenAt }).agentCalls.outsideHours).toBe(1);
  });

  test('sentiment is by week and never of calls that do not count', () => {
    const calls = [
      talk(at(13, '09:00:00'), { id: 'a' }),
      talk(at(16, '09:00:00'), { id: 'b' }),
      talk(at(18, '09:00:00'), { id: 'c' }),
    ];
    const sentiments = ['a', 'b', 'c', 'unknown'].map((callId) => ({ callId, label: 'negative' as const }));
    expect(statsOf(calls, { sentiments }).sentiment).toEqual([
      { weekOf: '2026-11-09', negative: 1, neutral: 0, positive: 0 },
      { weekOf: '2026-11-16', negative: 2, neutral: 0, positive: 0 },
    ]);
  });

  test('most contacted counts calls and hours of talk', () => {
    const calls = [
      talk(at(18, '09:00:00'), { contactId: 'a', durationSeconds: 100 }),
      missed(at(18, '10:00:00'), { contactId: 'a' }),
      talk(at(18, '11:00:00'), { contactId: 'b', durationSeconds: 900 }),
    ];
    expect(statsOf(calls).contacts).toEqual([
      { contactId: 'a', name: 'Name of a', calls: 2, talkSeconds: 100 },
      { contactId: 'b', name: 'Name of b', calls: 1, talkSeconds: 900 },
    ]);
  });
});

describe('A filter', () => {
  const calls = [
    talk(at(18, '09:00:00'), { toNumber: '+3225550001', answeredBy: party(null) }),
    talk(at(18, '09:10:00'), { answeredBy: { providerUserId: '7', personId: null, name: null } }),
    missed(at(18, '09:20:00'), {
      fromNumber: '+32470000002',
      legs: [{ ...party('bob'), legId: 'l', state: 'not_answered' }],
    }),
    talk(at(18, '09:30:00'), { fromNumber: '+32470000002', answeredBy: party('ada') }),
  ];

  test('by line counts what came to it', () => {
    expect(statsOf(calls, { filter: { line: '+3225550001' } }).total).toBe(1);
    expect(statsOf(calls, { filter: { line: '+3225551234' } }).total).toBe(3);
  });

  test('by person counts what they took, what rang with them and what came to their line', () => {
    expect(statsOf(calls, { filter: { personId: 'ada' } }).total).toBe(2);
    expect(statsOf(calls, { filter: { personId: 'bob' } }).total).toBe(2);
    expect(statsOf(calls, { filter: { personId: 'nobody' } }).total).toBe(0);
  });

  test('by team counts its people’s, and who was missed there is reached by anybody', () => {
    expect(sharesOf(statsOf(calls, { filter: { teamId: 'tenancy' } }))).toEqual([1, 0, 1, 0, 0]);
    expect(statsOf(calls, { filter: { teamId: 'gone' } }).total).toBe(0);
  });

  test('holds for callbacks too', () => {
    const callbacks = [
      { dueAt: at(18, '10:00:00'), forPersonId: 'ada' },
      { dueAt: at(18, '10:00:00'), ownerPersonId: 'bob' },
      { dueAt: at(18, '10:00:00'), forTeamId: 'tenancy' },
      { dueAt: at(18, '10:00:00'), callId: calls[0]?.id ?? '' },
    ];
    const due = (filter: Partial<StatisticsFilter>) => statsOf(calls, { callbacks, filter }).callbacks.due;
    expect([due({}), due({ personId: 'ada' }), due({ teamId: 'tenancy' }), due({ line: '+3225550001' })]).toEqual([
      4, 1, 2, 1,
    ]);
  });
});
