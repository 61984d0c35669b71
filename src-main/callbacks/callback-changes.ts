import type { Call, FollowUp } from '@callbrief/relay/wire/call';
import { callbackIdOf, type Callback, type CallbackDid, type CallbackFields } from '@callbrief/relay/wire/callback';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Practice } from '@callbrief/relay/wire/practice';
import type { CallbackSet, NewCallbackSet } from '../../src-preload/contract/callbacks.ts';
import type { Change } from '../history/history.ts';
import { callbackOfCall, isOwedWord, promisedBy } from './callback-of-call.ts';

type CallEdit = Omit<Extract<Change, { kind: 'edit_call' }>, 'kind'>;

/** Who writes, when, and what is known here. */
export interface Writing {
  me: Person | null;
  now: Date;
  newId: () => string;
  people: readonly Person[];
  practice: Practice;
}

/**
 * The word on a call and its callback are one thing: what a person does to either is written to both, at once. The
 * callback first, so that the office has what was chosen here before it sees the word.
 */
export function changesOfCallEdit(
  edit: CallEdit,
  { call, callback }: { call: Call | null; callback: Callback | null },
  writing: Writing,
  owner: { ownerPersonId: string | null } | null = null,
): Change[] {
  const onCall: Change = { kind: 'edit_call', ...edit };
  if (call === null) return [onCall];
  const set = {
    ...(edit.followUp === undefined ? {} : setOfWord(edit.followUp, call, callback, writing)),
    ...(owner !== null && isOwedWord(edit.followUp ?? null) ? owner : {}),
  };
  if (Object.keys(set).length === 0) return [onCall];
  const reopened = callback !== null && callback.closed !== null && set.closed === null;
  return [itemChange(callbackIdOf(call.id), set, reopened ? 'reopened' : null, writing), onCall];
}

function setOfWord(
  word: FollowUp | null,
  call: Call,
  callback: Callback | null,
  writing: Writing,
): Partial<CallbackFields> {
  if (isOwedWord(word) && word !== null) {
    if (callback === null) return { ...callbackOfCall(call, writing), status: word };
    if (callback.closed === null) return { status: word };
    return { status: word, closed: null, ...dueAgain(callback, writing) };
  }
  if (callback === null) return {};
  return { ...(word === null ? {} : { status: word }), ...closedNow(callback, 'by_hand', writing) };
}

/** What a person does to a callback itself. `call` is the one whose word it is. */
export function changesOfCallbackEdit(
  callback: Callback,
  asked: CallbackSet,
  did: CallbackDid | null,
  { call, ...writing }: Writing & { call: Call | null },
): Change[] {
  const status = asked.status ?? (did === 'reached' ? 'ok' : did === 'reopened' ? owedAgain(callback) : undefined);
  const set: Partial<CallbackFields> = {
    ...asked,
    ...(status === undefined ? {} : { status }),
    ...(status === undefined ? {} : closing(status, callback, did, writing)),
  };
  const isOpenedAgain = callback.closed !== null && set.closed === null;
  const what = did ?? (isOpenedAgain ? 'reopened' : null);
  const onCallback = itemChange(callback.id, set, what, writing);
  const isItsCall = call !== null && callback.id === callbackIdOf(call.id);
  if (status === undefined || !isItsCall || call.followUp?.value === status) return [onCallback];
  return [onCallback, { kind: 'edit_call', callId: call.id, followUp: status }];
}

function closing(
  status: FollowUp,
  callback: Callback,
  did: CallbackDid | null,
  writing: Writing,
): Partial<CallbackFields> {
  if (!isOwedWord(status)) return closedNow(callback, did === 'reached' ? 'we_reached' : 'by_hand', writing);
  return callback.closed === null ? {} : { closed: null, ...dueAgain(callback, writing) };
}

function closedNow(
  callback: Callback,
  why: 'we_reached' | 'by_hand',
  { me, now }: Pick<Writing, 'me' | 'now'>,
): Partial<CallbackFields> {
  if (callback.closed !== null) return {};
  return { closed: { why, callId: null, byName: me?.shortName ?? null, at: now.toISOString() } };
}

/** Opened again, a time that is over promises nothing. */
function dueAgain({ dueAt, urgency }: Callback, { now, practice }: Writing): Partial<CallbackFields> {
  const isOver = dueAt !== null && dueAt < now.toISOString();
  return isOver ? { dueFrom: null, dueAt: promisedBy(now, urgency, practice) } : {};
}

const owedAgain = ({ status }: Callback): FollowUp => (isOwedWord(status) ? status : 'please_call_back');

/** Somebody writes down that somebody is owed a call; there may have been no call. */
export function changesOfNewCallback(callbackId: string, set: NewCallbackSet, writing: Writing): Change[] {
  const dueAt = set.dueAt ?? promisedBy(writing.now, set.urgency, writing.practice);
  return [itemChange(callbackId, { ...set, dueAt, source: 'person', status: 'please_call_back' }, null, writing)];
}

function itemChange(itemId: string, set: Partial<CallbackFields>, did: CallbackDid | null, writing: Writing): Change {
  return { kind: 'edit_item', item: 'callback', itemId, editId: writing.newId(), set, did };
}
