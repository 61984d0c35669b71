import type { Contact, Matter } from '../wire/directory.ts';
import type { DateOrder, ImportState, ImportView } from '../wire/import.ts';
import type { IsoTime } from '../wire/scalars.ts';
import type { RowProblem } from '../imports/import-row.ts';
import type { Written } from './port.ts';

/** An import as the relay keeps it. Its file is kept beside it until it is over. */
export interface StoredImport extends ImportView {
  byPersonId: string;
  /** What its columns say, or somebody answered. */
  order: DateOrder | null;
}

/** A row that was not imported, whole. */
export interface RefusedRow {
  line: number;
  cells: string[];
  problems: RowProblem[];
}

/** What a batch has to know of the directory. Names folded as `contactSearchText` does, without the organisation. */
export interface ImportQuestions {
  externalIds: string[];
  numbers: string[];
  names: string[];
  matterNumbers: string[];
  matterExternalIds: string[];
}
export interface ImportFound {
  contacts: Contact[];
  matters: Matter[];
  /** Of the numbers, those that somebody has: a switchboard's is of hundreds, whom nobody needs to read. */
  takenNumbers: string[];
}

/** What a batch writes, all of it or nothing. */
export interface ImportWrites {
  contacts: Contact[];
  matters: Matter[];
  refused: RefusedRow[];
  counts: ImportView['counts'];
}

export interface ImportStore {
  addImport(stored: StoredImport, file: Uint8Array): Promise<void>;
  import(importId: string): Promise<StoredImport | null>;
  /** Newest first. */
  imports(limit: number): Promise<StoredImport[]>;
  /** Null: it is over, or never was. */
  importFile(importId: string): Promise<Buffer | null>;
  /**
   * Reads, changes and writes in one transaction, with its `import_changed`. Null from `change`: as it was. A state that is
   * over (`completed`, `failed`, `cancelled`) removes the file.
   */
  changeImport(
    importId: string,
    change: (before: StoredImport) => StoredImport | null,
  ): Promise<Written<StoredImport> | null>;
  /**
   * Looks up, decides and writes one batch with its position in one transaction: a process that is killed has either done it
   * or not. `plan` is pure and gets the import as it stands; null from it writes nothing.
   * @param tell whether an `import_changed` goes with it
   */
  importBatch(
    importId: string,
    questions: ImportQuestions,
    plan: (found: ImportFound, before: StoredImport) => ImportWrites | null,
    how: { at: IsoTime; tell: boolean },
  ): Promise<Written<StoredImport> | null>;
  /** In the order of the file; `after` is the `position` of the last one. */
  refusedRows(importId: string, after: number, limit: number): Promise<(RefusedRow & { position: number })[]>;
  removeImport(importId: string): Promise<boolean>;
  /** Those that nobody started since `unstarted`, and those that were over before `over`. */
  pruneImports(before: { unstarted: IsoTime; over: IsoTime }): Promise<number>;
}

export const isOverState = (state: ImportState): boolean => state !== 'previewed' && state !== 'running';

/** A row of either database holds at most so much of a file (bytes). */
export const FILE_PIECE = 1_000_000;

export function piecesOf(file: Uint8Array): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < file.length; at += FILE_PIECE) pieces.push(Buffer.from(file.subarray(at, at + FILE_PIECE)));
  return pieces;
}

/** The rows of a batch beside what they were. */
export function changedFrom<T extends { id: string }>(before: readonly T[], after: readonly T[]) {
  const known = new Map(before.map((row) => [row.id, row]));
  return after.map((row) => ({ before: known.get(row.id) ?? null, after: row }));
}
