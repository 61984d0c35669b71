import { describe, expect, it } from 'vitest';
import { describeDue } from '../../../src-renderer/callbacks/describe-due.ts';
import { dueChoices, fieldTime, momentOfField } from '../../../src-renderer/callbacks/due-choices.ts';
import { createFormat } from '../../../src-renderer/words/format.ts';
import { createWords } from '../../../src-renderer/words/index.ts';

const now = new Date(2026, 10, 19, 11, 42);
const local = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).toISOString();

function said(dueAt: string | null, more: Partial<Parameters<typeof describeDue>[0]> = {}, language = 'en') {
  const words = createWords(language as 'en');
  const format = createFormat(language, words.getFixedT(language, 'units'));
  const row = { dueFrom: null, dueAt, status: 'please_call_back', closed: null, urgency: 'normal', ...more } as const;
  const { main, rest, tone } = describeDue(row, { t: words.getFixedT(language, 'callbacks'), format, language, now });
  return `${main} | ${rest}${tone === 'plain' ? '' : ` | ${tone}`}`;
}

describe('by when to call back is said', () => {
  it.each([
    ['42 min late | today 11:00 | critical', local(19, 11)],
    ['since 09:00 | today | critical', local(19, 9)],
    ['since yesterday | Wed 18:00 | critical', local(18, 18)],
    ['since Mon 16 Nov | 16:00 | critical', local(16, 16)],
    ['in 1 h 48 | today 13:30', local(19, 13, 30)],
    ['by 16:00 | today', local(19, 16)],
    ['Fri, by 16:00 | tomorrow', local(20, 16)],
    ['Mon 23 Nov | by 16:00', local(23, 16)],
    ['no time set | ', null],
  ])('%s', (words, at) => {
    expect(said(at)).toBe(words);
  });

  it('in amber when it is urgent and near', () => {
    expect(said(local(19, 13, 30), { urgency: 'high' })).toBe('in 1 h 48 | today 13:30 | caution');
    expect(said(local(19, 16), { urgency: 'high' })).toBe('by 16:00 | today');
  });

  it('as a window, and with what happens if they do not call', () => {
    expect(said(local(19, 18, 30), { dueFrom: local(19, 17) })).toBe('17:00 to 18:30 | today');
    expect(said(local(19, 13), { status: 'caller_calls_back' })).toBe('in 1 h 18 | else we call');
    expect(said(local(23, 13), { status: 'caller_calls_back' })).toBe('Mon 23 Nov | else we call');
  });

  it('in the other languages too', () => {
    expect(said(local(19, 11), {}, 'fr')).toBe('42 min de retard | aujourd’hui 11:00 | critical');
    expect(said(local(19, 11), {}, 'nl')).toBe('42 min te laat | vandaag 11:00 | critical');
    expect(said(local(19, 11), {}, 'de')).toBe('42 Min. zu spät | heute 11:00 | critical');
  });
});

describe('times to press', () => {
  it('are ten minutes, an hour and tomorrow at nine, on a day of 25 hours too', () => {
    const saturday = new Date(2026, 9, 24, 12);
    const [ten, hour, nine] = dueChoices(saturday).map(({ at }) => at);
    expect(ten?.getTime()).toBe(saturday.getTime() + 600_000);
    expect(hour?.getTime()).toBe(saturday.getTime() + 3_600_000);
    expect(nine && [nine.getDate(), nine.getHours()]).toEqual([25, 9]);
  });

  it('go into a field and come out as the same moment', () => {
    expect(momentOfField(fieldTime(now))).toBe(now.toISOString());
    expect(momentOfField('')).toBeNull();
  });
});
