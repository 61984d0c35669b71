import { z } from 'zod';
import { id, isoTime, type IsoTime } from './scalars.ts';

/**
 * Callbacks, tasks and time entries are written by several people, some of them offline. Each field is signed by itself:
 * the later writing wins, whatever the order in which the writings arrive, and what lost stands in the history.
 */

/** Who wrote a field last. `editId` decides between two writings of the same millisecond. */
export const signature = z.object({ at: isoTime, editId: id, byPersonId: id, byName: z.string().max(200) });
export type Signature = z.infer<typeof signature>;

/** One writing of one field, or something that was done (`field` null, `value` names it: `no_answer`). */
export const trace = signature.extend({ field: z.string().max(60).nullable(), value: z.unknown() });
export type Trace = z.infer<typeof trace>;

/** Newest last. Beyond these the oldest are forgotten. */
export const MOST_TRACES = 200;

/** What every item carries beside its own fields. */
export const signedParts = {
  createdAt: isoTime,
  /** By field; one without a signature has the value it was made with. */
  stamps: z.record(z.string(), signature),
  traces: z.array(trace).max(MOST_TRACES),
  updatedAt: isoTime,
};
export interface Signed {
  id: string;
  createdAt: IsoTime;
  stamps: Record<string, Signature>;
  traces: Trace[];
  updatedAt: IsoTime;
}

/** A writing as it is merged: `set` was checked by the schema of the item before. */
export interface SignedEdit<Fields> {
  editId: string;
  at: IsoTime;
  byPersonId: string;
  byName: string;
  set: Partial<Fields>;
  did: string | null;
}

/**
 * Pure. The same set of writings gives the same item in every order and repetition.
 * @returns the same object when the writing was merged before
 */
export function mergeEdit<T extends Signed>(before: T, edit: SignedEdit<Omit<T, keyof Signed>>): T {
  const { editId, at, byPersonId, byName } = edit;
  const signed: Signature = { at, editId, byPersonId, byName };
  const written = Object.entries(edit.set).filter(([, value]) => value !== undefined);
  const traces: Trace[] = [
    ...written.map(([field, value]) => ({ ...signed, field, value })),
    ...(edit.did === null ? [] : [{ ...signed, field: null, value: edit.did }]),
  ];
  const isKnown = (one: Trace) => before.traces.some((t) => t.editId === editId && t.field === one.field);
  const fresh = traces.filter((one) => !isKnown(one));
  const won = written.filter(([field]) => isLater(signed, before.stamps[field]));
  if (fresh.length === 0 && won.length === 0) return before;
  return {
    ...before,
    ...Object.fromEntries(won),
    stamps: { ...before.stamps, ...Object.fromEntries(won.map(([field]) => [field, signed])) },
    createdAt: at < before.createdAt ? at : before.createdAt,
    traces: [...before.traces, ...fresh].toSorted(inOrder).slice(-MOST_TRACES),
    updatedAt: at > before.updatedAt ? at : before.updatedAt,
  };
}

function isLater(a: Signature, b: Signature | undefined): boolean {
  return b === undefined || a.at > b.at || (a.at === b.at && a.editId > b.editId);
}

function inOrder(a: Trace, b: Trace): number {
  return compare(a.at, b.at) || compare(a.editId, b.editId) || compare(a.field ?? '', b.field ?? '');
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
