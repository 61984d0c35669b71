import { describe, expect, it } from 'vitest';
import { datesSaid } from '../../../../../relay/src/insights/understanding/quoting/dates-said.ts';
import { ibansSaid, isIban } from '../../../../../relay/src/insights/understanding/quoting/ibans-said.ts';
import { phonesSaid } from '../../../../../relay/src/insights/understanding/quoting/phones-said.ts';
import { urgentSaid } from '../../../../../relay/src/insights/understanding/quoting/urgent-words.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';

const said = (text: string, language: Language) => ({ id: 's1', speaker: 'caller' as const, text, language, startMs: 0 });
/** A Friday. */
const FRIDAY = { date: '2026-11-20' };

describe('A date that was said on Friday 20 November 2026', () => {
  it.each<[Language, string, string, string | null]>([
    ['en', 'He is free tomorrow after three.', '2026-11-21', '15:00'],
    ['en', 'Please call before Friday.', '2026-11-27', null],
    ['en', 'They want it before Friday next week.', '2026-11-27', null],
    ['en', 'The hearing is on the 9th of January.', '2027-01-09', null],
    ['en', 'I got it on the 3rd of November.', '2026-11-03', null],
    ['en', 'We meet the day after tomorrow at half past two.', '2026-11-22', '14:30'],
    ['en', 'I can send it in two weeks.', '2026-12-04', null],
    ['en', 'I will send it this afternoon.', '2026-11-20', null],
    ['en', 'It came last Monday.', '2026-11-16', null],
    ['fr', 'Je passe après-demain matin.', '2026-11-22', null],
    ['fr', 'Il me faut cela avant vendredi.', '2026-11-27', null],
    ['fr', 'Je reviens dans quinze jours.', '2026-12-04', null],
    ['fr', 'Il faut répondre dans les 15 jours.', '2026-12-05', null],
    ['fr', 'Ce sera le premier décembre.', '2026-12-01', null],
    ['fr', 'J’en ai besoin d’ici la fin du mois.', '2026-11-30', null],
    ['fr', 'On se voit lundi en huit.', '2026-11-30', null],
    ['fr', 'Rappelez-moi demain après 14 heures.', '2026-11-21', '14:00'],
    ['fr', 'avant le premier du mois', '2026-12-01', null],
    ['fr', 'L’audience est le 15 décembre à 9 heures.', '2026-12-15', '09:00'],
    ['fr', 'Je viendrai lundi prochain.', '2026-11-23', null],
    ['nl', 'Ik bel overmorgen terug.', '2026-11-22', null],
    ['nl', 'De zitting is op 12 januari om half tien.', '2027-01-12', '09:30'],
    ['nl', 'Graag voor vrijdag.', '2026-11-27', null],
    ['nl', 'Over drie weken ben ik terug.', '2026-12-11', null],
    ['nl', 'tegen het einde van de maand', '2026-11-30', null],
    ['de', 'Ich komme übermorgen um 14 Uhr.', '2026-11-22', '14:00'],
    ['de', 'bis zum vierzehnten Dezember', '2026-12-14', null],
    ['de', 'Nächsten Montag habe ich Zeit.', '2026-11-23', null],
    ['de', 'innerhalb von 14 Tagen', '2026-12-04', null],
  ])('%s: %s', (language, text, date, time) => {
    const [first, ...more] = datesSaid(said(text, language), FRIDAY);
    expect(first).toMatchObject({ date, time });
    expect(text).toContain(first?.quote);
    expect(more).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Good morning, this is the virtual assistant.'],
    ['en', 'I may march on.'],
    ['fr', 'Bonjour, bonne journée à vous.'],
    ['nl', 'Goedemorgen, met het kantoor.'],
    ['de', 'Guten Morgen, Kanzlei Martin.'],
    ['en', 'My number is 07700 900 418.'],
    ['en', 'on the 31st of February'],
  ])('is none in: %s %s', (language, text) => {
    expect(datesSaid(said(text, language), FRIDAY)).toEqual([]);
  });

  it('was in the past when it is told so', () => {
    expect(datesSaid(said('J’ai reçu la lettre lundi.', 'fr'), FRIDAY)).toMatchObject([{ date: '2026-11-16' }]);
  });
});

describe('A telephone number', () => {
  it.each<[Language, string, string, string]>([
    ['fr', 'Mon numéro est le 0470 12 34 56.', 'BE', '+32470123456'],
    ['fr', 'mon numero est le zero quatre cent septante douze trente-quatre cinquante-six', 'BE', '+32470123456'],
    ['en', 'my number is zero four seven zero one two three four five six', 'BE', '+32470123456'],
    ['en', 'My mobile, 07700 900 418.', 'GB', '07700900418'],
    ['nl', 'Mijn nummer is 0478 55 66 77.', 'BE', '+32478556677'],
    ['de', 'Meine Nummer ist 0171 2345678.', 'DE', '+491712345678'],
    ['en', 'Call +44 20 7946 0018 please', 'BE', '+442079460018'],
  ])('%s: %s', (language, text, country, number) => {
    expect(phonesSaid(said(text, language), country)).toMatchObject([{ number }]);
  });
  it.each(['The reference is 2026 slash 0417.', 'It is 18,000 pounds.', 'The IBAN is GB29 NWBK 6016 1331 9268 19.'])(
    'is not: %s',
    (text) => {
      expect(phonesSaid(said(text, 'en'), 'GB')).toEqual([]);
    },
  );
});

describe('An account number', () => {
  it.each<[Language, string, string]>([
    ['en', 'The new IBAN is GB29 NWBK 6016 1331 9268 19.', 'GB29NWBK60161331926819'],
    ['fr', 'Le mien est le BE68 5390 0754 7034.', 'BE68539007547034'],
    ['de', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['nl', 'NL91ABNA0417164300', 'NL91ABNA0417164300'],
    ['en', 'b e six eight five three nine zero zero seven five four seven zero three four', 'BE68539007547034'],
  ])('%s: %s', (language, text, iban) => {
    expect(ibansSaid(said(text, language))).toMatchObject([{ iban }]);
  });
  it('that was misheard is none: its check digits do not fit', () => {
    expect(ibansSaid(said('Le mien est le BE68 5390 0754 7035.', 'fr'))).toEqual([]);
    expect(isIban('BE6853900754703')).toBe(false);
  });
});

describe('Words that cannot wait', () => {
  it.each<[Language, string, string[]]>([
    ['en', 'Please, it is urgent.', ['urgent']],
    ['en', 'It is not urgent at all.', []],
    ['fr', 'l’huissier parle d’une expulsion', ['huissier', 'expulsion']],
    ['nl', 'Het is dringend.', ['dringend']],
    ['de', 'Der Gerichtsvollzieher kommt, es ist dringend.', ['Gerichtsvollzieher', 'dringend']],
    ['de', 'Es ist nicht so eilig.', []],
  ])('%s: %s', (language, text, quotes) => {
    expect(urgentSaid(said(text, language)).map(({ quote }) => quote)).toEqual(quotes);
  });
});
