import * as chrono from 'chrono-node';
import type { Language } from '../../../wire/scalars.ts';
import { clock, type Found } from './dates-said.ts';

const parsers = { en: chrono.en.GB, fr: chrono.fr.casual, nl: chrono.nl.casual, de: chrono.de.casual };

/** "Guten Morgen" is of no day. */
const GREETS = /\b(?:good|guten|gute|goede|bonne?)\s+$/iu;

/** What chrono-node finds, where it is sure of the day: a time alone is of any day. @param today 2026-11-20 */
export function datesOfChrono(text: string, language: Language, today: string): Found[] {
  // The machine's own zone on both sides, so that none of it matters: only days are read.
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const reference = new Date(year, month - 1, day, 12);
  return parsers[language].parse(text, reference, { forwardDate: true }).flatMap(({ text: said, index, start }) => {
    if (GREETS.test(text.slice(0, index))) return [];
    if (!start.isCertain('day') && !start.isCertain('weekday')) return [];
    const parts = [start.get('year'), start.get('month'), start.get('day')];
    if (parts.includes(null)) return [];
    const date = parts.map((part) => String(part).padStart(2, '0')).join('-');
    const hour = start.isCertain('hour') ? start.get('hour') : null;
    const time = hour === null ? null : clock(hour * 60 + (start.get('minute') ?? 0));
    return [{ date, time, start: index, end: index + said.length }];
  });
}
