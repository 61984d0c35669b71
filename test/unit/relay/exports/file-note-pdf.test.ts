import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeFileNote } from '../../../../relay/src/exports/note/describe-file-note.ts';
import { createDrawNote } from '../../../../relay/src/exports/note/draw-note.ts';
import { readPdf, type ReadPdf } from '../../../support/read-pdf.ts';
import { readXml } from '../../../support/read-xml.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { exampleCall, SHA } from './example-call.ts';
import { hostileCall } from './hostile-call.ts';

const draw = createDrawNote();
const poppler = spawnSync('pdftotext', ['-v']).status === 0;
const run = promisify(execFile);
const slow = 60_000;

const flat = (text: string) => text.replace(/\s+/g, ' ');
const xmpOf = ({ metadata }: ReadPdf) =>
  readXml(metadata.slice(metadata.indexOf('<x:xmpmeta'), metadata.lastIndexOf('<?xpacket')));

describe('A file note as PDF', () => {
  let bytes: Buffer;
  let pdf: ReadPdf;
  let hostile: Buffer;
  beforeAll(async () => {
    bytes = await draw(describeFileNote(exampleCall(), 'en'), 'pdf');
    pdf = readPdf(bytes);
    hostile = await draw(describeFileNote(hostileCall(), 'de'), 'pdf');
  }, slow);

  it('can be read by another program: every word of it, in the order in which it stands', () => {
    const text = flat(pdf.text);
    const order = [
      'Delcourt & Peeters',
      'File note of a telephone call',
      '2026/0318 · De Wit / Immo Nord',
      'Anneke Šťastný-Öztürk',
      'Sounded worried.',
      'Unverified: written by a machine.',
      'The hearing is on 3 December at 9:00.',
      SHA,
      'Exported: file note',
      'Page 1 of 2',
    ].map((words) => text.indexOf(words));
    expect(order.slice(0, -1)).toEqual(order.slice(0, -1).sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(-1);
    expect(pdf.pages).toBe(2);
  });

  it('says in each language what the caller was told of being recorded, as the Word document does', async () => {
    const file = exampleCall({ consent: { announcedAtMs: 4_200, objectedAtMs: 71_000 } });
    for (const [language, words] of [
      ['en', 'Recording announced at 0:04; objection at 1:11'],
      ['fr', 'Enregistrement annoncé à 0:04 ; opposition à 1:11'],
      ['nl', 'Opname aangekondigd op 0:04; bezwaar op 1:11'],
      ['de', 'Aufnahme bei 0:04 angekündigt; Widerspruch bei 1:11'],
    ] as const) {
      const note = describeFileNote(file, language);
      expect(flat(readPdf(await draw(note, 'pdf')).text)).toContain(words);
      const docx = unzipSync(new Uint8Array(await draw(note, 'docx')))['word/document.xml'];
      expect(strFromU8(docx ?? new Uint8Array())).toContain(words);
    }
  });

  it('carries its fonts, its colours and its properties with it, as an archive wants (PDF/A-2b)', () => {
    const descriptors = [...pdf.dictionaries.matchAll(/\/Type \/FontDescriptor[\s\S]*?>>/g)].map(([whole]) => whole);
    expect(descriptors).toHaveLength(3);
    for (const descriptor of descriptors) expect(descriptor).toContain('/FontFile2');
    expect(pdf.dictionaries).not.toContain('/Subtype /Type1');
    expect(pdf.dictionaries).toMatch(/\/S \/GTS_PDFA1[\s\S]*\/DestOutputProfile/);
    expect(pdf.emptyBoxes).toBe(0);
    expect(bytes.toString('latin1')).toMatch(/trailer[\s\S]*\/ID \[<[\da-f]{32}> <[\da-f]{32}>\]/);
    expect(pdf.dictionaries).not.toMatch(/\/(JavaScript|JS|AA|Encrypt|SMask|EmbeddedFile|Launch)\b/);
    const xmp = xmpOf(pdf);
    expect(xmp.querySelector('part')?.textContent).toBe('2');
    expect(xmp.querySelector('conformance')?.textContent).toBe('B');
    expect(xmp.querySelector('title')?.textContent.trim()).toBe('File note of a telephone call, 2026-11-19, 2026/0318');
  });

  it('is read aloud in the right language, with headings, lists and tables', () => {
    expect(pdf.dictionaries).toContain('/Lang (en-BE)');
    expect(pdf.dictionaries).toContain('/Marked true');
    expect(pdf.dictionaries).toContain('/DisplayDocTitle true');
    for (const tag of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'LBody']) {
      expect(pdf.dictionaries).toContain(`/S /${tag}\n`);
    }
  });

  it('holds whatever names, notes and transcripts hold, and is still the same kind of file', () => {
    const read = readPdf(hostile);
    expect(read.emptyBoxes).toBe(0);
    expect(read.text).not.toMatch(/[\u202E\u200B]/);
    // Broken over lines it is all there: 10,000 signs without a space.
    expect(read.text.match(/x/g)?.length).toBeGreaterThanOrEqual(10_000);
    expect(read.text).toContain('\uFFFD');
    expect(read.pages).toBeGreaterThan(3);
    expect(read.dictionaries).not.toMatch(/\/(JavaScript|JS|AA|URI|Launch)\b/);
    expect(xmpOf(read).querySelector('part')?.textContent).toBe('2');
  });

  it.each(['fr', 'nl', 'de'] as const)(
    'says on each page who made it, when, and which page it is (%s)',
    async (language) => {
      const made = { fr: 'Établi le 20/11/2026', nl: 'Gemaakt op 20/11/2026', de: 'Erstellt am 20.11.2026' }[language];
      const read = readPdf(await draw(describeFileNote(exampleCall(), language), 'pdf'));
      expect(read.text.split(made)).toHaveLength(read.pages + 1);
      expect(read.text).toMatch(new RegExp(`${read.pages} (sur|van|von) ${read.pages}`));
    },
    slow,
  );

  it.skipIf(!poppler)(
    'poppler reads the same words and finds every font in the file (needs poppler-utils)',
    async () => {
      const path = join(tempDir(), 'note.pdf');
      for (const [file, words] of [
        [bytes, 'The client wants the brief before Friday.'],
        [hostile, 'alert(1)'],
      ] as const) {
        await writeFile(path, file);
        const [text, fonts, info] = await Promise.all([
          run('pdftotext', ['-layout', path, '-']),
          run('pdffonts', [path]),
          run('pdfinfo', [path]),
        ]);
        expect(text.stdout).toContain(words);
        expect(text.stderr + fonts.stderr + info.stderr).toBe('');
        const rows = fonts.stdout.trim().split('\n').slice(2);
        expect(rows).toHaveLength(3);
        for (const row of rows) expect(row).toMatch(/DejaVu.*yes yes yes/);
        expect(info.stdout).toMatch(/Tagged: +yes/);
        expect(info.stdout).toMatch(/Page size: +595\.28 x 841\.89 pts \(A4\)/);
      }
    },
  );
});
