import { describe, expect, it } from 'vitest';
import { chooseLanguage, createWords, words } from '../../../src-renderer/words/index.ts';

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const variables = (sentence: string) => [...sentence.matchAll(/{{(\w+)}}/g)].map(([, name = '']) => name).sort();
const english = new Map(leaves(words.en));

describe.each(['fr', 'nl', 'de'] as const)('the words in %s', (language) => {
  const translated = new Map(leaves(words[language]));

  it('say everything that English says, and nothing else', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are empty only where English says nothing either', () => {
    const silent = [...translated].filter(([key, sentence]) => sentence.trim() === '' && english.get(key) !== '');
    expect(silent).toEqual([]);
  });

  it('fill in the same facts as English', () => {
    const differing = [...translated].filter(
      ([key, sentence]) => variables(sentence).join() !== variables(english.get(key) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('use no exclamation mark', () => {
    expect([...translated].filter(([, sentence]) => sentence.includes('!'))).toEqual([]);
  });
});

describe('the words of the design’s table', () => {
  it.each([
    ['en', 'Unreturned for 3 h', 'Missed, reached by Nadia at 09:10', 'Please call back', 'Up to date, 11:42'],
    ['fr', 'Sans suite depuis 3 h', 'Manqué, joint par Nadia à 09:10', 'À rappeler', 'À jour, 11:42'],
    ['nl', 'Al 3 h niet teruggebeld', 'Gemist, bereikt door Nadia om 09:10', 'Terugbellen', 'Bijgewerkt, 11:42'],
    ['de', 'Seit 3 h ohne Rückruf', 'Verpasst, erreicht von Nadia um 09:10', 'Rückruf erbeten', 'Aktuell, 11:42'],
  ] as const)('stand in %s as agreed', (language, unreturned, missed, callBack, upToDate) => {
    const { t } = createWords(language);
    expect(t('calls:row.unreturnedFor', { time: '3 h' })).toBe(unreturned);
    expect(t('calls:row.missedReached', { name: 'Nadia', time: '09:10' })).toBe(missed);
    expect(t('roles:followUp.please_call_back')).toBe(callBack);
    expect(t('connection:up_to_date', { time: '11:42' })).toBe(upToDate);
  });

  it('put a space before : ; ? in French', () => {
    const tight = leaves(words.fr).filter(([, s]) => /[\p{L}\d}][:;?](\s|$)/u.test(s));
    expect(tight).toEqual([]);
  });
});

describe('the language of the window', () => {
  it('is the chosen one', () => expect(chooseLanguage('nl', ['fr-BE'])).toBe('nl'));
  it('is else the first of the system’s that is spoken here', () =>
    expect(chooseLanguage(null, ['lb-LU', 'de-LU', 'fr'])).toBe('de'));
  it('is else English', () => expect(chooseLanguage(null, ['pl-PL'])).toBe('en'));

  it('shows names as they are written', () => {
    expect(createWords('en').t('calls:row.answeredBy', { name: 'D’Hondt & Zonen <3' })).toBe(
      'Answered by D’Hondt & Zonen <3',
    );
  });
});
