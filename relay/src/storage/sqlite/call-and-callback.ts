import {
  begunFrom,
  callAfterCallback,
  callbackAfterCall,
  callOfCallback,
  type Office,
} from '../../callbacks/call-and-callback.ts';
import type { EditContext } from '../../calls/edit-stored-call.ts';
import type { EventDraft } from '../../calls/event-draft.ts';
import type { StoredCall } from '../../calls/stored-call.ts';
import { itemDrafts } from '../../items/item-events.ts';
import { callbackIdOf, type Callback } from '../../wire/callback.ts';
import type { Hops } from '../../wire/events.ts';
import type { Author } from '../port.ts';
import { itemRowOf } from '../item-row.ts';
import type { Tables } from './tables.ts';

/** A call was edited: its callback is written in the same transaction. */
export function writeCallbackOf(
  tables: Tables,
  calls: { before: StoredCall; after: StoredCall },
  by: Author,
  { tenantId, hops }: { tenantId: string; hops: Hops },
): EventDraft[] {
  const { items } = tables;
  const before = items.one(tenantId, 'callback', callbackIdOf(calls.after.call.id));
  const after = callbackAfterCall(calls, before, by, () => officeOf(tables, tenantId));
  if (!after) return [];
  items.put(tenantId, itemRowOf('callback', after));
  return itemDrafts('callback', before, after, { tenantId, hops });
}

/** A callback was edited: its word is written on its call in the same transaction. */
export function writeCallOf(
  { calls }: Tables,
  callbacks: { before: Callback | null; after: Callback },
  context: Omit<EditContext, 'lookUps'>,
): EventDraft[] {
  const callId = callOfCallback(callbacks.after);
  const stored = callId === null ? null : calls.byId(context.tenantId, callId);
  const edited = stored && callAfterCallback(callbacks, stored, context);
  if (!edited) return [];
  calls.save(context.tenantId, edited.write);
  return edited.events;
}

/** A callback that is new, with what its call knows of it. */
export function begunCallback(tables: Tables, tenantId: string, callback: Callback): Callback {
  const callId = callOfCallback(callback);
  const stored = callId === null ? null : tables.calls.byId(tenantId, callId);
  return stored ? begunFrom(callback, stored.call, officeOf(tables, tenantId)) : callback;
}

const officeOf = ({ practices, directory }: Tables, tenantId: string): Office => ({
  practice: practices.of(tenantId),
  people: directory.personPage(tenantId, null, 500).items,
});
