import type { Call } from '../wire/call.ts';
import type { Hops, LoggedEvent, LoggedEventOf, WithheldKind } from '../wire/events.ts';

/** An event that has no id yet; the log gives it one when it is appended. */
export interface EventDraft {
  type: LoggedEvent['type'];
  json: string;
  /** Null: everybody of the firm may know of it. */
  about: About | null;
}

/** Which row an event tells of, and of which matter that is: the matter may be restricted to some people. */
export interface About {
  of: WithheldKind;
  id: string;
  matterId: string | null;
  /** Whose matter counts as well: a callback of a call is known to whom the call is. */
  callId: string | null;
  hops: Hops;
}

/** @param callId of an event that is about a call and does not say so itself */
export function draft(event: LoggedEvent, callId: string | null = null): EventDraft {
  return { type: event.type, json: JSON.stringify(event), about: aboutOf(event, callId) };
}

/** Takes the call also as the text that goes into its row: it is the largest part, and made once. */
export function callChangedDraft(
  cause: LoggedEventOf<'call_changed'>['cause'],
  { id, matterId }: Pick<Call, 'id' | 'matterId'>,
  callJson: string,
  hops: Hops,
): EventDraft {
  return {
    type: 'call_changed',
    json: `{"type":"call_changed","cause":"${cause}","call":${callJson},"hops":${JSON.stringify(hops)}}`,
    about: { of: 'call', id, matterId, callId: null, hops },
  };
}

interface Row {
  id: string;
  matterId: string | null;
  callId?: string | null;
}
type Place = Omit<About, 'hops'>;
const row = (of: WithheldKind, { id, matterId, callId = null }: Row): Place => ({ of, id, matterId, callId });
const ofMatter = (id: string): Place => row('matter', { id, matterId: id });
/** A part of a call: its desktops keep and forget it with the call. */
const ofCall = (id: string): Place => row('call', { id, matterId: null, callId: id });

/** Null: it is about no row that a matter could have. */
const places: {
  [T in LoggedEvent['type']]: ((event: LoggedEventOf<T>, callId: string | null) => Place) | null;
} = {
  call_changed: ({ call }) => row('call', call),
  message_changed: ({ message }) => row('message', message),
  recording_changed: ({ recording }) => ofCall(recording.callId),
  insights_changed: ({ callId }) => ofCall(callId),
  insights_removed: ({ callId }) => ofCall(callId),
  call_ai_completed: ({ id }) => ofCall(id),
  matter_changed: ({ matter }) => ofMatter(matter.id),
  matter_removed: ({ matterId }) => ofMatter(matterId),
  case_updated: ({ id }) => ofMatter(id),
  callback_changed: ({ callback }) => row('callback', callback),
  task_changed: ({ task }) => row('task', task),
  time_entry_changed: ({ timeEntry }) => row('time_entry', timeEntry),
  new_inbox_item: ({ id, item_type, case_id }, callId) =>
    row(item_type === 'CALLBACK' ? 'callback' : 'task', { id, matterId: case_id, callId }),
  call_event_created: ({ id, event_type, case_id }) =>
    row(event_type === 'SMS' || event_type === 'FAX' ? 'message' : 'call', { id, matterId: case_id }),
  contact_changed: null,
  contact_removed: null,
  person_changed: null,
  practice_changed: null,
  withheld: null,
  device_revoked: null,
  import_changed: null,
  number_blocked: null,
};

export function aboutOf(event: LoggedEvent, callId: string | null): About | null {
  // Each takes its own type, and `event.type` chose it.
  const place = places[event.type] as ((one: LoggedEvent, callId: string | null) => Place) | null;
  return place && { ...place(event, callId), hops: event.hops };
}
