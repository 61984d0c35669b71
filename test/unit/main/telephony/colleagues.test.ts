import { expect, test } from 'vitest';
import type { PersonPresence } from '@callbrief/relay/wire/control';
import { describeColleagues } from '../../../../src-main/telephony/colleagues.ts';
import { delcourt, jonas, sampleNow, sofie } from '../history/sample-firm.ts';

const person = (id: string, lines: string[] = []) => ({ ...sofie, id, name: id, shortName: id, lines });
const be = (personId: string, state: PersonPresence['state'], until: string | null = null) => ({
  personId,
  state,
  until,
});

function colleagues(people: (typeof sofie)[], presence: PersonPresence[] | null, now = sampleNow) {
  const told = presence && { at: sampleNow, people: presence };
  return describeColleagues({ people, me: jonas, presence: told, now: new Date(now) });
}

test('who is free comes first, who certainly cannot be reached last, by name among equals; I am not there', () => {
  const people = ['zoe', 'adam', 'bea', 'carl', 'dora', 'emil', 'finn'].map((id) => person(id));
  const told = [
    be('adam', 'talking'),
    be('bea', 'free'),
    be('carl', 'not_connected'),
    be('dora', 'ringing'),
    be('emil', 'snoozed'),
    be('zoe', 'free'),
    be('jonas', 'free'),
    be('nobody of the firm', 'free'),
  ];
  const list = colleagues([...people, jonas], told);
  expect(list.map(({ personId, presence }) => `${personId} ${presence}`)).toEqual([
    'bea free',
    'zoe free',
    'finn unknown',
    'dora ringing',
    'adam talking',
    'emil snoozed',
    'carl not_connected',
  ]);
});

test('without news of anybody all are unknown, with the line where a transfer goes', () => {
  expect(colleagues([person('bea', ['+3225550101', '+3225550102']), person('carl')], null)).toMatchObject([
    { personId: 'bea', presence: 'unknown', number: '+3225550101' },
    { personId: 'carl', presence: 'unknown', number: null },
  ]);
});

test('a snooze and a hearing that are over are not shown any more', () => {
  const told = [be('delcourt', 'snoozed', '2026-11-19T12:00:00.000Z')];
  expect(colleagues([delcourt], told)).toMatchObject([{ presence: 'snoozed', whereabouts: { kind: 'in_court' } }]);
  expect(colleagues([delcourt], told, '2026-11-19T12:00:01.000Z')).toMatchObject([
    { presence: 'unknown', until: null, whereabouts: null },
  ]);
});
