import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { Call } from '@callbrief/relay/wire/call';
import type { PresenceList } from '@callbrief/relay/wire/control';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Hops, LoggedEvent, LoggedEventOf } from '@callbrief/relay/wire/events';
import { itemKind, type ItemKind } from '@callbrief/relay/wire/item';
import type { Message } from '@callbrief/relay/wire/message';
import type { Settings } from '../../src-preload/contract.ts';
import type { AppliedEvent, History } from '../history/history.ts';
import { silentLog, type Log } from '../logging/log.ts';
import type { ArrivedEvent, UnknownEvent } from '../relay-link/relay-link.ts';
import { decideMessageNotice } from './message-policy.ts';
import type { PopupBoardInputs } from './popup-board-inputs.ts';
import type { PopupBoard } from './popup-board.ts';
import { createUnwrittenEvents } from './unwritten-events.ts';
import { inScope } from './perspective.ts';
import { decidePopup, ringAgeMs, type PopupDecision } from './popup-policy.ts';
import type { RingTimes, TestRing } from './ring-times.ts';

/** Takes what the stream brings: rows and cursor in one transaction, then decides about popups. */
export interface EventReceiver {
  /**
   * Hand this to the relay link. Throws HistoryError when nothing could be written: the link replays later. A full disk
   * alone does not: the phone still rings (`unwritten-events.ts`).
   */
  events(batch: ArrivedEvent[]): void;
  close(): void;
}

export interface EventReceiverOptions {
  history: History;
  settings: () => Settings;
  me: () => Person | null;
  board: PopupBoard & PopupBoardInputs;
  now: () => Date;
  clockDifferenceMs: () => number | null;
  /** False where neither a popup window nor a notification can be shown. */
  canShow: () => boolean;
  /** Times of the hops; the popup window reports to the same object. */
  ringTimes: RingTimes;
  /** Calls and messages whose rows changed; empty: everything may have changed (a contact, a matter, a person). */
  onCallsChanged: (callIds: string[]) => void;
  /** A newer state of a call, after it was written. */
  onCall?: (call: Call) => void;
  /** A new SMS for me, just now: worth a quiet notification. */
  onMessage?: (message: Message) => void;
  /** The relay told of recordings, or that somebody's words were worked on. After it was written. */
  onRecordings?: () => void;
  onInsights?: () => void;
  /** Callbacks, tasks or time entries changed. After it was written. */
  onItems?: (kinds: ItemKind[]) => void;
  /** How far an import is. */
  onImport?: (event: LoggedEventOf<'import_changed'>) => void;
  /** Who of the firm can be reached; also when people changed. */
  /** The AI receptionist told of a call, whether it pops up or not. `since`: ISO on this computer's clock. */
  onAgentLive?: (live: AgentLive, since: string) => void;
  onPresence?: (presence: PresenceList) => void;
  onPeopleChanged?: () => void;
  /** Every decision about a ring, also of tests. */
  onDecision?: (decision: PopupDecision & { callId: string; ageMs: number; test: TestRing | null }) => void;
  /** True: what arrives cannot be written now. False: it was, with all that waited. */
  onDiskFull?: (isFull: boolean) => void;
  schedule: (afterMs: number, run: () => void) => () => void;
  log?: Log;
}

/** Popups that were shown, so that a second phone of the same call does not bring it back after it left. */
const KEPT_SHOWN = 500;
const KEPT_EARLY = 50;

export function createEventReceiver(options: EventReceiverOptions): EventReceiver {
  const { history, board, ringTimes, log = silentLog } = options;
  const shown = new Set<string>();
  /** What the receptionist told of calls that are not known here yet. */
  const early = new Map<string, AgentLive>();
  const writer = createUnwrittenEvents({ ...options, onWritten: announce });

  function remember(callId: string): void {
    shown.add(callId);
    for (const oldest of shown) if (shown.size > KEPT_SHOWN) shown.delete(oldest);
  }

  function assisted(me: Person | null): Person[] {
    return (me?.assistsPersonIds ?? []).map((id) => history.person(id)).filter((person) => person !== null);
  }

  function decide(ring: Ring): void {
    const { call, hops, sentAt, arrivedAt, test } = ring;
    const me = options.me();
    const ageMs = ringAgeMs({ receivedAt: hops.receivedAt, sentAt, arrivedAt }, options.clockDifferenceMs());
    const decision = decidePopup({
      call,
      cause: ring.cause,
      isNew: ring.isNew,
      ageMs,
      settings: options.settings(),
      me,
      assisted: assisted(me),
      alreadyShown: shown.has(call.id) || board.has(call.id),
      hiddenByMe: board.isHidden(call.id),
      canShow: options.canShow(),
      isTest: test !== null,
    });
    if (decision.shown) {
      if (test === null) remember(call.id);
      ringTimes.arrived(call.id, { hops, sentAt, arrivedAt, test });
      const ringingSince = new Date(Date.parse(arrivedAt) - ageMs).toISOString();
      board.ring(call, {
        isTest: test !== null,
        ringingSince,
        onComposed: (viewId) => ringTimes.lookedUp(call.id, viewId, options.now().getTime()),
      });
    }
    log.info('popup_decided', { callId: call.id, ageMs, test: test !== null, ...decision });
    options.onDecision?.({ ...decision, callId: call.id, ageMs, test });
  }

  function tellOf(
    { message, hops }: LoggedEventOf<'message_changed'>,
    isFirst: boolean,
    { sentAt, arrivedAt }: ArrivedEvent,
  ): void {
    const ageMs = ringAgeMs({ receivedAt: hops.receivedAt, sentAt, arrivedAt }, options.clockDifferenceMs());
    const asked = { message, isFirst, ageMs, settings: options.settings(), me: options.me() };
    const decision = decideMessageNotice(asked);
    log.info('message_notice_decided', { messageId: message.id, ageMs, ...decision });
    if (decision.shown) options.onMessage?.(message);
  }

  /** On the popup of whoever the call would have popped up for. */
  function readAlong(live: AgentLive): void {
    const since = new Date(Date.parse(live.since) + (options.clockDifferenceMs() ?? 0)).toISOString();
    options.onAgentLive?.(live, since);
    const call = history.call(live.callId);
    const me = options.me();
    early.delete(live.callId);
    if (call === null && live.state !== 'over') {
      early.set(live.callId, live);
      for (const oldest of early.keys()) if (early.size > KEPT_EARLY) early.delete(oldest);
    }
    if (call === null || me === null) return;
    const { popupsOn, popupScope } = options.settings();
    const isMine = inScope(call, me, assisted(me), popupScope);
    if (!board.has(call.id) && (!popupsOn || !isMine || board.isHidden(call.id) || !options.canShow())) return;
    board.agentLive(call, live, since);
  }

  return {
    events(batch) {
      // One transaction; a throw leaves rows and cursor as they were, and nothing has popped up.
      const applied = writer.apply(
        batch.flatMap(({ id, event }) => (id !== null && isLogged(event) ? [{ id, event }] : [])),
      );
      const arrivals = new Map(batch.map((arrived) => [arrived.id, arrived]));
      const newest = new Map<string, Call>();
      for (const { event } of applied) if (event.type === 'call_changed') newest.set(event.call.id, event.call);

      for (const { id, event, isNew, messageBefore } of applied) {
        const arrived = arrivals.get(id);
        if (!isNew || !arrived) continue;
        if (event.type === 'message_changed') tellOf(event, messageBefore === null, arrived);
        if (event.type !== 'call_changed') continue;
        options.onCall?.(event.call);
        board.callChanged(event.call);
        if (event.cause !== 'ringing') continue;
        // A ring that ended in the same batch is over before it could be painted.
        const call = newest.get(event.call.id) ?? event.call;
        decide({ call, cause: event.cause, isNew, hops: event.hops, ...times(arrived), test: null });
      }
      for (const callId of newest.keys()) {
        const live = early.get(callId);
        if (live) readAlong(live);
      }
      for (const arrived of batch) {
        if (arrived.event.type === 'presence') options.onPresence?.(arrived.event.presence);
        if (arrived.event.type === 'agent_live') readAlong(arrived.event.live);
        if (arrived.event.type !== 'ring_test') continue;
        const { call, hops, testId, index, of } = arrived.event;
        decide({ call, cause: 'ringing', isNew: true, hops, ...times(arrived), test: { testId, index, of } });
      }
      announce(applied);
    },
    close: () => writer.close(),
  };

  function announce(applied: readonly AppliedEvent[]): void {
    const changed = applied.filter((a) => a.isNew);
    const ids = changed.flatMap(({ event }) =>
      event.type === 'call_changed'
        ? [event.call.id]
        : event.type === 'message_changed'
          ? [event.message.id]
          : event.type === 'recording_changed'
            ? [event.recording.callId]
            : [],
    );
    // A call that is mine now, or another matter's, may be one to keep.
    if (changed.some(({ event }) => AUDIO.has(event.type))) options.onRecordings?.();
    if (changed.some(({ event }) => WORDS.has(event.type))) options.onInsights?.();
    const kinds = new Set(changed.flatMap(({ event }) => ITEMS[event.type] ?? []));
    if (kinds.size > 0) options.onItems?.([...kinds]);
    for (const { event } of changed) if (event.type === 'import_changed') options.onImport?.(event);
    const directory = changed.some(({ event }) => DIRECTORY.has(event.type));
    if (directory) board.refresh();
    if (changed.some(({ event }) => event.type === 'person_changed')) options.onPeopleChanged?.();
    if (directory || ids.length > 0) options.onCallsChanged(directory ? [] : [...new Set(ids)]);
  }
}

/** What shows in rows that are not named by the event. */
const DIRECTORY = new Set<LoggedEvent['type']>([
  'contact_changed',
  'matter_changed',
  'person_changed',
  'number_blocked',
  // Units of time, promises and tags stand in them too.
  'practice_changed',
  'contact_removed',
  'matter_removed',
  'withheld',
]);

/** What has screens of its own. Withheld may be any of them. */
const ITEMS: Partial<Record<LoggedEvent['type'], ItemKind[]>> = {
  callback_changed: ['callback'],
  task_changed: ['task'],
  time_entry_changed: ['time_entry'],
  withheld: [...itemKind.options],
};

/** What decides about the audio that is kept here. */
const AUDIO = new Set<LoggedEvent['type']>(['recording_changed', 'withheld', 'matter_changed', 'person_changed']);

/** What a call's words may have to be fetched for. */
const WORDS = new Set<LoggedEvent['type']>(['insights_changed', 'insights_removed', 'recording_changed']);

interface Ring {
  call: Call;
  cause: string;
  isNew: boolean;
  hops: Hops;
  sentAt: string;
  arrivedAt: string;
  test: TestRing | null;
}

const times = ({ sentAt, arrivedAt }: ArrivedEvent) => ({ sentAt, arrivedAt });

function isLogged(event: ArrivedEvent['event']): event is LoggedEvent | UnknownEvent {
  return !['hello', 'caught_up', 'ring_test', 'presence', 'agent_live'].includes(event.type);
}
