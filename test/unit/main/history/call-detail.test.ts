import { describe, expect, test } from 'vitest';
import { answered, changed, missed, party, sampleCall } from './sample-firm.ts';
import { temporaryHistory, viewer, put } from './temporary-history.ts';

describe('the detail of a call', () => {
  test('has caller, lawyer, the next deadline that is still to come, phones that rang, and earlier calls', () => {
    const { history } = temporaryHistory();
    put(history, {
      calls: [
        ...Array.from({ length: 12 }, (_, i) => missed(`early ${i}`, { startedAt: `2026-10-${10 + i}T10:00:00.000Z` })),
        answered('same number', 'sofie', { startedAt: '2026-11-16T15:00:00.000Z', contactId: null }),
        answered('now', 'jonas', {
          answeredAt: '2026-11-19T11:42:07.000Z',
          legs: [
            { ...party('jonas'), legId: '1', state: 'answered' },
            { providerUserId: 'x', personId: null, name: 'Front desk', legId: '2', state: 'not_answered' },
          ],
        }),
      ],
    });
    const detail = history.detail('now', viewer);
    expect(detail).toMatchObject({
      number: '+32440271836',
      numberFormatted: '+32 440 27 18 36',
      languages: ['nl', 'fr'],
      matterLawyer: 'Me C. Delcourt',
      nextDeadline: { kind: 'hearing', title: 'Hearing' },
      answeredAfterSeconds: 9,
      rangCount: 2,
      legs: [
        { name: 'Jonas Peeters', state: 'answered', isMe: true },
        { name: 'Front desk', state: 'not_answered', isMe: false },
      ],
    });
    expect(detail?.earlier).toHaveLength(10);
    expect(detail?.earlier[0]).toMatchObject({ id: 'same number', answeredByName: 'Sofie Maes' });
    expect(detail?.earlier.some((call) => call.id === 'now')).toBe(false);
  });

  test('keeps the time of every hop of the first ring, those of the relay and those of this computer', () => {
    const { history, reopen } = temporaryHistory();
    history.apply([{ id: 1, event: changed(sampleCall('a')) }]);
    history.addHops('a', [{ name: 'painted', at: '2026-11-19T11:42:00.118Z' }]);
    history.apply([{ id: 2, event: changed(sampleCall('a'), 'ringing', '2026-11-19T11:42:05.000Z') }]);
    expect(reopen().history.detail('a', viewer)?.hops).toEqual([
      { name: 'relay_committed', at: '2026-11-19T11:42:00.000Z' },
      { name: 'relay_received', at: '2026-11-19T11:42:00.000Z' },
      { name: 'painted', at: '2026-11-19T11:42:00.118Z' },
    ]);
  });

  test('of an unknown call there is none', () => {
    expect(temporaryHistory().history.detail('nobody', viewer)).toBeNull();
  });

  test('the last call with somebody is the newest before a moment, by contact or number, never the call itself', () => {
    const { history } = temporaryHistory();
    put(history, {
      calls: [
        answered('contact', 'sofie', { startedAt: '2026-11-16T10:00:00.000Z', fromNumber: '+32440000000' }),
        missed('number', { startedAt: '2026-11-17T10:00:00.000Z', contactId: null }),
        sampleCall('now'),
      ],
    });
    const who = { contactId: 'anneke', number: '+32440271836' };
    const last = (before: string, w = who) => history.lastCallWith(w, before, 'now')?.id ?? null;
    expect(last('2026-11-20T00:00:00.000Z')).toBe('number');
    expect(last('2026-11-17T00:00:00.000Z')).toBe('contact');
    expect(last('2026-11-16T00:00:00.000Z')).toBeNull();
    expect(history.lastCallWith({ contactId: null, number: null }, viewer.now, 'now')).toBeNull();
    expect(history.callsBetween('2026-11-17T00:00:00.000Z', viewer.now).map((c) => c.id)).toEqual(['now', 'number']);
  });
});
