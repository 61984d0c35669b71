import type { AgentTalk } from '@callbrief/relay/wire/agent-talk';
import type { BlockedNumber } from '@callbrief/relay/wire/control';
import type {
  AppState,
  AudioUsage,
  Bridge,
  CallDetail,
  CallList,
  CallListQuery,
  Colleague,
  Conversation,
  DialTarget,
  HistoryRow,
  InsightsView,
  MessageRow,
  PeaksView,
  PolicyDesk,
  PushName,
  Pushes,
  RequestName,
  Requests,
  RingTestRun,
  RoutingDesk,
  Settings,
  TextPiece,
} from '../../src-preload/contract.ts';
import type { InsightEdit } from '@callbrief/relay/wire/insights';
import { mockFigures } from './kept-talk.ts';
import { mockStatistics } from './mock-statistics.ts';
import { mockPolicyDesk } from './mock-policy.ts';
import type { AgentTalk as RunningTalk } from '../../src-preload/contract/agent.ts';
import { mockReceptionistDesk, pretendCheck, pretendTalk } from './mock-receptionist.ts';
import type { ReceptionistDesk } from '../../src-preload/contract/receptionist.ts';
import type { CallbackList } from '../../src-preload/contract/callbacks.ts';
import type { TaskList } from '../../src-preload/contract/tasks.ts';
import { mockCallbacks, mockTasks, pretendItems } from './mock-callbacks.ts';
import { mockBlocked, mockDesk, pretendDecision } from './mock-routing.ts';

export const defaultSettings: Settings = {
  popupsOn: true,
  popupScope: 'my_lawyers',
  popupCorner: 'bottom_right',
  hideAfterAnswerSeconds: 10,
  popupHotkey: 'Control+Shift+F2',
  popupSound: 'none',
  dialHotkey: 'Control+Shift+F3',
  openTelLinks: false,
  keepAudio: 'my_calls_and_matters',
  keepAudioDays: 30,
  keepAudioCapGb: 5,
  playbackSpeed: 1,
  skipSilence: false,
  playOn: null,
  language: 'en',
  appearance: 'light',
  textSizePercent: 100,
  motion: 'system',
  startWithSystem: true,
  letterKeys: true,
  privacyMode: false,
  privacyWhileShared: true,
  lockScreen: 'nothing',
};

export interface FakeBridge extends Bridge {
  /** Every request as it came, oldest first. */
  asked: { name: RequestName; ask: unknown }[];
  /** Answers instead of the pretend main process; may throw. */
  answer<N extends RequestName>(name: N, how: (ask: Requests[N]['ask']) => Promise<Requests[N]['answer']>): void;
  push<N extends PushName>(name: N, push: Pushes[N]): void;
  state: AppState;
  calls: CallDetail[];
  /** Newest first; they stand among the calls. */
  messages: MessageRow[];
  /** By number, else by the message's id. */
  conversations: Map<string, Conversation>;
  colleagues: Colleague[];
  /** The office's rules; `canSave` follows who is signed in. */
  desk: RoutingDesk;
  blocked: BlockedNumber[];
  /** The office's policy for recordings; `canSave` follows who is signed in. */
  policyDesk: Omit<PolicyDesk, 'canSave'>;
  receptionistDesk: Omit<ReceptionistDesk, 'canSave'>;
  /** Of the receptionist, by call. */
  agentTalks: Map<string, AgentTalk>;
  /** By call. */
  insights: Map<string, InsightsView>;
  /** By recording. */
  peaks: Map<string, PeaksView>;
  usage: AudioUsage;
  /** Push `agent:talks-changed` after changing them. */
  talks: RunningTalk[];
  callbacks: CallbackList;
  tasks: TaskList;
  setState(change: Partial<AppState>): void;
}

/** A main process that remembers what it is told, for windows without one. Calls newest first. */
export function createFakeBridge(
  state: AppState,
  calls: CallDetail[],
  ringTest: RingTestRun | null = null,
): FakeBridge {
  const listeners = new Map<PushName, Set<(push: never) => void>>();
  const answers = new Map<RequestName, (ask: never) => Promise<unknown>>();

  const offline = () => bridge.state.connection.kind === 'offline';
  const pretend: { [N in RequestName]?: (ask: Requests[N]['ask']) => Requests[N]['answer'] } = {
    'app:state': () => bridge.state,
    'calls:list': (query) => list(bridge.calls, bridge.messages, query, bridge.insights),
    'calls:get': ({ callId }) => bridge.calls.find((call) => call.id === callId) ?? null,
    'calls:edit': ({ callId, note, followUp, voicemailHeard }) => {
      bridge.calls = bridge.calls.map((call) =>
        call.id === callId
          ? {
              ...call,
              ...(followUp !== undefined && { followUp }),
              ...(voicemailHeard !== undefined && {
                voicemail: {
                  heard: voicemailHeard
                    ? { name: bridge.state.me?.name ?? '', at: new Date().toISOString(), byMe: true }
                    : null,
                },
              }),
              ...(note !== undefined && {
                note: {
                  text: note,
                  byName: bridge.state.me?.name ?? '',
                  at: new Date().toISOString(),
                  waiting: offline(),
                },
              }),
            }
          : call,
      );
      bridge.push('calls:changed', { callIds: [callId] });
    },
    'call:act': ({ callId, act }) => {
      bridge.calls = bridge.calls.map((call) => {
        if (call.id !== callId || call.control === null) return call;
        if (act.action === 'hold') return { ...call, control: { ...call.control, onHold: act.on } };
        if (act.action === 'mute') return { ...call, control: { ...call.control, muted: act.on } };
        return act.action === 'digits' ? call : { ...call, control: null, outcome: 'answered' as const };
      });
      bridge.push('calls:changed', { callIds: [callId] });
      return { result: 'done' };
    },
    'dial:look-up': ({ text }) => lookUp(bridge.calls, text),
    'dial:call': () => ({ result: 'done' }),
    'colleagues:list': () => bridge.colleagues,
    'messages:conversation': ({ number, messageId }) => bridge.conversations.get(number ?? messageId ?? '') ?? null,
    'messages:send': ({ messageId, number, text }) => {
      const conversation = bridge.conversations.get(number);
      const entry = {
        id: messageId,
        kind: 'sms' as const,
        direction: 'outbound' as const,
        at: new Date().toISOString(),
      };
      if (conversation)
        bridge.conversations.set(number, {
          ...conversation,
          entries: [
            ...conversation.entries,
            { ...entry, text, pages: null, state: 'sent', failure: null, byName: bridge.state.me?.name ?? null },
          ],
        });
      bridge.push('calls:changed', { callIds: [] });
      return { result: 'done' };
    },
    'messages:seen': ({ messageIds }) => {
      bridge.messages = bridge.messages.map((row) => (messageIds.includes(row.id) ? { ...row, unseen: false } : row));
      bridge.push('calls:changed', { callIds: [] });
    },
    'blocked:list': () => bridge.blocked,
    'blocked:set': ({ number, blocked, comment }) => {
      if (offline()) return { result: 'refused', refusal: 'offline', detail: null };
      const others = bridge.blocked.filter((one) => one.number !== number);
      const one = { number, comment, byName: bridge.state.me?.name ?? '', at: new Date().toISOString() };
      bridge.blocked = blocked ? [one, ...others] : others;
      bridge.calls = bridge.calls.map((call) => (call.number === number ? { ...call, blocked } : call));
      bridge.push('calls:changed', { callIds: [] });
      return { result: 'done' };
    },
    'routing:get': () =>
      offline() ? { refused: 'offline' } : { ...bridge.desk, canSave: bridge.state.me?.role === 'admin' },
    'routing:save': (routing) => {
      if (offline()) return { refused: 'offline', field: null };
      if (bridge.state.me?.role !== 'admin') return { refused: 'not_allowed', field: null };
      if (routing.revision !== bridge.desk.routing.revision) return { refused: 'revision_conflict', field: null };
      bridge.desk = { ...bridge.desk, routing: { ...routing, revision: routing.revision + 1 } };
      return bridge.desk.routing;
    },
    'routing:preview': (ask) =>
      offline() ? { refused: 'offline', field: null } : pretendDecision(ask, bridge.desk.routing, bridge.blocked),
    'policy:get': () =>
      offline() ? { refused: 'offline' } : { ...bridge.policyDesk, canSave: bridge.state.me?.role === 'admin' },
    'policy:save': (policy) => {
      if (offline()) return { refused: 'offline', field: null };
      if (bridge.state.me?.role !== 'admin') return { refused: 'not_allowed', field: null };
      if (policy.revision !== bridge.policyDesk.policy.revision) return { refused: 'revision_conflict', field: null };
      const saved = { ...policy, revision: policy.revision + 1 };
      bridge.policyDesk = { ...bridge.policyDesk, policy: saved };
      return saved;
    },
    // Countries are all that it knows: what the office decides is tested there.
    'policy:preview': ({ number, draft }) => {
      if (offline()) return { refused: 'offline', field: null };
      const { rules, otherwise } = draft ?? bridge.policyDesk.policy;
      const country = number?.startsWith('+49') === true ? 'DE' : 'BE';
      const rule = rules.find(({ when }) => when.countries.includes(country));
      const facts = { country, contactName: null, matterNumber: null };
      return { ...otherwise, ...rule, ruleIds: rule === undefined ? [] : [rule.id], facts };
    },
    'policy:find': ({ query }) => ({
      matters: [{ id: 'm-0318', number: '2026/0318', title: 'Verhulst / Immo Delta' }].filter(({ title }) =>
        title.toLowerCase().includes(query.toLowerCase()),
      ),
      contacts: [{ id: 'anneke', name: 'Anneke Verhulst' }].filter(({ name }) =>
        name.toLowerCase().includes(query.toLowerCase()),
      ),
    }),
    'receptionist:get': () =>
      offline() ? { refused: 'offline' } : { ...bridge.receptionistDesk, canSave: bridge.state.me?.role === 'admin' },
    'receptionist:save': (settings) => {
      if (offline()) return { refused: 'offline', field: null };
      const { revision } = bridge.receptionistDesk.settings;
      if (settings.revision !== revision) return { refused: 'revision_conflict', field: null };
      const saved = { ...settings, revision: revision + 1 };
      bridge.receptionistDesk = { ...bridge.receptionistDesk, settings: saved };
      return saved;
    },
    'receptionist:check': pretendCheck,
    'receptionist:try': pretendTalk,
    'reconcile:run': ({ days }) =>
      offline() ? { refused: 'offline' } : { compared: days === 2 ? 412 : 1_240, healed: days === 2 ? 3 : 0 },
    'agent:talks': () => ({ talks: bridge.talks }),
    'agent:act': () => (offline() ? { result: 'refused', refusal: 'offline', detail: null } : { result: 'done' }),
    'agent-talk:get': ({ callId }) =>
      offline() ? { refused: 'offline' } : { talk: bridge.agentTalks.get(callId) ?? null },
    'agent-talk:figures': () => (offline() ? { refused: 'offline' } : { figures: mockFigures }),
    'after-call:tasks': () => [],
    'time:list': () => ({ rows: [], days: [], matters: [], minutes: 0, drafts: 0 }),
    'time:of-call': () => [],
    'time:edit': () => undefined,
    'practice:get': () => ({ practice: bridge.state.practice, people: [], country: 'BE' }),
    'practice:save': (practice) => {
      if (offline()) return { refused: 'offline' };
      if (practice.revision !== bridge.state.practice.revision) return { refused: 'revision_conflict' };
      const saved = { ...practice, revision: practice.revision + 1 };
      bridge.setState({ practice: saved });
      return { saved };
    },
    'clio:state': () => ({ refused: 'offline' }),
    'matching:candidates': () => [],
    'matching:find': () => [],
    'matching:file': () => undefined,
    'privacy:reveal': () => undefined,
    'insights:get': ({ callId }) => bridge.insights.get(callId) ?? null,
    'insights:edit': ({ callId, edit }) => {
      const view = bridge.insights.get(callId);
      const me = bridge.state.me;
      const signed = { byPersonId: me?.id ?? '', byName: me?.name ?? '', at: new Date().toISOString() };
      if (view) bridge.insights.set(callId, { ...editInsights(view, edit, signed), waiting: offline() });
      bridge.push('insights:changed', { callId });
    },
    'insights:retry': () => (offline() ? { result: 'refused', refusal: 'offline', detail: null } : { result: 'done' }),
    'recordings:retry': () =>
      offline() ? { result: 'refused', refusal: 'offline', detail: null } : { result: 'done' },
    'recordings:peaks': ({ recordingId }) => bridge.peaks.get(recordingId) ?? null,
    'recordings:fetch': () => undefined,
    'recordings:star': ({ recordingId, on }) => changeRecording(recordingId, { starred: on }),
    'recordings:legal-hold': ({ callId, on }) => {
      if (offline()) return { result: 'refused', refusal: 'offline', detail: null };
      for (const one of bridge.calls.find(({ id }) => id === callId)?.recordings ?? [])
        changeRecording(one.recordingId, { legalHold: on });
      return { result: 'done' };
    },
    'recordings:usage': () => bridge.usage,
    'recordings:clear': () => {
      bridge.usage = { ...bridge.usage, recordings: 0, bytes: 0 };
      bridge.push('recordings:usage-changed', bridge.usage);
      return bridge.usage;
    },
    'export:make': ({ callId, kind }) =>
      offline() ? { refused: 'offline' } : { saved: `/home/jonas/Documents/${callId}-${kind}` },
    'statistics:get': () => mockStatistics,
    'statistics:export': ({ fileName, kind }) => ({ saved: `/home/jonas/Documents/${fileName}.${kind}` }),
    // Asked for while the window is drawn, when `bridge` is there.
    ...pretendItems(
      {
        get callbacks() {
          return bridge.callbacks;
        },
        set callbacks(next) {
          bridge.callbacks = next;
        },
        get tasks() {
          return bridge.tasks;
        },
        set tasks(next) {
          bridge.tasks = next;
        },
      },
      (kind) => bridge.push('items:changed', { kinds: [kind] }),
    ),
    'settings:change': (change) => {
      bridge.setState({ settings: { ...bridge.state.settings, ...change } });
      return bridge.state.settings;
    },
    'ring-test:latest': () => ringTest,
    'ring-test:run': () => ringTest ?? { refused: 'offline' },
    'enrolment:check': () => ({ result: 'found' }),
    'enrolment:start': () => ({ result: 'connected', personName: 'Jonas Peeters', keyStore: 'system' }),
    'notice:dismiss': ({ noticeId }) =>
      bridge.setState({ notices: bridge.state.notices.filter((notice) => notice.id !== noticeId) }),
  };

  function changeRecording(recordingId: string, change: Partial<CallDetail['recordings'][number]>): void {
    bridge.calls = bridge.calls.map((call) => ({
      ...call,
      recordings: call.recordings.map((one) => (one.recordingId === recordingId ? { ...one, ...change } : one)),
    }));
    bridge.push('calls:changed', { callIds: [] });
  }

  const bridge: FakeBridge = {
    asked: [],
    state,
    calls,
    messages: [],
    conversations: new Map(),
    talks: [],
    colleagues: [],
    desk: mockDesk,
    blocked: mockBlocked,
    policyDesk: mockPolicyDesk,
    receptionistDesk: mockReceptionistDesk,
    agentTalks: new Map(),
    insights: new Map(),
    peaks: new Map(),
    callbacks: mockCallbacks,
    tasks: mockTasks,
    usage: { recordings: 0, bytes: 0, capBytes: 5e9, freeBytes: null, downloading: 0, stopped: null },
    answer(name, how) {
      answers.set(name, how);
    },
    push(name, push) {
      for (const listener of listeners.get(name) ?? []) listener(push as never);
    },
    setState(change) {
      bridge.state = { ...bridge.state, ...change };
      bridge.push('app:state-changed', bridge.state);
    },
    async request(name, ...ask) {
      bridge.asked.push({ name, ask: ask[0] });
      const how = answers.get(name) as ((ask: unknown) => Promise<Requests[typeof name]['answer']>) | undefined;
      if (how) return how(ask[0]);
      const known = pretend[name] as ((ask: unknown) => Requests[typeof name]['answer']) | undefined;
      return known?.(ask[0]);
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
  };
  return bridge;
}

/** As the main process keeps an edit before the office has it. */
function editInsights(
  view: InsightsView,
  edit: InsightEdit,
  signed: { byPersonId: string; byName: string; at: string },
): InsightsView {
  const { transcript, summary, tasks } = view;
  switch (edit.edit) {
    case 'segment': {
      const segments = transcript.segments.map((one) =>
        one.id === edit.segmentId
          ? { ...one, text: edit.text, edited: { ...signed, original: one.edited?.original ?? one.text } }
          : one,
      );
      return { ...view, transcript: { ...transcript, segments } };
    }
    case 'speaker_name': {
      const speakerNames = { ...transcript.speakerNames, [edit.speaker]: edit.name === '' ? null : edit.name };
      return { ...view, transcript: { ...transcript, speakerNames } };
    }
    case 'summary_sentence': {
      const sentences = summary.sentences
        .map((one) => (one.id === edit.sentenceId ? { ...one, text: edit.text } : one))
        .filter(({ text }) => text !== '');
      return { ...view, summary: { ...summary, sentences, edited: signed } };
    }
    case 'verify_summary':
      return { ...view, summary: { ...summary, verified: edit.on ? signed : null } };
    case 'task': {
      const decided = edit.state === 'suggested' ? null : signed;
      const changed = tasks.tasks.map((one) => (one.id === edit.taskId ? { ...one, state: edit.state, decided } : one));
      return { ...view, tasks: { ...tasks, tasks: changed } };
    }
    case 'comment': {
      const others = view.comments.filter(({ id }) => id !== edit.commentId);
      const comment = { ...signed, id: edit.commentId, atMs: edit.atMs, text: edit.text };
      return { ...view, comments: edit.text === '' ? others : [...others, comment] };
    }
    default:
      return edit satisfies never;
  }
}

/** A number as somebody types it, in Belgium; whose it is, is known from the calls. */
function lookUp(calls: CallDetail[], text: string): DialTarget {
  const digits = text.replace(/^(?:tel|callto):/, '').replace(/[^\d+]/g, '');
  const number = digits.startsWith('+') ? digits : digits.startsWith('0') ? `+32${digits.slice(1)}` : null;
  const call = calls.find((one) => one.number === number);
  const isNumber = number !== null && /^\+\d{8,15}$/.test(number);
  return {
    number: isNumber ? number : null,
    numberFormatted: isNumber ? (call?.numberFormatted ?? number) : null,
    contactName: call !== undefined && !call.titleIsNumber ? call.title : null,
    organisation: call?.organisation ?? null,
    role: call?.role ?? null,
    matter: call?.matter ?? null,
    represented: call?.role === 'opposing_party' ? { by: 'Me T. Aerts' } : null,
    cannotBecause: isNumber ? null : 'not_a_number',
  };
}

/** The last answer without its rows: a real main process does not count 100,000 calls for every page either. */
const last: {
  calls: CallDetail[] | null;
  messages: MessageRow[] | null;
  question: string;
  found: HistoryRow[];
  rest: Omit<CallList, 'rows'> | null;
} = { calls: null, messages: null, question: '', found: [], rest: null };

type Texts = ReadonlyMap<string, InsightsView>;

function list(calls: CallDetail[], messages: MessageRow[], query: CallListQuery, texts: Texts): CallList {
  const { filter, search, offset, limit } = query;
  const question = `${filter} ${search}`;
  if (last.calls !== calls || last.messages !== messages || last.question !== question || !last.rest)
    Object.assign(last, { calls, messages, question, ...count(calls, messages, query, texts) });
  return {
    ...(last.rest ?? count(calls, messages, query, texts).rest),
    rows: last.found.slice(offset, offset + limit),
  };
}

function count(calls: CallDetail[], messages: MessageRow[], { filter, search }: CallListQuery, texts: Texts) {
  const all: HistoryRow[] = messages.length === 0 ? calls : merge(calls, messages);
  const filtered = all.filter(
    (row) =>
      filter === 'all' ||
      (row.kind === 'message'
        ? filter === 'messages'
        : (filter === 'unreturned' && row.unreturned) ||
          (filter === 'voicemail' && row.outcome === 'voicemail') ||
          (filter === 'mine' && row.answeredByMe)),
  );
  const found = search === '' ? filtered : filtered.flatMap((row) => hit(row, search, texts));
  const days = new Map<string, number>();
  for (const { startedAt } of found) days.set(startedAt.slice(0, 10), (days.get(startedAt.slice(0, 10)) ?? 0) + 1);
  const rest: Omit<CallList, 'rows'> = {
    total: found.length,
    hasMore: false,
    totalCached: all.length,
    unseenMessages: messages.filter(({ unseen }) => unseen).length,
    unreturnedCount: calls.filter((call) => call.unreturned).length,
    unheardVoicemails: calls.filter(({ voicemail }) => voicemail?.heard === null).length,
    days: [...days].map(([day, count]) => ({ day, count })),
    tookMs: 11,
  };
  return { found, rest };
}

const merge = (calls: CallDetail[], messages: MessageRow[]): HistoryRow[] =>
  [...calls, ...messages].sort((a, b) => b.startedAt.localeCompare(a.startedAt));

function hit(row: HistoryRow, search: string, texts: Texts): HistoryRow[] {
  const title = mark(row.title ?? '', search);
  const text = mark(row.kind === 'message' ? row.text : ((row as CallDetail).note?.text ?? ''), search);
  const said = texts
    .get(row.id)
    ?.transcript.segments.map((segment) => mark(segment.text, search))
    .find((pieces) => pieces !== null);
  if (!title && !text && !said) return [];
  return [{ ...row, titleMarks: title, snippet: text ?? said ?? null }];
}

function mark(text: string, search: string): TextPiece[] | null {
  const at = text.toLowerCase().indexOf(search.toLowerCase());
  if (at < 0) return null;
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + search.length), hit: true },
    { text: text.slice(at + search.length), hit: false },
  ].filter((piece) => piece.text !== '');
}
