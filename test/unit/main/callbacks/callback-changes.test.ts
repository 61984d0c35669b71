import { callerOf } from '../../../../src-main/callbacks/callback-of-call.ts';
import { describe, expect, it } from 'vitest';
import { callbackIdOf, type CallbackDid, type CallbackFields } from '@callbrief/relay/wire/callback';
import { createCallbackDesk } from '../../../../src-main/callbacks/callback-desk.ts';
import { createCallbackHandlers } from '../../../../src-main/callbacks/requests.ts';
import { createUndoStack } from '../../../../src-main/changes/undo-stack.ts';
import type { Change } from '../../../../src-main/history/history.ts';
import { answered, missed, sampleNow } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';

const ID = callbackIdOf('call-1');

/** Jonas' computer, offline: what he writes waits, and shows. */
function desk() {
  const { history } = temporaryHistory();
  put(history, { calls: [missed('call-1'), answered('call-2', 'sofie', { contactId: null, fromNumber: null })] });
  let at = Date.parse(sampleNow);
  let id = 0;
  const now = () => new Date(at);
  const newId = () => `edit-${String((id += 1)).padStart(3, '0')}`;
  const callbacks = createCallbackDesk({ history: () => history, now, newId });
  const write = (changes: Change[]) => {
    for (const change of changes) history.changes.add(change, now().toISOString());
    at += 60_000;
  };
  const undo = createUndoStack();
  const handlers = createCallbackHandlers({
    history: () => history,
    desk: callbacks,
    undo,
    write,
    now,
    timeZone: () => 'Europe/Brussels',
  });
  return {
    history,
    write,
    callbacks,
    handlers,
    word: (followUp: 'ok' | 'please_call_back' | 'caller_calls_back' | null) =>
      write(callbacks.changesOfCallEdit({ callId: 'call-1', followUp })),
    edit: (set: Partial<CallbackFields>, did: CallbackDid | null = null) =>
      void handlers['callbacks:edit']({ callbackId: ID, set, did }),
    callback: () => history.items.item('callback', ID),
    wordOfCall: () => history.call('call-1')?.followUp?.value ?? null,
  };
}

describe('the word on a call', () => {
  it('makes its callback: who called, whom they wanted, by when the firm has promised', () => {
    const { word, callback, history } = desk();
    word('please_call_back');
    expect(callback()).toMatchObject({
      callId: 'call-1',
      number: '+32440271836',
      forPersonId: 'jonas',
      ownerPersonId: null,
      status: 'please_call_back',
      dueAt: '2026-11-19T19:42:00.000Z',
    });
    // The callback before the word, so that the office sees what was chosen here first.
    expect(history.changes.pending().map(({ change }) => change.kind)).toEqual(['edit_item', 'edit_call']);
  });

  it('“OK” closes it, and “please call back” opens it again with a new time', () => {
    const { word, callback, wordOfCall } = desk();
    word('please_call_back');
    word('ok');
    expect(callback()?.closed).toMatchObject({ why: 'by_hand', byName: 'Jonas Peeters' });
    word('caller_calls_back');
    expect(callback()).toMatchObject({ closed: null, status: 'caller_calls_back' });
    expect(callback()?.traces.some(({ value }) => value === 'reopened')).toBe(true);
    word(null);
    expect(callback()?.closed).not.toBeNull();
    expect(wordOfCall()).toBeNull();
  });

  it('“OK” on a call that owes nobody anything makes no callback', () => {
    const { word, callback, wordOfCall } = desk();
    word('ok');
    expect(callback()).toBeNull();
    expect(wordOfCall()).toBe('ok');
  });

  it('“Call back later” is mine, for several calls at once', () => {
    const { callbacks, write, history } = desk();
    write(callbacks.callBackLater(['call-1', 'call-2', 'unknown-here']));
    const owed = history.items.all('callback', 'owed');
    expect(owed.map(({ callId, ownerPersonId }) => [callId, ownerPersonId])).toEqual([
      ['call-1', 'jonas'],
      ['call-2', 'jonas'],
    ]);
  });

  it('leaves an unknown caller out, so that the callback follows its call to whoever it is', () => {
    const { callbacks, write, history } = desk();
    write(callbacks.callBackLater(['call-2']));
    const made = history.items.item('callback', callbackIdOf('call-2'));
    expect(Object.keys(made?.stamps ?? {})).not.toContain('contactId');
    expect(Object.keys(made?.stamps ?? {})).not.toContain('number');
  });

  it('goes along when the call is filed under somebody else', () => {
    const { word, callbacks, write, callback, history } = desk();
    const caller = () => {
      const made = callback();
      return made && callerOf(made, history.call('call-1'));
    };
    word('please_call_back');
    expect(caller()).toMatchObject({ contactId: 'anneke', matterId: 'm-0318' });
    write(callbacks.changesOfCallEdit({ callId: 'call-1', contactId: 'tom' }));
    expect(caller()?.contactId).toBe('tom');
  });
});

describe('the status of a callback', () => {
  it('is written on its call', () => {
    const { word, edit, wordOfCall, callback } = desk();
    word('please_call_back');
    edit({ status: 'for_info' });
    expect(wordOfCall()).toBe('for_info');
    expect(callback()?.closed).toMatchObject({ why: 'by_hand' });
  });

  it('“Reached” closes it as somebody of the firm having spoken with them', () => {
    const { word, edit, callback, wordOfCall } = desk();
    word('please_call_back');
    edit({}, 'reached');
    expect(callback()).toMatchObject({ status: 'ok', closed: { why: 'we_reached', byName: 'Jonas Peeters' } });
    expect(wordOfCall()).toBe('ok');
  });

  it('“Reopen” owes it again', () => {
    const { word, edit, callback, wordOfCall } = desk();
    word('caller_calls_back');
    edit({ status: 'ok' });
    edit({}, 'reopened');
    expect(callback()).toMatchObject({ status: 'please_call_back', closed: null });
    expect(wordOfCall()).toBe('please_call_back');
  });
});

describe('what was noted of a callback', () => {
  it('is written anew: caller, reason, for whom; it says that it was, and undo takes it back', async () => {
    const { word, edit, handlers, callback } = desk();
    word('please_call_back');
    const before = callback();
    edit({ callerName: 'Karim Haddad', reason: 'Hearing on Monday', forPersonId: 'sofie', forTeamId: null });
    expect(callback()).toMatchObject({ callerName: 'Karim Haddad', reason: 'Hearing on Monday', forPersonId: 'sofie' });
    const detail = await handlers['callbacks:get']({ callbackId: ID });
    expect(detail?.happened.map(({ what }) => what)).toContain('changed');
    void handlers['callbacks:undo']();
    expect(callback()).toMatchObject({ callerName: before?.callerName, reason: before?.reason });
  });
});

describe('undo', () => {
  it('takes back the last changes one by one, on the callback and on its call', () => {
    const { word, edit, handlers, callback, wordOfCall } = desk();
    word('please_call_back');
    edit({ ownerPersonId: 'sofie' });
    edit({ status: 'ok' });
    expect(handlers['callbacks:undo']()).toEqual({ result: 'undone', itemId: ID });
    expect(callback()).toMatchObject({ status: 'please_call_back', closed: null, ownerPersonId: 'sofie' });
    expect(wordOfCall()).toBe('please_call_back');
    void handlers['callbacks:undo']();
    expect(callback()?.ownerPersonId).toBeNull();
    expect(handlers['callbacks:undo']()).toEqual({ result: 'nothing' });
  });

  it('leaves what somebody else wrote since', () => {
    const { word, edit, handlers, history, callback } = desk();
    word('please_call_back');
    edit({ urgency: 'high' });
    const before = callback();
    if (!before) throw new Error('no callback');
    const at = '2026-11-19T12:30:00.000Z';
    const theirs = { at, editId: 'theirs', byPersonId: 'sofie', byName: 'Sofie' };
    const told = { ...before, urgency: 'normal' as const, stamps: { ...before.stamps, urgency: theirs } };
    const hops = { providerAt: null, receivedAt: at, committedAt: at };
    history.apply([{ id: 1, event: { type: 'callback_changed', callback: told, hops } }]);
    expect(handlers['callbacks:undo']()).toEqual({ result: 'changed_since', itemId: ID });
    expect(callback()?.urgency).toBe('normal');
  });

  it('takes a slip out of what happened', async () => {
    const { word, edit, handlers } = desk();
    word('please_call_back');
    const happened = async () =>
      (await handlers['callbacks:get']({ callbackId: ID }))?.happened.map(({ what }) => what);
    edit({}, 'no_answer');
    expect(await happened()).toContain('no_answer');
    void handlers['callbacks:undo']();
    expect(await happened()).not.toContain('no_answer');
  });

  it('closes a callback that should not have been added', () => {
    const { handlers, history } = desk();
    const nothing = { contactId: 'tom', matterId: null, number: null, callerName: null, reason: '' };
    const set = { ...nothing, forPersonId: null, forTeamId: null, ownerPersonId: null, dueAt: null };
    void handlers['callbacks:add']({ callbackId: 'new', set: { ...set, urgency: 'high' } });
    // Urgent: within two hours, as the firm promises.
    expect(history.items.item('callback', 'new')?.dueAt).toBe('2026-11-19T13:42:00.000Z');
    void handlers['callbacks:undo']();
    expect(history.items.item('callback', 'new')?.closed).toMatchObject({ why: 'by_hand' });
  });
});

describe('what happened', () => {
  it('is what people did and the calls with this caller since, newest first', async () => {
    const { word, edit, handlers, history } = desk();
    word('please_call_back');
    edit({ ownerPersonId: 'sofie' });
    put(history, {
      calls: [
        answered('out', 'sofie', {
          direction: 'outbound',
          fromNumber: '+3225550101',
          toNumber: '+32440271836',
          startedAt: '2026-11-19T11:50:00.000Z',
        }),
        answered('before', 'sofie', { startedAt: '2026-11-19T08:00:00.000Z' }),
        answered('of-another', 'sofie', {
          contactId: 'tom',
          fromNumber: '+3220008410',
          startedAt: '2026-11-19T11:51:00.000Z',
        }),
      ],
    });
    const detail = await handlers['callbacks:get']({ callbackId: ID });
    expect(detail?.happened.map((entry) => (entry.what === 'call' ? entry.callId : entry.what))).toEqual([
      'out',
      'assigned',
      'call-1',
    ]);
    expect(detail?.happened[0]).toMatchObject({ byName: 'Sofie Maes', direction: 'outbound' });
  });
});
