import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf, wallTimeOf } from '../../../../src-renderer/routing/zoned-time.ts';

const brussels = 'Europe/Brussels';

describe('a time on the firm’s clock', () => {
  it.each([
    ['winter', '2026-11-21', '19:05', brussels, '2026-11-21T18:05:00.000Z'],
    ['summer', '2026-07-21', '19:05', brussels, '2026-07-21T17:05:00.000Z'],
    ['London', '2026-11-21', '19:05', 'Europe/London', '2026-11-21T19:05:00.000Z'],
    ['half an hour off', '2026-11-21', '19:05', 'Asia/Kolkata', '2026-11-21T13:35:00.000Z'],
    ['the other side of midnight', '2026-12-31', '23:30', 'America/New_York', '2027-01-01T04:30:00.000Z'],
  ])('is one moment: %s', (_where, date, time, zone, at) =>
    expect(momentOf({ date, time }, zone)).toEqual({ at, clock: 'plain' }),
  );

  it('that the clocks go forward over is as much later as they jump', () => {
    const moment = momentOf({ date: '2027-03-28', time: '02:30' }, brussels);
    expect(moment).toEqual({ at: '2027-03-28T01:30:00.000Z', clock: 'skipped' });
    expect(wallTimeOf(new Date(moment?.at ?? ''), brussels)).toEqual({ date: '2027-03-28', time: '03:30' });
  });

  it('that comes twice is the first of the two', () =>
    expect(momentOf({ date: '2026-10-25', time: '02:30' }, brussels)).toEqual({
      at: '2026-10-25T00:30:00.000Z',
      clock: 'twice',
    }));

  it.each([
    ['2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
  ])('just before and after the change of the clocks is plain: %s %s', (date, time, at) =>
    expect(momentOf({ date, time }, brussels)).toEqual({ at, clock: 'plain' }),
  );

  it.each([
    ['2026-02-30', '10:00'],
    ['2026-11-21', '25:00'],
    ['2026-11-21', '24:00'],
    ['', '10:00'],
    ['2026-11-21', ''],
    ['21/11/2026', '10:00'],
  ])('is none: "%s" "%s"', (date, time) => expect(momentOf({ date, time }, brussels)).toBeNull());

  it('reads back as it was written, whatever the moment and the zone', () => {
    const zones = fc.constantFrom(brussels, 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const minutes = fc.integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 });
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const at = new Date(minute * 60_000);
        const moment = momentOf(wallTimeOf(at, zone), zone);
        // What comes twice is told as the first.
        const isSame = moment?.at === at.toISOString();
        expect(isSame || (moment?.clock === 'twice' && moment.at < at.toISOString())).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
