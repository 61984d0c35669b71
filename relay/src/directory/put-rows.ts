import type { z } from 'zod';
import {
  contact,
  emptyContact,
  emptyMatter,
  matter,
  type Contact,
  type ContactFields,
  type Matter,
  type MatterFields,
} from '../wire/directory.ts';
import type { IsoTime } from '../wire/scalars.ts';
import type { Signature } from '../wire/signed.ts';

/**
 * What an import or other software says of a row. A field that it leaves out stays as it is. `at`: when it said so, where
 * rows differ in that.
 */
export type Given<Fields> = { id: string; at?: IsoTime | undefined } & { [F in keyof Fields]?: Fields[F] | undefined };
export type GivenContact = Given<ContactFields>;
export type GivenMatter = Given<MatterFields>;

export type PutResult<T> =
  | { outcome: 'created' | 'updated' | 'unchanged'; value: T }
  /** Nothing of it was written; `field` null: none in particular. */
  | { outcome: 'refused'; field: string | null; reason: string };

export interface Changed<T> {
  before: T | null;
  after: T;
}

export interface DirectoryRow {
  id: string;
  externalId: string | null;
  stamps: Record<string, Signature>;
  updatedAt: IsoTime;
}

interface RowKind<T extends DirectoryRow> {
  schema: z.ZodType<T>;
  empty: object;
  fields: readonly (keyof T & string)[];
}
export const contactKind: RowKind<Contact> = {
  schema: contact,
  empty: emptyContact,
  fields: ['name', 'organisation', 'languages', 'numbers', 'emails', 'externalId'],
};
export const matterKind: RowKind<Matter> = {
  schema: matter,
  empty: emptyMatter,
  fields: [
    'number',
    'title',
    'area',
    'status',
    'responsiblePersonId',
    'teamPersonIds',
    'parties',
    'deadlines',
    'flags',
    'restrictedTo',
    'externalId',
  ],
};

/**
 * Merges rows from elsewhere into what is known, in their order. A row is the one with its external id, else the one with
 * its id. What a person wrote after `at` stays. One bad row is refused and loses no other.
 * @param known every row that has an id or an external id of the list
 * @returns a result for each given row, and the rows to write, each once
 */
export function putRows<T extends DirectoryRow>(
  kind: RowKind<T>,
  list: readonly ({ id: string; at?: IsoTime | undefined; externalId?: string | null | undefined } & {
    [field: string]: unknown;
  })[],
  known: readonly T[],
  at: IsoTime,
): { results: PutResult<T>[]; changed: Changed<T>[] } {
  const byId = new Map(known.map((row) => [row.id, row]));
  const byExternalId = new Map(known.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row]])));
  const changed = new Map<string, Changed<T>>();
  const results = list.map((given): PutResult<T> => {
    const before = (given.externalId ? byExternalId.get(given.externalId) : undefined) ?? byId.get(given.id) ?? null;
    const result = putRow(kind, given, before, given.at ?? at);
    if (result.outcome !== 'created' && result.outcome !== 'updated') return result;
    const { value } = result;
    if (before?.externalId != null && before.externalId !== value.externalId) byExternalId.delete(before.externalId);
    byId.set(value.id, value);
    if (value.externalId !== null) byExternalId.set(value.externalId, value);
    changed.set(value.id, { before: changed.get(value.id)?.before ?? before, after: value });
    return result;
  });
  return { results, changed: [...changed.values()] };
}

function putRow<T extends DirectoryRow>(
  { schema, empty, fields }: RowKind<T>,
  given: { id: string } & { [field: string]: unknown },
  before: T | null,
  at: IsoTime,
): PutResult<T> {
  const isNewer = (field: string) => (before?.stamps[field]?.at ?? '') > at;
  // A file without a column for it says null of every row; that takes nobody out of step with other software.
  const isNothing = (field: string) => given[field] === undefined || (field === 'externalId' && given[field] === null);
  const written = fields.filter((field) => !isNothing(field) && !isNewer(field));
  const base = before ?? { ...empty, id: given.id };
  const updatedAt = before && before.updatedAt > at ? before.updatedAt : at;
  const read = schema.safeParse({
    ...base,
    ...Object.fromEntries(written.map((field) => [field, given[field]])),
    updatedAt,
  });
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = issue && issue.path.length > 0 ? issue.path.join('.') : null;
    return { outcome: 'refused', field, reason: issue?.message ?? 'It cannot be read.' };
  }
  if (before === null) return { outcome: 'created', value: read.data };
  const isSame = fields.every((field) => JSON.stringify(before[field]) === JSON.stringify(read.data[field]));
  return isSame ? { outcome: 'unchanged', value: before } : { outcome: 'updated', value: read.data };
}
