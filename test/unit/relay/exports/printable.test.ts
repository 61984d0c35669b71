import { array, assert, integer, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../../../relay/src/exports/printable.ts';

describe('Text from outside', () => {
  it('keeps every European name, whatever its letters', () => {
    const names = [
      'Šťastný-Öztürk',
      'Ólafur Þórðarson',
      'Żółć',
      'Γιώργος',
      'Дмитрий',
      'L’Haÿ-les-Roses',
      'ẞ',
      'Ģirts',
      'שלום',
    ];
    for (const name of names) expect(printable(name)).toBe(name.normalize('NFC'));
  });

  it('loses what turns the words around it, hides, or commands a terminal', () => {
    expect(printable('invoice\u202Egpj.exe')).toBe('invoicegpj.exe');
    expect(printable('a\u200Bb\u00ADc\uFEFFd\u2066e\u2069')).toBe('abcde');
    expect(printable('\u001B[31mred\u0007')).toBe('[31mred');
  });

  it('loses halves of characters, which no file can hold', () => {
    expect(printable('a\uD800b')).toBe('a\uFFFDb');
    expect(printable('a\uFFFEb\uFFFF')).toBe('ab');
  });

  it('is one line where one line is meant, and keeps its lines where they mean something', () => {
    expect(printable(' a\r\n\r\nb\tc\u2028d ')).toBe('a b c d');
    expect(printableLines('a\r\n\r\n\r\n\r\nb\u2028c\n')).toBe('a\n\nb\nc');
  });

  it('of any text whatever, nothing is left that XML 1.0 forbids', () => {
    // eslint-disable-next-line no-control-regex -- the three that XML allows
    const forbidden = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
    const anything = string({ unit: 'binary', maxLength: 300 });
    const halves = array(integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
    assert(
      property(oneof(anything, halves), (text) => {
        expect(printableLines(text)).not.toMatch(forbidden);
        expect(printable(text)).not.toMatch(/[\r\n\t]/);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});
