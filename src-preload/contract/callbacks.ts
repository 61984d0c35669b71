import type { CallOutcome, FollowUp } from '@callbrief/relay/wire/call';
import type { CallbackClosed, CallbackDid, CallbackFields } from '@callbrief/relay/wire/callback';
import type { PartyRole } from '@callbrief/relay/wire/directory';
import type { Direction } from '@callbrief/relay/wire/scalars';

/** Who is owed a call: the queue of the firm, from this computer. Everything works offline. */
export interface CallbackRequests {
  'callbacks:list': { ask: void; answer: CallbackList };
  'callbacks:get': { ask: { callbackId: string }; answer: CallbackDetail | null };
  /** Kept here at once, sent when there is a connection. The word of its call is written with it. */
  'callbacks:edit': { ask: { callbackId: string; set: CallbackSet; did: CallbackDid | null }; answer: void };
  /** `callbackId` is made by the window once, so that pressing twice adds once. */
  'callbacks:add': { ask: { callbackId: string; set: NewCallbackSet }; answer: void };
  /** Takes back the last change that was made here since the app started. */
  'callbacks:undo': { ask: void; answer: Undone };
  /** Contacts by name, organisation or matter, and what was typed as a number; first ten. */
  'callbacks:find-caller': { ask: { query: string }; answer: FoundCallers };
  /** Open matters by number or title; those of the contact when nothing is typed; first ten. */
  'callbacks:find-matter': { ask: { query: string; contactId: string | null }; answer: MatterRef[] };
}

/** `changed_since`: somebody else wrote the same since, and theirs stands. */
export type Undone =
  { result: 'undone'; itemId: string } | { result: 'changed_since'; itemId: string } | { result: 'nothing' };

/** What a person may write. Closing follows from the status. */
export type CallbackSet = Partial<
  Pick<
    CallbackFields,
    | 'status'
    | 'ownerPersonId'
    | 'forPersonId'
    | 'forTeamId'
    | 'dueFrom'
    | 'dueAt'
    | 'urgency'
    | 'reason'
    | 'callerName'
    | 'matterId'
    | 'contactId'
  >
>;
export type NewCallbackSet = Pick<
  CallbackFields,
  | 'contactId'
  | 'matterId'
  | 'number'
  | 'callerName'
  | 'reason'
  | 'forPersonId'
  | 'forTeamId'
  | 'ownerPersonId'
  | 'dueAt'
  | 'urgency'
>;

export type CallbackGroup = 'overdue' | 'soon' | 'later_today' | 'later' | 'closed';

export interface CallbackList {
  /** In the order of the groups, in each by when it is due; closed ones newest first. */
  rows: CallbackRow[];
  /** What `soon` means (minutes): the firm's promise for what is urgent. */
  soonMinutes: number;
  /** What the firm promises for the others (minutes). */
  withinMinutes: number;
  /** Mine, or of mine and not taken: what the badge on the rail counts. */
  badge: { overdue: number; soon: number };
  people: PersonRef[];
  teams: { id: string; name: string }[];
}

export interface PersonRef {
  id: string;
  name: string;
  /** `Me C. Delcourt` */
  shortName: string;
  isMe: boolean;
}

export interface MatterRef {
  id: string;
  number: string;
  title: string;
}

export interface CallbackRow {
  id: string;
  group: CallbackGroup;
  /** The call it is about. */
  callId: string | null;
  /** A contact's name, what somebody said they are called (`said`), a number formatted for reading; null: nobody knows. */
  title: string | null;
  titleIs: 'contact' | 'said' | 'number' | null;
  role: PartyRole | 'unknown' | null;
  /** The AI receptionist took the message: not checked by a person. */
  byMachine: boolean;
  matter: MatterRef | null;
  reason: string;
  for: { kind: 'person' | 'team'; id: string; name: string } | null;
  owner: PersonRef | null;
  dueFrom: string | null;
  dueAt: string | null;
  urgency: CallbackFields['urgency'];
  status: FollowUp;
  closed: CallbackClosed | null;
  /** I call back, or I am who was asked for. */
  mine: boolean;
  /** The same of somebody whose calls I also take. */
  ofMyLawyers: boolean;
}

export interface CallbackDetail extends CallbackRow {
  contactId: string | null;
  organisation: string | null;
  number: string | null;
  numberFormatted: string | null;
  matterLawyer: string | null;
  /** Opposing party with counsel, as on the popup. */
  represented: { by: string } | null;
  noted: { byName: string; at: string } | null;
  passage: CallbackFields['passage'];
  /** It can still be opened again without asking anybody: closed within 24 hours. */
  canReopen: boolean;
  /** Newest first: what people did about it, and the calls with this caller since. */
  happened: HappenedEntry[];
}

export type HappenedEntry = { id: string; at: string; byName: string | null } & (
  | { what: 'made' | 'no_answer' | 'left_message' | 'reached' | 'reopened' | 'urgent' | 'not_urgent' | 'changed' }
  | { what: 'took' | 'put_back' }
  | { what: 'assigned'; to: string }
  | { what: 'due'; dueFrom: string | null; dueAt: string | null }
  | { what: 'status'; status: FollowUp }
  | { what: 'closed'; why: CallbackClosed['why'] }
  | {
      what: 'call';
      callId: string;
      direction: Direction;
      outcome: CallOutcome;
      durationSeconds: number | null;
      isFirst: boolean;
    }
);

export interface FoundCallers {
  contacts: {
    contactId: string;
    name: string;
    organisation: string | null;
    number: string | null;
    numberFormatted: string | null;
    matter: MatterRef | null;
  }[];
  /** What was typed is a telephone number. */
  number: { number: string; formatted: string } | null;
}
