import type { ImportRefusal } from '../wire/import.ts';

/** The whole file cannot be imported. */
export class ImportError extends Error {
  readonly refusal: ImportRefusal;
  constructor(refusal: ImportRefusal) {
    super(refusalWords[refusal]);
    this.name = 'ImportError';
    this.refusal = refusal;
  }
}

/** For whoever reads the answer of the API; the desktop has its own words for each. */
const refusalWords: Record<ImportRefusal, string> = {
  empty: 'The file is empty.',
  no_rows: 'There is nothing in the file but the names of its columns.',
  excel: 'This is an Excel file. Save it as CSV and import that.',
  pdf: 'This is a PDF file.',
  binary: 'This is not a text file.',
  web_page: 'This is a web page, not a list.',
  too_many_columns: 'There are more than 1,000 columns.',
  not_vcard: 'There is no contact card (BEGIN:VCARD) in the file.',
  not_ical: 'There is no appointment or task (BEGIN:VEVENT, BEGIN:VTODO) in the file.',
};
