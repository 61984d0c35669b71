import { describe, expect, it } from 'vitest';
import { formatNumber, readNumber } from '../../../../src-renderer/words/phone-number.ts';

const belgian = '+3220006140';

describe('a number as people type it', () => {
  it.each([
    '+32 440 27 18 36',
    '+32440271836',
    '0440 27 18 36',
    '0440/27.18.36',
    '0032 440 27 18 36',
    '+32 (0)440 27 18 36',
  ])('is read in the country of the firm: %s', (text) => expect(readNumber(text, belgian)).toBe('+32440271836'));
  it('of another country keeps its country', () =>
    expect(readNumber('+33 1 87 65 00 42', belgian)).toBe('+33187650042'));

  it.each(['', 'abc', '12', '+', '+32', 'call 0440 27 18 36 today', '+999 999 999 999', '0440 27 18 36 0440 27 18 36'])(
    'is none: "%s"',
    (text) => expect(readNumber(text, belgian)).toBeNull(),
  );
  it('without a country cannot be read where the firm has no line yet', () =>
    expect(readNumber('0440 27 18 36', undefined)).toBeNull());

  it('is shown in groups, and as it is where it is no number', () => {
    expect(formatNumber('+32440271836')).toBe('+32 440 27 18 36');
    expect(formatNumber('reception')).toBe('reception');
  });
});
