import type { ItemKind, ItemOf } from '@callbrief/relay/wire/item';
import type { Change, ItemSet } from '../history/history.ts';

type ItemChange = Extract<Change, { kind: 'edit_item' }>;

/** What was changed here, and what stood there before. */
export interface UndoEntry {
  change: ItemChange;
  /** Null: the change made it. */
  before: ItemOf[ItemKind] | null;
}

/** The last changes that were made on one screen, newest last. Not kept over a restart. */
export interface UndoStack {
  add(entry: UndoEntry): void;
  take(): UndoEntry | null;
}

const KEPT = 50;

export function createUndoStack(): UndoStack {
  const entries: UndoEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
    },
    take: () => entries.pop() ?? null,
  };
}

/**
 * What takes a change back: each field as it was, where nobody wrote another value since. Pure.
 * @param made what takes back that it was made at all
 * @returns null: all of it was changed since
 */
export function takenBack({ change, before }: UndoEntry, now: ItemOf[ItemKind], made: ItemSet): ItemSet | null {
  const fields = Object.entries(change.set).filter(([field, value]) => same(valueOf(now, field), value));
  if (before === null) return fields.length === Object.keys(change.set).length ? made : null;
  if (fields.length === 0 && Object.keys(change.set).length > 0) return null;
  return Object.fromEntries(fields.map(([field]) => [field, valueOf(before, field)]));
}

const valueOf = (item: object, field: string): unknown => (item as Record<string, unknown>)[field];

/** Values are plain data whose fields come from one schema, in its order. */
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
