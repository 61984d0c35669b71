import Papa from 'papaparse';
import type { RefusedRow, StoredImport } from '../storage/import-port.ts';
import type { Language } from '../wire/scalars.ts';
import { cardColumns } from './open-file.ts';
import { reportWords } from './report-words.ts';

/**
 * The refused rows as a table: where, what, why, and then the whole row as it was, so that it can be put right and imported
 * from this very file. Piece by piece; the first begins with the mark that Excel knows UTF-8 by.
 */
export function reportHeader(stored: StoredImport, language: Language): string {
  const { columns } = reportWords[language];
  const theirs = stored.kind === 'csv' ? stored.columns : cardColumns[stored.kind];
  return `\uFEFF${lines(stored, [[columns.line, columns.field, columns.value, columns.reason, ...theirs]])}`;
}

export function reportRows(stored: StoredImport, rows: readonly RefusedRow[], language: Language): string {
  const { fields, reasons } = reportWords[language];
  return lines(
    stored,
    rows.map(({ line, cells, problems }) => {
      const all = (of: (problem: (typeof problems)[number]) => string) => [...new Set(problems.map(of))].join(' | ');
      const named = all(({ field }) => (field === null ? '' : fields[field]));
      return [String(line), named, all(({ value }) => value), all(({ reason }) => reasons[reason]), ...cells];
    }),
  );
}

function lines(stored: StoredImport, rows: string[][]): string {
  const text = Papa.unparse(
    rows.map((row) => row.map(harmless)),
    { delimiter: stored.delimiter ?? ';', newline: '\r\n' },
  );
  return `${text}\r\n`;
}

/** A cell that a spreadsheet would run as a formula. An import takes the mark off again. */
export const harmless = (cell: string) => (/^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
