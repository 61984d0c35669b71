import { z } from 'zod';
import { callback, callbackEdit, newCallback, withClosing, type Callback, type CallbackEdit } from './callback.ts';
import { inMilliseconds, mergeEdit, type Signed, type SignedEdit } from './signed.ts';
import { newTask, task, taskEdit, type Task, type TaskEdit } from './task.ts';
import { newTimeEntry, timeEntry, timeEntryEdit, type TimeEntry, type TimeEntryEdit } from './time-entry.ts';

/** What people of the firm do about calls. All three are merged alike (signed.ts) and travel alike. */
export const itemKind = z.enum(['callback', 'task', 'time_entry']);
export type ItemKind = z.infer<typeof itemKind>;
export interface ItemOf {
  callback: Callback;
  task: Task;
  time_entry: TimeEntry;
}
export interface ItemEditOf {
  callback: CallbackEdit;
  task: TaskEdit;
  time_entry: TimeEntryEdit;
}

export const itemSchemas: { [K in ItemKind]: z.ZodType<ItemOf[K]> } = { callback, task, time_entry: timeEntry };
export const itemEditSchemas: { [K in ItemKind]: z.ZodType<ItemEditOf[K]> } = {
  callback: callbackEdit,
  task: taskEdit,
  time_entry: timeEntryEdit,
};
const emptyItems: { [K in ItemKind]: object } = { callback: newCallback, task: newTask, time_entry: newTimeEntry };

/**
 * Pure; the same on the relay and on a desktop that is offline.
 * @param before null: the edit makes it
 * @returns the same object when nothing is new; `incomplete` when a new one lacks what it needs
 */
export function itemAfter<K extends ItemKind>(
  kind: K,
  itemId: string,
  before: ItemOf[K] | null,
  edit: ItemEditOf[K],
  by: { personId: string; name: string },
): ItemOf[K] | 'incomplete' {
  const at = inMilliseconds(edit.at);
  const base: Signed = before ?? {
    ...emptyItems[kind],
    id: itemId,
    createdAt: at,
    stamps: {},
    traces: [],
    updatedAt: at,
  };
  const signed: SignedEdit<object> = {
    editId: edit.editId,
    at,
    byPersonId: by.personId,
    byName: by.name,
    set: kind === 'callback' ? withClosing(edit.set as CallbackEdit['set'], at, by.name) : edit.set,
    did: edit.did,
  };
  const after = mergeEdit(base, signed);
  if (before !== null && after === base) return before;
  const checked = itemSchemas[kind].safeParse(after);
  return checked.success ? checked.data : 'incomplete';
}
