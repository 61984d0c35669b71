import type { FollowUp } from '@callbrief/relay/wire/call';
import type { Matter, MatterFields, PartyRole } from '@callbrief/relay/wire/directory';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { TaskFields } from '@callbrief/relay/wire/task';
import type { ActAnswer, CallRow, Deadline, MessageRow } from '../contract.ts';

/** Matters of the firm and what happened in each, from this computer. Everything but removing works offline. */
export interface MatterRequests {
  'matters:list': { ask: MatterListQuery; answer: MatterList };
  /** Null: it is not here (any more), or not for this person. */
  'matters:get': { ask: { matterId: string }; answer: MatterView | null };
  'matters:timeline': { ask: TimelineQuery; answer: Timeline };
  /** What the form writes, and who may be named in it; a new one has the number null. */
  'matters:form': { ask: { matterId: string | null }; answer: MatterForm | null };
  /**
   * Kept here at once, sent when there is a connection. Only the fields that were changed. `gone`: it was removed meanwhile,
   * and nothing is written. `matterId` is made by the window for a new one, so that pressing twice makes one.
   */
  'matters:save': {
    ask: { matterId: string; isNew: boolean; set: Partial<MatterFields> };
    answer: { result: 'kept' | 'gone' };
  };
  'matters:remove': { ask: { matterId: string }; answer: ActAnswer };
  /** A task as it is typed: "send the draft on Friday @Sofie". */
  'matters:add-task': { ask: { matterId: string; text: string }; answer: void };
  /** Adds a line to the note of a call of this matter, where the notes of a firm are kept. */
  'matters:add-note': { ask: { callId: string; text: string }; answer: void };
}

export interface MatterListQuery {
  filter: 'open' | 'closed' | 'mine';
  /** Number, title, area, a party or a lawyer; empty: all. */
  search: string;
  offset: number;
  limit: number;
}

export interface MatterList {
  rows: MatterListRow[];
  total: number;
  counts: Record<MatterListQuery['filter'], number>;
  /** Receptionists do not open matters. */
  mayCreate: boolean;
}

export interface MatterListRow {
  id: string;
  number: string;
  title: string;
  area: string | null;
  status: Matter['status'];
  lawyer: string | null;
  clients: string[];
  next: MatterDeadline | null;
  callbacks: number;
  tasks: number;
  restricted: boolean;
  conflictUnresolved: boolean;
}

export interface MatterDeadline extends Deadline {
  id: string;
  place: string | null;
}

export interface MatterPerson {
  id: string;
  name: string;
  shortName: string;
}

export interface PartyView {
  contactId: string;
  /** Null: the contact is not here any more. */
  name: string | null;
  organisation: string | null;
  role: PartyRole;
  representedBy: string | null;
  reference: string | null;
  languages: Language[];
  numbers: { number: string; formatted: string; kind: string }[];
}

export interface RecordingRules {
  audio: 'none' | 'notes' | 'record';
  analysis: 'none' | 'office' | 'regions' | 'anywhere';
  regions: string[];
  audioDays: number;
  textDays: number;
  /** Recordings of this matter that nothing removes. */
  onHold: number;
  /** A rule of the firm names this matter. */
  ownRule: boolean;
}

export interface MatterMay {
  /** `parties_and_deadlines`: what the reception writes down on the phone. */
  edit: 'all' | 'all_but_who' | 'parties_and_deadlines';
  remove: boolean;
}

export interface MatterView {
  id: string;
  number: string;
  title: string;
  area: string | null;
  status: Matter['status'];
  responsible: MatterPerson | null;
  team: MatterPerson[];
  /** Still to come, the nearest first. */
  next: MatterDeadline[];
  /** Opposing parties with counsel. */
  represented: boolean;
  flags: Matter['flags'];
  /** Names of who alone may know of it; null: everybody. */
  restrictedTo: string[] | null;
  parties: PartyView[];
  open: {
    callbacks: number;
    overdue: number;
    tasks: number;
    summaries: number;
    drafts: number;
    draftMinutes: number;
  };
  /** Null: not told by the office yet. */
  rules: RecordingRules | null;
  /** The newest calls, for a note or a file note. */
  recent: { callId: string; title: string | null; at: string }[];
  /** Edits here that the office lacks. */
  waiting: boolean;
  may: MatterMay;
}

export type TimelineFilter = 'all' | 'calls' | 'sms' | 'fax' | 'voicemail' | 'tasks';

export interface TimelineQuery {
  matterId: string;
  filter: TimelineFilter;
  /** Empty: everything. */
  find: string;
  offset: number;
  limit: number;
}

export interface Timeline {
  entries: TimelineEntry[];
  /** Of the filter and what is looked for. */
  total: number;
  /** Entries of all, to stand on the chips. */
  counts: Record<TimelineFilter, number>;
  /** Newest first, in the system's time zone; lengths add up to `total`. */
  days: { day: string; count: number }[];
  /** How many of the first entries are still to come. */
  coming: number;
}

export type TimelineEntry = { key: string; at: string } & (
  | { kind: 'call'; row: CallRow; note: { text: string; byName: string } | null; made: MadeOfCall }
  | { kind: 'message'; row: MessageRow }
  | {
      kind: 'task';
      taskId: string;
      title: string;
      state: TaskFields['state'];
      due: TaskFields['due'];
      /** Who did it, else who is to do it. */
      byName: string | null;
      callId: string | null;
    }
  | { kind: 'deadline'; deadline: MatterDeadline; isPast: boolean }
);

/** What there is of a call beside itself. */
export interface MadeOfCall {
  transcript: boolean;
  /** Null: none; `verifiedBy` null: a machine's alone. */
  summary: { verifiedBy: string | null } | null;
  tasks: number;
  suggestedTasks: number;
  /** Of time drafts; null: none. */
  draftMinutes: number | null;
  /** Why there is no recording, where that was decided. */
  notRecorded: 'rule' | 'removed' | null;
  hasRecording: boolean;
  /** Somebody is still owed a call about it. */
  callback: { dueAt: string | null; status: FollowUp } | null;
}

export interface MatterForm {
  /** Null: a new one. */
  matterId: string | null;
  fields: MatterFields;
  people: MatterPerson[];
  /** Of the parties, by contact. */
  contactNames: Record<string, string>;
  may: MatterMay;
}
