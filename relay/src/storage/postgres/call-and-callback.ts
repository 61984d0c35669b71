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
import type { Person } from '../../wire/directory.ts';
import type { Hops } from '../../wire/events.ts';
import type { Author } from '../port.ts';
import { itemRowOf } from '../item-row.ts';
import { callById, saveCalls } from './calls.ts';
import { nounPage } from './directory.ts';
import { itemById, putItem } from './items.ts';
import { practiceOf } from './practices.ts';
import type { Session } from './session.ts';

/** A call was edited: its callback is written in the same transaction. */
export async function writeCallbackOf(
  s: Session,
  calls: { before: StoredCall; after: StoredCall },
  by: Author,
  { tenantId, hops }: { tenantId: string; hops: Hops },
): Promise<EventDraft[]> {
  const before = await itemById(s, tenantId, 'callback', callbackIdOf(calls.after.call.id));
  const isMade = before === null && calls.after.call.followUp !== null;
  if (before === null && !isMade) return [];
  const office = await officeOf(s, tenantId, isMade);
  const after = callbackAfterCall(calls, before, by, () => office);
  if (!after) return [];
  await putItem(s, tenantId, itemRowOf('callback', after));
  return itemDrafts('callback', before, after, { tenantId, hops });
}

/** A callback was edited: its word is written on its call in the same transaction. */
export async function writeCallOf(
  s: Session,
  callbacks: { before: Callback | null; after: Callback },
  context: Omit<EditContext, 'lookUps'>,
): Promise<EventDraft[]> {
  const callId = callOfCallback(callbacks.after);
  const stored = callId === null ? null : await callById(s, context.tenantId, callId);
  const edited = stored && callAfterCallback(callbacks, stored, context);
  if (!edited) return [];
  await saveCalls(s, context.tenantId, [edited.write]);
  return edited.events;
}

/** A callback that is new, with what its call knows of it. */
export async function begunCallback(s: Session, tenantId: string, callback: Callback): Promise<Callback> {
  const callId = callOfCallback(callback);
  const stored = callId === null ? null : await callById(s, tenantId, callId);
  return stored ? begunFrom(callback, stored.call, await officeOf(s, tenantId, true)) : callback;
}

async function officeOf(s: Session, tenantId: string, withPeople: boolean): Promise<Office> {
  const people = withPeople ? (await nounPage<Person>(s, tenantId, 'people', null, 500)).items : [];
  return { practice: await practiceOf(s, tenantId), people };
}
