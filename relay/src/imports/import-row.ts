import type { Contact, Matter, PartyRole } from '../wire/directory.ts';
import type { ImportField } from '../wire/import.ts';

/** Why a row is not imported; each has a sentence in report-words.ts. */
export type RowReason =
  | 'quote_not_closed'
  | 'too_many_cells'
  | 'nothing_in_it'
  | 'no_name'
  | 'no_matter_number'
  | 'too_long'
  | 'not_a_number'
  | 'not_an_email'
  | 'not_a_language'
  | 'not_a_role'
  | 'not_a_status'
  | 'not_a_kind'
  | 'not_a_date'
  | 'not_a_time'
  | 'deadline_without_date'
  | 'unknown_lawyer'
  | 'unknown_matter'
  | 'several_matters'
  | 'several_contacts'
  | 'role_without_person'
  | 'new_matter_without_title'
  | 'same_id_other_name'
  | 'same_matter_other_title'
  | 'too_many_parts'
  | 'card_unreadable'
  | 'card_not_closed'
  | 'entry_unreadable'
  | 'repeats';

export interface RowProblem {
  field: ImportField | null;
  /** What stood there. */
  value: string;
  reason: RowReason;
}

/** A row, card or entry as it stands in the file. */
export interface FileRow {
  /** Counted from 1; of a row over several lines the first. */
  line: number;
  /** As many as the file has columns, mostly. Of cards and entries: what the preview shows of them. */
  cells: string[];
  /** What is wrong with it whatever it is mapped to. */
  problem: RowProblem | null;
}

export type ReadContact = Pick<Contact, 'name' | 'organisation' | 'languages' | 'numbers' | 'emails' | 'externalId'>;
export interface ReadMatter {
  number: string | null;
  externalId: string | null;
  /** Null: nothing is said of it; a matter that is known keeps what it has. */
  title: string | null;
  area: string | null;
  status: Matter['status'] | null;
  responsiblePersonId: string | null;
}
export type ReadDeadline = Omit<Matter['deadlines'][number], 'id'> & {
  /** Of a calendar; of a table the deadline is known by what it says. */
  uid: string | null;
  isCancelled: boolean;
};

/** What a row says, once every value of it could be read. */
export interface RowDraft {
  contact: ReadContact | null;
  matter: ReadMatter | null;
  /** Words in which the number of a matter stands. */
  matterIn: string[];
  party: { role: PartyRole | null; representedBy: string | null; reference: string | null } | null;
  deadline: ReadDeadline | null;
}

/** A row that was read. `problems` empty: it can be imported. */
export type ReadRow = { line: number; cells: string[] } & (
  { draft: RowDraft; problems: [] } | { draft: null; problems: RowProblem[] }
);

/** For matching: without case, accents and double blanks. */
export function foldName(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
