import type { ImportEncoding, ImportKind } from '../wire/import.ts';
import { decodeText } from './decode-text.ts';
import { findDelimiter } from './find-delimiter.ts';
import { ImportError } from './import-error.ts';
import { CARD_COLUMNS, hasCard, readCards } from './read-card.ts';
import { ENTRY_COLUMNS, hasEntry, readCalendar } from './read-calendar.ts';
import { readCsv } from './read-csv.ts';
import { readTableRow, type Reading, type TableReading } from './read-row.ts';
import type { FileRow, ReadRow } from './import-row.ts';

export interface OpenedFile {
  kind: ImportKind;
  encoding: ImportEncoding;
  delimiter: string | null;
  text: string;
}

/**
 * @param asked what whoever sent it says it is; null: what its content says
 * @throws ImportError
 */
export function openFile(bytes: Uint8Array, asked: ImportKind | null): OpenedFile {
  const { text, encoding } = decodeText(bytes);
  const kind =
    asked ??
    (hasCard(text.slice(0, 2_000)) ? 'vcard' : /^BEGIN:VCALENDAR/im.test(text.slice(0, 2_000)) ? 'ical' : 'csv');
  if (kind === 'vcard' && !hasCard(text)) throw new ImportError('not_vcard');
  if (kind === 'ical' && !hasEntry(text)) throw new ImportError('not_ical');
  if (kind !== 'csv') return { kind, encoding, delimiter: null, text };
  const { delimiter, skip } = findDelimiter(text);
  return { kind, encoding, delimiter, text: text.slice(skip) };
}

/** The rows of a table as they stand there, its header among them. */
export const tableRows = (file: OpenedFile, columns: number | null): Generator<FileRow> =>
  readCsv(file.text, file.delimiter ?? ',', columns);

/** Every row of the file, read. Of a table without its header. */
export function* readRows(file: OpenedFile, reading: Reading | TableReading): Generator<ReadRow> {
  if (file.kind === 'vcard') yield* readCards(file.text, reading);
  else if (file.kind === 'ical') yield* readCalendar(file.text, reading);
  else if ('mapping' in reading) {
    let isHeader = reading.mapping.hasHeader;
    for (const row of tableRows(file, reading.mapping.columns.length)) {
      if (!isHeader) yield readTableRow(row, reading);
      isHeader = false;
    }
  }
}

export const cardColumns: Record<Exclude<ImportKind, 'csv'>, string[]> = { vcard: CARD_COLUMNS, ical: ENTRY_COLUMNS };
