import { expect, it } from 'vitest';
import { readRange } from '../../../../src-main/recordings/byte-range.ts';

it.each([
  [null, null],
  ['bytes=0-', { first: 0, last: 99 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-500', { first: 90, last: 99 }],
  ['bytes=99-', { first: 99, last: 99 }],
  ['bytes=-10', { first: 90, last: 99 }],
  ['bytes=-500', { first: 0, last: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=20-10', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['bytes=a-b', null],
  ['bytes=99999999999999999999-', null],
  ['items=0-5', null],
])('of 100 bytes, %s asks for %j', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});
