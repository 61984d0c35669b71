import { describe, expect, it } from 'vitest';
import type { Language } from '@callbrief/relay/wire/scalars';
import { asksWhatWeKnow, objectsToRecording, wantsPerson } from '../../../../../relay/src/agent/answers/asked-for.ts';
import { wishOf } from '../../../../../relay/src/agent/answers/choices.ts';
import { numberSaid } from '../../../../../relay/src/agent/answers/digits.ts';
import { languageAskedFor, languageSpoken } from '../../../../../relay/src/agent/answers/languages.ts';
import { lettersSaid } from '../../../../../relay/src/agent/answers/letters.ts';
import { momentSaid } from '../../../../../relay/src/agent/answers/moments.ts';
import { nameSaid, withFamilyName } from '../../../../../relay/src/agent/answers/names.ts';
import { yesOrNo } from '../../../../../relay/src/agent/answers/yes-no.ts';

describe('Yes and no', () => {
  it.each<[Language, string, 'yes' | 'no' | null]>([
    ['en', 'Yes, please do', 'yes'],
    ['en', "No, that's not right", 'no'],
    ['en', 'No problem', 'yes'],
    ['en', 'It is about the thing that is on the right of my house', null],
    ['fr', "Pas d'accord", 'no'],
    ['fr', 'Pas de souci', 'yes'],
    ['fr', "C'est bien ça", 'yes'],
    ['nl', 'Dat klopt niet', 'no'],
    ['nl', 'Ja hoor', 'yes'],
    ['nl', 'Geen probleem', 'yes'],
    ['de', 'Stimmt nicht', 'no'],
    ['de', 'Ja, genau', 'yes'],
    ['de', 'Was meinen Sie', null],
  ])('%s: "%s" is %s', (language, text, expected) => {
    expect(yesOrNo(text, language)).toBe(expected);
  });
});

describe('Numbers, letters and names', () => {
  it.each<[Language, string, string, string | null]>([
    ['en', 'BE', 'oh four seven oh, double one, two three four five', '+32470112345'],
    ['fr', 'BE', 'zéro quatre cent septante, douze, trente-quatre, cinquante-six', '+32470123456'],
    ['nl', 'BE', 'nul vier zeven nul, twaalf, vierendertig, zesenvijftig', '+32470123456'],
    ['de', 'DE', 'null eins fünf eins, zwo drei vier fünf sechs sieben acht', '+491512345678'],
    ['en', 'BE', 'seven', null],
  ])('%s in %s: "%s" is %s', (language, country, text, expected) => {
    expect(numberSaid(text, language, country)).toBe(expected);
  });

  it.each<[Language, string, string | null]>([
    ['en', "It's W H I double T A K E R", 'WHITTAKER'],
    ['en', 'M as in Mike, A, E, S', 'MAES'],
    ['fr', 'D comme Désiré, U, deux L', 'DULL'],
    ['nl', 'Maes, M van Maria, A van Anton, E, S', 'MAES'],
    ['de', 'Dora Emil Wilhelm Ida Theodor', 'DEWIT'],
    ['de', 'M Ü L L E R', 'MÜLLER'],
    ['en', 'I do not want to', null],
  ])('%s: "%s" spells %s', (language, text, expected) => {
    expect(lettersSaid(text, language)).toBe(expected);
  });

  it.each<[Language, string, string | null]>([
    ['en', 'My name is Anna Peeters, I am calling about my lease', 'Anna Peeters'],
    ['fr', "Je m'appelle Jean Dupont", 'Jean Dupont'],
    ['nl', 'met jan de wit', 'Jan de Wit'],
    ['de', 'Hier spricht Karl Müller', 'Karl Müller'],
    ['en', 'Why do you need that?', null],
  ])('%s: "%s" is called %s', (language, text, expected) => {
    expect(nameSaid(text, language)).toBe(expected);
  });

  it('keeps the name as it was heard where only blanks were not spelled', () => {
    expect(withFamilyName('Jan de Wit', 'Dewit')).toBe('Jan de Wit');
    expect(withFamilyName('Anna Pieters', 'Peeters')).toBe('Anna Peeters');
  });
});

describe('When to call', () => {
  const at = { now: new Date('2026-11-19T10:00:00Z'), timeZone: 'Europe/Brussels' };
  it.each<[Language, string, [string, string] | 'soon' | null]>([
    ['en', 'tomorrow after three', ['2026-11-20T14:00', '2026-11-20T17:00']],
    ['en', 'at three', ['2026-11-19T14:00', '2026-11-19T14:30']],
    ['en', 'before eleven tomorrow', ['2026-11-20T08:00', '2026-11-20T10:00']],
    ['fr', 'vendredi matin', ['2026-11-20T08:00', '2026-11-20T11:00']],
    ['nl', 'dinsdag om tien uur', ['2026-11-24T09:00', '2026-11-24T09:30']],
    ['de', 'morgen Nachmittag', ['2026-11-20T13:00', '2026-11-20T16:00']],
    ['de', 'so schnell wie möglich', 'soon'],
    ['en', 'my name is Bob', null],
  ])('%s: "%s"', (language, text, expected) => {
    const found = momentSaid(text, language, at);
    const short = found === null || found === 'soon' ? found : [found.from.slice(0, 16), found.to.slice(0, 16)];
    expect(short).toEqual(expected);
  });
});

describe('What a caller may say at any moment', () => {
  it.each<[Language, string]>([
    ['en', 'I want to speak to a human'],
    ['fr', 'Je veux parler à un avocat'],
    ['nl', 'Geen robot alstublieft'],
    ['de', 'Verbinden Sie mich bitte'],
  ])('%s: "%s" wants a person', (language, text) => {
    expect(wantsPerson(text, language)).toBe(true);
    expect(wantsPerson('Anna Peeters', language)).toBe(false);
  });

  it.each<[Language, string, boolean]>([
    ['en', 'Please do not record me', true],
    ['en', 'My brother has no criminal record', false],
    ['fr', 'Je ne veux pas être enregistré', true],
    ['nl', 'Ik wil niet opgenomen worden', true],
    ['de', 'Bitte nicht aufzeichnen', true],
  ])('%s: "%s" objects to the recording: %s', (language, text, expected) => {
    expect(objectsToRecording(text, language)).toBe(expected);
  });

  it('knows who asks for a file and who speaks of their own number', () => {
    expect(asksWhatWeKnow('Tell me what is in the file of Mr Jansen', 'en')).toBe(true);
    expect(asksWhatWeKnow('What shall I say, my number is 0470', 'en')).toBe(false);
  });

  it('hears which language is wanted, and not one that is only named', () => {
    expect(languageAskedFor('Sprechen Sie Deutsch?')).toBe('de');
    expect(languageAskedFor('The contract that I signed last year with them is in German')).toBeNull();
    expect(languageSpoken('Ik heb een vraag over mijn huur en het contract', 'en')).toBe('nl');
    expect(languageSpoken('Peeters', 'en')).toBeNull();
  });

  it.each<[Language, string, string | null]>([
    ['en', 'Somebody should call me back', 'callback'],
    ['fr', 'Je voudrais laisser un message', 'message'],
    ['nl', 'Een boodschap graag', 'message'],
    ['de', 'Rückruf bitte', 'callback'],
    ['en', 'Hm', null],
  ])('%s: "%s" is %s', (language, text, expected) => {
    expect(wishOf(text, language)).toBe(expected);
  });
});
