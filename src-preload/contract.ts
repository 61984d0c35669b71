import type { AfterCallRequests } from './contract/after-call.ts';
import type { ContactRequests } from './contract/contacts.ts';
import type { MatterRequests } from './contract/matters.ts';
import type { TimeRequests } from './contract/time.ts';
import type { AddedByProvider, CallOutcome, FollowUp } from '@callbrief/relay/wire/call';
import type {
  BlockedNumber,
  CallAction,
  PersonPresence,
  ProviderCapabilities,
  ReconcileResult,
} from '@callbrief/relay/wire/control';
import type { PartyRole, Person } from '@callbrief/relay/wire/directory';
import type { FieldReason } from '@callbrief/relay/wire/field-state';
import type {
  CallInsights,
  CapturePolicy,
  CapturePreview,
  CapturePreviewRequest,
  InsightEdit,
  InsightField,
} from '@callbrief/relay/wire/insights';
import type { ItemKind } from '@callbrief/relay/wire/item';
import type { Message, MessageState } from '@callbrief/relay/wire/message';
import type { Practice } from '@callbrief/relay/wire/practice';
import type { ProblemCode } from '@callbrief/relay/wire/problems';
import type { Recording, Speaker } from '@callbrief/relay/wire/recording';
import type { RouteDecision, RoutePreviewRequest, Routing } from '@callbrief/relay/wire/routing';
import type { Direction, Language } from '@callbrief/relay/wire/scalars';
import type { StatisticsRequests } from './contract/statistics.ts';
import type { ImportPushes, ImportRequests } from './contract/imports.ts';
import type { AgentCard, AgentPushes, AgentRequests } from './contract/agent.ts';
import type { AgentTalkRequests } from './contract/agent-talk.ts';
import type { Candidate, MatchingRequests } from './contract/matching.ts';
import type { ReceptionistRequests } from './contract/receptionist.ts';
import type { PracticeRequests } from './contract/practice.ts';
import type { PrivacyReason, PrivacyRequests, PrivacySettings, PrivacyState } from './contract/privacy.ts';
import type { CallbackRequests } from './contract/callbacks.ts';
import type { TaskRequests } from './contract/tasks.ts';

/**
 * Every request and push between the windows and the main process. Names are `topic:verb`. A request is checked by
 * schema and by sender in src-main/ipc; the answers are plain data, ready to be drawn: windows know no network and
 * no database.
 */
export interface Requests
  extends
    AfterCallRequests,
    MatterRequests,
    ContactRequests,
    StatisticsRequests,
    TimeRequests,
    PracticeRequests,
    ReceptionistRequests,
    ImportRequests,
    MatchingRequests,
    PrivacyRequests,
    AgentRequests,
    AgentTalkRequests,
    CallbackRequests,
    TaskRequests {
  'app:state': { ask: void; answer: AppState };
  'enrolment:check': { ask: { relayUrl: string }; answer: RelayCheck };
  'enrolment:start': { ask: { relayUrl: string; code: string; deviceName: string }; answer: EnrolmentResult };
  /** Removes this computer at the office and its history here. */
  'enrolment:remove': { ask: void; answer: void };
  'connection:retry': { ask: void; answer: void };
  'notice:dismiss': { ask: { noticeId: string }; answer: void };
  'notice:act': { ask: { noticeId: string }; answer: void };

  'calls:list': { ask: CallListQuery; answer: CallList };
  'calls:get': { ask: { callId: string }; answer: CallDetail | null };
  'calls:edit': { ask: CallEditAsk; answer: void };

  /** Acts on a call at the provider, now or not at all: nothing of this waits, and nothing is tried again. */
  'call:act': { ask: { callId: string; act: CallAction }; answer: ActAnswer };
  /** Reads a number as somebody typed, selected or linked it, and says whose it is. Dials nothing. */
  'dial:look-up': { ask: { text: string }; answer: DialTarget };
  'dial:call': { ask: { number: string }; answer: ActAnswer };
  /** People of the firm to transfer to, with what is known of their phones; the ones who are free first. */
  'colleagues:list': { ask: void; answer: Colleague[] };

  /** By its number; a message without a number stands alone. */
  'messages:conversation': { ask: { number: string | null; messageId: string | null }; answer: Conversation | null };
  /** `messageId` is made by the window once per message, so that pressing twice sends once. */
  'messages:send': { ask: { messageId: string; number: string; text: string }; answer: ActAnswer };
  'messages:seen': { ask: { messageIds: string[] }; answer: void };

  'blocked:list': { ask: void; answer: BlockedNumber[] };
  'blocked:set': { ask: { number: string; blocked: boolean; comment: string }; answer: ActAnswer };

  /** Rules live at the relay and are edited there, with a connection. */
  'routing:get': { ask: void; answer: RoutingDesk | { refused: ActRefusal } };
  'routing:save': { ask: Routing; answer: Routing | { refused: ActRefusal; field: string | null } };
  'routing:preview': {
    ask: RoutePreviewRequest;
    answer: RouteDecision | { refused: ActRefusal; field: string | null };
  };
  /** What is kept of calls and who may read it; at the relay like the rules, and saved by an administrator. */
  'policy:get': { ask: void; answer: PolicyDesk | { refused: ActRefusal } };
  'policy:save': { ask: CapturePolicy; answer: CapturePolicy | { refused: ActRefusal; field: string | null } };
  'policy:preview': {
    ask: CapturePreviewRequest;
    answer: CapturePreview | { refused: ActRefusal; field: string | null };
  };
  /** Matters and contacts that a rule of it may name; from this computer. */
  'policy:find': { ask: { query: string }; answer: NamedInPolicy };
  'reconcile:run': { ask: { days: number }; answer: ReconcileResult | { refused: ActRefusal } };

  /** Everything made of a call's words, from this computer; null: nothing yet. Works offline. */
  'insights:get': { ask: { callId: string }; answer: InsightsView | null };
  /** Kept here at once, sent to the office when there is a connection, like a note. */
  'insights:edit': { ask: { callId: string; edit: InsightEdit }; answer: void };
  'insights:retry': { ask: { callId: string; field: InsightField }; answer: ActAnswer };
  'recordings:retry': { ask: { recordingId: string }; answer: ActAnswer };
  /** Fetches the audio to this computer now, whatever the settings keep by themselves. */
  'recordings:fetch': { ask: { recordingId: string }; answer: void };
  /** A star keeps it here for good. */
  'recordings:star': { ask: { recordingId: string; on: boolean }; answer: void };
  /** For drawing, without decoding the audio. Null: not on this computer yet. */
  'recordings:peaks': { ask: { recordingId: string }; answer: PeaksView | null };
  'recordings:legal-hold': { ask: { callId: string; on: boolean; reason: string }; answer: ActAnswer };
  'recordings:usage': { ask: void; answer: AudioUsage };
  /** Removes the audio of this computer; what is starred stays. */
  'recordings:clear': { ask: void; answer: AudioUsage };
  /** Made by the office, which audits it, and saved where the person says. */
  'export:make': { ask: ExportAsk; answer: { saved: string | null } | { refused: ActRefusal } };

  'settings:change': { ask: Partial<Settings>; answer: Settings };
  'ring-test:run': { ask: { rings: number }; answer: RingTestRun | { refused: 'offline' | 'running' } };
  'ring-test:latest': { ask: void; answer: RingTestRun | null };
  'diagnostics:copy': { ask: void; answer: void };

  'window:act': { ask: { action: 'minimise' | 'toggle_maximise' | 'close' }; answer: void };

  /** The popup window tells what it drew and what was done to it. `paintedAtMs`: epoch ms after the frame was painted. */
  'popup:painted': { ask: { viewId: number; paintedAtMs: number }; answer: void };
  'popup:fit': { ask: { height: number }; answer: void };
  'popup:hold': { ask: { reason: 'pointer' | 'keyboard' | 'typed' | 'pinned'; held: boolean }; answer: void };
  'popup:hide': { ask: { callId: string | null }; answer: void };
  'popup:show-strip': { ask: { callId: string }; answer: void };
  'popup:field-focus': { ask: { focused: boolean }; answer: void };
  'popup:note': { ask: { callId: string; text: string }; answer: void };
  'popup:call-back-later': { ask: { callIds: string[] }; answer: void };
  'popup:act': { ask: { callId: string; act: CallAction }; answer: ActAnswer };
  'popup:open': { ask: { callId: string | null }; answer: void };
  /** Its matter, or the call where there is none. */
  'popup:open-matter': { ask: { callId: string }; answer: void };
  'popup:copy-number': { ask: { callId: string }; answer: void };
  /** The caller's number, for the whole firm. */
  'popup:block': { ask: { callId: string }; answer: ActAnswer };
}
export type RequestName = keyof Requests;

export interface Pushes extends ImportPushes, AgentPushes {
  'app:state-changed': AppState;
  /** The list or a call changed; ask again for what is on screen. Empty: everything may have changed. */
  'calls:changed': { callIds: string[] };
  /** The main window should show this call (popup's Open matter, notification click, deep link). */
  'calls:show': { callId: string };
  /** The main window should show the tasks, and this one where it is one. */
  'tasks:show': { taskId: string | null };
  /** The same of a matter. */
  'matters:show': { matterId: string };
  /** A tel: link or the dial hotkey: the main window asks before it dials. */
  'dial:asked': { text: string };
  'insights:changed': { callId: string };
  /** Callbacks, tasks or time entries changed: ask again for what is on screen. Contacts and matters: `calls:changed`. */
  'items:changed': { kinds: ItemKind[] };
  'recordings:usage-changed': AudioUsage;
  'colleagues:changed': Colleague[];
  'popup:view': PopupView;
  'ring-test:progress': RingTestRun;
}
export type PushName = keyof Pushes;

/** What `window.callbrief` is, in both windows. Each window can use only its own topics (checked by sender). */
export interface Bridge {
  request<N extends RequestName>(
    name: N,
    ...ask: Requests[N]['ask'] extends void ? [] : [Requests[N]['ask']]
  ): Promise<Requests[N]['answer']>;
  /** @returns its own undo. */
  on<N extends PushName>(name: N, listener: (push: Pushes[N]) => void): () => void;
}
declare global {
  interface Window {
    callbrief: Bridge;
  }
}

// ── App ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface AppState {
  /** `locked`: this computer was removed by the office; its history is gone. */
  phase: 'first_run' | 'ready' | 'locked';
  connection: ConnectionState;
  me: Pick<Person, 'id' | 'name' | 'shortName' | 'role'> | null;
  firmName: string | null;
  relayUrl: string | null;
  device: { name: string; enrolledAt: string; keyStore: 'system' | 'memory_only' } | null;
  lines: { number: string; name: string }[];
  providers: ('ringover' | 'sipgate')[];
  /** First fill after enrolment; null when complete. */
  filling: { done: number; total: number } | null;
  callsCached: number;
  notices: Notice[];
  settings: Settings;
  platform: 'win32' | 'darwin' | 'linux';
  version: string;
  autostart: { enabled: boolean; allowedBySystem: boolean };
  popupMeans: 'window' | 'notification';
  popupHotkeyFree: boolean;
  dialHotkeyFree: boolean;
  /** What can be done at each provider; null until the relay told. */
  capabilities: Record<'ringover' | 'sipgate', ProviderCapabilities> | null;
  unseenMessages: number;
  /** How the firm works after a call. */
  practice: Practice;
  privacy: PrivacyState;
  suggestedDeviceName: string;
  /** From a `callbrief://enrol` link: fills the first-run form, never connects by itself. */
  enrolmentLink: { relayUrl: string; code: string } | null;
}

export type ConnectionState =
  | { kind: 'not_enrolled' }
  | { kind: 'connecting' }
  | { kind: 'up_to_date'; at: string; since: string; roundTripMs: number | null; clockDifferenceMs: number | null }
  | { kind: 'catching_up'; left: number }
  | { kind: 'reconnecting'; since: string; nextAttemptAt: string; waitingChanges: number }
  | { kind: 'offline'; since: string; waitingChanges: number }
  /** Connected, but no heartbeat: the line is dead without having said so. */
  | { kind: 'silent'; since: string }
  | { kind: 'removed'; at: string };

/** Strips above the content. Words are the renderer's; facts are here. */
export type Notice = { id: string } & (
  | { kind: 'offline'; since: string; waitingChanges: number }
  | { kind: 'back_online'; from: string; until: string; calls: number; notReturned: number }
  | { kind: 'removed'; at: string }
  | { kind: 'history_rebuilt'; setAsidePath: string }
  | { kind: 'history_from_newer_version'; setAsidePath: string }
  | { kind: 'disk_full' }
  | { kind: 'no_key_store' }
  | { kind: 'relay_too_new' }
  /** `about`: the call, item, contact or matter. `written`: the words that were not taken, to be copied; they stay until dismissed. */
  | { kind: 'change_refused'; about: string; callId: string | null; written: string | null; reason: string }
);

export type RelayCheck =
  | { result: 'found' }
  | { result: 'not_an_address' }
  | { result: 'no_such_server' }
  | { result: 'not_reachable' }
  | { result: 'not_a_relay' }
  | { result: 'certificate_not_trusted'; details: string };

export type EnrolmentResult =
  | { result: 'connected'; personName: string; keyStore: 'system' | 'memory_only' }
  | Exclude<RelayCheck, { result: 'found' }>
  | { result: 'code_malformed' | 'code_refused' | 'code_expired' | 'too_many_attempts' };

export interface Settings extends PrivacySettings {
  /** Callbrief's own switch in the title bar. */
  popupsOn: boolean;
  popupScope: 'my_line' | 'my_lawyers' | 'all_lines';
  popupCorner: 'bottom_right' | 'bottom_left' | 'top_right' | 'top_left';
  hideAfterAnswerSeconds: 5 | 10 | 20 | 60;
  popupHotkey: string;
  popupSound: 'none' | 'soft';
  /** Dials the number that is selected (Linux) or was copied (elsewhere), after asking. */
  dialHotkey: string;
  /** This app answers tel: and callto: links of the system. */
  openTelLinks: boolean;
  /** Which audio is kept here by itself, to play without a connection. */
  keepAudio: 'none' | 'my_calls' | 'my_calls_and_matters' | 'all';
  keepAudioDays: 7 | 30 | 90 | 365;
  keepAudioCapGb: 1 | 5 | 20 | 100;
  playbackSpeed: 0.5 | 1 | 1.5 | 2;
  skipSilence: boolean;
  /** Where recordings are heard on this computer; null: as the system says. */
  playOn: { deviceId: string; label: string } | null;
  /** null: as the system says. */
  language: Language | null;
  appearance: 'system' | 'light' | 'dark';
  textSizePercent: 90 | 100 | 115 | 130;
  motion: 'system' | 'reduced';
  startWithSystem: boolean;
  letterKeys: boolean;
}

// ── Calls ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export type CallFilter = 'all' | 'unreturned' | 'voicemail' | 'messages' | 'mine' | 'not_filed';

export interface CallListQuery {
  filter: CallFilter;
  /** Empty: no search. */
  search: string;
  offset: number;
  limit: number;
}

export interface CallList {
  rows: HistoryRow[];
  total: number;
  /** More than `total` were found; only the newest are listed. */
  hasMore: boolean;
  /** All calls and messages here, to say "7 calls of 3,912". */
  totalCached: number;
  unreturnedCount: number;
  /** Of the whole firm. */
  unheardVoicemails: number;
  unseenMessages: number;
  /** The days of the whole result, newest first, in the system's time zone; lengths add up to `total`. */
  days: { day: string; count: number }[];
  tookMs: number;
}

export type HistoryRow = CallRow | MessageRow;

/** An SMS or a fax in the list; drawn and searched among the calls. */
export interface MessageRow extends Pick<
  CallRow,
  | 'id'
  | 'title'
  | 'titleIsNumber'
  | 'role'
  | 'matter'
  | 'lineName'
  | 'direction'
  | 'startedAt'
  | 'snippet'
  | 'titleMarks'
> {
  kind: 'message';
  messageKind: Message['kind'];
  /** E.164; null: withheld or a word, then `title` is that word. */
  number: string | null;
  text: string;
  pages: number | null;
  state: MessageState;
  /** Who of the firm sent it. */
  byName: string | null;
  /** Nobody opened it on this computer yet. */
  unseen: boolean;
}

export interface CallRow {
  kind: 'call';
  id: string;
  /** A name, else a number formatted for reading; null: withheld. */
  title: string | null;
  titleIsNumber: boolean;
  role: PartyRole | 'unknown' | null;
  matter: { number: string; title: string } | null;
  lineName: string | null;
  direction: Direction;
  outcome: CallOutcome;
  startedAt: string;
  durationSeconds: number | null;
  answeredByName: string | null;
  answeredByMe: boolean;
  rangCount: number;
  followUp: FollowUp | null;
  /** Nobody reached this caller since; red until then. */
  unreturned: boolean;
  reachedBy: { name: string; at: string } | null;
  /** Null: the caller left no message. `heard`: who of the firm heard it first; null: nobody yet. */
  voicemail: { heard: { name: string; at: string; byMe: boolean } | null } | null;
  /** Search hits: text cut into plain and marked pieces. Marked pieces in `title` are given by `titleMarks`. */
  snippet: TextPiece[] | null;
  titleMarks: TextPiece[] | null;
}
export interface TextPiece {
  text: string;
  hit: boolean;
}

export interface CallDetail extends CallRow {
  number: string | null;
  numberFormatted: string | null;
  organisation: string | null;
  languages: Language[];
  /** Of `matter`, to open it. */
  matterId?: string;
  matterLawyer: string | null;
  nextDeadline: Deadline | null;
  answeredAfterSeconds: number | null;
  anonymous: boolean;
  voicemailSeconds: number | null;
  legs: { name: string | null; state: 'ringing' | 'talking' | 'answered' | 'not_answered'; isMe: boolean }[];
  note: { text: string; byName: string; at: string; waiting: boolean } | null;
  /** Written at the same time by somebody who had not seen the note: kept until put together. */
  otherNotes: { text: string; byName: string; at: string }[];
  /** The firm's own; the provider's are in `added`. */
  tags: string[];
  disposition: string | null;
  earlier: EarlierEntry[];
  added: AddedByProvider;
  /** Known from the provider's own log, because its webhook was lost. */
  healed: boolean;
  /** Its audio, and the message on its voicemail; what is not there says why. */
  recordings: RecordingView[];
  /** The number is on the firm's list of blocked numbers. */
  blocked: boolean;
  /** Null: not my call, or over, or nothing can be done to it. */
  control: CallControl | null;
  /** When each hop was passed, as far as known, for diagnostics. */
  hops: { name: string; at: string }[];
}

/** Absent: untouched. */
export interface CallEditAsk {
  callId: string;
  note?: string;
  /** `at` of the note that was on screen when this one was begun; null: there was none. */
  noteBasis?: string | null;
  /** `at` of other notes that are in this one now, or that nobody needs. */
  dropOtherNotes?: string[];
  followUp?: FollowUp | null;
  /** All of them. */
  tags?: string[];
  disposition?: string | null;
  /** I heard its voicemail; or nobody did. */
  voicemailHeard?: boolean;
}

export interface RecordingView {
  recordingId: string;
  kind: Recording['kind'];
  /**
   * `at_the_office`: the relay has it, this computer does not; it plays with a connection. `here`: it plays offline.
   * `waiting`: the relay is getting it.
   */
  state: 'waiting' | 'at_the_office' | 'downloading' | 'here' | 'failed' | 'skipped' | 'removed';
  /** Why, for `failed` and `skipped`; why it is gone, for `removed`. */
  reason: FieldReason | 'retention' | 'demand' | 'policy' | null;
  /** 0 to 1 of `waiting` and `downloading`, where known. */
  progress: number | null;
  durationMs: number | null;
  /** One entry a channel. */
  speakers: Speaker[];
  sizeBytes: number | null;
  /** `recording://<host of this run>/<id>`, for an audio element; null: it cannot be played now. */
  url: string | null;
  starred: boolean;
  legalHold: boolean;
}

/** `CallInsights` as this computer has them, with the names of the voices; `waiting`: edits here that the office lacks. */
export interface InsightsView extends CallInsights {
  callerName: string | null;
  firmName: string | null;
  waiting: boolean;
}

export interface PeaksView {
  stepMs: number;
  /** One text a channel: Base64 of one byte a step, how loud it gets in it, 0 to 127. */
  channels: string[];
}

export interface AudioUsage {
  recordings: number;
  bytes: number;
  capBytes: number;
  freeBytes: number | null;
  downloading: number;
  /** Nothing more is fetched: the cap is reached, or the disk keeps its last room for everything else. */
  stopped: 'cap' | 'disk' | null;
}

export interface ExportAsk {
  callId: string;
  kind: 'note_pdf' | 'note_docx' | 'transcript_txt' | 'transcript_srt' | 'clip';
  /** Of a clip. */
  fromMs: number | null;
  toMs: number | null;
}

/** What else happened with this caller, newest first. */
export type EarlierEntry = { id: string; startedAt: string; direction: Direction } & (
  | { kind: 'call'; outcome: CallOutcome; answeredByName: string | null; voicemail: CallRow['voicemail'] }
  | { kind: 'sms' | 'fax'; text: string; pages: number | null; byName: string | null }
);

/** My live call: what I may do to it, and what I did last. The provider tells of hold and mute only when asked. */
export interface CallControl {
  can: ProviderCapabilities;
  onHold: boolean;
  muted: boolean;
}

/**
 * What became of something that was asked of the provider. `unconfirmed`: asked, no answer, it may have happened.
 * `refused`: it did not happen; `detail` is the provider's own reason, where it gave one.
 */
export type ActAnswer =
  { result: 'done' } | { result: 'unconfirmed' } | { result: 'refused'; refusal: ActRefusal; detail: string | null };

/** Each has a sentence in the words. */
export type ActRefusal =
  | 'offline'
  | 'not_a_number'
  | 'failed'
  | Extract<
      ProblemCode,
      | `provider_${string}`
      | 'nothing_to_export'
      | 'policy_forbids'
      | 'call_over'
      | 'not_your_call'
      | 'emergency_number'
      | 'not_allowed'
      | 'revision_conflict'
      | 'malformed'
    >;

export interface DialTarget {
  /** E.164; null: no telephone number. */
  number: string | null;
  numberFormatted: string | null;
  contactName: string | null;
  organisation: string | null;
  role: PartyRole | 'unknown' | null;
  matter: { number: string; title: string } | null;
  /** Opposing party with counsel, as on the popup: asked before it is dialled. */
  represented: { by: string } | null;
  /** Null: it can be dialled. */
  cannotBecause: 'not_a_number' | 'offline' | 'provider_not_connected' | null;
}

export interface Colleague {
  personId: string;
  name: string;
  shortName: string;
  /** Where a transfer goes; null: no line of theirs is known. */
  number: string | null;
  presence: PersonPresence['state'];
  until: string | null;
  whereabouts: Person['whereabouts'];
}

export interface Conversation {
  /** Null: withheld or a word. */
  number: string | null;
  numberFormatted: string | null;
  title: string | null;
  titleIsNumber: boolean;
  organisation: string | null;
  role: PartyRole | 'unknown' | null;
  matter: { number: string; title: string } | null;
  /** Null: an answer can be written. */
  cannotSend: 'no_number' | 'offline' | 'provider_not_connected' | 'provider_cannot' | null;
  /** Oldest first. */
  entries: ConversationEntry[];
}

export interface ConversationEntry {
  id: string;
  kind: Message['kind'];
  direction: Direction;
  at: string;
  text: string;
  pages: number | null;
  state: MessageState;
  failure: ActRefusal | null;
  byName: string | null;
}

export interface RoutingDesk {
  routing: Routing;
  people: { id: string; name: string }[];
  lines: { number: string; name: string }[];
  /** Only an admin saves; others may look and ask what would happen. */
  canSave: boolean;
}

export interface PolicyDesk {
  policy: CapturePolicy;
  /** Names of what its rules name, as far as this computer knows them. */
  named: NamedInPolicy;
  lines: { number: string; name: string }[];
  /** Only an admin saves; others may look and ask what would be decided. */
  canSave: boolean;
}

export interface NamedInPolicy {
  matters: { id: string; number: string; title: string }[];
  contacts: { id: string; name: string }[];
}

export interface Deadline {
  kind: 'hearing' | 'deadline' | 'meeting';
  title: string;
  at: string;
  allDay: boolean;
}

// ── Popup ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface PopupView {
  /** Rises with every view; `popup:painted` names the one that was painted. */
  viewId: number;
  /** null: nothing to show, the window is hidden. */
  card: PopupCard | null;
  /** Other ringing calls, newest first, above the card; at most two. */
  strips: PopupStrip[];
  moreCalls: number;
  settings: Pick<Settings, 'language' | 'appearance' | 'textSizePercent' | 'motion' | 'popupCorner' | 'letterKeys'>;
  /** The keyboard was handed over: focus the primary action. */
  hasKeyboard: boolean;
  /** Null: off. While it is on the view has initials only, unless it is `revealed`. */
  privacy: { because: PrivacyReason; revealed: boolean } | null;
}

export type PopupCard = RingCard | BackOnlineCard | AgentCard;

export interface RingCard {
  kind: 'ringing' | 'answered_by_colleague' | 'you_answered';
  callId: string;
  isTest: boolean;
  lineName: string | null;
  /** For the clock: ringing since, or talking since. ISO on this computer's clock. */
  since: string;
  caller: PopupCaller;
  matter: {
    number: string;
    title: string;
    lawyer: string | null;
    whereabouts: Person['whereabouts'];
    /** What to know before a word is said. */
    flags: { conflictUnresolved: boolean; unpaidProvision: boolean; restricted: boolean };
  } | null;
  /** Several may be calling, or it may be about several matters: nothing is filed until somebody chooses. */
  candidates: Candidate[];
  nextDeadline: Deadline | null;
  lastContact: { at: string; byName: string | null; line: string | null; outcome: CallOutcome } | null;
  /** Opposing party with counsel: "Represented by {name}. Do not discuss the matter". Empty name: counsel unknown. */
  represented: { by: string } | null;
  answeredByName: string | null;
  answeredAfterSeconds: number | null;
  /** Leaves then unless held; null while ringing. ISO on this computer's clock. */
  closesAt: string | null;
  closesAfterSeconds: number | null;
  /** You answered, and something can be done to the call from here. */
  control: CallControl | null;
  /** Rang longer than any phone rings, without news of an end: `endedAt` is when it was given up, the card says so. */
  endNotReported?: boolean;
  /** The caller hung up and nobody answered; the card stays only because something on it is typed, pinned or has the keyboard. */
  endedAt?: string;
  note: string;
  /**
   * The firm's rules keep recording and AI off this call. `until_filed`: they may allow them once it is filed under a matter.
   */
  captureOff: 'always' | 'until_filed' | null;
  /** The number can be blocked from here. */
  canBlock: boolean;
}

export interface PopupCaller {
  /** null: withheld. */
  name: string | null;
  numberFormatted: string | null;
  numberKind: 'mobile' | 'work' | 'home' | 'fax' | 'other' | null;
  /** ISO country of the number, for callers without a name. */
  country: string | null;
  organisation: string | null;
  role: PartyRole | 'unknown' | null;
  language: Language | null;
  /** No earlier call from this number here. */
  firstCall: boolean;
}

export interface PopupStrip {
  callId: string;
  /** The AI receptionist speaks with them. */
  isAgent: boolean;
  title: string | null;
  line: string | null;
  role: PartyRole | 'unknown' | null;
  since: string;
}

export interface BackOnlineCard {
  kind: 'back_online';
  from: string;
  until: string;
  total: number;
  calls: {
    callId: string;
    title: string | null;
    at: string;
    outcome: CallOutcome;
    answeredByName: string | null;
    unreturned: boolean;
  }[];
}

export interface ContactSuggestion {
  contactId: string;
  name: string;
  organisation: string | null;
  matter: { number: string; title: string } | null;
}

// ── Ring test ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RingTestRun {
  testId: string;
  startedAt: string;
  of: number;
  rings: RingTestRing[];
  done: boolean;
  /** Medians over the finished rings, milliseconds; null until one finished. */
  medianMs: number | null;
  slowestMs: number | null;
  stagesMs: { fromRelay: number; lookUp: number; showWindow: number; paint: number } | null;
  checks: { name: 'keyboard_kept' | 'right_display' | 'popup_shown'; ok: boolean }[];
}
export type RingTestRing = { index: number } & (
  | { result: 'painted'; totalMs: number; fromRelayMs: number; lookUpMs: number; showWindowMs: number; paintMs: number }
  | { result: 'not_shown'; reason: NotShownReason }
);

/** Why a ring did not pop up. Each is a value, logged, counted and shown in the ring test. */
export type NotShownReason =
  | 'popups_off'
  | 'not_my_calls'
  | 'too_old'
  | 'already_over'
  | 'already_shown'
  | 'hidden_by_me'
  | 'outgoing'
  | 'not_ringing'
  | 'no_window';
