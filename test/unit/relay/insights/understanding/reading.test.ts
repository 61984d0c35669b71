import { describe, expect, it } from 'vitest';
import { emailsIn } from '../../../../../relay/src/insights/understanding/reading/emails.ts';
import { itemsOf } from '../../../../../relay/src/insights/understanding/reading/items.ts';
import { read } from '../../../../../relay/src/insights/understanding/reading/reading.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';

const numbers = (text: string, language: Language) =>
  itemsOf(text, language).flatMap((item) => (item.kind === 'number' ? [item.value] : []));

describe('Numbers in words', () => {
  it.each<[Language, string, number[]]>([
    ['en', 'eighteen thousand pounds', [18_000]],
    ['en', 'thirty-two thousand four hundred', [32_400]],
    ['en', 'two thousand and twenty-six', [2_026]],
    ['en', 'a hundred and five', [105]],
    ['en', '£1.5 million', [1_500_000]],
    ['en', '18,000 and 18 thousand', [18_000, 18_000]],
    ['en', 'the fourteenth', [14]],
    ['fr', 'dix-huit mille euros', [18_000]],
    ['fr', 'douze mille quatre cents', [12_400]],
    ['fr', 'quatre-vingt-dix-sept', [97]],
    ['fr', 'soixante et onze', [71]],
    ['fr', 'nonante-neuf', [99]],
    ['fr', 'quatre cent septante douze trente-quatre', [470, 12, 34]],
    ['fr', '12 400 euros', [12_400]],
    ['fr', 'un dossier et une lettre', []],
    ['nl', 'achttien duizend', [18_000]],
    ['nl', 'achttienduizend vijfhonderd', [18_500]],
    ['nl', 'tweeëndertigduizend vierhonderd', [32_400]],
    ['nl', 'een dossier', []],
    ['nl', 'één dossier', [1]],
    ['de', 'achtzehntausend', [18_000]],
    ['de', 'zweiunddreißigtausendvierhundert', [32_400]],
    ['de', 'am vierzehnten', [14]],
    ['de', 'eine Sache', []],
    ['de', '12.400,50 Euro', [12_400.5]],
  ])('%s: %s', (language, text, values) => {
    expect(numbers(text, language)).toEqual(values);
  });
});

describe('An e-mail address that is said', () => {
  it.each([
    ['My email is sarah dot whitcombe at example dot com.', 'sarah.whitcombe@example.com'],
    ['c’est claire point delvaux arobase exemple point be', 'claire.delvaux@exemple.be'],
    ['pieter punt vandenberghe apenstaartje voorbeeld punt be', 'pieter.vandenberghe@voorbeeld.be'],
    ['katrin Punkt seidel at beispiel Bindestrich kanzlei Punkt de', 'katrin.seidel@beispiel-kanzlei.de'],
    ['write to Info@Example.org please', 'info@example.org'],
  ])('%s', (text, email) => {
    expect(emailsIn(text).map((said) => said.email)).toEqual([email]);
  });
  it('is not every "at"', () => {
    expect(emailsIn('I will be at home at three. Look at the point.')).toEqual([]);
  });
});

describe('What a text says', () => {
  it('is read the same in digits and in words', () => {
    const dates = ['the 14th of December', 'December 14', '14/12', '14 December'].map((text) => read(text, 'en').facts[0]);
    for (const fact of dates) expect(fact).toMatchObject({ kind: 'date', day: 14, month: 12 });
    expect(read('am 14. Dezember', 'de').facts[0]).toMatchObject({ kind: 'date', day: 14, month: 12 });
    expect(read('le premier décembre', 'fr').facts[0]).toMatchObject({ kind: 'date', day: 1, month: 12 });
  });
  it.each<[Language, string, number[]]>([
    ['en', '3 pm', [15 * 60]],
    ['en', 'half past two', [2.5 * 60, 14.5 * 60]],
    ['fr', '14 heures 30', [14.5 * 60]],
    ['fr', 'neuf heures et demie', [9.5 * 60, 21.5 * 60]],
    ['nl', 'half drie', [2.5 * 60, 14.5 * 60]],
    ['nl', 'kwart voor vier', [3.75 * 60, 15.75 * 60]],
    ['de', 'halb drei', [2.5 * 60, 14.5 * 60]],
    ['de', '14:30 Uhr', [14.5 * 60]],
  ])('tells the time: %s, %s', (language, text, minutes) => {
    expect(read(text, language).facts[0]).toMatchObject({ kind: 'time', minutes });
  });
  it('takes no greeting for a time', () => {
    expect(read('Good morning', 'en').facts).toEqual([]);
  });
  it('can be anything: no text makes it fail', () => {
    for (const text of ['', '💥', '....', '31/31/31', '0'.repeat(5_000), 'a-'.repeat(2_000), '９９', '\u0000', 'neunhundert'.repeat(300)])
      for (const language of ['en', 'fr', 'nl', 'de'] as const) expect(() => read(text, language)).not.toThrow();
  });
});
