import { describe, expect, test } from 'vitest';
import { decidePopup, ringAgeMs, type PopupQuestion } from '../../../../src-main/calls/popup-policy.ts';
import type { NotShownReason } from '../../../../src-preload/contract.ts';
import { answered, delcourt, jonas, missed, party, sampleCall, sofie } from '../history/sample-firm.ts';

const question: PopupQuestion = {
  call: sampleCall('a'),
  cause: 'ringing',
  isNew: true,
  ageMs: 120,
  settings: { popupsOn: true, popupScope: 'my_line' },
  me: jonas,
  assisted: [],
  alreadyShown: false,
  hiddenByMe: false,
  canShow: true,
  isTest: false,
};

test('a fresh ring on my line pops up', () => {
  expect(decidePopup(question)).toEqual({ shown: true });
});

describe('it does not pop up, and says why', () => {
  const talking = { ...answered('a', 'sofie'), outcome: 'talking' as const, endedAt: null };
  test.each<[string, NotShownReason, Partial<PopupQuestion>]>([
    ['a call of ours', 'outgoing', { call: sampleCall('a', { direction: 'outbound' }) }],
    ['a call that ended before it could be shown', 'already_over', { call: missed('a') }],
    ['a call that was given up at once', 'already_over', { call: missed('a', { outcome: 'dropped' }) }],
    ['a call that somebody took before it could be shown', 'not_ringing', { call: talking }],
    ['an edit of a ringing call', 'not_ringing', { cause: 'edit' }],
    ['an imported call', 'not_ringing', { cause: 'import' }],
    ['a ring older than ten seconds', 'too_old', { ageMs: 10_001 }],
    ['a replayed ring', 'too_old', { isNew: false }],
    ['popups switched off', 'popups_off', { settings: { popupsOn: false, popupScope: 'all_lines' } }],
    ['a ring on another line', 'not_my_calls', { call: sampleCall('a', { toNumber: '+3225550100' }) }],
    ['a computer whose person is not known yet', 'not_my_calls', { me: null }],
    ['a call that I hid', 'hidden_by_me', { hiddenByMe: true }],
    ['a second phone of a call that is shown', 'already_shown', { alreadyShown: true }],
    ['no window and no notifications', 'no_window', { canShow: false }],
  ])('%s: %s', (_, reason, more) => {
    expect(decidePopup({ ...question, ...more })).toEqual({ shown: false, reason });
  });
});

test('ten seconds exactly are still fresh', () => {
  expect(decidePopup({ ...question, ageMs: 10_000 })).toEqual({ shown: true });
});

describe('whose calls pop up', () => {
  const elsewhere = { toNumber: '+3225550100' };
  const mainLine = sampleCall('a', elsewhere);
  const onDelcourtsPhone = sampleCall('a', {
    ...elsewhere,
    legs: [{ ...party('delcourt'), legId: '1', state: 'ringing' }],
  });
  const onMyPhone = sampleCall('a', {
    ...elsewhere,
    legs: [{ providerUserId: 'user-sofie', personId: null, name: null, legId: '1', state: 'ringing' }],
  });
  test.each([
    ['my phone, with "my line"', onMyPhone, 'my_line', true],
    ['the phone of a lawyer whose calls I take, with "my line"', onDelcourtsPhone, 'my_line', false],
    ['the phone of a lawyer whose calls I take, with "my lawyers"', onDelcourtsPhone, 'my_lawyers', true],
    ['my phone, with "my lawyers"', onMyPhone, 'my_lawyers', true],
    ['a common line, with "my lawyers"', mainLine, 'my_lawyers', false],
    ['a common line, with "all lines"', mainLine, 'all_lines', true],
  ] as const)('%s', (_, call, popupScope, shown) => {
    const settings = { popupsOn: true, popupScope };
    expect(decidePopup({ ...question, call, me: sofie, assisted: [delcourt], settings }).shown).toBe(shown);
  });
});

describe('a ring test', () => {
  test('asks nobody whose line it is, and shows the same caller again and again', () => {
    const test = { ...question, isTest: true, me: null, alreadyShown: true, hiddenByMe: true };
    expect(decidePopup(test)).toEqual({ shown: true });
  });
  test('respects popups off', () => {
    const off = { popupsOn: false, popupScope: 'my_line' as const };
    expect(decidePopup({ ...question, isTest: true, settings: off })).toEqual({ shown: false, reason: 'popups_off' });
  });
});

describe('the age of a ring', () => {
  const ring = {
    receivedAt: '2026-11-19T11:42:00.000Z',
    sentAt: '2026-11-19T11:42:00.020Z',
    arrivedAt: '2026-11-19T11:42:03.100Z',
  };
  test('is corrected by the measured clock difference', () => {
    expect(ringAgeMs(ring, 3_050)).toBe(50);
  });
  test('without a measurement, the relay’s own two times count: a clock that is minutes wrong hides no popup', () => {
    expect(ringAgeMs({ ...ring, arrivedAt: '2026-11-19T11:50:00.000Z' }, null)).toBe(20);
  });
  test('a replayed ring is old even when this computer’s clock says otherwise', () => {
    expect(ringAgeMs({ ...ring, sentAt: '2026-11-19T12:42:00.000Z' }, null)).toBe(3_600_000);
    expect(ringAgeMs({ ...ring, sentAt: '2026-11-19T12:42:00.000Z' }, 3_050)).toBe(3_600_000);
  });
  test('is never negative', () => {
    expect(ringAgeMs({ ...ring, sentAt: '2026-11-19T11:41:00.000Z' }, 60_000)).toBe(0);
  });
});
