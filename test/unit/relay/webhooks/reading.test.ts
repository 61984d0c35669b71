import { assert, jsonValue, pre, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dedupeKey } from '../../../../relay/src/webhooks/dedupe-key.ts';
import { parseLosslessly } from '../../../../relay/src/webhooks/lossless-json.ts';
import { normaliseNumber } from '../../../../relay/src/webhooks/phone-number.ts';
import { readProviderTime } from '../../../../relay/src/webhooks/provider-time.ts';

describe('a number of a provider', () => {
  it.each([
    ['32470123456', 'BE', '+32470123456'],
    ['+32 470 12 34 56', 'BE', '+32470123456'],
    ['0032470123456', 'BE', '+32470123456'],
    ['0470 12 34 56', 'BE', '+32470123456'],
    ['030 23125014', 'DE', '+493023125014'],
    ['4930123456', 'BE', '+4930123456'],
    // A foreign caller must never get the firm's prefix.
    ['33639984107', 'BE', '+33639984107'],
    ['3220002010', 'BE', '+3220002010'],
    ['447700900142', 'BE', '+447700900142'],
  ])('%s in %s is %s', (text, country, e164) => {
    expect(normaliseNumber(text, country)).toBe(e164);
  });

  it.each([null, '', 'anonymous', 'Unknown', '101', 'sip:alice@example.com', '+', '+0470123456', '9'.repeat(40)])(
    '%s is none',
    (text) => expect(normaliseNumber(text, 'BE')).toBeNull(),
  );
});

it.each([
  [1_790_000_000.123456, '2026-09-21T14:13:20.123Z'],
  [1_790_000_000_123, '2026-09-21T14:13:20.123Z'],
  ['1790000000', '2026-09-21T14:13:20.000Z'],
  ['2026-09-21T16:13:20+02:00', '2026-09-21T14:13:20.000Z'],
  ['soon', null],
  [0, null],
  [-5, null],
  [1e300, null],
  [Number.NaN, null],
  [{}, null],
])('the time %s is %s', (value, iso) => expect(readProviderTime(value)).toBe(iso));

describe('lossless JSON', () => {
  const read = (text: string) => parseLosslessly(Buffer.from(text));
  it('keeps the digits that a number would round, and only those', () => {
    expect(
      read(
        '{"a":7534779999276888538,"b":[18446744073709551615],"c":12,"d":1.5,"e":"7534779999276888538","f":-9007199254740993}',
      ),
    ).toEqual({
      a: '7534779999276888538',
      b: ['18446744073709551615'],
      c: 12,
      d: 1.5,
      e: '7534779999276888538',
      f: '-9007199254740993',
    });
  });

  it('reads everything else as JSON.parse does, whatever stands in strings', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const safe = !/\d{16}/.test(text);
        pre(safe);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
    const tricky =
      '{"a\\"12345678901234567890":"\\\\","b":"12345678901234567890,","c":1.2345678901234567890,"d":12345678901234567890e2}';
    expect(read(tricky)).toEqual(JSON.parse(tricky));
  });

  it('refuses what is no JSON and no UTF-8', () => {
    expect(() => read('{"a":0123456789012345678}')).toThrow(SyntaxError);
    expect(() => read('['.repeat(200) + ']'.repeat(200))).toThrow(RangeError);
    expect(() => read('{')).toThrow(SyntaxError);
    expect(() => parseLosslessly(Buffer.from([0x22, 0xff, 0x22]))).toThrow(TypeError);
  });
});

it('a key of very long ids stays within the wire’s limit and stays different', () => {
  const [a, b] = [dedupeKey('call', 'x'.repeat(400)), dedupeKey('call', `${'x'.repeat(399)}y`)];
  expect(a.length).toBeLessThanOrEqual(300);
  expect(a).not.toBe(b);
});
