import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src-renderer/words/format.ts';
import { createWords } from '../../../src-renderer/words/index.ts';

const now = new Date(2026, 10, 19, 11, 42);
const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString();
const formatIn = (language: 'en' | 'fr' | 'nl' | 'de') =>
  createFormat(language, createWords(language).getFixedT(language, 'units'));

describe('days', () => {
  it.each([
    ['en', 'Today, Thursday 19 November', 'Yesterday, Wednesday 18 November', 'Monday 16 November'],
    ['fr', 'Aujourd’hui, jeudi 19 novembre', 'Hier, mercredi 18 novembre', 'Lundi 16 novembre'],
    ['nl', 'Vandaag, donderdag 19 november', 'Gisteren, woensdag 18 november', 'Maandag 16 november'],
    ['de', 'Heute, Donnerstag, 19. November', 'Gestern, Mittwoch, 18. November', 'Montag, 16. November'],
  ] as const)('are headed in %s as people say them', (language, today, yesterday, monday) => {
    const format = formatIn(language);
    expect(format.dayHeading('2026-11-19', now)).toBe(today);
    expect(format.dayHeading('2026-11-18', now)).toBe(yesterday);
    expect(format.dayHeading('2026-11-16', now)).toBe(monday);
  });

  it('of another year name their year', () => {
    expect(formatIn('en').dayHeading('2025-12-31', now)).toBe('Wednesday, 31 December 2025');
  });

  it('stand before the time, and tomorrow is tomorrow', () => {
    const format = formatIn('en');
    expect(format.dayAndTime(at(19, 11, 31), now)).toBe('Today, 11:31');
    expect(format.dayAndTime(at(20, 9, 0), now)).toBe('Tomorrow, 09:00');
    expect(format.dayAndTime(at(26, 9, 0), now, true)).toBe('Thursday 26 November');
    expect(format.dayAndTimeWithin(at(19, 11, 31), now)).toBe('today, 11:31');
  });
});

describe('times', () => {
  it('have 24 hours', () => {
    expect(formatIn('en').time(at(19, 0, 5))).toBe('00:05');
    expect(formatIn('en').time(at(19, 17, 48))).toBe('17:48');
  });

  it.each([
    [52, '0 min 52'],
    [527, '8 min 47'],
    [125, '2 min 05'],
    [3_905, '1 h 05'],
  ])('%i seconds of talk read %s', (seconds, words) => expect(formatIn('en').duration(seconds)).toBe(words));

  it('tell how long somebody waits: to the minute under two hours, then in hours, then in days', () => {
    const format = formatIn('en');
    expect(format.waiting(at(19, 11, 5), now)).toBe('37 min');
    expect(format.waiting(at(19, 10, 30), now)).toBe('1 h 12');
    expect(format.waiting(at(19, 8, 40), now)).toBe('3 h');
    expect(format.waiting(at(16, 8, 40), now)).toBe('3 days');
  });

  it('never count backwards when the call is a little in the future', () => {
    expect(formatIn('en').waiting(at(19, 11, 43), now)).toBe('1 min');
  });
});

it('numbers are grouped as in the language', () => {
  expect(formatIn('en').number(3912)).toBe('3,912');
  expect(formatIn('fr').number(3912)).toMatch(/^3\s912$/);
  expect(formatIn('de').number(3912)).toBe('3.912');
});
