import { describe, expect, it } from 'vitest';
import { groupOf } from '../../../../src-main/callbacks/callback-group.ts';

const clock = (now: string, timeZone = 'Europe/Brussels') => ({ now: new Date(now), timeZone, soonMinutes: 120 });
const due = (dueAt: string | null, dueFrom: string | null = null) => ({ closed: null, dueFrom, dueAt });
/** 12:42 in Brussels. */
const noon = clock('2026-11-19T11:42:00.000Z');

describe('a callback stands', () => {
  it.each([
    ['overdue', '2026-11-19T11:41:59.000Z'],
    ['soon', '2026-11-19T11:42:00.000Z'],
    ['soon', '2026-11-19T13:42:00.000Z'],
    ['later_today', '2026-11-19T13:42:01.000Z'],
    ['later_today', '2026-11-19T22:59:59.000Z'],
    ['later', '2026-11-19T23:00:00.000Z'],
    ['later', null],
  ])('under %s when it is due at %s', (group, at) => {
    expect(groupOf(due(at), noon)).toBe(group);
  });

  it('by the beginning of its window, and is overdue only after its end', () => {
    const window = due('2026-11-19T17:30:00.000Z', '2026-11-19T16:00:00.000Z');
    expect(groupOf(window, noon)).toBe('later_today');
    expect(groupOf(window, clock('2026-11-19T14:00:00.000Z'))).toBe('soon');
    expect(groupOf(window, clock('2026-11-19T17:00:00.000Z'))).toBe('soon');
    expect(groupOf(window, clock('2026-11-19T17:30:01.000Z'))).toBe('overdue');
  });

  it('by the calendar of the place, not of Greenwich', () => {
    const lateEvening = due('2026-11-20T03:00:00.000Z');
    expect(groupOf(lateEvening, clock('2026-11-19T11:42:00.000Z', 'America/New_York'))).toBe('later_today');
    expect(groupOf(lateEvening, noon)).toBe('later');
  });

  it('within the day also when the clocks change in it', () => {
    // Sunday 25 October 2026 has 25 hours in Brussels, 29 March 2026 has 23.
    const autumn = clock('2026-10-24T22:30:00.000Z');
    expect(groupOf(due('2026-10-25T22:59:00.000Z'), autumn)).toBe('later_today');
    expect(groupOf(due('2026-10-25T23:00:00.000Z'), autumn)).toBe('later');
    const spring = clock('2026-03-28T23:30:00.000Z');
    expect(groupOf(due('2026-03-29T21:59:00.000Z'), spring)).toBe('later_today');
    expect(groupOf(due('2026-03-29T22:00:00.000Z'), spring)).toBe('later');
  });

  it('under closed whatever its time was', () => {
    const closed = { why: 'by_hand' as const, callId: null, byName: 'Sofie', at: '2026-11-19T11:00:00.000Z' };
    expect(groupOf({ ...due('2026-11-01T11:00:00.000Z'), closed }, noon)).toBe('closed');
  });
});
