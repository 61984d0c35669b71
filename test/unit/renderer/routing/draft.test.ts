import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../../../src-renderer/routing/check-draft.ts';
import {
  changeClosedDay,
  changeRange,
  changeRule,
  draftOf,
  duplicateRule,
  insertClosedDay,
  insertRange,
  insertRule,
  isSameRouting,
  likeMonday,
  moveRule,
  newRule,
  nextRange,
  removeRange,
  removeRule,
  routingOf,
  type Draft,
} from '../../../../src-renderer/routing/draft.ts';
import { mockRouting } from '../../../support/mock-routing.ts';

const near = '+3220006140';
const draft = draftOf(mockRouting);
const ids = ({ rules }: Draft) => rules.map(({ id }) => id.replace('r-', ''));

describe('editing rules', () => {
  it('changes nothing by being looked at', () => expect(isSameRouting(routingOf(draft, near), mockRouting)).toBe(true));

  it('moves a rule by one place, and not past an end', () => {
    expect(ids(moveRule(draft, 'r-court', -1))).toEqual(['court', 'blocked', 'evening', 'closed', 'german']);
    expect(ids(moveRule(draft, 'r-court', 1))).toEqual(['blocked', 'evening', 'court', 'closed', 'german']);
    expect(moveRule(draft, 'r-blocked', -1)).toBe(draft);
    expect(moveRule(draft, 'r-german', 1)).toBe(draft);
    expect(moveRule(draft, 'gone', 1)).toBe(draft);
  });

  it('puts a copy right behind, with its own id and at most 100 characters of name', () => {
    const copied = duplicateRule(draft, 'r-court', 'copy', 'x'.repeat(120));
    expect(ids(copied)).toEqual(['blocked', 'court', 'copy', 'evening', 'closed', 'german']);
    expect(copied.rules[2]?.when).toEqual(draft.rules[1]?.when);
    expect(copied.rules[2]?.name).toHaveLength(100);
  });

  it('puts a deleted rule back where it was, also when others went meanwhile', () => {
    const rule = draft.rules[4];
    if (!rule) throw new Error('the firm has five rules');
    const without = removeRule(removeRule(draft, 'r-german'), 'r-closed');
    expect(ids(insertRule(without, rule, 4))).toEqual(['blocked', 'court', 'evening', 'german']);
  });

  it('can delete the last rule: then "otherwise" holds for all', () => {
    const none = draft.rules.reduce((now, { id }) => removeRule(now, id), draft);
    expect(none.rules).toEqual([]);
    expect(checkDraft(none, near).size).toBe(0);
  });

  it('writes numbers, times and names as the office wants them', () => {
    let typed = changeRule(draft, 'r-evening', {
      name: '  Evenings ',
      then: { kind: 'transfer', to: '0440 27 18 00' },
    });
    typed = changeRange(typed, 0, { from: '8h', to: '1215' });
    const { rules, hours } = routingOf(typed, near);
    expect(rules[2]).toMatchObject({ name: 'Evenings', then: { kind: 'transfer', to: '+32440271800' } });
    expect(hours.weekly[0]).toEqual({ day: 'mon', from: '08:00', to: '12:15' });
  });
});

describe('editing opening hours', () => {
  it('proposes a morning, then an afternoon, then nothing', () => {
    expect(nextRange(draft, 'sat')).toEqual({ day: 'sat', from: '09:00', to: '12:30' });
    const morning = insertRange(draft, { day: 'sat', from: '09:00', to: '12:30' });
    expect(nextRange(morning, 'sat')).toEqual({ day: 'sat', from: '14:00', to: '18:00' });
    expect(nextRange(draft, 'mon')).toEqual({ day: 'mon', from: '', to: '' });
  });

  it('makes Tuesday to Friday like Monday and leaves the weekend alone', () => {
    const saturday = insertRange(removeRange(draft, 1), { day: 'sat', from: '09:00', to: '11:00' });
    const { weekly } = likeMonday(saturday).hours;
    expect(weekly.filter(({ day }) => day === 'fri')).toEqual([{ day: 'fri', from: '08:30', to: '12:30' }]);
    expect(weekly.filter(({ day }) => day === 'sat')).toHaveLength(1);
  });
});

describe('what is wrong with a draft', () => {
  const problemsOf = (wrong: Draft) => Object.fromEntries(checkDraft(wrong, near));

  it('is nothing for the saved rules', () => expect(problemsOf(draft)).toEqual({}));

  it.each([
    ['an end before the start', { from: '18:00', to: '08:30' }, { 'hours.weekly.0.to': 'order' }],
    ['an end at the start', { from: '08:30', to: '8:30' }, { 'hours.weekly.0.to': 'order' }],
    ['25:00', { from: '25:00', to: '26:00' }, { 'hours.weekly.0.from': 'time', 'hours.weekly.0.to': 'time' }],
    [
      'a start at 24:00',
      { from: '24:00', to: '24:00' },
      { 'hours.weekly.0.from': 'time', 'hours.weekly.0.to': 'order' },
    ],
    ['an empty time', { from: '', to: '12:00' }, { 'hours.weekly.0.from': 'time' }],
    ['a day to its end', { from: '00:00', to: '24:00' }, {}],
  ])('is told of hours: %s', (_what, change, problems) =>
    expect(problemsOf(changeRange(draft, 0, change))).toEqual(problems),
  );

  it('is told of a rule without a name, people, roles, seconds or number', () => {
    let wrong = changeRule(draft, 'r-blocked', { name: ' ' });
    wrong = changeRule(wrong, 'r-court', { then: { kind: 'ring', personIds: [], seconds: 4 } });
    wrong = changeRule(wrong, 'r-evening', { then: { kind: 'transfer', to: 'the mobile of Jonas' } });
    wrong = changeRule(wrong, 'r-closed', {
      when: { lines: [], caller: 'role', roles: [], hours: 'any', languages: [] },
    });
    wrong = { ...wrong, otherwise: { kind: 'ring', personIds: ['jonas'], seconds: Number.NaN } };
    expect(problemsOf(wrong)).toEqual({
      'rules.0.name': 'nameMissing',
      'rules.1.then.personIds': 'people',
      'rules.1.then.seconds': 'seconds',
      'rules.2.then.to': 'number',
      'rules.3.when.roles': 'roles',
      'otherwise.seconds': 'seconds',
    });
  });

  it('is told of a closed day without a date, and of the same date twice', () => {
    const twice = insertClosedDay(insertClosedDay(draft, { date: '2026-12-24', name: '' }), {
      date: '',
      name: 'Outing',
    });
    expect(problemsOf(twice)).toEqual({
      'hours.closedDays.1.date': 'dateTwice',
      'hours.closedDays.2.date': 'date',
    });
    expect(problemsOf(changeClosedDay(draft, 0, { date: '2026-02-30' }))).toEqual({
      'hours.closedDays.0.date': 'date',
    });
  });

  it('is nothing for a new rule', () => expect(problemsOf(insertRule(draft, newRule('new', 'New rule')))).toEqual({}));
});
