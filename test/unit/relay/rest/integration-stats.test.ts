import { describe, expect, it } from 'vitest';
import { createStatsSum } from '../../../../relay/src/rest/integration-stats.ts';
import { addDays, startOfDay } from '../../../../relay/src/tenants/local-time.ts';
import type { Call } from '../../../../relay/src/wire/call.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { callWith } from '../control/call-with.ts';

const days = ['2026-11-17', '2026-11-18', '2026-11-19'].map((date) => ({
  date,
  startsAt: startOfDay(date, 'Europe/Brussels').toISOString(),
}));

const at = (time: string) => `2026-11-18T${time}.000Z`;
const call = (more: Partial<Call>): Call => callWith([], { outcome: 'missed', startedAt: at('10:00:00'), ...more });
const missed = (time: string, more: Partial<Call> = {}) => call({ startedAt: at(time), endedAt: at(time), ...more });
const talk = (time: string, more: Partial<Call> = {}) =>
  call({ outcome: 'answered', startedAt: at(time), answeredAt: at(time), durationSeconds: 60, ...more });

function statsOf(...calls: Call[]) {
  const sum = createStatsSum(days);
  const inOrder = calls.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  // In parts, as it is read.
  for (const one of inOrder) sum.add([one]);
  return sum.result((id) => Promise.resolve(id === 'gone' ? null : `Name of ${id}`), {
    positive: 2,
    neutral: 1,
    negative: 0,
  });
}

describe('The figures of a period', () => {
  it('every day stands in them, also the quiet ones, and midnight is the firm’s', async () => {
    const stats = await statsOf(
      talk('10:00:00', { startedAt: '2026-11-16T22:59:59.000Z' }),
      talk('10:00:00', { startedAt: '2026-11-16T23:00:00.000Z' }),
      missed('22:59:59'),
      missed('23:00:00', { outcome: 'voicemail' }),
    );
    expect(stats.calls_by_day).toEqual([
      { date: '2026-11-17', count: 1, answered: 1, missed: 0, voicemail: 0 },
      { date: '2026-11-18', count: 1, answered: 0, missed: 1, voicemail: 0 },
      { date: '2026-11-19', count: 1, answered: 0, missed: 0, voicemail: 1 },
    ]);
    expect(stats.total_calls).toBe(3);
  });

  it('the agent’s calls count as answered, rejected and dropped ones as missed, and those that go on not at all', async () => {
    const stats = await statsOf(
      talk('09:00:00', { outcome: 'agent' }),
      missed('09:01:00', { outcome: 'rejected' }),
      missed('09:02:00', { outcome: 'dropped' }),
      call({ outcome: 'ringing' }),
      call({ outcome: 'talking' }),
    );
    expect(stats).toMatchObject({ total_calls: 3, answered_calls: 1, missed_calls: 2, answer_rate: 33.3 });
  });

  it('a talk whose end was never told does not make the others shorter', async () => {
    const stats = await statsOf(talk('09:00:00', { durationSeconds: 90 }), talk('10:00:00', { durationSeconds: null }));
    expect(stats).toMatchObject({ answered_calls: 2, avg_duration_minutes: 1.5 });
  });

  it('whoever was missed waits until the first later talk with the same number', async () => {
    const stats = await statsOf(
      talk('08:00:00'),
      missed('10:00:00'),
      missed('10:05:00'),
      talk('10:02:00', { fromNumber: '+3222222222' }),
      talk('10:10:00', { direction: 'outbound', fromNumber: '+3225551234', toNumber: '+32470271836' }),
      talk('11:00:00'),
    );
    expect(stats.avg_response_seconds).toBe((600 + 300) / 2);
  });

  it('or with the same person on another number, counted once', async () => {
    const stats = await statsOf(
      missed('10:00:00', { contactId: 'anna' }),
      talk('10:01:00', { contactId: 'anna', fromNumber: '+3222222222' }),
      talk('12:00:00', { contactId: 'anna' }),
    );
    expect(stats.avg_response_seconds).toBe(60);
  });

  it('nobody waits who gave up at once, was turned away, withheld the number, or was called by us', async () => {
    const stats = await statsOf(
      missed('10:00:00', { outcome: 'dropped' }),
      missed('10:00:01', { outcome: 'rejected' }),
      missed('10:00:02', { fromNumber: null }),
      missed('10:00:03', { direction: 'outbound' }),
      talk('10:10:00'),
      talk('10:11:00', { fromNumber: null }),
    );
    expect(stats.avg_response_seconds).toBeNull();
  });

  it('names the ten contacts with the most calls', async () => {
    const calls = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: 12 - n }, () => talk('10:00:00', { contactId: n === 1 ? 'gone' : `c${n}` })),
    );
    const { top_contacts: top } = await statsOf(...calls.flat());
    expect(top).toHaveLength(10);
    expect(top.slice(0, 2)).toEqual([
      { contact_id: 'c0', contact_name: 'Name of c0', call_count: 12 },
      { contact_id: 'gone', contact_name: null, call_count: 11 },
    ]);
  });

  it('a year of 20,000 calls is read in parts while others are served', async () => {
    const now = new Date();
    const relay = await startTestRelay({ overrides: { now: () => now } });
    const { accessToken: token } = await relay.enrolDevice();
    const today = now.toISOString().slice(0, 10);
    const rows = Array.from({ length: 20_000 }, (_, n) =>
      talk('10:00:00', {
        id: `call-${n}`,
        providerCallId: `call-${n}`,
        contactId: null,
        startedAt: `${addDays(today, -(n % 300))}T00:00:00.000Z`,
      }),
    );
    await relay.storage.tenant(TENANT).importCalls(rows, now.toISOString());
    let served = 0;
    const answered = new AbortController();
    const asking = relay.ask('/api/v1/ringover/stats?days=366', { token }).finally(() => answered.abort());
    while (!answered.signal.aborted) {
      expect((await relay.ask('/healthz')).status).toBe(200);
      served += 1;
    }
    expect((await asking).body['total_calls']).toBe(20_000);
    expect(served).toBeGreaterThan(1);
  });
});
