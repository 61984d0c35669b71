import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
  type IBorderOptions,
  type IRunOptions,
} from 'docx';
import type { Block, FileNote, Point, Section } from './file-note.ts';
import { palette } from './palette.ts';

/** Twentieths of a point; A4 is 11,906 × 16,838. */
const PAGE = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1_240, bottom: 1_360, left: 1_280, right: 1_200 };
const WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
const FONT = 'Calibri';
const colour = (name: keyof typeof palette) => palette[name].slice(1);
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const hairline = { style: BorderStyle.SINGLE, size: 4, color: colour('line') };

/** Sizes in half points. */
const looks = {
  firm: { bold: true, size: 18, color: colour('accent') },
  subject: { size: 22, color: colour('text2') },
  body: { size: 20, color: colour('text') },
  label: { size: 18, color: colour('text2') },
  quiet: { size: 17, color: colour('text3') },
  machine: { bold: true, size: 17, color: colour('cautionText') },
  person: { bold: true, size: 17, color: colour('positiveText') },
  code: { size: 16, color: colour('text'), font: 'Consolas' },
  foot: { size: 16, color: colour('text3') },
} as const satisfies Record<string, IRunOptions>;
type Look = keyof typeof looks;

/** Sets a file note as a Word document: the same words as the PDF, for a firm that goes on writing in it. */
export async function drawFileNoteDocx(note: FileNote): Promise<Buffer> {
  const document = new Document({
    title: note.properties.title,
    creator: note.firm,
    description: '',
    lastModifiedBy: 'Callbrief',
    styles: {
      default: {
        document: { run: { font: FONT, language: { value: note.locale } } },
        title: {
          run: { font: FONT, bold: true, size: 34, color: colour('text') },
          paragraph: { spacing: { after: 40 } },
        },
        heading1: {
          run: { font: FONT, bold: true, size: 23, color: colour('text') },
          paragraph: { spacing: { before: 300, after: 80 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN }, titlePage: true },
        headers: { first: new Header({ children: [new Paragraph({})] }), default: header(note) },
        footers: { first: footer(note), default: footer(note) },
        children: [
          say(note.firm, 'firm', { after: 120 }),
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(note.title)] }),
          new Paragraph({
            spacing: { after: 160 },
            border: { bottom: { ...hairline, color: colour('line2'), space: 8 } },
            children: [run(note.subject, 'subject')],
          }),
          ...note.sections.flatMap(section),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

type Standing = Section['standing'];
interface Placing {
  after?: number;
  indent?: number;
  standing?: Standing;
}

const run = (text: string, look: Look): TextRun => new TextRun({ ...looks[look], text });

function say(text: string, look: Look, { after = 40, indent = 0, standing = null }: Placing = {}): Paragraph {
  const edge = edgeOf(standing);
  return new Paragraph({
    spacing: { after },
    indent: { left: indent + (edge ? 160 : 0) },
    ...(edge ? { border: { left: edge } } : {}),
    children: text
      .split('\n')
      .map((line, index) => new TextRun({ ...looks[look], text: line, ...(index > 0 ? { break: 1 } : {}) })),
  });
}

/** Dashed: a machine wrote it. Solid: a person stands behind it. */
function edgeOf(standing: Standing): IBorderOptions | null {
  switch (standing) {
    case 'machine':
      return { style: BorderStyle.DASHED, size: 12, space: 8, color: colour('cautionLine') };
    case 'person':
      return { style: BorderStyle.SINGLE, size: 12, space: 8, color: colour('positiveLine') };
    case null:
      return null;
    default:
      return standing satisfies never;
  }
}

function section({ heading, standing, marks, blocks }: Section): (Paragraph | Table)[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(heading)] }),
    ...marks.map((mark, index) => say(mark, standing === null || index > 0 ? 'quiet' : standing, { standing })),
    ...blocks.flatMap((block) => describe(block, standing)),
  ];
}

function describe(block: Block, standing: Standing): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'text':
      return [say(block.text, block.quiet ? 'quiet' : 'body', { standing })];
    case 'facts': {
      const rows = block.rows.map(({ label, value, code }) => [
        cell(label, 'label'),
        cell(value, code ? 'code' : 'body'),
      ]);
      return [table(rows, [0.27, 0.73], false), say('', 'quiet')];
    }
    case 'table': {
      const head = block.head.map((text) => cell(text, 'quiet'));
      const rows = block.rows.map((row) => row.map((text) => cell(text, 'body')));
      return [table([head, ...rows], [0.38, 0.34, 0.28], true)];
    }
    case 'points':
      return block.points.flatMap((point) => describePoint(point, standing));
    default:
      return block satisfies never;
  }
}

function describePoint({ text, mark, sources }: Point, standing: Standing): Paragraph[] {
  return [
    say(text, 'body', { standing, after: 20 }),
    ...(mark === null ? [] : [say(mark, 'quiet', { standing, after: 20 })]),
    ...sources.map(({ time, speaker, text: said }) =>
      say(`${time}  ${speaker}: “${said}”`, 'quiet', { standing, indent: 280, after: 20 }),
    ),
    say('', 'quiet', { standing, after: 0 }),
  ];
}

type Cell = Paragraph;
const cell = (text: string, look: Look): Cell => say(text, look, { after: 20 });

function table(rows: Cell[][], shares: readonly number[], ruled: boolean): Table {
  const widths = shares.map((share) => Math.round(share * WIDTH));
  const border = ruled ? hairline : none;
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: none, left: none, right: none, insideVertical: none, bottom: border, insideHorizontal: border },
    rows: rows.map(
      (cells, index) =>
        new TableRow({
          tableHeader: ruled && index === 0,
          children: cells.map(
            (child, at) => new TableCell({ width: { size: widths[at] ?? 0, type: WidthType.DXA }, children: [child] }),
          ),
        }),
    ),
  });
}

function header(note: FileNote): Header {
  return new Header({ children: [say(`${note.firm} · ${note.subject}`, 'foot')] });
}

/** The page numbers are fields, which Word fills in. */
function footer(note: FileNote): Footer {
  const [before = '', between = '', after = ''] = note.page.split(/\{page\}|\{of\}/);
  const tabStops = [{ type: TabStopType.RIGHT, position: WIDTH }];
  const children = [note.made, '\t', before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after];
  return new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.LEFT, tabStops, children: [new TextRun({ ...looks.foot, children })] }),
    ],
  });
}
