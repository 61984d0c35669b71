import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Pdf from 'pdfkit';
import { createCoverage } from './font-coverage.ts';
import type { Block, FileNote, Point, Section } from './file-note.ts';
import { palette } from './palette.ts';
import { fill } from '../words/export-words.ts';

type Doc = PDFKit.PDFDocument;
type Struct = PDFKit.PDFStructureElement;
type FontName = 'regular' | 'bold' | 'code';

/** Points; A4 is 595 × 842. */
const MARGIN = { left: 64, right: 60, top: 62, bottom: 68 };
const LABEL_WIDTH = 132;
/** Left of a section that a person or a machine stands behind. */
const EDGE = 12;
/** A heading never stands alone at the foot of a page. */
const ROOM_FOR_HEADING = 84;

const files: Record<FontName, string> = {
  regular: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
  code: 'DejaVuSansMono.ttf',
};
const fontFile = createRequire(import.meta.url).resolve;

/**
 * Sets a file note as a tagged PDF/A-2b: everything that is needed to read it in thirty years is in the file, and a
 * screen reader finds headings, tables and lists.
 */
export async function drawFileNotePdf(note: FileNote): Promise<Buffer> {
  const [regular, bold, code] = await Promise.all(
    (['regular', 'bold', 'code'] as const).map((name) => readFile(fontFile(`dejavu-fonts-ttf/ttf/${files[name]}`))),
  );
  if (!regular || !bold || !code) throw new Error('unreachable: three were read');
  const doc = new Pdf({
    size: 'A4',
    margins: MARGIN,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    tagged: true,
    displayTitle: true,
    lang: note.locale,
    bufferPages: true,
    autoFirstPage: false,
    // Else the standard Helvetica, which is never embedded, stands in the file.
    font: regular as unknown as string,
    info: {
      Title: asMetadata(note.properties.title),
      Author: asMetadata(note.firm),
      Creator: 'Callbrief',
      Producer: 'Callbrief',
      CreationDate: new Date(note.madeAt),
    },
  });
  const done = collect(doc);
  doc.registerFont('regular', regular).registerFont('bold', bold).registerFont('code', code);
  createPages(doc, note).draw();
  doc.end();
  return done;
}

interface Style {
  font: FontName;
  size: number;
  colour: string;
}
const styles = {
  firm: { font: 'bold', size: 9, colour: palette.accent },
  title: { font: 'bold', size: 17, colour: palette.text },
  subject: { font: 'regular', size: 11, colour: palette.text2 },
  heading: { font: 'bold', size: 11, colour: palette.text },
  body: { font: 'regular', size: 9.5, colour: palette.text },
  strong: { font: 'bold', size: 9.5, colour: palette.text },
  label: { font: 'regular', size: 9.5, colour: palette.text2 },
  quiet: { font: 'regular', size: 8.5, colour: palette.text3 },
  machine: { font: 'bold', size: 8.5, colour: palette.cautionText },
  person: { font: 'bold', size: 8.5, colour: palette.positiveText },
  code: { font: 'code', size: 8, colour: palette.text },
  foot: { font: 'regular', size: 8, colour: palette.text3 },
} as const satisfies Record<string, Style>;

function createPages(doc: Doc, note: FileNote): { draw(): void } {
  const cover = createCoverage(doc);
  let left = MARGIN.left;
  let index = 0;

  doc.on('pageAdded', () => {
    index = doc.bufferedPageRange().count - 1;
  });
  const width = () => doc.page.width - left - MARGIN.right;
  const bottom = () => doc.page.height - MARGIN.bottom;
  const setType = ({ font, size, colour }: Style) => doc.font(font).fontSize(size).fillColor(colour);
  const heightOf = (text: string, style: Style, within: number) => {
    setType(style);
    return doc.heightOfString(cover(text, style.font), { width: within, lineGap: 2.5 });
  };

  /** Whole things stay on one page where they fit on one. */
  function makeRoom(height: number): void {
    if (doc.y + Math.min(height, (bottom() - MARGIN.top) / 2) > bottom()) doc.addPage();
  }

  function say(parent: Struct, tag: string, text: string, style: Style, at: { x?: number; width?: number } = {}): void {
    if (text === '') return;
    parent.add(
      doc.struct(tag, {}, () => {
        setType(style);
        doc.text(cover(text, style.font), at.x ?? left, doc.y, { width: at.width ?? width(), lineGap: 2.5 });
      }),
    );
  }

  function head(root: Struct): void {
    say(root, 'P', note.firm, styles.firm);
    doc.y += 8;
    say(root, 'H1', note.title, styles.title);
    doc.y += 2;
    say(root, 'P', note.subject, styles.subject);
    doc.y += 10;
    rule(doc.y, palette.line2);
    doc.y += 6;
  }

  function section({ heading, standing, marks, blocks }: Section, root: Struct): void {
    makeRoom(ROOM_FOR_HEADING);
    doc.y += 12;
    const part = doc.struct('Sect');
    root.add(part);
    say(part, 'H2', heading, styles.heading);
    doc.y += 4;
    const from = { page: index, y: doc.y };
    left = MARGIN.left + (standing === null ? 0 : EDGE);
    for (const [position, mark] of marks.entries()) {
      say(part, 'P', mark, standing === null || position > 0 ? styles.quiet : styles[standing]);
      doc.y += 2;
    }
    if (marks.length > 0) doc.y += 2;
    for (const one of blocks) block(one, part);
    left = MARGIN.left;
    part.end();
    if (standing !== null) edge(standing, from, { page: index, y: doc.y });
  }

  function block(one: Block, part: Struct): void {
    switch (one.kind) {
      case 'text':
        for (const paragraph of one.text.split('\n')) {
          if (paragraph === '') doc.y += 6;
          else say(part, 'P', paragraph, one.quiet ? styles.quiet : styles.body);
        }
        return;
      case 'facts': {
        const rows = one.rows.map(({ label, value, code }) => [
          { text: label, style: styles.label, tag: 'TH' },
          { text: value, style: code ? styles.code : styles.body, tag: 'TD' },
        ]);
        table(part, rows, [LABEL_WIDTH, width() - LABEL_WIDTH], false);
        doc.y += 4;
        return;
      }
      case 'table': {
        const header = one.head.map((text) => ({ text, style: styles.quiet, tag: 'TH' }));
        const rows = one.rows.map((row) => row.map((text) => ({ text, style: styles.body, tag: 'TD' })));
        table(
          part,
          [header, ...rows],
          [0.36, 0.34, 0.3].map((share) => share * width()),
          true,
        );
        return;
      }
      case 'points': {
        const list = doc.struct('L');
        part.add(list);
        for (const item of one.points) point(item, list);
        list.end();
        return;
      }
      default:
        one satisfies never;
    }
  }

  function point({ text, mark, sources }: Point, list: Struct): void {
    makeRoom(heightOf(text, styles.body, width()));
    const item = doc.struct('LI');
    list.add(item);
    const body = doc.struct('LBody');
    item.add(body);
    say(body, 'P', text, styles.body);
    if (mark !== null) say(body, 'P', mark, styles.quiet);
    for (const source of sources) {
      const said = `${source.time}  ${source.speaker}: “${source.text}”`;
      say(body, 'P', said, styles.quiet, { x: left + 14, width: width() - 14 });
    }
    item.end();
    doc.y += 5;
  }

  function table(
    part: Struct,
    rows: readonly { text: string; style: Style; tag: string }[][],
    widths: readonly number[],
    ruled: boolean,
  ): void {
    const whole = doc.struct('Table');
    part.add(whole);
    for (const cells of rows) {
      makeRoom(Math.max(...cells.map(({ text, style }, at) => heightOf(text, style, (widths[at] ?? 0) - 8))));
      const row = doc.struct('TR');
      whole.add(row);
      const top = { page: index, y: doc.y };
      let x = left;
      let lowest = top;
      for (const [at, { text, style, tag }] of cells.entries()) {
        // A cell that went over to the next page leaves its neighbours where the row began.
        if (index !== top.page) goTo(top.page);
        doc.y = top.y;
        say(row, tag, text, style, { x, width: (widths[at] ?? 0) - 8 });
        if (index > lowest.page || doc.y > lowest.y) lowest = { page: index, y: doc.y };
        x += widths[at] ?? 0;
      }
      row.end();
      if (index !== lowest.page) goTo(lowest.page);
      doc.y = lowest.y + 2;
      if (ruled) {
        rule(doc.y, palette.line);
        doc.y += 4;
      }
    }
    whole.end();
  }

  function goTo(page: number): void {
    doc.switchToPage(page);
    index = page;
  }

  /** What is drawn and not read: a screen reader passes over it. */
  function artifact(type: 'Layout' | 'Pagination', paint: () => void): void {
    doc.markContent('Artifact', { type });
    doc.save();
    paint();
    doc.restore();
    doc.endMarkedContent();
  }

  function rule(y: number, colour: string): void {
    artifact('Layout', () =>
      doc
        .moveTo(left, y)
        .lineTo(doc.page.width - MARGIN.right, y)
        .lineWidth(0.6)
        .stroke(colour),
    );
  }

  function edge(
    standing: 'machine' | 'person',
    from: { page: number; y: number },
    to: { page: number; y: number },
  ): void {
    for (let page = from.page; page <= to.page; page += 1) {
      const top = page === from.page ? from.y : MARGIN.top;
      const end = page === to.page ? to.y - 2 : bottom();
      goTo(page);
      artifact('Layout', () => {
        doc
          .moveTo(MARGIN.left + 1, top)
          .lineTo(MARGIN.left + 1, end)
          .lineWidth(1.4);
        if (standing === 'machine') doc.dash(3.5, { space: 2.5 }).stroke(palette.cautionLine);
        else doc.undash().stroke(palette.positiveLine);
      });
    }
    doc.y = to.y;
  }

  function feet(): void {
    const of = doc.bufferedPageRange().count;
    for (let page = 0; page < of; page += 1) {
      goTo(page);
      const { margins, height, width: wide } = doc.page;
      const kept = { ...margins };
      // Below the margin pdfkit would begin a new page.
      doc.page.margins = { ...kept, bottom: 0, top: 0 };
      artifact('Pagination', () => {
        setType(styles.foot);
        const y = height - MARGIN.bottom + 26;
        const line = { lineBreak: false, ellipsis: true } as const;
        doc.text(cover(note.made, 'regular'), MARGIN.left, y, { ...line, width: 360 });
        const number = fill(note.page, { page: String(page + 1), of: String(of) });
        doc.text(cover(number, 'regular'), wide - MARGIN.right - 110, y, { ...line, width: 110, align: 'right' });
        if (page > 0)
          doc.text(cover(`${note.firm} · ${note.subject}`, 'regular'), MARGIN.left, 32, {
            ...line,
            width: 460,
            height: 12,
          });
      });
      doc.page.margins = kept;
    }
  }

  return {
    draw() {
      doc.addPage();
      const root = doc.struct('Document');
      doc.addStructure(root);
      head(root);
      for (const one of note.sections) section(one, root);
      root.end();
      feet();
    },
  };
}

/** pdfkit writes the properties into XML as they are; the same words must stand in both places. */
function asMetadata(text: string): string {
  return text.replaceAll('&', '+').replace(/[<>]/g, '');
}

function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
