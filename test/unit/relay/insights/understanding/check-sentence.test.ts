import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';
import { checkerOf, citedSummarySets, type Claim } from './cited-summary-set.ts';

describe('Sentences of a summary and the segments they cite', () => {
  it('are tried on at least 60 false and 60 true ones, in four languages', () => {
    expect(new Set(citedSummarySets.map(({ language }) => language)).size).toBe(4);
    expect(citedSummarySets.flatMap((set) => set.false).length).toBeGreaterThanOrEqual(60);
    expect(citedSummarySets.flatMap((set) => set.true).length).toBeGreaterThanOrEqual(60);
  });

  describe.each(citedSummarySets)('in $file', (set) => {
    const doubt = checkerOf(set);
    it.each(set.false)('leaves out ($kind): $text', (claim) => {
      expect(doubt(claim)).not.toBeNull();
    });
    it.each(set.true)('keeps: $text', (claim) => {
      expect(doubt(claim)).toBeNull();
    });
  });
});

const weekdays: Readonly<Record<Language, string>> = {
  en: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  fr: 'lundi mardi mercredi jeudi vendredi samedi dimanche',
  nl: 'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  de: 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
};
const months: Readonly<Record<Language, string>> = {
  en: 'January February March November December',
  fr: 'janvier février mars novembre décembre',
  nl: 'januari februari maart november december',
  de: 'Januar Februar März November Dezember',
};
/** What turns a true sentence into a false one, wherever it fits. */
const turns: Readonly<Record<Language, readonly [string, string][]>> = {
  en: [
    ['tomorrow', 'today'],
    ['yesterday', 'today'],
    ['next week', 'this week'],
    ['afternoon', 'morning'],
    ['before', 'after'],
    ['after', 'before'],
    ['The caller', 'The firm'],
    ['The firm', 'The caller'],
    ['is not', 'is'],
    ['has not', 'has'],
    ['does not want', 'wants'],
    ['did not agree', 'agreed'],
    ['has ', 'has not '],
    ['will ', 'will not '],
    ['can ', 'cannot '],
    ['£', '€'],
    ['weeks', 'months'],
  ],
  fr: [
    ['demain', 'aujourd’hui'],
    ['hier', 'demain'],
    ['avant', 'après'],
    ['après', 'avant'],
    ['La cliente', 'Le cabinet'],
    ['Le client', 'Le cabinet'],
    ['Le cabinet', 'La cliente'],
    ['n’a pas', 'a'],
    ['n’a encore rien', 'a'],
    ['est ', 'n’est pas '],
    ['a reçu', 'n’a pas reçu'],
    ['fera', 'ne fera pas'],
    ['enverra', 'n’enverra pas'],
    ['euros', 'dollars'],
    ['mois', 'semaines'],
    ['conteste', 'accepte'],
    ['matin', 'soir'],
  ],
  nl: [
    ['overmorgen', 'morgen'],
    ['gisteren', 'vandaag'],
    ['voor vrijdag', 'na vrijdag'],
    ['na 14', 'voor 14'],
    ['De cliënt', 'Het kantoor'],
    ['Het kantoor', 'De cliënt'],
    ['is nog niet', 'is'],
    ['nooit', 'altijd'],
    ['geen enkele verwittiging', 'een verwittiging'],
    ['stuurt', 'stuurt geen'],
    ['euro', 'dollar'],
    ['weken', 'maanden'],
    ['jaar', 'maanden'],
  ],
  de: [
    ['morgen', 'heute'],
    ['gestern', 'heute'],
    ['nach 15', 'vor 15'],
    ['bis Freitag', 'ab Freitag'],
    ['Die Mandantin', 'Die Kanzlei'],
    ['Der Mandant', 'Die Kanzlei'],
    ['Die Kanzlei', 'Die Mandantin'],
    ['nichts', 'etwas'],
    ['nicht mehr', 'noch'],
    ['hat ', 'hat nicht '],
    ['schickt', 'schickt nicht'],
    ['Euro', 'Dollar'],
    ['Jahre', 'Monate'],
  ],
};

/** Every way in which one thing of a sentence can be changed so that it is no longer what was said. */
function changed({ text }: Claim, language: Language): string[] {
  const put = (at: number, length: number, by: string) => text.slice(0, at) + by + text.slice(at + length);
  const digits = [...text.matchAll(/\d+/g)].flatMap(({ 0: said, index }) => [
    put(index, said.length, String(Number(said) + 1).padStart(said.length, '0')),
    put(index, said.length, said.split('').toReversed().join('')),
  ]);
  const others = [weekdays[language], months[language]].flatMap((list) => {
    const words = list.split(' ');
    return words
      .filter((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(text))
      .flatMap((word) => words.filter((other) => other !== word).map((other) => text.replace(word, other)));
  });
  const turned = turns[language].filter(([said]) => text.includes(said)).map(([said, by]) => text.replace(said, by));
  const names =
    language === 'de'
      ? []
      : [...text.matchAll(/(?<=\s)\p{Lu}\p{Ll}{2,}/gu)].map(({ 0: said, index }) => put(index, said.length, 'Zoutman'));
  return [...digits, ...others, ...turned, ...names].filter((one) => one !== text && !one.includes('n’n’'));
}

describe.each(citedSummarySets)('One thing changed in a true sentence of $file', (set) => {
  const doubt = checkerOf(set);
  it('is never kept: number, day, month, name, denial, speaker', () => {
    const changes = set.true.flatMap((claim) =>
      changed(claim, set.language).map((text) => ({ text, segmentIds: claim.segmentIds })),
    );
    expect(changes.length).toBeGreaterThan(30);
    expect(changes.filter((claim) => doubt(claim) === null).map(({ text }) => text)).toEqual([]);
  });

  it('is never kept: the segment that it cites', () => {
    const elsewhere = set.true.flatMap(({ text, segmentIds }) =>
      set.segments.filter(({ id }) => !segmentIds.includes(id)).map(({ id }) => ({ text, segmentIds: [id] })),
    );
    expect(elsewhere.filter((claim) => doubt(claim) === null)).toEqual([]);
  });
});

/** Found with sentences written after the rules. They stay here until a rule sees them; then the test says so. */
describe('What the checker does not see yet', () => {
  const missed = [
    { file: 'en.json', text: 'Blake and Horne are the caller’s solicitors.', segmentIds: ['s6'] },
    { file: 'de-other-call.json', text: 'Die Kanzlei hat den Mietvertrag.', segmentIds: ['s9', 's10'] },
  ];
  it.fails.each(missed)('whose something is: $text', ({ file, ...claim }) => {
    const set = citedSummarySets.find((one) => one.file === file);
    expect(set && checkerOf(set)(claim)).not.toBeNull();
  });
});
