import { describe, expect, test } from 'vitest';
import { ImportError } from '../../../../relay/src/imports/import-error.ts';
import { fieldOfHeader, guessMapping } from '../../../../relay/src/imports/guess-mapping.ts';
import { openFile, readRows, tableRows } from '../../../../relay/src/imports/open-file.ts';
import { momentOf, readDate, readTime } from '../../../../relay/src/imports/read-date.ts';
import { phonesIn, readPhone } from '../../../../relay/src/imports/read-phone.ts';
import { readCsv } from '../../../../relay/src/imports/read-csv.ts';

const firm = { country: 'BE', timeZone: 'Europe/Brussels', lawyerId: () => null };
const table = 'Naam;GSM\nKröger “&” Zoé;0470 27 18 36\n';
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const mark = (...bytes: number[]) => Buffer.from(bytes);
// “ and ” of Windows-1252, which Latin-1 does not have.
const western = Buffer.from(table.replace('“', '\x93').replace('”', '\x94'), 'latin1');

describe('a file is read whatever its encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(table), 'utf-8'],
    ['UTF-8 with a mark', Buffer.concat([mark(0xef, 0xbb, 0xbf), Buffer.from(table)]), 'utf-8'],
    ['UTF-16 with a mark', Buffer.concat([mark(0xff, 0xfe), utf16(table, false)]), 'utf-16le'],
    ['UTF-16 the other way round', Buffer.concat([mark(0xfe, 0xff), utf16(table, true)]), 'utf-16be'],
    ['UTF-16 without a mark', utf16(table, false), 'utf-16le'],
    ['UTF-16 the other way round without a mark', utf16(table, true), 'utf-16be'],
    ['Windows-1252', western, 'windows-1252'],
  ])('%s', (_name, bytes, encoding) => {
    const file = openFile(bytes, null);
    expect(file).toMatchObject({ encoding, kind: 'csv', delimiter: ';' });
    expect([...tableRows(file, 2)].map((row) => row.cells)).toEqual([
      ['Naam', 'GSM'],
      ['Kröger “&” Zoé', '0470 27 18 36'],
    ]);
  });

  test.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n\n', 'empty'],
    ['a workbook', 'PK\x03\x04xl/workbook.xml', 'excel'],
    ['an old workbook', '\xd0\xcf\x11\xe0\xa1\xb1', 'excel'],
    ['a PDF', '%PDF-1.7', 'pdf'],
    ['a picture', '\x89PNG\r\n', 'binary'],
    ['zeros', 'Name;Phone\0\0', 'binary'],
    ['a web page', '<!DOCTYPE html><title>Sign in</title>', 'web_page'],
  ])('%s is refused in words', (_name, text, refusal) => {
    const opening = () => openFile(Buffer.from(text, 'latin1'), null);
    expect(opening).toThrow(ImportError);
    expect(opening).toThrow(expect.objectContaining({ refusal }));
  });
});

describe('a table', () => {
  test.each([';', ',', '\t', '|'])('is cut at its own mark: %j', (delimiter) => {
    const text =
      ['Name', 'Company', 'Note'].join(delimiter) + '\n' + ['Ada', '"Smith, Jones; & Co"', 'x'].join(delimiter);
    expect(openFile(Buffer.from(text), null).delimiter).toBe(delimiter);
  });

  test('one quotation mark that is not closed costs its own line, wherever it stands', () => {
    const text = 'a;b\n1;"x\n2;y\n3;"z"\n"4";"two\nlines"\n5;"u"v\n6;w\n7;"end';
    const rows = [...readCsv(text, ';', 2)];
    expect(rows.filter((row) => row.problem === null).map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '2', 'y'],
      [4, '3', 'z'],
      [5, '4', 'two\nlines'],
      [8, '6', 'w'],
    ]);
    expect(rows.filter((row) => row.problem !== null).map(({ line, problem }) => [line, problem?.reason])).toEqual([
      [2, 'quote_not_closed'],
      [7, 'quote_not_closed'],
      [9, 'quote_not_closed'],
    ]);
  });

  test('of any length has each of its rows once, with its line, however its pieces fall', () => {
    const lines = Array.from({ length: 30_000 }, (_, i) =>
      i % 20 === 7 ? `${i};"broken` : i % 20 === 9 ? `${i};"over\ntwo"` : `${i};plain ${i}`,
    );
    const rows = [...readCsv(lines.join('\n'), ';', 2)];
    expect(rows.map((row) => Number(row.cells[0]))).toEqual(lines.map((_, i) => i));
    expect(rows.filter((row) => row.problem !== null)).toHaveLength(1_500);
    expect(rows.at(-1)?.line).toBe(30_000 + 1_500);
  });

  test('shows by its headers what is in it, in four languages', () => {
    const fields = (headers: string) => guessMapping([headers.split(';'), []]).columns;
    expect(fields('Vorname;Name;Firma;Handy;Telefon;E-Mail;Sprache;Aktenzeichen')).toEqual([
      'first_name',
      'last_name',
      'organisation',
      'mobile',
      'phone',
      'email',
      'language',
      'matter_number',
    ]);
    expect(fields('Nom;Société;Portable;Courriel;N° dossier;Intitulé;Avocat responsable;Échéance')).toEqual([
      'name',
      'organisation',
      'mobile',
      'email',
      'matter_number',
      'matter_title',
      'responsible_lawyer',
      'deadline_date',
    ]);
    expect(fields('Naam;Bedrijf;GSM-nummer;Telefoon 2;Dossiernr.;Hoedanigheid;Vrij veld')).toEqual([
      'name',
      'organisation',
      'mobile',
      'phone',
      'matter_number',
      'role',
      null,
    ]);
    expect(fieldOfHeader('Responsible Attorney')).toBe('responsible_lawyer');
  });
});

describe('numbers', () => {
  test.each([
    ['0470/27.18.36', '+32470271836', null],
    ['+32 (0)2 500 12 34', '+3225001234', null],
    ['0032 2 500 12 34 poste 214', '+3225001234', '214'],
    ['02 500 12 34 x214', '+3225001234', '214'],
    ['tel:+32-2-500-12-34;ext=9', '+3225001234', '9'],
    ['+33 1 42 68 53 00', '+33142685300', null],
  ])('%s', (text, number, extension) => {
    expect(readPhone(text, 'BE')).toEqual({ number, extension });
  });
  test.each(['geen', '2026/0318', '123', '02 500', 'a@b.example', '+'])('%s is none', (text) => {
    expect(readPhone(text, 'BE')).toBeNull();
  });
  test('several in one cell', () => {
    expect(phonesIn('02 500 12 34; 0470 27 18 36 / 0471 11 22 33')).toHaveLength(3);
  });
});

describe('dates', () => {
  test.each([
    ['19 november 2026', '2026-11-19', null],
    ['1er décembre 2026', '2026-12-01', null],
    ['mardi 1er décembre 2026 à 9h30', '2026-12-01', 570],
    ['1. Dezember 2026', '2026-12-01', null],
    ['3. März 2026, 14:15 Uhr', '2026-03-03', 855],
    ['Nov 19, 2026', '2026-11-19', null],
    ['Nov 19, 2026 2:30 pm', '2026-11-19', 870],
    ['19-nov-2026', '2026-11-19', null],
    ['2026-11-19', '2026-11-19', null],
    ['2026-11-19T10:00:00', '2026-11-19', 600],
    ['20261119', '2026-11-19', null],
    ['25/12/2026', '2026-12-25', null],
    ['12/25/2026', '2026-12-25', null],
    ['03.04.2026', '2026-04-03', null],
    ['3/4/26 14:30', null, null],
    ['03/04/2026', null, null],
    ['31 februari 2026', null, null],
    ['31/02/2026', null, null],
    ['next Friday', null, null],
    ['46345', null, null],
  ])('%s', (text, date, minutes) => {
    expect(readDate(text, null)).toEqual(date === null ? null : { date, minutes, at: null });
  });
  test('that could be either are read as their column is', () => {
    expect(readDate('03/04/2026', 'day_first')?.date).toBe('2026-04-03');
    expect(readDate('03/04/2026', 'month_first')?.date).toBe('2026-03-04');
  });
  test('are moments of the firm’s clock, also where it changes', () => {
    expect(momentOf({ date: '2026-11-19', minutes: 570, at: null }, 'Europe/Brussels')).toBe(
      '2026-11-19T08:30:00.000Z',
    );
    expect(momentOf({ date: '2026-03-29', minutes: 600, at: null }, 'Europe/Brussels')).toBe(
      '2026-03-29T08:00:00.000Z',
    );
    expect(momentOf({ date: '2026-10-25', minutes: 600, at: null }, 'Europe/Brussels')).toBe(
      '2026-10-25T09:00:00.000Z',
    );
  });
  test.each([
    ['14h30', 870],
    ['9 h', 540],
    ['2:30 pm', 870],
    ['12 am', 0],
    ['25:00', null],
    ['17', null],
  ])('%s', (text, minutes) => {
    expect(readTime(text)).toBe(minutes);
  });
});

describe('cards and calendars', () => {
  const read = (text: string) => [...readRows(openFile(Buffer.from(text.replaceAll('\n', '\r\n')), null), firm)];
  test('vCard 2.1, 3 and 4 give the same contact; a picture is passed over, and a cut-off card is told', () => {
    const rows = read(`BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Kr=C3=B6ger;Matthias
FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Matthias =
Kr=F6ger
ORG:Kröger Legal;Litigation
TEL;CELL;VOICE:0470/27 18 36
PHOTO;JPEG;ENCODING=BASE64:
 AAAABBBB
 CCCC=

END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Matthias Kröger
ORG:Kröger Legal;Litigation
item1.TEL;type=CELL;type=pref:+32 470 27 18 36
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Matthias Kröger
ORG:Kröger Legal;Litigation
TEL;VALUE=uri;TYPE="cell,voice":tel:+32-470-27-18-36
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Cut
`);
    const contact = {
      name: 'Matthias Kröger',
      organisation: 'Kröger Legal',
      numbers: [{ number: '+32470271836', kind: 'mobile', shared: false }],
    };
    expect(rows.slice(0, 3).map((row) => row.draft)).toMatchObject([{ contact }, { contact }, { contact }]);
    expect(rows[3]).toMatchObject({ draft: null, problems: [{ reason: 'card_not_closed' }] });
  });

  test('entries of a calendar keep their time in their zone; what repeats or has none is told', () => {
    const rows = read(`BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Custom
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
SUMMARY:Audience 2026/0318
DTSTART;TZID=Europe/Paris:20261119T093000
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Own zone
DTSTART;TZID=Custom:20261119T093000
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Outlook
DTSTART;TZID=Romance Standard Time:20261119T093000
END:VEVENT
BEGIN:VTODO
UID:4
SUMMARY:Conclusions
DUE;VALUE=DATE:20261201
END:VTODO
BEGIN:VEVENT
UID:5
SUMMARY:Weekly
DTSTART:20261119T083000Z
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:6
SUMMARY:Nowhere
DTSTART;TZID=Nowhere Time:20261119T093000
END:VEVENT
BEGIN:VEVENT
UID:7
DTSTART:garbage
END:VEVENT
END:VCALENDAR
`);
    expect(
      rows.map((row) => (row.draft ? [row.draft.deadline?.kind, row.draft.deadline?.at] : row.problems[0]?.reason)),
    ).toEqual([
      ['hearing', '2026-11-19T08:30:00.000Z'],
      ['meeting', '2026-11-19T06:30:00.000Z'],
      ['meeting', '2026-11-19T08:30:00.000Z'],
      ['deadline', '2026-11-30T23:00:00.000Z'],
      'repeats',
      'not_a_date',
      'entry_unreadable',
    ]);
  });
});
