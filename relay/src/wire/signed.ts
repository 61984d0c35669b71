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
 * Pure. The same set of writings gives the same item in every order and repetition. A writing is known by its id: told
 * again with another time (a clock that ran ahead was held back to when it arrived) it is still the same.
 * @returns the same object when the writing was merged before
 */
export function mergeEdit<T extends Signed>(before: T, edit: SignedEdit<Omit<T, keyof Signed>>): T {
  const { editId, byPersonId, byName } = edit;
  const at = inMilliseconds(edit.at);
  const signed: Signature = { at, editId, byPersonId, byName };
  const written = Object.entries(edit.set).filter(([, value]) => value !== undefined);
  const traces: Trace[] = [
    ...written.map(([field, value]) => ({ ...signed, field, value })),
    ...(edit.did === null ? [] : [{ ...signed, field: null, value: edit.did }]),
  ];
  const isKnown = (field: string | null) => before.traces.some((t) => t.editId === editId && t.field === field);
  // What is older than the oldest of a full history was forgotten, or would be at once.
  const oldest = before.traces.length < MOST_TRACES ? undefined : before.traces[0];
  const fresh = traces.filter((one) => !isKnown(one.field) && (oldest === undefined || inOrder(one, oldest) > 0));
  const won = written.filter(([field]) => !isKnown(field) && isLater(signed, before.stamps[field]));
  if (fresh.length === 0 && won.length === 0 && at >= before.createdAt) return before;
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
  if (b?.editId === a.editId) return false;
  return b === undefined || a.at > b.at || (a.at === b.at && a.editId > b.editId);
}

/** Times are compared as text, and `10:00:00Z` would sort behind `10:00:00.500Z`. */
export const inMilliseconds = (time: IsoTime): IsoTime => new Date(time).toISOString();

function inOrder(a: Trace, b: Trace): number {
  return compare(a.at, b.at) || compare(a.editId, b.editId) || compare(a.field ?? '', b.field ?? '');
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
