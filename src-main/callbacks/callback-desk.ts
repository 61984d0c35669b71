import { callbackIdOf } from '@callbrief/relay/wire/callback';
import type { Change, History } from '../history/history.ts';
import { changesOfCallEdit, type Writing } from './callback-changes.ts';

/** Where every word on a call passes, so that its callback is written with it: call screen, popup, notification. */
export interface CallbackDesk {
  changesOfCallEdit(edit: Omit<Extract<Change, { kind: 'edit_call' }>, 'kind'>): Change[];
  /** "Call back later", "Queue the callback": mine. */
  callBackLater(callIds: readonly string[]): Change[];
  writing(): Writing;
}

export interface CallbackDeskOptions {
  history: () => History;
  now: () => Date;
  newId: () => string;
}

export function createCallbackDesk({ history, now, newId }: CallbackDeskOptions): CallbackDesk {
  const writing = (): Writing => {
    const personId = history().office()?.personId ?? null;
    return {
      me: personId === null ? null : history().person(personId),
      now: now(),
      newId,
      people: history().people(),
      practice: history().practice(),
    };
  };
  const known = (callId: string) => ({
    call: history().call(callId),
    callback: history().items.item('callback', callbackIdOf(callId)),
  });
  return {
    writing,
    changesOfCallEdit: (edit) => changesOfCallEdit(edit, known(edit.callId), writing()),
    callBackLater(callIds) {
      const who = writing();
      return callIds.flatMap((callId) =>
        changesOfCallEdit({ callId, followUp: 'please_call_back' }, known(callId), who, {
          ownerPersonId: who.me?.id ?? null,
        }),
      );
    },
  };
}
