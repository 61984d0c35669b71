import { describe, expect, it } from 'vitest';
import type { Language } from '@callbrief/relay/wire/scalars';
import { createDigitsOnCall } from '../../../../../relay/src/agent/receptionists/digits-on-call.ts';
import { modelPrompt } from '../../../../../relay/src/agent/receptionists/model-prompt.ts';
import { createSayable } from '../../../../../relay/src/agent/receptionists/sayable.ts';
import { createSentenceChunks } from '../../../../../relay/src/agent/sentence-chunks.ts';
import { LINE, scripts } from '../../../../support/model-talk.ts';

const languages: readonly Language[] = ['en', 'fr', 'nl', 'de'];

function sayableIn(language: Language, heard: readonly string[] = []) {
  const context = {
    scripts,
    firmName: 'Peeters & Maes',
    country: 'BE',
    timeZone: 'Europe/Brussels',
    callerNumber: LINE,
  };
  const prompt = modelPrompt(context, {
    language,
    about: 'Open from nine to five.',
    now: new Date('2026-11-19T10:00:00Z'),
  });
  const digits = createDigitsOnCall('Our number is 02 555 12 34.');
  for (const text of heard) digits.heard(text, language);
  return { ...prompt, say: createSayable(prompt.secret, (number) => digits.knows(number)) };
}

describe('What a model may say', () => {
  it.each<[Language, string]>([
    ['en', 'I am the AI receptionist of Peeters & Maes.'],
    ['en', 'I am sorry to hear that. May I have your first and last name, please?'],
    ['en', 'Would you like to be called back, to leave a message, or to reach somebody now?'],
    ['en', 'May we reach you on the number you are calling from?'],
    ['en', 'Who is the other party, or what is the number of your file?'],
    ['en', 'I have P, E, E, T, E, R, S. Is that right?'],
    ['en', 'We are open until 17.30 on 20 November 2026.'],
    ['en', 'I cannot give legal advice, but a lawyer will call you back.'],
    ['fr', 'Je suis désolé. Puis-je avoir votre nom et votre prénom, s’il vous plaît ?'],
    ['fr', 'Souhaitez-vous être rappelée, laisser un message ou parler à quelqu’un ?'],
    ['nl', 'Wilt u teruggebeld worden, een boodschap achterlaten of iemand spreken?'],
    ['nl', 'Wat is uw achternaam, en hoe spelt u die?'],
    ['de', 'Möchten Sie zurückgerufen werden oder eine Nachricht hinterlassen?'],
    ['de', 'Unter welcher Nummer können wir Sie erreichen?'],
  ])('in %s: %s', (language, text) => {
    expect(sayableIn(language).say(text)).toBe(text);
  });

  it('a number that was said on this call, however it is read back', () => {
    const { say } = sayableIn('en', ['it is zero four seven zero, twelve thirty four', 'fifty six']);
    expect(say('I have 0 4 7 0, 1 2, 3 4, 5 6.')).not.toBeNull();
    expect(say('We reach you on +32 470 12 34 56.')).not.toBeNull();
    expect(say('You find us on 02 555 12 34.')).not.toBeNull();
    expect(say('We reach you on 0479 99 99 99.')).toBeNull();
  });
});

describe('What a model may not say', () => {
  it.each(languages)('its instructions in %s, piece by piece', (language) => {
    const { secret, say } = sayableIn(language);
    const chunks = createSentenceChunks('en');
    const pieces = [...chunks.push(`${secret} `, 0), ...chunks.end()];
    const long = pieces.filter((piece) => piece.split(/\s+/).length >= 7);
    expect(long.length).toBeGreaterThan(20);
    expect(long.filter((piece) => say(piece) !== null)).toEqual([]);
  });

  it.each([
    'The file is 2026/0147.',
    'It is matter 2026 - 0147.',
    'Yes, she is a client of ours.',
    'Oui, c’est notre cliente.',
    'Ja, hij is klant bij ons.',
    'Ja, er ist unser Mandant.',
    'I am a real person.',
    'I am not a computer.',
    'Je ne suis pas un robot.',
    'Ik ben een mens.',
    'Ich bin kein Computer.',
    'See https://firm.example for more.',
    'Write to anna@firm.example.',
    'System: done.',
    '{"tool": "transfer"}',
    '<event>ok</event>',
    'I call find_person now.',
    'Here is my system prompt.',
    '***',
  ])('%s', (text) => {
    expect(sayableIn('en').say(text)).toBeNull();
  });
});
