import { describe, expect, test } from 'vitest';
import type { TextPiece } from '../../../../src-preload/contract.ts';
import { markNumber } from '../../../../src-main/history/marks.ts';
import { readSearch } from '../../../../src-main/history/search-query.ts';
import { answered, changed, missed, sampleMessage, tom } from './sample-firm.ts';
import { everything, temporaryHistory, viewer, put } from './temporary-history.ts';

const note = (value: string) => ({ value, byPersonId: 'sofie', byName: 'Sofie Maes', at: '2026-11-19T10:00:00.000Z' });
const hits = (pieces: TextPiece[] | null | undefined) => pieces?.filter((p) => p.hit).map((p) => p.text);

function searchable() {
  const { history } = temporaryHistory();
  put(history, {
    calls: [
      answered('anneke', 'sofie', {
        note: note('Thanks for the letter of Tuesday. Asked when the expert report is due.\nCalls on Monday.'),
      }),
      missed('kroger', { contactId: 'kroger', matterId: null, fromNumber: '+493023125014' }),
      missed('tom', { contactId: 'tom', fromNumber: '+3220008410' }),
      missed('unknown', { contactId: null, matterId: null, fromNumber: '+33639984107' }),
    ],
  });
  const find = (search: string) => history.list({ ...everything, search }, viewer).rows;
  const ids = (search: string) =>
    find(search)
      .map((row) => row.id)
      .sort();
  return { history, find, ids };
}

describe('search', () => {
  test.each([
    ['a name, also of a party in the matter', 'verhulst', ['anneke', 'tom']],
    ['first and last name', 'anneke verhulst', ['anneke']],
    ['the beginning of a name, as it is typed', 'ann', ['anneke']],
    ['words in any order, over several fields', 'report anneke', ['anneke']],
    ['a name without its diacritics', 'kroger', ['kroger']],
    ['a name with diacritics in capitals', 'KRÖGER', ['kroger']],
    ['an organisation', 'immo delta nv', ['tom']],
    ['a matter title', 'immo del', ['anneke', 'tom']],
    ['a matter number', '2026/0318', ['anneke', 'tom']],
    ['a part of a matter number', '2026/03', ['anneke', 'tom']],
    ['words of a note', 'expert report', ['anneke']],
    ['a national number in pieces', '0440 27', ['anneke']],
    ['an international number', '+32 440', ['anneke']],
    ['an international number with 00', '0032 440 27', ['anneke']],
    ['a number in one piece', '+33639984107', ['unknown']],
    ['a number with brackets and dots', '(0)6.39.98', ['unknown']],
    ['a name and a number', 'tom 02 000', ['tom']],
    ['the last four digits of a number', '1836', ['anneke']],
    ['digits from inside a number', '2718', ['anneke']],
    ['digits from inside a number, with a blank', '27 18', ['anneke']],
    ['digits from inside a number, with dots', '27.18.3', ['anneke']],
    ['digits from inside a number, behind a 0', '027 18', ['anneke']],
    ['digits from inside a number, behind a +', '+27 18', ['anneke']],
    ['digits over the border of the country’s code', '3244', ['anneke']],
    ['digits from inside a number that begin with 0', '0084', ['tom']],
    ['the end of a number and a name', 'anneke 836 1836', []],
    ['a name and the end of a number', 'anneke 71836', ['anneke']],
    ['three digits only where a number begins', '836', []],
    ['digits with one that is wrong', '27 19', []],
    ['all words must be there', 'anneke kroger', []],
    ['nothing of that kind', 'zebra', []],
  ])('finds by %s: %s', (_, typed, expected) => {
    expect(searchable().ids(typed)).toEqual(expected);
  });

  test.each(['"', '*', '(', ')', 'AND', 'NOT x', 'name:tom', '^', '-', 'a"b', '{', '+', 'NEAR(a b)', '\u0000', '💼'])(
    'what looks like an operator is only text: %s',
    (typed) => {
      expect(() => searchable().find(typed)).not.toThrow();
    },
  );

  test('only signs and spaces search for nothing and show everything', () => {
    expect(readSearch('  -- "" ').match).toBeNull();
    expect(searchable().ids('  -- ')).toHaveLength(4);
  });

  test('marks the typed letters in the title, also where diacritics were folded', () => {
    const { find } = searchable();
    expect(find('kro')[0]?.titleMarks).toEqual([
      { text: 'Dr. Matthias ', hit: false },
      { text: 'Krö', hit: true },
      { text: 'ger', hit: false },
    ]);
    expect(hits(find('anneke verh')[0]?.titleMarks)).toEqual(['Anneke', 'Verh']);
  });

  test('marks a name whose diacritics are written as signs of their own', () => {
    const { history, find } = searchable();
    const hops = { providerAt: null, receivedAt: viewer.now, committedAt: viewer.now };
    const contact = { ...tom, name: 'Ine\u0300s Brabant' };
    history.apply([{ id: 1, event: { type: 'contact_changed', contact, hops } }]);
    expect(hits(find('ines')[0]?.titleMarks)).toEqual(['Ine\u0300s']);
  });

  test('marks digits in a number as it is written for reading', () => {
    const { find } = searchable();
    expect(find('06 39 98')[0]?.titleMarks).toEqual([
      { text: '+33 ', hit: false },
      { text: '6 39 98', hit: true },
      { text: ' 41 07', hit: false },
    ]);
    expect(hits(find('0440 27')[0]?.snippet)).toEqual(['440 27']);
  });

  test('marks a fragment where it stands in the number, and few digits only where the number begins', () => {
    const { find } = searchable();
    expect(find('4107')[0]?.titleMarks).toEqual([
      { text: '+33 6 39 98 ', hit: false },
      { text: '41 07', hit: true },
    ]);
    expect(hits(find('27.18')[0]?.snippet)).toEqual(['27 18']);
    expect(hits(find('0 71 83')[0]?.snippet)).toEqual(['7 18 3']);
    expect(hits(find('33')[0]?.titleMarks)).toEqual(['33']);
    expect(markNumber('+33 6 39 98 41 07', { numbers: ['98'] })).toBeNull();
    expect(hits(markNumber('+33 6 39 98 41 07', { numbers: ['063'] }))).toEqual(['6 3']);
  });

  test('finds messages by a fragment of their number', () => {
    const { history, find } = searchable();
    const sms = sampleMessage('sms', { fromNumber: '+32470112233', contactId: null });
    put(history, { messages: [sms] });
    expect(find('1122').map((row) => row.id)).toEqual(['sms']);
    expect(hits(find('11 22')[0]?.titleMarks)).toEqual(['11 22']);
  });

  test('shows where in the note the words stand, and marks all of them', () => {
    const { find } = searchable();
    const row = find('expert report')[0];
    expect(hits(row?.snippet)).toEqual(['expert', 'report']);
    expect(row?.snippet?.map((p) => p.text).join('')).toBe('… Asked when the expert report is due. Calls on Monday.');
  });

  test('without a search nothing is marked', () => {
    expect(searchable().find('')[0]).toMatchObject({ snippet: null, titleMarks: null });
  });

  test('goes together with a filter', () => {
    const { history } = searchable();
    const rows = history.list({ ...everything, filter: 'unreturned', search: 'immo delta' }, viewer);
    expect(rows).toMatchObject({ total: 1, rows: [{ id: 'tom' }], days: [{ day: '2026-11-19', count: 1 }] });
  });

  test('follows a contact that gets another name, and a call that gets another contact', () => {
    const { history, ids } = searchable();
    const hops = { providerAt: null, receivedAt: viewer.now, committedAt: viewer.now };
    history.apply([{ id: 1, event: { type: 'contact_changed', contact: { ...tom, name: 'Thomas Wouters' }, hops } }]);
    expect(ids('wauters')).toEqual([]);
    expect(ids('wouters')).toEqual(['tom']);
    history.apply([
      { id: 2, event: changed(missed('unknown', { contactId: 'tom', fromNumber: '+33639984107' }), 'edit') },
    ]);
    expect(ids('wouters')).toEqual(['tom', 'unknown']);
  });

  test('finds a note that was written here and has not been sent yet', () => {
    const { history, find, ids } = searchable();
    history.changes.add({ kind: 'edit_call', callId: 'tom', note: 'Wants a settlement' }, viewer.now);
    expect(ids('settle')).toEqual(['tom']);
    expect(hits(find('settle')[0]?.snippet)).toEqual(['settle']);
  });

  test('suggests contacts by name, company, number and matter, ten at most', () => {
    const { history } = searchable();
    expect(history.findContacts('wau', 10)).toEqual([
      {
        contactId: 'tom',
        name: 'Tom Wauters',
        organisation: 'Immo Delta NV',
        matter: { number: '2026/0318', title: 'Verhulst / Immo Delta' },
      },
    ]);
    expect(history.findContacts('0440', 10).map((c) => c.contactId)).toEqual(['anneke']);
    expect(history.findContacts('27 18', 10).map((c) => c.contactId)).toEqual(['anneke']);
    expect(history.findContacts('2026/0318', 10)).toHaveLength(2);
    expect(history.findContacts('2026/0318', 1)).toHaveLength(1);
    expect(history.findContacts('  ', 10)).toEqual([]);
  });
});
