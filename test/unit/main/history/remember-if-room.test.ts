import { expect, test } from 'vitest';
import { HistoryError } from '../../../../src-main/history/history-error.ts';
import { rememberIfRoom } from '../../../../src-main/history/remember-if-room.ts';

const failing = (code: 'disk_full' | 'corrupt') => ({
  get: () => null,
  set: () => {
    throw new HistoryError(code, code);
  },
});

test('a full disk does not stop what only wanted to remember something small', () => {
  expect(() => rememberIfRoom(failing('disk_full'), 'key', 'value')).not.toThrow();
});

test('any other failure is told', () => {
  expect(() => rememberIfRoom(failing('corrupt'), 'key', 'value')).toThrow(HistoryError);
});
