import type { Call } from '@callbrief/relay/wire/call';
import type { BlockedNumber } from '@callbrief/relay/wire/control';
import type { CallbackFields } from '@callbrief/relay/wire/callback';
import type { Contact, ContactFields, Firm, Matter, MatterFields, Person } from '@callbrief/relay/wire/directory';
import type { LoggedEvent } from '@callbrief/relay/wire/events';
import type { CallInsights, InsightEdit } from '@callbrief/relay/wire/insights';
import type { ItemKind, ItemOf } from '@callbrief/relay/wire/item';
import type { Message } from '@callbrief/relay/wire/message';
import type { Practice } from '@callbrief/relay/wire/practice';
import type { Recording } from '@callbrief/relay/wire/recording';
import type { TaskFields } from '@callbrief/relay/wire/task';
import type { TimeEntryFields } from '@callbrief/relay/wire/time-entry';
import type { UnknownEvent } from '../relay-link/relay-link.ts';
import type { CallDetail, CallList, CallListQuery, ContactSuggestion } from '../../src-preload/contract.ts';
import type { ContactLists } from './contact-lists.ts';
import type { CountedCalls } from './counted-calls.ts';
import type { Conversations } from './conversations.ts';
import type { Filing } from './filing-rows.ts';
import type { ItemAbout } from './item-rows.ts';
import type { MatterEntries } from './matter-entries.ts';
import type { Recordings } from './recording-rows.ts';

/** Everything this computer remembers, in one SQLite file. Reads never wait for the network. */
export interface History {
  /** Id of the last event whose row is written here; 0 before the first. */
  cursor: () => number;
  /**
   * Rows and cursor in one transaction; events at or below the cursor are passed over, so a replay doubles nothing. An
   * unknown event moves the cursor only and is not in the answer.
   */
  apply: (events: { id: number; event: LoggedEvent | UnknownEvent }[]) => AppliedEvent[];

  /** First fill and resync: `begin` marks the fill as unfinished, `finish` sets the cursor. A crash in between starts over. */
  beginFill: () => void;
  fill: (rows: {
    calls?: Call[];
    messages?: Message[];
    contacts?: Contact[];
    matters?: Matter[];
    people?: Person[];
    blocked?: BlockedNumber[];
    recordings?: Recording[];
    /** What the relay has of each call's words; those that are not here in this revision are wanted then. */
    insights?: { callId: string; revision: number }[];
    items?: { kind: ItemKind; items: ItemOf[ItemKind][] };
    practice?: Practice;
  }) => void;
  finishFill: (cursor: number) => void;
  fillFinished: () => boolean;

  /** Whose history this is; names the lines and tells which calls are mine. Null until set after enrolment. */
  office: () => Office | null;
  setOffice: (office: Office) => void;

  list: (query: CallListQuery, viewer: Viewer) => CallList;
  detail: (callId: string, viewer: Viewer) => StoredDetail | null;
  call: (callId: string) => Call | null;
  message: (messageId: string) => Message | null;
  conversation: Conversations['conversation'];
  /** Opened on this computer; kept here only. @returns those that were unseen until now. */
  messagesSeen: (messageIds: readonly string[]) => string[];
  unseenMessages: () => number;
  blockedNumbers: () => BlockedNumber[];
  contact: (contactId: string) => Contact | null;
  matter: (matterId: string) => Matter | null;
  person: (personId: string) => Person | null;
  /** Everybody of the firm. */
  people: () => Person[];
  contactsByNumber: (number: string) => Contact[];
  /** The newest call with this contact (or number) before a moment. */
  lastCallWith: (
    who: { contactId: string | null; number: string | null },
    before: string,
    exceptCallId: string,
  ) => Call | null;
  /** Open matters in which the contact is a party. */
  openMattersOf: (contactId: string) => Matter[];
  findContacts: (query: string, limit: number) => ContactSuggestion[];
  /** By words of number and title; open ones first. */
  findMatters: (query: string, limit: number) => Matter[];
  callsBetween: (from: string, until: string) => Call[];
  /** Times of this computer's own hops of a ring; those of the relay come with the event. Shown by `detail`. */
  addHops: (callId: string, hops: { name: string; at: string }[]) => void;
  counts: () => { calls: number; messages: number; contacts: number; matters: number };

  filing: Filing;
  items: Items;
  /** How the firm works; its defaults until the relay told. */
  practice: () => Practice;
  /** All matters, by id. */
  matters: () => Matter[];
  /** What happened in a matter. */
  matterEntries: MatterEntries;
  contactLists: ContactLists;

  /** For statistics. */
  countedCalls: CountedCalls;
  recordings: Recordings;
  insights: StoredInsights;

  /** Changes a person made here that the relay has not confirmed; survive a restart, kept in order of writing. */
  changes: WaitingChanges;
  /** Small facts that must survive a restart: hidden popups, last time online. */
  remembered: Remembered;
  /** Deletes the file, its siblings and every copy that was set aside; the history is unusable afterwards. */
  erase: () => void;
  close: () => void;
}

/** Callbacks, tasks and time entries, as they are shown: with what was written here and waits. */
export interface Items {
  item: <K extends ItemKind>(kind: K, itemId: string) => ItemOf[K] | null;
  /** All, or those that are still to be done; by id. */
  all: <K extends ItemKind>(kind: K, which: 'all' | 'owed') => ItemOf[K][];
  of: <K extends ItemKind>(kind: K, about: ItemAbout) => ItemOf[K][];
  /** No longer to be done, and written since then. */
  settledSince: <K extends ItemKind>(kind: K, since: string) => ItemOf[K][];
}

/** What was made of calls' words; locked on the disk, with what was written here and waits. */
export interface StoredInsights {
  /** Null: nothing (yet), or locked with another key. */
  get: (callId: string) => CallInsights | null;
  /** Newer at the relay than here, newest calls first. Survives a restart. */
  wanted: (limit: number) => { callId: string; revision: number }[];
  /** As the relay answered. @param askedFor what was wanted then; a newer one that was told meanwhile stays wanted */
  put: (insights: CallInsights, askedFor: number) => void;
  /** The relay has none (any more), or not for this person. */
  remove: (callId: string) => void;
  /** Calls whose words the office removed: they are gone from here, and it does not know that yet. */
  removals: () => string[];
  removalConfirmed: (callId: string) => void;
}

/** What may be done to the call, and whether its audio can be played, is of the moment and stands in no file. */
export type StoredDetail = Omit<CallDetail, 'control' | 'recordings'>;

export interface Office {
  firm: Firm;
  /** The person of this computer. */
  personId: string;
}

export interface Viewer {
  personId: string;
  now: string;
  /** IANA zone for day groups: `Europe/Brussels`. */
  timeZone: string;
}

export interface AppliedEvent {
  id: number;
  event: LoggedEvent;
  /** False: it stood here already (replay). */
  isNew: boolean;
  /** The call as it stood here before a `call_changed`; null when it was not known. */
  callBefore: Call | null;
  /** The same of a `message_changed`. */
  messageBefore: Message | null;
}

export type Change =
  | {
      kind: 'edit_call';
      callId: string;
      note?: string;
      followUp?: Call['followUp'] extends infer F ? (F extends { value: infer V } ? V : null) | null : never;
      /** I heard it; or nobody did. */
      voicemailHeard?: boolean;
      contactId?: string | null;
      matterId?: string | null;
      /** The `at` of the note that was seen when this one was written; null: there was none. */
      noteBasis?: string | null;
      dropOtherNotes?: string[];
      tags?: string[];
      disposition?: string | null;
    }
  | { kind: 'edit_item'; item: ItemKind; itemId: string; editId: string; set: ItemSet; did: string | null }
  | { kind: 'edit_contact'; contactId: string; editId: string; set: Partial<ContactFields> }
  | { kind: 'edit_matter'; matterId: string; editId: string; set: Partial<MatterFields> }
  | {
      kind: 'new_contact';
      contactId: string;
      name: string;
      organisation?: string | null;
      number: string;
      callId: string;
    }
  | { kind: 'edit_insights'; callId: string; edit: InsightEdit };

/** Fields of a callback, task or time entry. */
export type ItemSet = Partial<CallbackFields> | Partial<TaskFields> | Partial<TimeEntryFields>;

export interface WaitingChange {
  seq: number;
  /** When it was written here, ISO. */
  at: string;
  change: Change;
}

export interface WaitingChanges {
  /** Written to disk and visible in `list`, `detail` and the popup at once, before the relay knows. */
  add: (change: Change, at: string) => WaitingChange;
  pending: () => WaitingChange[];
  done: (seq: number) => void;
  /** The relay refused it for good; it is taken out, the relay's value shows again. */
  drop: (seq: number) => void;
  count: () => number;
}

export interface Remembered {
  get: (key: string) => string | null;
  set: (key: string, value: string) => void;
}
