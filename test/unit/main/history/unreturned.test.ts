import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Call, FollowUp } from '@callbrief/relay/wire/call';
import { answered, changed, missed, party, sampleCall } from './sample-firm.ts';
import { callRows, everything, temporaryHistory, viewer } from './temporary-history.ts';

const at = (time: string) => ({ startedAt: `2026-11-19T${time}:00.000Z` });

function state(calls: Call[]) {
  const { history } = temporaryHistory();
  calls.forEach((call, i) => history.apply([{ id: i + 1, event: changed(call, 'edit') }]));
  const list = history.list({ ...everything, filter: 'unreturned' }, viewer);
  expect(list.unreturnedCount).toBe(list.total);
  return { history, unreturned: list.rows.map((row) => row.id) };
}

describe('unreturned', () => {
  test('a missed call is unreturned until somebody of the firm talks with the caller', () => {
    expect(state([missed('m', at('10:00'))]).unreturned).toEqual(['m']);
    const { history, unreturned } = state([missed('m', at('10:00')), answered('later', 'sofie', at('10:30'))]);
    expect(unreturned).toEqual([]);
    expect(callRows(history.list(everything, viewer)).find((row) => row.id === 'm')?.reachedBy).toEqual({
      name: 'Sofie Maes',
      at: '2026-11-19T10:30:00.000Z',
    });
  });

  test('calling back counts, also from and to another of their numbers', () => {
    const back = answered('back', 'jonas', {
      ...at('11:00'),
      direction: 'outbound',
      fromNumber: '+3225550100',
      toNumber: '+32440999999',
    });
    expect(state([missed('m', at('10:00')), back]).unreturned).toEqual([]);
  });

  test('a talk with the same number counts even when the caller is no contact', () => {
    const unknown = { contactId: null, matterId: null };
    expect(
      state([missed('m', { ...at('10:00'), ...unknown }), answered('t', 'jonas', { ...at('10:05'), ...unknown })])
        .unreturned,
    ).toEqual([]);
  });

  test.each([
    ['a talk before it', answered('t', 'jonas', at('09:00'))],
    ['a call back that nobody answered', missed('t', { ...at('11:00'), direction: 'outbound' })],
    [
      'an AI that took a later call',
      { ...answered('t', 'jonas', at('11:00')), outcome: 'agent' as const, answeredBy: null },
    ],
    [
      'a talk with somebody else',
      answered('t', 'jonas', { ...at('11:00'), contactId: 'tom', fromNumber: '+3220008410' }),
    ],
  ])('%s does not count', (_, talk) => {
    expect(state([missed('m', at('10:00')), talk]).unreturned).toEqual(['m']);
  });

  test('a voicemail is unreturned too; a call that a colleague answered never is', () => {
    expect(state([missed('v', { outcome: 'voicemail', voicemail: { durationSeconds: 3 } })]).unreturned).toEqual(['v']);
    expect(state([answered('a', 'sofie')]).unreturned).toEqual([]);
  });

  test('a ring that the caller gave up at once is nobody’s to return', () => {
    expect(state([missed('d', { outcome: 'dropped' })]).unreturned).toEqual([]);
  });

  test.each<[FollowUp, boolean]>([
    ['ok', false],
    ['for_info', false],
    ['caller_calls_back', false],
    ['please_call_back', true],
  ])('after the status "%s" it is unreturned: %s', (value, owed) => {
    const followUp = { value, byPersonId: 'jonas', byName: 'Jonas', at: viewer.now };
    expect(state([missed('m', { followUp })]).unreturned).toEqual(owed ? ['m'] : []);
  });

  test('a status written here counts at once, before the relay knows, and no more when the relay refuses it', () => {
    const { history, unreturned } = state([missed('m')]);
    expect(unreturned).toEqual(['m']);
    const { seq } = history.changes.add({ kind: 'edit_call', callId: 'm', followUp: 'ok' }, viewer.now);
    expect(history.list(everything, viewer)).toMatchObject({ unreturnedCount: 0, rows: [{ followUp: 'ok' }] });
    history.changes.drop(seq);
    expect(history.list(everything, viewer)).toMatchObject({ unreturnedCount: 1, rows: [{ followUp: null }] });
  });

  test('is the same for every order in which the calls become known', () => {
    const moment = fc.integer({ min: 0, max: 59 });
    const anyCall = fc
      .record({
        minute: moment,
        who: fc.constantFrom('anneke', 'tom', null),
        number: fc.constantFrom('+32440000001', '+32440000002', null),
        kind: fc.constantFrom('missed', 'talk', 'outbound talk', 'ringing'),
      })
      .map(({ minute, who, number, kind }) => {
        const own = { ...at(`10:${String(minute).padStart(2, '0')}`), contactId: who, fromNumber: number };
        if (kind === 'missed') return missed('x', own);
        if (kind === 'ringing') return sampleCall('x', own);
        const outbound = { direction: 'outbound' as const, fromNumber: '+3225550100', toNumber: number };
        return answered('x', 'jonas', kind === 'talk' ? own : { ...own, ...outbound });
      });
    const calls = fc
      .uniqueArray(anyCall, { selector: (call) => call.startedAt, maxLength: 8 })
      .map((list) => list.map((call, i) => ({ ...call, id: `call ${i}` })));
    const arrivals = calls.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    fc.assert(
      fc.property(arrivals, ([list, arrived]) => {
        // Every call is first heard of as a ring without contact, and only then as what it became.
        const early = arrived.map((call) =>
          sampleCall(call.id, { startedAt: call.startedAt, contactId: null, fromNumber: null }),
        );
        const expected = list
          .filter((call) => call.outcome === 'missed' && !reached(call, list))
          .map((call) => call.id);
        expect(state([...early, ...arrived]).unreturned.sort()).toEqual(expected.sort());
      }),
      { numRuns: 25 },
    );
  });
});

/** The rule, said again in the plainest way. */
function reached(call: Call, all: readonly Call[]): boolean {
  const numberOf = (c: Call) => (c.direction === 'inbound' ? c.fromNumber : c.toNumber);
  return all.some(
    (talk) =>
      talk.answeredBy?.personId === party('jonas').personId &&
      talk.startedAt > call.startedAt &&
      ((talk.contactId !== null && talk.contactId === call.contactId) ||
        (numberOf(talk) !== null && numberOf(talk) === numberOf(call))),
  );
}
