import { expect, test } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import { answered, missed, sampleNow } from './sample-firm.ts';
import { MOST_FOUND } from '../../../../src-main/history/call-list.ts';
import { put, temporaryHistory, viewer } from './temporary-history.ts';

const COUNT = 10_500;
const notes = ['Expert report is due', 'Hearing moved', 'Invoice paid', null];

/** Every 11 minutes one, some 76 days; a caller per hundred numbers, every fifth missed. */
function call(i: number): Call {
  const startedAt = new Date(Date.parse(sampleNow) - i * 660_000).toISOString();
  const text = notes[i % notes.length] ?? null;
  const note = text === null ? null : { value: text, byPersonId: 'sofie', byName: 'Sofie', at: startedAt };
  const contactId = i % 3 === 0 ? 'anneke' : i % 3 === 1 ? 'tom' : null;
  const own = { startedAt, contactId, matterId: null, fromNumber: `+3247${String(1_000_000 + (i % 100))}`, note };
  return i % 5 === 0 ? missed(`call ${i}`, own) : answered(`call ${i}`, 'jonas', own);
}

/** The day in Brussels, the slow and plain way. */
const dayOf = (c: Call) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date(c.startedAt));

test(
  'over ten thousand calls, list, days, filters and search agree with reading them one by one',
  { timeout: 120_000 },
  () => {
    const { history } = temporaryHistory();
    const all = Array.from({ length: COUNT }, (_, i) => call(i));
    // Pages come in any order.
    const pages = Array.from({ length: COUNT / 500 }, (_, page) => all.slice(page * 500, page * 500 + 500));
    for (const page of [...pages.filter((_, i) => i % 2 === 1), ...pages.filter((_, i) => i % 2 === 0)])
      put(history, { calls: page });

    const check = (expected: Call[], query: { filter?: 'all' | 'unreturned' | 'mine'; search?: string }) => {
      const asked = { filter: 'all' as const, search: '', ...query };
      const offset = Math.floor(expected.length / 2);
      const list = history.list({ ...asked, offset, limit: 60 }, viewer);
      expect(list.total).toBe(expected.length);
      expect(list.totalCached).toBe(COUNT);
      expect(list.rows.map((row) => row.id)).toEqual(expected.slice(offset, offset + 60).map((c) => c.id));
      const days = new Map<string, number>();
      for (const c of expected) days.set(dayOf(c), (days.get(dayOf(c)) ?? 0) + 1);
      expect(list.days).toEqual([...days].map(([day, count]) => ({ day, count })));
    };

    const newest = all.slice(0, MOST_FOUND);
    check(newest, { search: '+3247' });
    expect(history.list({ filter: 'all', search: '+3247', offset: 0, limit: 1 }, viewer).hasMore).toBe(true);
    expect(history.list({ filter: 'all', search: 'wauters', offset: 0, limit: 1 }, viewer).hasMore).toBe(false);
    expect(history.list({ filter: 'all', search: '', offset: 0, limit: 1 }, viewer).hasMore).toBe(false);
    check(all, {});
    check(all, { filter: 'mine' });
    check(
      all.filter((c) => c.contactId === 'tom'),
      { search: 'wauters' },
    );
    check(
      all.filter((c) => c.contactId === 'anneke' && c.note?.value === 'Expert report is due'),
      { search: 'exp anneke' },
    );
    check(
      all.filter((c) => c.fromNumber?.startsWith('+32471000042') === true),
      { search: '0471 0000 42' },
    );
    // Reached: a later talk with the same contact or number. Walking from the newest, who was talked with is known.
    const talkedWith = new Set<string | null>();
    const owed = all.filter((c) => {
      const reached = [c.contactId, c.fromNumber].some((who) => who !== null && talkedWith.has(who));
      if (c.outcome === 'answered') for (const who of [c.contactId, c.fromNumber]) talkedWith.add(who);
      return c.outcome === 'missed' && !reached;
    });
    expect(owed.length).toBeGreaterThan(0);
    check(owed, { filter: 'unreturned' });
    check(owed, { filter: 'unreturned', search: '+3247' });
  },
);
