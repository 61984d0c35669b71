import Papa from 'papaparse';
import type { FileRow } from './import-row.ts';

/** Characters that are parsed at once: a fraction of a millisecond per kilobyte, so that calls get their turn between. */
const PIECE = 64_000;
/** After a row that is broken: what comes behind it is parsed anew, so little of it. */
const SMALL_PIECE = 4_000;
/** A cell that is longer has a quotation mark that nobody closed. */
const LONGEST_ROW = 200_000;

interface Parsed {
  data: string[][];
  errors: { row?: number }[];
  meta: { cursor: number };
}

/**
 * The rows of a table, piece by piece. A quotation mark that is not closed costs its own line only: what follows is read
 * anew from the next line, instead of swallowing the rest of the file.
 * @param text lines end with `\n`
 * @param columns how many cells a row has; null: of the first row as many as it has
 */
export function* readCsv(text: string, delimiter: string, columns: number | null): Generator<FileRow> {
  let position = 0;
  let line = 1;
  let piece = PIECE;
  let width = columns;
  while (position < text.length) {
    const part = text.slice(position, position + piece);
    const isLast = position + part.length >= text.length;
    const { data, errors, meta } = parse(part, delimiter, isLast, 0);
    const wrongAt = Math.min(errors[0]?.row ?? Infinity, isBrokenAt(data, width));
    const good = data.slice(0, wrongAt);
    for (const cells of good) {
      if (!isBlank(cells)) {
        width ??= cells.length;
        yield { line, cells, problem: tooWide(cells, width) };
      }
      line += linesOf(cells);
    }
    if (wrongAt === Infinity && good.length > 0) {
      position += meta.cursor;
      piece = Math.min(PIECE, piece * 2);
      continue;
    }
    if (wrongAt === Infinity && !isLast && part.length < LONGEST_ROW) {
      piece *= 2;
      continue;
    }
    position += good.length === 0 ? 0 : parse(part, delimiter, isLast, good.length).meta.cursor;
    const end = text.indexOf('\n', position);
    const broken = text.slice(position, end === -1 ? text.length : end);
    const cells = broken.split(delimiter);
    if (broken.trim() !== '') {
      yield { line, cells, problem: { field: null, value: broken.slice(0, 200), reason: 'quote_not_closed' } };
    }
    position += broken.length + 1;
    line += 1;
    piece = SMALL_PIECE;
  }
}

/** @param preview how many rows; 0: all */
function parse(part: string, delimiter: string, isLast: boolean, preview: number): Parsed {
  const parser = new Papa.Parser({ delimiter, newline: '\n', ...(preview === 0 ? {} : { preview }) });
  return parser.parse(part, 0, !isLast) as Parsed;
}

/** A row over several lines with another number of cells: its quotation mark was closed by one of another row. */
function isBrokenAt(data: string[][], width: number | null): number {
  if (width === null) return Infinity;
  const found = data.findIndex((cells) => cells.length !== width && cells.some((cell) => cell.includes('\n')));
  return found === -1 ? Infinity : found;
}

const linesOf = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '');

/** Cells beyond the columns would be lost without a word. */
function tooWide(cells: readonly string[], width: number): FileRow['problem'] {
  const beyond = cells.slice(width).filter((cell) => cell.trim() !== '');
  return beyond.length === 0 ? null : { field: null, value: beyond.join(' ').slice(0, 200), reason: 'too_many_cells' };
}
