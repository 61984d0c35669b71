import { callbackIdOf, type Callback, type CallbackDid } from '@callbrief/relay/wire/callback';
import type { CallbackRequests, CallbackSet, Undone } from '../../src-preload/contract/callbacks.ts';
import { takenBack, type UndoStack } from '../changes/undo-stack.ts';
import type { Change, History } from '../history/history.ts';
import type { RequestHandlers } from '../ipc/answer-request.ts';
import { changesOfCallbackEdit, changesOfNewCallback } from './callback-changes.ts';
import type { CallbackDesk } from './callback-desk.ts';
import { callbackDetail } from './callback-detail.ts';
import { listCallbacks, REOPEN_MS } from './callback-list.ts';
import type { Seen } from './callback-row.ts';
import { findCallers, findMatters } from './find-caller.ts';

export interface CallbackHandlersOptions {
  history: () => History;
  desk: CallbackDesk;
  undo: UndoStack;
  write: (changes: Change[]) => void;
  now: () => Date;
  timeZone: () => string;
}

/** What each request about callbacks does. */
export function createCallbackHandlers(
  options: CallbackHandlersOptions,
): Pick<RequestHandlers, keyof CallbackRequests> {
  const { history, desk, undo, write, now, timeZone } = options;

  function seen(): Seen & { history: History } {
    const store = history();
    const office = store.office();
    return {
      history: store,
      lookUps: store,
      me: office && store.person(office.personId),
      teams: office?.firm.teams ?? [],
      clock: { now: now(), timeZone: timeZone(), soonMinutes: store.practice().callbacks.urgentWithinMinutes },
    };
  }

  /** @returns what is written on the callback and on its call */
  function edited(callback: Callback, set: CallbackSet, did: CallbackDid | null): Change[] {
    const call = callback.callId === null ? null : history().call(callback.callId);
    return changesOfCallbackEdit(callback, set, did, { ...desk.writing(), call });
  }

  function remember(changes: readonly Change[], before: Callback | null): void {
    for (const change of changes) if (change.kind === 'edit_item') undo.add({ change, before });
  }

  function takeBack(): Undone {
    const entry = undo.take();
    if (entry === null) return { result: 'nothing' };
    const { itemId, did } = entry.change;
    const current = history().items.item('callback', itemId);
    if (current === null) return { result: 'changed_since', itemId };
    const { me, now: at, newId } = desk.writing();
    // Nothing that was written goes away: a callback that should not have been made is closed.
    const closed = { why: 'by_hand' as const, callId: null, byName: me?.shortName ?? null, at: at.toISOString() };
    const set = takenBack(entry, current, { status: 'ok', closed });
    if (set === null) return { result: 'changed_since', itemId };
    const isReopened = 'closed' in set && set.closed === null;
    const what = did !== null && did !== 'reopened' ? 'taken_back' : isReopened ? 'reopened' : null;
    const back: Change = { kind: 'edit_item', item: 'callback', itemId, editId: newId(), set, did: what };
    const { callId } = current;
    const isItsCall = callId !== null && itemId === callbackIdOf(callId) && history().call(callId) !== null;
    const onCall: Change[] = isItsCall && 'status' in set ? [{ kind: 'edit_call', callId, followUp: set.status }] : [];
    write([back, ...onCall]);
    return { result: 'undone', itemId };
  }

  return {
    'callbacks:list': () => {
      const view = seen();
      const { items } = view.history;
      const since = new Date(view.clock.now.getTime() - REOPEN_MS).toISOString();
      const callbacks = [...items.all('callback', 'owed'), ...items.settledSince('callback', since)];
      return listCallbacks(callbacks, { ...view, people: view.history.people(), practice: view.history.practice() });
    },
    'callbacks:get': ({ callbackId }) => {
      const callback = history().items.item('callback', callbackId);
      return callback && callbackDetail(callback, seen());
    },
    'callbacks:edit': ({ callbackId, set, did }) => {
      const callback = history().items.item('callback', callbackId);
      // Withheld meanwhile, or removed with its matter: there is nothing to write on.
      if (callback === null) return;
      const changes = edited(callback, set, did);
      remember(changes, callback);
      write(changes);
    },
    'callbacks:add': ({ callbackId, set }) => {
      if (history().items.item('callback', callbackId) !== null) return;
      const changes = changesOfNewCallback(callbackId, set, desk.writing());
      remember(changes, null);
      write(changes);
    },
    'callbacks:undo': takeBack,
    'callbacks:find-caller': ({ query }) => findCallers(history(), query),
    'callbacks:find-matter': ({ query, contactId }) => findMatters(history(), query, contactId),
  };
}
