import { expect, test } from 'vitest';
import { decideMessageNotice, type MessageQuestion } from '../../../../src-main/calls/message-policy.ts';
import { jonas, sampleMessage, sentMessage } from '../history/sample-firm.ts';

const toMyLine: MessageQuestion = {
  message: sampleMessage('a'),
  isFirst: true,
  ageMs: 400,
  settings: { popupsOn: true },
  me: jonas,
};
const elsewhere = { toNumber: '+3225550100' };

test('a new SMS to my line, or to me, is told', () => {
  expect(decideMessageNotice(toMyLine)).toEqual({ shown: true });
  const message = sampleMessage('a', { ...elsewhere, personId: 'jonas' });
  expect(decideMessageNotice({ ...toMyLine, message })).toEqual({ shown: true });
});

test.each<[string, Partial<MessageQuestion>, string]>([
  ['that was known already, and is linked now', { isFirst: false }, 'not_received_now'],
  ['that the firm sent', { message: sentMessage('a') }, 'not_received_now'],
  ['that is a fax', { message: sampleMessage('a', { kind: 'fax', pages: 2 }) }, 'not_received_now'],
  ['that is older than ten seconds', { ageMs: 10_001 }, 'too_old'],
  ['while popups are off', { settings: { popupsOn: false } }, 'popups_off'],
  ['to somebody else', { message: sampleMessage('a', elsewhere) }, 'not_mine'],
  ['before it is known who sits here', { me: null }, 'not_mine'],
])('one %s is not', (_, more, reason) => {
  expect(decideMessageNotice({ ...toMyLine, ...more })).toEqual({ shown: false, reason });
});
