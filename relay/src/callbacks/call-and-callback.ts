import { editStoredCall, type EditContext } from '../calls/edit-stored-call.ts';
import type { LookUps, StoredCall } from '../calls/stored-call.ts';
import type { Author } from '../storage/port.ts';
import { firmNumber, otherNumber, type Call, type CallEdit } from '../wire/call.ts';
import { callbackIdOf, isOwedWord, type Callback, type CallbackEdit } from '../wire/callback.ts';
import type { Person } from '../wire/directory.ts';
import { itemAfter } from '../wire/item.ts';
import type { Practice } from '../wire/practice.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** Signs what nobody wrote: a person who writes the same field later, or wrote it before, stays right. */
export const callbrief: Author = { personId: 'callbrief', name: '' };

/** What a new callback is made from, beside its call. */
export interface Office {
  practice: Practice;
  people: readonly Person[];
}

/**
 * Pure: the callback of a call after the call was edited. The word on the call makes, opens or closes it; where the call
 * is filed, its callback follows.
 * @param by who edited the call
 * @param office is asked for only when a callback is made
 * @returns null: nothing changes
 */
export function callbackAfterCall(
  calls: { before: StoredCall; after: StoredCall },
  callback: Callback | null,
  by: Author,
  office: () => Office,
): Callback | null {
  const { call, chosenAt } = calls.after;
  const wordAt = chosenAt.followUp !== calls.before.chosenAt.followUp ? chosenAt.followUp : null;
  let result = callback;
  if (wordAt !== null) {
    const isOwed = call.followUp !== null && isOwedWord(call.followUp.value);
    if (result === null && !isOwed) return null;
    if (result === null) result = written(call.id, null, beginning(call, wordAt, office()), callbrief);
    result = written(call.id, result, wordEdit(call, wordAt, by), by);
  }
  const following = result && followingEdit(result, call);
  if (following) result = written(call.id, result, following, callbrief);
  return result === callback ? null : result;
}

function written(callId: string, before: Callback | null, edit: CallbackEdit, by: Author): Callback | null {
  const after = itemAfter('callback', callbackIdOf(callId), before, edit, by);
  return after === 'incomplete' ? before : after;
}

/** Taken off the call, nobody owes it any more; the status stays what it was. */
function wordEdit({ followUp }: Call, at: IsoTime, by: Author): CallbackEdit {
  const editId = idOf('word', at, by.personId);
  const byHand = { why: 'by_hand' as const, callId: null, byName: by.name, at };
  return { editId, at, set: followUp === null ? { closed: byHand } : { status: followUp.value }, did: null };
}

function beginning(call: Call, at: IsoTime, { practice, people }: Office): CallbackEdit {
  const withinMs = practice.callbacks.withinMinutes * 60_000;
  return {
    editId: idOf('made', at, call.id),
    at,
    set: {
      callId: call.id,
      source: call.outcome === 'voicemail' || call.outcome === 'agent' ? call.outcome : 'call',
      contactId: call.contactId,
      matterId: call.matterId,
      number: otherNumber(call),
      forPersonId: wantedPerson(call, people),
      dueAt: new Date(Date.parse(at) + withinMs).toISOString(),
    },
    did: null,
  };
}

/** A callback was made for this call by itself: what its writer left out is the call's. */
export function begunFrom(callback: Callback, call: Call, office: Office): Callback {
  const edit = beginning(call, callback.createdAt, office);
  const set = Object.fromEntries(Object.entries(edit.set).filter(([field]) => !(field in callback.stamps)));
  return written(call.id, callback, { ...edit, set }, callbrief) ?? callback;
}

/** Whose line was dialled, or whose phone alone rang. Who we called wanted nobody yet. */
function wantedPerson(call: Call, people: readonly Person[]): string | null {
  if (call.direction === 'outbound') return null;
  const line = firmNumber(call);
  const [owner, another] = people.filter((person) => line !== null && person.lines.includes(line));
  if (owner && !another) return owner.id;
  const [rang, ...others] = new Set(call.legs.flatMap((leg) => leg.personId ?? []));
  return others.length === 0 ? (rang ?? null) : null;
}

/**
 * What a callback takes over when its call is filed elsewhere: contact and matter, unless a person set them on it.
 * @returns null: nothing to take over
 */
export function followingEdit(callback: Callback, call: Call): CallbackEdit | null {
  if (callback.callId !== call.id) return null;
  const isTaken = (field: 'contactId' | 'matterId') => {
    const stamp = callback.stamps[field];
    return callback[field] === call[field] || (stamp !== undefined && stamp.byPersonId !== callbrief.personId);
  };
  const set = {
    ...(isTaken('contactId') ? {} : { contactId: call.contactId }),
    ...(isTaken('matterId') ? {} : { matterId: call.matterId }),
  };
  if (Object.keys(set).length === 0) return null;
  // Only later than what it takes the place of: a person who filed the callback earlier today, offline, is right.
  const stamps = [callback.stamps['contactId'], callback.stamps['matterId']];
  const at = stamps.reduce(
    (latest, stamp) => (stamp && stamp.at >= latest ? oneLater(stamp.at) : latest),
    callback.createdAt,
  );
  return { editId: idOf('filed', at, call.updatedAt), at, set, did: null };
}

const oneLater = (at: IsoTime) => new Date(Date.parse(at) + 1).toISOString();

/**
 * Pure: what the call of a callback becomes when the callback's status was written.
 * @returns null: nothing changes
 */
export function callAfterCallback(
  callbacks: { before: Callback | null; after: Callback },
  stored: StoredCall,
  context: Omit<EditContext, 'lookUps'>,
): ReturnType<typeof editStoredCall> {
  const { before, after } = callbacks;
  const stamp = after.stamps['status'];
  if (before !== null && before.stamps['status']?.editId === stamp?.editId) return null;
  const edit: CallEdit = { at: stamp?.at ?? after.createdAt, followUp: after.status };
  return editStoredCall(stored, edit, { ...context, lookUps: noLookUps });
}

/** The call that a callback stands for: there is one at most. */
export function callOfCallback({ id, callId }: Callback): string | null {
  return callId !== null && id === callbackIdOf(callId) ? callId : null;
}

/** A word is linked to nothing. */
const noLookUps: LookUps = { contactIdsByNumber: () => [], openMatterIdsOf: () => [], personIdOf: () => null };

/** The same on every relay process, so that what two of them write is one writing. */
const idOf = (what: string, at: IsoTime, who: string) => `${what}-${at}-${who}`.slice(0, 100);
