import { describe, expect, test } from 'vitest';
import { findDeepLink, readDeepLink } from '../../../../src-main/enrolment/enrolment-link.ts';
import { readDialLink } from '../../../../src-main/telephony/dial-link.ts';

describe('a telephone link', () => {
  test.each([
    ['tel:+32440271836', '+32440271836'],
    ['TEL:+32-440-27-18-36', '+32-440-27-18-36'],
    ['tel:+32440271836;ext=12', '+32440271836'],
    ['tel:0440271836;phone-context=+32', '+320440271836'],
    ['tel:+32440271836;isub=1;ext=3;phone-context=example.com', '+32440271836'],
    ['tel:%2B32%20440%2027%2018%2036', '+32 440 27 18 36'],
    ['tel://+32440271836', '+32440271836'],
    ['callto:+32440271836', '+32440271836'],
    ['callto://0440271836', '0440271836'],
    ['callto:+32440271836?call', '+32440271836'],
    ['tel:(02) 555.01.00', '(02) 555.01.00'],
  ])('%s asks about %s', (link, number) => {
    expect(readDialLink(link)).toBe(number);
    expect(readDeepLink(link)).toEqual({ kind: 'dial', text: number });
  });

  test.each([
    ['nothing', 'tel:'],
    ['a script', 'tel:javascript:alert(1)'],
    ['a script behind the number', 'tel:+32440271836<script>alert(1)</script>'],
    ['a name of another service', 'callto:anneke.verhulst'],
    ['a word', 'tel:POLICE'],
    ['one digit', 'tel:1'],
    ['a keypad code that switches a forwarding on', 'tel:**21*+32440271836#'],
    ['the same, escaped', 'tel:%2A%2A21%2A0440271836%23'],
    ['a pause and more digits', 'tel:+32440271836,,1234'],
    ['a broken escape', 'tel:%E0%A4%A'],
    ['two lines', 'tel:+32440271836%0A+33639984107;x\u0000'],
    ['ten thousand digits', `tel:+${'1'.repeat(10_000)}`],
    ['ten kilobytes of parameters', `tel:+32440271836;${'x=1;'.repeat(2_500)}`],
    ['more digits than any number', `tel:+${'1'.repeat(80)}`],
    ['an argument of a program', 'tel:--inspect=0.0.0.0:9229'],
    ['another scheme', 'sms:+32440271836'],
    ['sip', 'sip:+32440271836@example.com'],
    ['a scheme that ends so', 'xtel:+32440271836'],
    ['a web page', 'https://example.com/tel:+32440271836'],
    ['javascript', 'javascript:tel:+32440271836'],
    ['a file', 'file:///etc/passwd'],
  ])('of %s only opens the window', (_, link) => {
    expect(readDialLink(link)).toBeNull();
    expect(readDeepLink(link)).toEqual({ kind: 'unknown' });
  });

  test('is found among the arguments of a second start, whatever the case', () => {
    expect(findDeepLink(['/usr/bin/callbrief', '--no-sandbox', 'tel:+32440271836'])).toBe('tel:+32440271836');
    expect(findDeepLink(['callbrief', 'CALLTO:+32440271836'])).toBe('CALLTO:+32440271836');
    expect(findDeepLink(['callbrief', '--tel:+32440271836', '/tmp/tel:+32'])).toBeNull();
  });
});
