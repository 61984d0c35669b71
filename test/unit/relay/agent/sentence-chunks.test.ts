import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '@callbrief/relay/wire/scalars';
import { createSentenceChunks } from '../../../../relay/src/agent/sentence-chunks.ts';

/** Token by token, as a model writes. */
function spoken(text: string, language: Language): string[] {
  const chunks = createSentenceChunks(language);
  const out = text.split(/(?<=\s)/).flatMap((token, index) => chunks.push(token, index * 10));
  return [...out, ...chunks.end()];
}

describe('What is spoken while the rest is written', () => {
  it.each<[Language, string, string[]]>([
    ['en', 'Good day. How can I help you? I listen.', ['Good day.', 'How can I help you?', 'I listen.']],
    ['en', 'Dr. Maes is at 3.30 p.m. in court. He calls.', ['Dr. Maes is at 3.30 p.m. in court.', 'He calls.']],
    ['fr', 'Me. Dupont demande 1.250,50 euros. Merci.', ['Me. Dupont demande 1.250,50 euros.', 'Merci.']],
    ['fr', 'M. Dupont, art. 5 du bail. Oui.', ['M. Dupont, art. 5 du bail.', 'Oui.']],
    ['nl', 'Dhr. Jansen betaalt 12,40 euro. Klopt dat?', ['Dhr. Jansen betaalt 12,40 euro.', 'Klopt dat?']],
    ['nl', 'Dat is bijv. morgen. Goed?', ['Dat is bijv. morgen.', 'Goed?']],
    ['de', 'Am 14. Dezember um 9 Uhr. Passt das?', ['Am 14. Dezember um 9 Uhr.', 'Passt das?']],
    ['de', 'Das ist z. B. Dr. Müller. Danke.', ['Das ist z. B. Dr. Müller.', 'Danke.']],
  ])('%s: %s', (language, text, expected) => {
    expect(spoken(text, language)).toEqual(expected);
  });

  it('begins at the first comma, and later waits for the sentence', () => {
    expect(spoken('I can hear you well, go on. I listen, of course.', 'en')).toEqual([
      'I can hear you well,',
      'go on.',
      'I listen, of course.',
    ]);
  });

  it('does not wait for the end of a sentence of more than twelve words', () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}x`).join(' ');
    const chunks = spoken(words, 'en');
    expect(Math.max(...chunks.map((chunk) => chunk.split(' ').length))).toBeLessThanOrEqual(12);
  });

  it('speaks what is there after 300 ms without a token, but no half number', () => {
    const chunks = createSentenceChunks('fr');
    expect(chunks.push('Cela coûte 12 ', 0)).toEqual([]);
    expect(chunks.tick(200)).toEqual([]);
    expect(chunks.tick(301)).toEqual(['Cela coûte']);
    expect([...chunks.push('000 euros.', 400), ...chunks.end()]).toEqual(['12 000 euros.']);
  });

  it('loses no word and doubles none, whatever is written', () => {
    const token = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('Dr. ', '12,4', ' 1 000 ', '. ', ', ', '?! '));
    fc.assert(
      fc.property(fc.array(token), fc.constantFrom<Language>('en', 'fr', 'nl', 'de'), (tokens, language) => {
        const chunks = createSentenceChunks(language);
        const out = tokens.flatMap((text, index) => [
          ...chunks.push(text, index * 200),
          ...chunks.tick(index * 200 + 350),
        ]);
        const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
        expect(letters([...out, ...chunks.end()].join(''))).toBe(letters(tokens.join('')));
      }),
    );
  });
});
