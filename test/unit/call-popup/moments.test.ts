import { describe, expect, it } from 'vitest';
import { localeFor } from '../../../src-renderer/call-popup/locale.ts';
import { createMoments } from '../../../src-renderer/call-popup/moments.ts';
import { words } from '../../../src-renderer/words/index.ts';

const brussels = createMoments('en-GB', 'Europe/Brussels');
const now = Date.parse('2026-11-19T09:31:00Z');

describe('times on the popup', () => {
  it('counts a call in minutes and seconds, and in hours when it is long; never below zero', () => {
    expect([6, 760, 3727, -4].map((seconds) => brussels.clock(seconds))).toEqual(['0:06', '12:40', '1:02:07', '0:00']);
  });

  it('writes midnight as 00:00', () => {
    expect(brussels.time('2026-11-18T23:00:00.000Z')).toBe('00:00');
  });

  it('says when it was: the hour today, the weekday this week, the date, the year when it is another', () => {
    const ago = (iso: string) => brussels.ago(iso, now);
    expect(ago('2026-11-19T07:12:00.000Z')).toBe('08:12');
    expect(ago('2026-11-18T23:30:00.000Z')).toBe('00:30');
    expect(ago('2026-11-16T15:25:00.000Z')).toBe('Mon');
    expect(ago('2026-11-12T15:25:00.000Z')).toBe('12 Nov');
    expect(ago('2025-09-03T08:00:00.000Z')).toMatch(/^3 Sept? 2025$/);
  });

  it('counts days by the calendar, also over the change to winter time', () => {
    expect(brussels.daysUntil('2026-11-26T08:00:00.000Z', now)).toBe(7);
    expect(brussels.daysUntil('2026-11-19T22:30:00.000Z', now)).toBe(0);
    expect(brussels.daysUntil('2026-11-19T23:30:00.000Z', now)).toBe(1);
    expect(brussels.daysUntil('2026-10-26T08:00:00.000Z', Date.parse('2026-10-24T22:30:00Z'))).toBe(1);
  });

  it('takes the region of the system where it speaks the language, and a European English', () => {
    expect(localeFor('fr', ['nl-BE', 'fr-FR'])).toBe('fr-FR');
    expect(localeFor('fr', ['nl-BE'])).toBe('fr-BE');
    expect(localeFor('en', ['en-US'])).toBe('en-GB');
  });
});

describe('the words of the popup', () => {
  const flat = (value: object, path = ''): [string, string][] =>
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'string' ? [[path + key, inner]] : flat(inner as object, `${path}${key}.`),
    );
  const placeholders = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));
  const english = new Map(flat(words.en.popup));

  it.each(['fr', 'nl', 'de'] as const)('say the same with the same blanks in %s', (language) => {
    const other = new Map(flat(words[language].popup));
    expect([...other.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of other) {
      expect.soft(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''));
      expect.soft(text === '', key).toBe(english.get(key) === '');
    }
  });

  it('use no exclamation marks', () => {
    for (const language of ['en', 'fr', 'nl', 'de'] as const) {
      expect(flat(words[language].popup).filter(([, text]) => text.includes('!'))).toEqual([]);
    }
  });
});
