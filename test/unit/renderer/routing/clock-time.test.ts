import { describe, expect, it } from 'vitest';
import { readClockTime } from '../../../../src-renderer/routing/clock-time.ts';

describe('a time of day', () => {
  it.each([
    ['08:30', '08:30'],
    ['8:30', '08:30'],
    ['8.30', '08:30'],
    ['8h30', '08:30'],
    ['8 h', '08:00'],
    ['830', '08:30'],
    ['1830', '18:30'],
    ['18', '18:00'],
    [' 9:05 ', '09:05'],
    ['17 Uhr', '17:00'],
    ['17 uur', '17:00'],
    ['00:00', '00:00'],
    ['24:00', '24:00'],
  ])('is read from "%s"', (text, time) => expect(readClockTime(text)).toBe(time));

  it.each(['25:00', '24:01', '12:60', '', 'noon', '8:3', '123456', '-8:00', '08:30:00', '8:30 pm'])(
    'is not read from "%s"',
    (text) => expect(readClockTime(text)).toBeNull(),
  );
});
