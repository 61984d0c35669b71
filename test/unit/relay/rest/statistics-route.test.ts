import { describe, expect, it } from 'vitest';
import { statistics } from '../../../../relay/src/wire/statistics.ts';
import { contactNamed, pastCall } from '../../../contract/storage/made-up.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';

const NOW = new Date('2026-11-19T12:00:00.000Z');
const party = { providerUserId: null, personId: 'peeters', name: null };

async function firm() {
  const relay = await startTestRelay({ overrides: { now: () => NOW } });
  const { accessToken: token } = await relay.enrolDevice();
  const store = relay.storage.tenant(TENANT);
  const anneke = contactNamed('Anneke');
  await store.putContact(anneke, NOW.toISOString());
  const calls = Array.from({ length: 40 }, (_, n) => {
    const startedAt = new Date(NOW.getTime() - n * 10 * 3_600_000).toISOString();
    const isMissed = n % 4 === 3;
    return pastCall({
      startedAt,
      answeredAt: isMissed ? null : startedAt,
      outcome: isMissed ? 'missed' : n % 4 === 2 ? 'agent' : 'answered',
      answeredBy: n % 4 < 2 ? party : null,
      contactId: anneke.id,
      fromNumber: `+3247000000${String(n % 10)}`,
    });
  });
  await store.importCalls(calls, NOW.toISOString());
  return { relay, ask: (query: string) => relay.ask(`/api/v1${query}`, { token }) };
}

describe('GET /statistics', () => {
  it('has the shape of the wire, names contacts, and the numbers of the contract’s /stats', async () => {
    const { ask } = await firm();
    const shown = statistics.parse((await ask('/statistics?days=7')).body);
    const { body: contract } = await ask('/ringover/stats?days=7');
    expect(shown.total).toBe(contract['total_calls']);
    expect(shown.person + shown.agent).toBe(contract['answered_calls']);
    expect(Math.round((shown.spokeRate ?? 0) * 1_000) / 10).toBe(contract['answer_rate']);
    const days = contract['calls_by_day'] as { date: string; count: number }[];
    expect(
      shown.byDay.map((day) => [day.date, day.person + day.agent + day.returned + day.unreturned + day.other]),
    ).toEqual(days.map(({ date, count }) => [date, count]));
    expect(shown.contacts[0]).toMatchObject({ name: 'Anneke', calls: shown.total });
    expect(shown.agentCalls.outsideHours).not.toBeNull();
    expect(shown.before.total).toBeGreaterThan(0);
  });

  it('is asked of a line, a person or a team, and refuses what is none', async () => {
    const { ask, relay } = await firm();
    expect((await ask('/statistics?person=peeters')).body).toMatchObject({ total: 20 });
    expect((await ask('/statistics?line=%2B3225559999')).body).toMatchObject({ total: 0 });
    expect((await ask('/statistics?team=none')).body).toMatchObject({ total: 0 });
    for (const query of ['days=0', 'days=367', 'days=x', 'line=0470', `person=${'x'.repeat(101)}`])
      expect((await ask(`/statistics?${query}`)).status).toBe(400);
    expect((await relay.ask('/api/v1/statistics')).status).toBe(401);
  });
});
