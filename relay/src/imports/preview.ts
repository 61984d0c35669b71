import type { DateOrder, ImportMapping, ImportNeed, ImportView } from '../wire/import.ts';
import { MOST_IMPORT_COLUMNS } from '../wire/import.ts';
import { guessMapping } from './guess-mapping.ts';
import { ImportError } from './import-error.ts';
import { cardColumns, readRows, tableRows, type OpenedFile } from './open-file.ts';
import { lookAtOrder, orderOf, type OrderSeen } from './read-date.ts';
import type { Reading } from './read-row.ts';
import { inSlices } from './take-turns.ts';

const ROWS_SHOWN = 20;
const ROWS_GUESSED = 50;
/** Of a cell that is shown. */
const LONGEST_SHOWN = 200;

export interface Preview extends Pick<ImportView, 'columns' | 'rows' | 'mapping' | 'needs'> {
  total: number;
  order: DateOrder | null;
}

/**
 * What the file holds, how many rows, and what is missing before it can be imported. Reads all of it: how a date is meant
 * is seen in the whole column.
 * @param mapping null: guessed
 * @throws ImportError no_rows, too_many_columns
 */
export async function previewFile(file: OpenedFile, mapping: ImportMapping | null, reading: Reading): Promise<Preview> {
  return file.kind === 'csv' ? previewTable(file, mapping) : previewCards(file, file.kind, reading);
}

async function previewTable(file: OpenedFile, asked: ImportMapping | null): Promise<Preview> {
  const begin: string[][] = [];
  for (const { cells } of tableRows(file, null)) {
    begin.push(cells);
    if (begin.length > ROWS_GUESSED) break;
  }
  const width = begin[0]?.length ?? 0;
  if (width > MOST_IMPORT_COLUMNS) throw new ImportError('too_many_columns');
  const guessed = asked ?? guessMapping(begin);
  const columns = Array.from({ length: width }, (_, i) => guessed.columns[i] ?? null);
  const mapping: ImportMapping = { ...guessed, columns };
  const dates = columns.flatMap((field, i) => (field === 'deadline_date' ? [i] : []));
  const seen: OrderSeen = { dayFirst: false, monthFirst: false, unsure: false };
  let total = mapping.hasHeader ? -1 : 0;
  for await (const { cells } of inSlices(tableRows(file, width))) {
    if (total >= 0) for (const i of dates) lookAtOrder(cells[i] ?? '', seen);
    total += 1;
  }
  if (total <= 0) throw new ImportError('no_rows');
  const said = orderOf(seen);
  const order = mapping.dateOrder ?? (said === 'ask' ? null : said);
  return {
    columns: mapping.hasHeader ? columns.map((_, i) => shown(begin[0]?.[i] ?? '')) : columns.map(() => ''),
    rows: begin
      .slice(mapping.hasHeader ? 1 : 0, ROWS_SHOWN + (mapping.hasHeader ? 1 : 0))
      .map((cells) => cells.map(shown)),
    mapping,
    needs: needsOf(columns, said === 'ask' && order === null),
    total,
    order,
  };
}

function needsOf(columns: ImportMapping['columns'], askOrder: boolean): ImportNeed[] {
  const has = (...fields: ImportMapping['columns']) => fields.some((field) => columns.includes(field));
  const needs: ImportNeed[] = [];
  if (!has('name', 'first_name', 'last_name', 'organisation', 'matter_number', 'matter_external_id'))
    needs.push('name_or_matter');
  if (has('deadline_date') && !has('matter_number', 'matter_external_id')) needs.push('deadline_matter');
  if (askOrder) needs.push('date_order');
  return needs;
}

async function previewCards(file: OpenedFile, kind: 'vcard' | 'ical', reading: Reading): Promise<Preview> {
  const rows: string[][] = [];
  let total = 0;
  for await (const row of inSlices(readRows(file, reading))) {
    total += 1;
    if (rows.length < ROWS_SHOWN) rows.push(row.cells.slice(0, -1).map(shown));
  }
  const columns = cardColumns[kind].slice(0, -1);
  const mapping = { columns: columns.map(() => null), hasHeader: true, dateOrder: null };
  return { columns, rows, mapping, needs: [], total, order: null };
}

const shown = (cell: string) => {
  const plain = cell.trim();
  return plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN - 1)}…` : plain;
};
