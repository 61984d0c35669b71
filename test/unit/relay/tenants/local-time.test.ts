import { describe, expect, it } from 'vitest';
import { addDays, localTime, startOfDay } from '../../../../relay/src/tenants/local-time.ts';

const BRUSSELS = 'Europe/Brussels';

describe('The firm’s own clock', () => {
  it('shows summer and winter time', () => {
    expect(localTime(new Date('2026-01-15T23:30:00Z'), BRUSSELS)).toEqual({ date: '2026-01-16', minutes: 30 });
    expect(localTime(new Date('2026-07-15T22:30:00Z'), BRUSSELS)).toEqual({ date: '2026-07-16', minutes: 30 });
    expect(localTime(new Date('2026-01-15T23:00:00Z'), BRUSSELS)).toEqual({ date: '2026-01-16', minutes: 0 });
  });

  it.each([
    ['2026-01-15', BRUSSELS, '2026-01-14T23:00:00.000Z'],
    ['2026-07-15', BRUSSELS, '2026-07-14T22:00:00.000Z'],
    // The two Sundays on which the clock changes, and the days after them.
    ['2026-03-29', BRUSSELS, '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', BRUSSELS, '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', BRUSSELS, '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', BRUSSELS, '2026-10-25T23:00:00.000Z'],
    ['2026-11-19', 'America/New_York', '2026-11-19T05:00:00.000Z'],
    ['2026-11-19', 'Pacific/Auckland', '2026-11-18T11:00:00.000Z'],
    ['2026-11-19', 'UTC', '2026-11-19T00:00:00.000Z'],
  ])('%s in %s begins at %s', (date, timeZone, expected) => {
    expect(startOfDay(date, timeZone).toISOString()).toBe(expected);
    expect(localTime(startOfDay(date, timeZone), timeZone)).toEqual({ date, minutes: 0 });
  });

  it('counts days, not hours', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
  });
});
