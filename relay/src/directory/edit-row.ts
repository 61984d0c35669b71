import type { z } from 'zod';
import type { Author } from '../storage/port.ts';
import type { IsoTime } from '../wire/scalars.ts';
import type { Signature } from '../wire/signed.ts';
import type { DirectoryRow } from './put-rows.ts';

interface RowEdit {
  editId: string;
  at: IsoTime;
  set: { readonly [field: string]: unknown };
}

/**
 * What a person's writing makes of a contact or a matter: field by field the later one wins, in whatever order they come.
 * @param before null: the edit makes it
 * @returns the same object when nothing is new; `incomplete` when a new one lacks what it needs
 */
export function editRow<T extends DirectoryRow>(
  { schema, empty }: { schema: z.ZodType<T>; empty: object },
  rowId: string,
  before: T | null,
  edit: RowEdit,
  by: Author,
): T | 'incomplete' {
  const signed: Signature = { at: edit.at, editId: edit.editId, byPersonId: by.personId, byName: by.name };
  const won = Object.entries(edit.set).filter(
    ([field, value]) => value !== undefined && isLater(signed, before?.stamps[field]),
  );
  if (before !== null && won.length === 0) return before;
  const stamps = Object.fromEntries(won.map(([field]) => [field, signed]));
  const read = schema.safeParse({
    ...(before ?? { ...empty, id: rowId }),
    ...Object.fromEntries(won),
    stamps: { ...before?.stamps, ...stamps },
    updatedAt: before && before.updatedAt > edit.at ? before.updatedAt : edit.at,
  });
  return read.success ? read.data : 'incomplete';
}

function isLater(a: Signature, b: Signature | undefined): boolean {
  return b === undefined || a.at > b.at || (a.at === b.at && a.editId > b.editId);
}
