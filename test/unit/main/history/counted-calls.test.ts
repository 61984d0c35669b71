import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import { answeredMsOf, endedMsOf, isSettled, startedMsOf, type CountedCall } from '@callbrief/relay/wire/counted-call';
import type { History } from '../../../../src-main/history/history.ts';
import { answered, changed, missed, sampleNow } from './sample-firm.ts';
import { put, temporaryHistory, viewer, withoutCountedColumns } from './temporary-history.ts';

const always = ['1970-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z'] as const;
const phone = (party: { personId: string | null; providerUserId: string | null }) =>
  `${String(party.personId)} ${String(party.providerUserId)}`;

/** What statistics read of it, however it is stored. */
const told = (call: CountedCall) => ({
  id: call.id,
  direction: call.direction,
  outcome: call.outcome,
  fromNumber: call.fromNumber,
  toNumber: call.toNumber,
  startedAt: call.startedAt,
  answeredAt: call.answeredAt,
  endedAt: call.endedAt,
  times: [startedMsOf(call), answeredMsOf(call), endedMsOf(call)],
  durationSeconds: call.durationSeconds,
  contactId: call.contactId,
  answeredBy: call.answeredBy && phone(call.answeredBy),
  rang: [...new Set(call.legs.map(phone))].sort(),
  followUp: call.followUp?.value ?? null,
  settled: isSettled(call),
  voicemail: call.voicemail !== null,
});

/** The counted calls are those of the history itself. @returns how many */
function expectSame(history: History): number {
  const counted = history.countedCalls.between(...always);
  const whole = history.callsBetween(...always).toReversed();
  expect(counted.map(told)).toEqual(whole.map(told));
  return counted.length;
}

const leg = (personId: string | null, providerUserId: string | null, legId: string): Call['legs'][number] => ({
  personId,
  providerUserId,
  name: null,
  legId,
  state: 'not_answered',
});
const samples = () => [
  answered('talked', 'sofie'),
  answered('out', 'jonas', { direction: 'outbound', fromNumber: '+3225550101', toNumber: '+32470112233' }),
  missed('rang', { legs: [leg('jonas', '2', 'a'), leg(null, '7', 'b'), leg('jonas', '2', 'c'), leg(null, null, 'd')] }),
  missed('hidden', { fromNumber: null, contactId: null, matterId: null }),
  missed('spoke', { outcome: 'voicemail', voicemail: { durationSeconds: null } }),
  missed('by the agent', { outcome: 'agent', answeredAt: '2026-11-19T08:00:09.000Z', durationSeconds: 30 }),
  missed('goes on', { outcome: 'ringing', endedAt: null, durationSeconds: null }),
];

describe('what is counted of a call', () => {
  test('is what stands in the call, of every kind of call', () => {
    const { history } = temporaryHistory();
    put(history, { calls: samples() });
    expect(expectSame(history)).toBe(7);
  });

  test('follows what the relay tells, also when a call begins at another time than was thought', () => {
    const { history } = temporaryHistory();
    put(history, { calls: samples() });
    const later = answered('talked', 'jonas', { startedAt: '2026-11-19T10:30:00.000Z', contactId: 'tom' });
    history.apply([{ id: 1, event: changed(later, 'ended') }]);
    expect(expectSame(history)).toBe(7);
    expect(history.countedCalls.between(...always).find(({ id }) => id === 'talked')).toMatchObject({
      contactId: 'tom',
      startedAt: '2026-11-19T10:30:00.000Z',
    });
  });

  test('follows what is written here while it waits, is taken by the office, or is refused', () => {
    const { history } = temporaryHistory();
    put(history, { calls: samples() });
    const word = () => history.countedCalls.between(...always).find(({ id }) => id === 'rang')?.followUp?.value;
    const change = { kind: 'edit_call', callId: 'rang', followUp: 'ok', contactId: 'tom' } as const;
    const first = history.changes.add(change, sampleNow);
    expect([word(), expectSame(history)]).toEqual(['ok', 7]);
    history.changes.drop(first.seq);
    expect([word(), expectSame(history)]).toEqual([undefined, 7]);
    const second = history.changes.add(change, sampleNow);
    history.changes.done(second.seq);
    expect([word(), expectSame(history)]).toEqual(['ok', 7]);
  });

  test('is gone with a call that is withheld, and with those that the office has no more', () => {
    const { history } = temporaryHistory();
    put(history, { calls: samples() });
    const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
    history.apply([{ id: 1, event: { type: 'withheld', of: 'call', id: 'rang', hops } }]);
    expect(expectSame(history)).toBe(6);
    history.beginFill();
    history.fill({ calls: [answered('talked', 'sofie'), missed('new', { legs: [leg('delcourt', '9', 'x')] })] });
    history.finishFill(2);
    expect(expectSame(history)).toBe(2);
  });

  test('is worked out once for calls of an older version, and they are found by fragments of their numbers', () => {
    const { history, path, reopen } = temporaryHistory();
    put(history, { calls: samples() });
    history.close();
    const db = new Sqlite(path);
    withoutCountedColumns(db);
    db.exec('PRAGMA user_version = 90; DELETE FROM call_search; DELETE FROM contact_search');
    db.close();
    const again = reopen().history;
    expect(expectSame(again)).toBe(7);
    const rows = again.list({ filter: 'all', search: '11 22', offset: 0, limit: 9 }, viewer).rows;
    expect(rows.map(({ id }) => id)).toEqual(['out']);
    expect(again.findContacts('1836', 5).map(({ contactId }) => contactId)).toEqual(['anneke']);
  });
});
