import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../../src-main/contacts/read-number.ts';

describe('a number that was typed, selected or linked', () => {
  test.each([
    ['+32440271836', '+32440271836'],
    ['0440 27 18 36', '+32440271836'],
    ['0440/27.18.36', '+32440271836'],
    ['0032 440 27 18 36', '+32440271836'],
    ['+32 (0)440 27 18 36', '+32440271836'],
    ['02 555 01 00', '+3225550100'],
    ['+33 6 39 98 41 07', '+33639984107'],
    ['\u202A+32\u00A0440\u00A027\u00A018\u00A036\u202C', '+32440271836'],
    ['＋３２４４０２７１８３６', '+32440271836'],
    ['  +32 440 27\n18 36 ', '+32440271836'],
    ['tel:+32-440-27-18-36;ext=2', '+32440271836'],
    ['callto:0440271836', '+32440271836'],
    ['Tel.: +32 440 27 18 36 (mobile)', '+32440271836'],
    ['Please call Anneke on +32 440 27 18 36 before noon', '+32440271836'],
  ])('%j is %s', (text, number) => expect(readNumber(text, 'BE')).toBe(number));

  test.each([
    [''],
    ['Anneke Verhulst'],
    ['2026/0318'],
    ['Matter 2026/0318, hearing on 02.03.2027 at 09:30'],
    ['Invoice 2027-000318-77, IBAN BE68 5390 0754 7034'],
    ['tel:javascript:alert(1)'],
    ['javascript:alert(1)'],
    ['112'],
    ['tel:112'],
    ['+32112'],
    ['1'.repeat(200)],
    ['+32 440 27 18 36 or +33 6 39 98 41 07'],
    ['**21*0440271836#'],
    ['tel:**21*0440271836#'],
    ['+9990000'],
    ['💼'],
  ])('%j is none', (text) => expect(readNumber(text, 'BE')).toBeNull());

  test('in national form needs a country: without one it is none, in international form it is read', () => {
    expect(readNumber('0440 27 18 36', null)).toBeNull();
    expect(readNumber('+32 440 27 18 36', null)).toBe('+32440271836');
    expect(readNumber('06 39 98 41 07', 'FR')).toBe('+33639984107');
    expect(readNumber('030 23125014', 'DE')).toBe('+493023125014');
  });
});
