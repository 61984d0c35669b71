import { describe, expect, it } from 'vitest';
import { isTimeZone, opennessAt } from '../../../../relay/src/routing/opening-hours.ts';
import { defaultRouting } from '../../../../relay/src/tenants/default-routing.ts';
import type { OpeningHours } from '@callbrief/relay/wire/routing';

const office = defaultRouting('BE').hours;
const open = (at: string, more: Partial<OpeningHours> = {}) => opennessAt({ ...office, ...more }, new Date(at));
const always = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => ({
  day,
  from: '00:00',
  to: '24:00',
}));

describe('An office in Brussels, open on weekdays from 9 to 18', () => {
  it.each([
    ['Thursday at noon in winter', '2026-11-19T11:00:00.000Z', true],
    ['Thursday at 8:59', '2026-11-19T07:59:59.000Z', false],
    ['Thursday at 9:00', '2026-11-19T08:00:00.000Z', true],
    ['Thursday at 17:59', '2026-11-19T16:59:59.000Z', true],
    ['Thursday at 18:00', '2026-11-19T17:00:00.000Z', false],
    ['Thursday at 9:00 in summer, an hour earlier on the world’s clock', '2026-06-18T07:00:00.000Z', true],
    ['Saturday at 19:05', '2026-11-21T18:05:00.000Z', false],
    ['Monday 00:30, which is still Sunday in London', '2026-11-22T23:30:00.000Z', false],
    // Winter time began on Sunday 25 October 2026.
    ['the Friday before the clock went back, 17:30', '2026-10-23T15:30:00.000Z', true],
    ['the Monday after the clock went back, 17:30', '2026-10-26T16:30:00.000Z', true],
    ['the Monday after the clock went back, 8:30', '2026-10-26T07:30:00.000Z', false],
    // Summer time began on Sunday 29 March 2026.
    ['the Monday after the clock went forward, 9:00', '2026-03-30T07:00:00.000Z', true],
    ['the Monday after the clock went forward, 18:30', '2026-03-30T16:30:00.000Z', false],
  ])('%s', (_, at, expected) => {
    expect(open(at)).toEqual({ open: expected, closedBecause: null });
  });
});

describe('On the night on which the clock is changed', () => {
  const early = { weekly: [{ day: 'sun' as const, from: '02:00', to: '03:00' }] };

  it('the hour that comes twice is open both times', () => {
    expect(open('2026-10-25T00:30:00.000Z', early).open).toBe(true);
    expect(open('2026-10-25T01:30:00.000Z', early).open).toBe(true);
    expect(open('2026-10-25T02:30:00.000Z', early).open).toBe(false);
  });

  it('the hour that is left out is never open', () => {
    expect(open('2026-03-29T00:59:00.000Z', early).open).toBe(false);
    expect(open('2026-03-29T01:00:00.000Z', early).open).toBe(false);
  });
});

it('24:00 reaches to the end of the day, and 00:00 begins the next', () => {
  const onlyThursday = { weekly: [{ day: 'thu' as const, from: '22:00', to: '24:00' }] };
  expect(open('2026-11-19T22:59:59.000Z', onlyThursday).open).toBe(true);
  expect(open('2026-11-19T23:00:00.000Z', onlyThursday).open).toBe(false);
  expect(open('2026-11-19T23:00:00.000Z', { weekly: always }).open).toBe(true);
});

it('a lunch break is closed', () => {
  const weekly = [
    { day: 'thu' as const, from: '09:00', to: '12:30' },
    { day: 'thu' as const, from: '14:00', to: '18:00' },
  ];
  expect(['11:29', '11:30', '13:00'].map((time) => open(`2026-11-19T${time}:00.000Z`, { weekly }).open)).toEqual([
    true,
    false,
    true,
  ]);
});

describe('Public holidays', () => {
  const at = (date: string, country: 'BE' | 'FR' | 'DE' | 'NL', region: string | null = null) =>
    open(`${date}T11:00:00.000Z`, { weekly: always, holidays: { country, region } });

  it.each([
    ['BE', null, '2026-04-06', 'Lundi de Pâques'],
    ['BE', null, '2027-03-29', 'Lundi de Pâques'],
    ['BE', null, '2026-05-14', 'Ascension'],
    ['BE', null, '2026-07-21', 'Fête nationale'],
    ['FR', null, '2026-05-25', 'Lundi de Pentecôte'],
    ['FR', '67', '2026-12-26', ''],
    ['DE', null, '2026-04-03', 'Karfreitag'],
    ['DE', 'BY', '2026-06-04', 'Fronleichnam'],
    ['DE', 'SN', '2026-11-18', 'Buß- und Bettag'],
    ['NL', null, '2026-04-27', 'Koningsdag'],
  ] as const)('%s %s is closed on %s (%s)', (country, region, date, name) => {
    const { open, closedBecause } = at(date, country, region);
    expect(open).toBe(false);
    expect(closedBecause).toContain(name);
  });

  it.each([
    ['Corpus Christi is a working day in Berlin', 'DE', 'BE', '2026-06-04'],
    ['and where a firm names no region', 'DE', null, '2026-06-04'],
    ['Good Friday is a working day in Belgium', 'BE', null, '2026-04-03'],
    ['and in France outside Alsace and Moselle', 'FR', null, '2026-04-03'],
    ['King’s Day is a working day in Belgium', 'BE', null, '2026-04-27'],
    ['Saint Nicholas is observed, but no public holiday', 'NL', null, '2026-12-05'],
  ] as const)('%s', (_, country, region, date) => {
    expect(at(date, country, region)).toEqual({ open: true, closedBecause: null });
  });

  it('begin and end at midnight of the firm’s clock', () => {
    const holidays = { country: 'BE' as const, region: null };
    expect(open('2026-07-20T21:59:00.000Z', { weekly: always, holidays }).open).toBe(true);
    expect(open('2026-07-20T22:00:00.000Z', { weekly: always, holidays }).open).toBe(false);
    expect(open('2026-07-21T22:00:00.000Z', { weekly: always, holidays }).open).toBe(true);
  });

  it('are working days for a firm that keeps none', () => {
    expect(open('2026-12-25T11:00:00.000Z', { holidays: null })).toEqual({ open: true, closedBecause: null });
  });
});

it('a day of the firm’s own is closed, and says why', () => {
  const closedDays = [{ date: '2026-11-20', name: 'Staff outing' }];
  expect(open('2026-11-20T10:00:00.000Z', { closedDays })).toEqual({ open: false, closedBecause: 'Staff outing' });
  expect(open('2026-11-19T10:00:00.000Z', { closedDays }).open).toBe(true);
});

it('a time zone is a place, and one that exists', () => {
  expect(['Europe/Brussels', 'America/Argentina/Ushuaia', 'UTC'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['Europe/Bruxelles', '+02:00', '', 'nowhere', '../etc'].map(isTimeZone)).toEqual(Array(5).fill(false));
});
