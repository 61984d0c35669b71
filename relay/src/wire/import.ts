import { z } from 'zod';
import { id, isoTime } from './scalars.ts';

/** Contacts, matters and deadlines out of a file. One import is one file, from its preview to its report. */

export const importKind = z.enum(['csv', 'vcard', 'ical']);
export type ImportKind = z.infer<typeof importKind>;

export const importEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type ImportEncoding = z.infer<typeof importEncoding>;

/** What a column of a CSV file can mean. */
export const importField = z.enum([
  'external_id',
  'name',
  'first_name',
  'last_name',
  'organisation',
  'mobile',
  'phone',
  'home_phone',
  'fax',
  'email',
  'language',
  'role',
  'represented_by',
  'party_reference',
  'matter_external_id',
  'matter_number',
  'matter_title',
  'matter_area',
  'matter_status',
  'responsible_lawyer',
  'deadline_date',
  'deadline_time',
  'deadline_title',
  'deadline_kind',
  'deadline_place',
]);
export type ImportField = z.infer<typeof importField>;

/** `03/04/2026`: the third of April, or the fourth of March? */
export const dateOrder = z.enum(['day_first', 'month_first']);
export type DateOrder = z.infer<typeof dateOrder>;

export const MOST_IMPORT_COLUMNS = 1_000;
export const MOST_IMPORT_BYTES = 50_000_000;

/** PUT /imports/:id/mapping. Of vCard and iCalendar nothing is mapped. */
export const importMapping = z.object({
  /** One entry a column; null: left out. */
  columns: z.array(importField.nullable()).max(MOST_IMPORT_COLUMNS),
  /** The first row names the columns. */
  hasHeader: z.boolean(),
  /** Null: decided by the columns themselves; where they do not, the import cannot be started without it. */
  dateOrder: dateOrder.nullable(),
});
export type ImportMapping = z.infer<typeof importMapping>;

export const importState = z.enum(['previewed', 'running', 'completed', 'failed', 'cancelled']);
export type ImportState = z.infer<typeof importState>;

/** Rows, each counted once: `done` is the sum of the four. */
export const importCounts = z.object({
  total: z.number().int().nonnegative(),
  done: z.number().int().nonnegative(),
  created: z.number().int().nonnegative(),
  updated: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative(),
  refused: z.number().int().nonnegative(),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** Why it cannot be started as it is mapped. */
export const importNeed = z.enum(['name_or_matter', 'date_order', 'deadline_matter']);
export type ImportNeed = z.infer<typeof importNeed>;

/** Why a file cannot be imported at all; `field` of the problem `import_refused`. */
export const importRefusal = z.enum([
  'empty',
  'no_rows',
  'excel',
  'pdf',
  'binary',
  'web_page',
  'too_many_columns',
  'not_vcard',
  'not_ical',
]);
export type ImportRefusal = z.infer<typeof importRefusal>;

/** The answer of every route of an import. */
export const importView = z.object({
  id,
  fileName: z.string().max(200),
  kind: importKind,
  state: importState,
  encoding: importEncoding,
  /** Of CSV. */
  delimiter: z.string().max(1).nullable(),
  columns: z.array(z.string()),
  /** The first 20 rows, long values cut. */
  rows: z.array(z.array(z.string())),
  mapping: importMapping,
  needs: z.array(importNeed),
  counts: importCounts,
  createdAt: isoTime,
  byName: z.string(),
  startedAt: isoTime.nullable(),
  endedAt: isoTime.nullable(),
});
export type ImportView = z.infer<typeof importView>;

/** GET /imports, newest first. */
export const importList = z.object({ items: z.array(importView) });
