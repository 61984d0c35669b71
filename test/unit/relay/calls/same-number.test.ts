import { describe, expect, it } from 'vitest';
import { isSameNumber, numbersToFind } from '../../../../relay/src/calls/same-number.ts';

describe('One telephone', () => {
  it.each([
    ['the very number', '+32470271836', '+32470271836'],
    ['the zero of the national form kept', '+32470271836', '+320470271836'],
    ['the country lost', '+32470271836', '+470271836'],
    ['the trunk zero of Germany kept', '+4940123456', '+49040123456'],
  ])('is the same: %s', (_, a, b) => {
    expect([isSameNumber(a, b), isSameNumber(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['another number', '+32470271836', '+32470271837'],
    ['the same national number in another country', '+32470271836', '+31470271836'],
    ['only its end', '+32470271836', '+320271836'],
    ['a short number', '+321234', '+1234'],
  ])('is another: %s', (_, a, b) => {
    expect([isSameNumber(a, b), isSameNumber(b, a)]).toEqual([false, false]);
  });

  it('is found as written, and dialled through to its extension where that is a number', () => {
    const work = { kind: 'work' as const, shared: true };
    const numbers = [
      { ...work, number: '+49401234567', extension: '214' },
      { ...work, number: '+49401234567' },
      { ...work, number: '+4940123456789012', extension: '2140' },
    ];
    expect(numbersToFind({ numbers })).toEqual(['+49401234567', '+49401234567214', '+4940123456789012']);
  });
});
