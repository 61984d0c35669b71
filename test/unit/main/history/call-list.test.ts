import { describe, expect, test } from 'vitest';
import type { CallFilter } from '../../../../src-preload/contract.ts';
import { answered, changed, missed, party, sampleCall } from './sample-firm.ts';
import { everything, temporaryHistory, viewer, put } from './temporary-history.ts';

const at = (time: string) => ({ startedAt: `2026-11-${time}:00.000Z` });

describe('the call list', () => {
  test('shows the newest call first, with its caller, matter, line and who took it', () => {
    const { history } = temporaryHistory();
    put(history, { calls: [answered('old', 'sofie', at('18T10:00')), answered('new', 'jonas', at('19T10:00'))] });
    const { rows, total, totalCached } = history.list(everything, viewer);
    expect(rows.map((row) => row.id)).toEqual(['new', 'old']);
    expect({ total, totalCached }).toEqual({ total: 2, totalCached: 2 });
    expect(rows[0]).toMatchObject({
      title: 'Anneke Verhulst',
      role: 'client',
      matter: { number: '2026/0318', title: 'Verhulst / Immo Delta' },
      lineName: 'Litigation line',
      answeredByName: 'Jonas Peeters',
      answeredByMe: true,
      unreturned: false,
    });
    expect(rows[1]).toMatchObject({ answeredByName: 'Sofie Maes', answeredByMe: false });
  });

  test('groups by the day of this computer, not of UTC, also on the day the clocks change', () => {
    const { history } = temporaryHistory();
    put(history, {
      calls: [
        sampleCall('late evening in Brussels', { startedAt: '2026-10-24T21:59:59.000Z' }),
        sampleCall('already Sunday', { startedAt: '2026-10-24T22:00:00.000Z' }),
        sampleCall('last second of the long day', { startedAt: '2026-10-25T22:59:59.000Z' }),
        sampleCall('Monday', { startedAt: '2026-10-25T23:00:00.000Z' }),
      ],
    });
    expect(history.list(everything, viewer).days).toEqual([
      { day: '2026-10-26', count: 1 },
      { day: '2026-10-25', count: 2 },
      { day: '2026-10-24', count: 1 },
    ]);
    const inNewYork = history.list(everything, { ...viewer, timeZone: 'America/New_York' }).days;
    expect(inNewYork).toEqual([
      { day: '2026-10-25', count: 2 },
      { day: '2026-10-24', count: 2 },
    ]);
  });

  test('where clocks jump at midnight, the day begins at one', () => {
    const { history } = temporaryHistory();
    // Beirut, 29 March 2026: 23:59:59 is followed by 01:00:00.
    put(history, {
      calls: [
        sampleCall('before', { startedAt: '2026-03-28T21:59:59.000Z' }),
        sampleCall('after', { startedAt: '2026-03-28T22:00:00.000Z' }),
      ],
    });
    expect(history.list(everything, { ...viewer, timeZone: 'Asia/Beirut' }).days).toEqual([
      { day: '2026-03-29', count: 1 },
      { day: '2026-03-28', count: 1 },
    ]);
  });

  test('windows of it fit together without gap or repetition, also for calls of the same millisecond', () => {
    const { history } = temporaryHistory();
    const calls = Array.from({ length: 30 }, (_, i) => sampleCall(`call ${i}`, at('19T09:00')));
    put(history, { calls });
    const windows = [0, 10, 20, 30].map((offset) => history.list({ ...everything, offset, limit: 10 }, viewer).rows);
    expect(windows.map((rows) => rows.length)).toEqual([10, 10, 10, 0]);
    expect(new Set(windows.flat().map((row) => row.id)).size).toBe(30);
  });

  test('a call whose start is corrected moves to its true day and stays one call', () => {
    const { history } = temporaryHistory();
    put(history, { calls: [missed('a', at('19T10:00')), missed('b', at('18T10:00'))] });
    history.apply([{ id: 1, event: changed(missed('a', at('17T10:00')), 'missed') }]);
    expect(history.list(everything, viewer).rows.map((row) => row.id)).toEqual(['b', 'a']);
    expect(history.list({ ...everything, search: 'verhulst' }, viewer).rows.map((row) => row.id)).toEqual(['b', 'a']);
    expect(history.counts().calls).toBe(2);
  });

  test('a caller who withheld the number has neither title nor role of a contact', () => {
    const { history } = temporaryHistory();
    put(history, { calls: [missed('w', { fromNumber: null, anonymous: true, contactId: null, matterId: null })] });
    expect(history.list(everything, viewer).rows[0]).toMatchObject({
      title: null,
      titleIsNumber: false,
      role: 'unknown',
    });
  });

  describe('filters', () => {
    const ids = (history: ReturnType<typeof temporaryHistory>['history'], filter: CallFilter, personId = 'jonas') =>
      history.list({ ...everything, filter }, { ...viewer, personId }).rows.map((row) => row.id);

    test('"mine" has what I answered, what rang on my phone, and what rang on my line', () => {
      const { history } = temporaryHistory();
      const elsewhere = { toNumber: '+3225550100' };
      put(history, {
        calls: [
          answered('answered by me', 'jonas', { ...elsewhere, ...at('19T10:04') }),
          missed('rang on my phone', {
            ...elsewhere,
            ...at('19T10:03'),
            legs: [{ ...party('jonas'), legId: '1', state: 'not_answered' }],
          }),
          missed('on my line', at('19T10:02')),
          answered('by a colleague on the main line', 'sofie', { ...elsewhere, ...at('19T10:01') }),
          missed('known by the provider only', {
            ...elsewhere,
            ...at('19T10:00'),
            legs: [{ providerUserId: 'user-jonas', personId: null, name: null, legId: '1', state: 'not_answered' }],
          }),
        ],
      });
      expect(ids(history, 'mine')).toEqual([
        'answered by me',
        'rang on my phone',
        'on my line',
        'known by the provider only',
      ]);
      expect(ids(history, 'mine', 'sofie')).toEqual(['by a colleague on the main line']);
    });

    test('a line that becomes mine brings its calls along', () => {
      const { history } = temporaryHistory();
      put(history, { calls: [missed('main', { toNumber: '+3225550100' })] });
      expect(ids(history, 'mine', 'sofie')).toEqual([]);
      const sofie = history.person('sofie');
      if (!sofie) throw new Error('no Sofie');
      const hops = { providerAt: null, receivedAt: viewer.now, committedAt: viewer.now };
      const person = { ...sofie, lines: ['+3225550100'] };
      history.apply([{ id: 1, event: { type: 'person_changed', person, hops } }]);
      expect(ids(history, 'mine', 'sofie')).toEqual(['main']);
    });

    test('"voicemail" has the calls with a message', () => {
      const { history } = temporaryHistory();
      put(history, {
        calls: [
          missed('without'),
          missed('with', { outcome: 'voicemail', voicemail: { durationSeconds: 52 }, ...at('19T09:00') }),
        ],
      });
      expect(ids(history, 'voicemail')).toEqual(['with']);
    });
  });
});
