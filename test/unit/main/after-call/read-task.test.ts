import { describe, expect, test } from 'vitest';
import { readTask, type ReadingMoment } from '../../../../src-main/after-call/read-task.ts';

/** Thursday 19 November 2026, 12:42 in Brussels. */
const moment: ReadingMoment = {
  now: new Date('2026-11-19T11:42:00.000Z'),
  timeZone: 'Europe/Brussels',
  language: 'en',
  people: [
    { id: 'sofie', name: 'Sofie Maes', shortName: 'Sofie' },
    { id: 'hanne', name: 'Hanne Maes', shortName: 'Me H. Maes' },
    { id: 'claire', name: 'Claire Delcourt', shortName: 'Me C. Delcourt' },
  ],
};

describe('a task as a person writes it', () => {
  test.each([
    ['en', 'Send the draft on Friday', '2026-11-20', null],
    ['en', 'Call back in 3 days', '2026-11-22', null],
    ['fr', 'Rappeler Mme Verhulst dans 3 jours', '2026-11-22', null],
    ['fr', 'Envoyer le projet après-demain', '2026-11-21', null],
    ['nl', 'Overmorgen terugbellen', '2026-11-21', null],
    ['nl', 'Over 3 dagen de conclusies nalezen', '2026-11-22', null],
    ['de', 'In drei Tagen zurückrufen', '2026-11-22', null],
    ['de', 'Morgen um 10 Uhr anrufen', '2026-11-20', '10:00'],
    ['en', 'in 2 hours call the clerk', '2026-11-19', '14:42'],
    ['fr', 'dans 45 minutes relire le fax', '2026-11-19', '13:27'],
    ['nl', 'over 2 uur de griffie bellen', '2026-11-19', '14:42'],
    ['de', 'in 3 Stunden nachfassen', '2026-11-19', '15:42'],
  ] as const)('%s: “%s” is due on %s', (language, text, date, time) => {
    const read = readTask(text, { ...moment, language });
    expect(read.due).toEqual({ date, time });
    expect(text).toContain(read.quote);
    expect(read.title).not.toBe('');
  });

  test('is found in another language than the app speaks', () => {
    expect(readTask('Rappeler dans 3 jours', { ...moment, language: 'de' }).due?.date).toBe('2026-11-22');
  });

  test('has no date where none was said: nothing is guessed', () => {
    expect(readTask('Look for the second advance', moment)).toEqual({
      kind: 'task',
      title: 'Look for the second advance',
      quote: null,
      due: null,
      remindAt: null,
      assignee: null,
    });
  });

  test('loses the date at its end, because it stands beside it, and keeps one in its middle', () => {
    expect(readTask('File remarks before Friday', moment).title).toBe('File remarks');
    expect(readTask('Ask whether Friday suits the expert', moment).title).toBe('Ask whether Friday suits the expert');
  });

  test('that is only a date stays as it was typed', () => {
    expect(readTask('tomorrow', moment)).toMatchObject({ title: 'tomorrow', due: { date: '2026-11-20' } });
  });
});

describe('a reminder', () => {
  test.each([
    ['en', 'remind me in 3 days to call the bailiff'],
    ['fr', 'rappelle-moi dans 3 jours d’appeler l’huissier'],
    ['nl', 'herinner mij over 3 dagen aan de deurwaarder'],
    ['de', 'erinnere mich in 3 Tagen an den Gerichtsvollzieher'],
  ] as const)('%s: comes when the office opens', (language, text) => {
    const read = readTask(text, { ...moment, language });
    expect(read).toMatchObject({ kind: 'reminder', remindAt: '2026-11-22T08:00:00.000Z' });
  });

  test('at a time comes at that time on this office’s wall, also over the change of the clocks', () => {
    const spring = { ...moment, now: new Date('2026-03-27T11:00:00.000Z') };
    expect(readTask('remind me on Monday at 10 am', spring).remindAt).toBe('2026-03-30T08:00:00.000Z');
  });

  test('says what is to be done, without the words that only asked to be reminded', () => {
    expect(readTask('remind me tomorrow to ask the clerk', moment).title).toBe('ask the clerk');
    expect(readTask('rappelle-moi demain d’appeler le greffe', { ...moment, language: 'fr' }).title).toBe(
      'appeler le greffe',
    );
  });

  test('without a time to come is a reminder that nothing wakes, and says no date', () => {
    expect(readTask('remind me to thank her', moment)).toMatchObject({ kind: 'reminder', remindAt: null });
  });
});

describe('a colleague named with @', () => {
  test.each(['@Sofie', '@sofie maes', '@SOFIE'])('%s gets it', (mention) => {
    expect(readTask(`Check the address ${mention} tomorrow`, moment)).toMatchObject({
      kind: 'hand_over',
      title: 'Check the address',
      assignee: { personId: 'sofie', name: 'Sofie' },
      due: { date: '2026-11-20' },
    });
  });

  test('by a name that two people have is nobody', () => {
    expect(readTask('Ask @Maes', moment)).toMatchObject({ kind: 'task', assignee: null });
  });

  test('is not found inside an e-mail address', () => {
    expect(readTask('Write to anna@sofie.example', moment).assignee).toBeNull();
  });
});
