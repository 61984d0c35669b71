import { describe, expect, it } from 'vitest';
import { quickTime } from '../../../../src-renderer/routing/quick-times.ts';

const zone = 'Europe/Brussels';
const thursday = new Date('2026-11-19T11:42:07.000Z');

describe('times to choose from', () => {
  it('are those of the firm’s clock, not of this computer’s', () => {
    expect(quickTime('now', thursday, zone)).toEqual({ date: '2026-11-19', time: '12:42' });
    expect(quickTime('now', new Date('2026-11-19T23:30:00.000Z'), zone)).toEqual({ date: '2026-11-20', time: '00:30' });
  });

  it('are the next ones', () => {
    expect(quickTime('evening', thursday, zone)).toEqual({ date: '2026-11-19', time: '19:05' });
    expect(quickTime('saturday', thursday, zone)).toEqual({ date: '2026-11-21', time: '19:05' });
    expect(quickTime('christmas', thursday, zone)).toEqual({ date: '2026-12-25', time: '10:00' });
  });

  it('are tomorrow’s, next week’s and next year’s once they are over', () => {
    expect(quickTime('evening', new Date('2026-11-30T20:00:00.000Z'), zone).date).toBe('2026-12-01');
    expect(quickTime('saturday', new Date('2026-11-21T10:00:00.000Z'), zone).date).toBe('2026-11-21');
    expect(quickTime('saturday', new Date('2026-11-21T20:00:00.000Z'), zone).date).toBe('2026-11-28');
    expect(quickTime('christmas', new Date('2026-12-25T08:30:00.000Z'), zone).date).toBe('2026-12-25');
    expect(quickTime('christmas', new Date('2026-12-25T09:30:00.000Z'), zone).date).toBe('2027-12-25');
    expect(quickTime('christmas', new Date('2026-12-28T09:30:00.000Z'), zone).date).toBe('2027-12-25');
  });
});
