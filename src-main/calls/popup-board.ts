import { isOver, type Call } from '@callbrief/relay/wire/call';
import type { Person } from '@callbrief/relay/wire/directory';
import type {
  BackOnlineCard,
  CallControl,
  PopupCard,
  PopupView,
  RingCard,
  Settings,
} from '../../src-preload/contract.ts';
import type { History, Remembered } from '../history/history.ts';
import { maskCard, maskStrip } from '../privacy/mask-card.ts';
import { composeAgentTalk, composeCard, composeStrip } from './compose-card.ts';
import { createHiddenCalls } from './hidden-calls.ts';
import type { PopupBoardInputs } from './popup-board-inputs.ts';
import { isHandedOver, mayBeReceptionists, nextPhase, type PopupEntry } from './popup-entry.ts';

/**
 * What stands on the popup right now: the card being read, strips of other calls, countdowns and what holds them. It
 * knows no window: it is told what happened and gives views. Rules: design/DESIGN.md section 4 ("Leaving", "Several
 * calls").
 */
export interface PopupBoard {
  /** @returns its own undo. */
  onView(listener: (view: PopupView) => void): () => void;
  current(): PopupView;
  hold(reason: HoldReason, held: boolean): void;
  /** Hides for me only; the call keeps ringing. Remembered, so a restart does not show it again. */
  hide(callId: string | null): void;
  showStrip(callId: string): void;
  /** The receptionist's card opens again; it folds after a while, as at first. */
  unfold(callId: string): void;
  setHasKeyboard(hasKeyboard: boolean): void;
  close(): void;
}
export type HoldReason = 'pointer' | 'keyboard' | 'typed' | 'pinned';

export interface PopupBoardOptions {
  history: History;
  settings: () => Settings;
  me: () => Person | null;
  /** What I may do to this call from the card that says I answered. */
  controlOf: (call: Call) => CallControl | null;
  captureOff: (call: Call) => RingCard['captureOff'];
  canBlock: (call: Call) => boolean;
  /** There is a connection, over which the receptionist can be told something. */
  isConnected: () => boolean;
  /** Null: names are shown. */
  privacy: () => PopupView['privacy'];
  now: () => Date;
  /** Timer, unref'd by the caller where needed. @returns its own undo. */
  schedule: (afterMs: number, run: () => void) => () => void;
  remembered: Remembered;
}

const COLLEAGUE_SECONDS = 4;
/** Long enough to read why it leaves. */
const NO_NEWS_SECONDS = 10;
/** The receptionist's card: long enough to see what it is about. */
const FOLD_AFTER_MS = 10_000;
const STRIPS = 2;
/** After a hold is let go a card does not vanish under the hand that let go. */
const LEAST_AFTER_HOLD_MS = 1_000;
/** No phone rings that long: the news of its end was lost, and a popup must not stay for ever. */
const LONGEST_RING_MS = 180_000;
const TEST_STAYS_MS = 3_000;
/** No hand-over takes longer: that the receptionist is done was lost. */
const LONGEST_HAND_OVER_MS = 45_000;
/** The talk and the call come by two ways; the one may be this much ahead of the other. */
const WHO_TOOK_IT_MS = 3_000;

export function createPopupBoard(options: PopupBoardOptions): PopupBoard & PopupBoardInputs {
  const { history, settings, me, now, schedule } = options;
  const listeners = new Set<(view: PopupView) => void>();
  const hidden = createHiddenCalls(options.remembered);
  const holds = new Set<HoldReason>();
  /** In order of ringing; the card being read is one of them. */
  let entries: PopupEntry[] = [];
  let front: PopupEntry | null = null;
  let backOnline: BackOnlineCard | null = null;
  let hasKeyboard = false;
  let view: PopupView = compose(0);
  let drawn = JSON.stringify(view);

  const find = (callId: string) => entries.find((e) => e.call.id === callId) ?? null;
  const isSticky = () => holds.has('typed') || holds.has('pinned') || holds.has('keyboard');

  /** Local changes count at once, so what the history shows goes before what the event brought. A test is in no history. */
  const callOf = (entry: PopupEntry) => (entry.isTest ? null : history.call(entry.call.id)) ?? entry.call;

  function compose(viewId: number): PopupView {
    const { language, appearance, textSizePercent, motion, popupCorner, letterKeys } = settings();
    const waiting = (e: PopupEntry) => e !== front && (e.phase === 'ringing' || e.phase === 'agent_live');
    const strips = entries.filter(waiting).toReversed();
    const privacy = options.privacy();
    const isMasked = privacy !== null && !privacy.revealed;
    const card = front ? cardOf(front) : backOnline;
    const composed = strips.slice(0, STRIPS).map((e) => composeStrip(history, callOf(e), e.since, e.live));
    return {
      viewId,
      card: card && isMasked ? maskCard(card) : card,
      strips: isMasked ? composed.map(maskStrip) : composed,
      privacy,
      moreCalls: Math.max(0, strips.length - STRIPS),
      settings: { language, appearance, textSizePercent, motion, popupCorner, letterKeys },
      hasKeyboard,
    };
  }

  function cardOf(entry: PopupEntry): PopupCard {
    const { phase, isTest, since, countdown, endedAt, endNotReported, live, folded } = entry;
    const call = callOf(entry);
    if (phase === 'agent_live' && live !== null) {
      const canAct = live.canAct && options.isConnected();
      return { kind: 'agent_live', ...composeAgentTalk(history, { call, live, since, canAct }, now()), folded };
    }
    return composeCard(
      history,
      {
        call,
        kind: phase === 'agent_live' ? 'ringing' : phase,
        isTest,
        since,
        closesAt: countdown ? new Date(countdown.closesAtMs).toISOString() : null,
        closesAfterSeconds: countdown?.ofSeconds ?? null,
        control: phase === 'you_answered' && !isTest ? options.controlOf(call) : null,
        captureOff: isTest ? null : options.captureOff(call),
        canBlock: !isTest && options.canBlock(call),
        ...(endedAt === null ? {} : { endedAt }),
        ...(endNotReported ? { endNotReported } : {}),
      },
      now(),
    );
  }

  /** A view that would draw the same is not given again: nothing to paint, nothing to measure. */
  function show(onComposed?: (viewId: number) => void): void {
    if (front === null && backOnline === null) hasKeyboard = false;
    const next = compose(view.viewId);
    const text = JSON.stringify(next);
    if (text === drawn) {
      onComposed?.(view.viewId);
      return;
    }
    drawn = JSON.stringify({ ...next, viewId: view.viewId + 1 });
    view = { ...next, viewId: view.viewId + 1 };
    onComposed?.(view.viewId);
    for (const listener of listeners) listener(view);
  }

  function bringToFront(entry: PopupEntry | null): void {
    if (front === entry) return;
    // What was typed or pinned belongs to the card that leaves; pointer and keyboard are of the window.
    holds.delete('typed');
    holds.delete('pinned');
    const leaving = front;
    front = entry;
    // It is over, it only stayed for what was being done on it: no strip of a ringing call.
    if (leaving !== null && leaving.endedAt !== null) remove(leaving);
    if (entry === null || entry.phase === 'ringing') return;
    if (entry.phase === 'agent_live') foldLater(entry);
    else if (entry.countdown === null) startCountdown(entry);
  }

  function remove(entry: PopupEntry): void {
    entry.undoTimer?.();
    entries = entries.filter((e) => e !== entry);
    if (front !== entry) return;
    // My own call first, then who has waited longest.
    bringToFront(entries.find((e) => e.phase === 'you_answered') ?? entries[0] ?? null);
  }

  function leaveAfter(entry: PopupEntry, afterMs: number): void {
    entry.undoTimer?.();
    entry.undoTimer = schedule(afterMs, () => {
      remove(entry);
      show();
    });
  }

  function startCountdown(entry: PopupEntry): void {
    const ofSeconds = secondsOf(entry);
    const remainingMs = ofSeconds * 1000;
    entry.undoTimer?.();
    entry.undoTimer = null;
    entry.countdown = { ofSeconds, remainingMs, closesAtMs: now().getTime() + remainingMs, waits: true };
    followHolds();
  }

  function secondsOf(entry: PopupEntry): number {
    if (entry.endNotReported) return NO_NEWS_SECONDS;
    return entry.phase === 'you_answered' ? settings().hideAfterAnswerSeconds : COLLEAGUE_SECONDS;
  }

  /** Nobody told how it ended, so neither does the card: it says that, and leaves unless somebody is at it. */
  function loseTrackOf(entry: PopupEntry): void {
    if (entry !== front) {
      remove(entry);
      return;
    }
    entry.endedAt = now().toISOString();
    entry.endNotReported = true;
    startCountdown(entry);
  }

  function watchForTheEnd(entry: PopupEntry): void {
    entry.undoTimer?.();
    entry.undoTimer = schedule(LONGEST_RING_MS, () => {
      loseTrackOf(entry);
      show();
    });
  }

  /** What is urgent stays open; what somebody is at folds when they leave it. */
  function foldLater(entry: PopupEntry): void {
    entry.undoTimer?.();
    entry.undoTimer = null;
    if (entry.folded || entry.live?.urgency.level === 'high') return;
    entry.undoTimer = schedule(FOLD_AFTER_MS, () => {
      entry.undoTimer = null;
      if (entry !== front || holds.size > 0) return;
      entry.folded = true;
      show();
    });
  }

  /** Nobody took the caller, who is back: what was to end the card ends nothing. */
  function staysAfterAll(entry: PopupEntry): void {
    entry.undoTimer?.();
    entry.undoTimer = null;
    if (entry === front) foldLater(entry);
  }

  /** The receptionist speaks with the caller who rang until now, or whom nobody's phone rang for. */
  function becomesLive(entry: PopupEntry, since: string): void {
    entry.phase = 'agent_live';
    entry.since = since;
    entry.endedAt = null;
    entry.endNotReported = false;
    entry.countdown = null;
    entry.undoTimer?.();
    entry.undoTimer = null;
  }

  /** Countdowns of the card being read run exactly while nothing holds it. */
  function followHolds(): void {
    const countdown = front?.countdown;
    if (!front || !countdown) return;
    if (holds.size > 0 && !countdown.waits) {
      countdown.waits = true;
      countdown.remainingMs = Math.max(LEAST_AFTER_HOLD_MS, countdown.closesAtMs - now().getTime());
      front.undoTimer?.();
      front.undoTimer = null;
    } else if (holds.size === 0 && countdown.waits) {
      countdown.waits = false;
      countdown.closesAtMs = now().getTime() + countdown.remainingMs;
      leaveAfter(front, countdown.remainingMs);
    }
  }

  /** Another phone of the same call rings: there is news of it after all. */
  function ringsOn(entry: PopupEntry): void {
    entry.endedAt = null;
    entry.endNotReported = false;
    entry.countdown = null;
    watchForTheEnd(entry);
  }

  function giveUp(entry: PopupEntry): void {
    entry.endNotReported = false;
    entry.countdown = null;
    if (entry === front && isSticky()) {
      entry.endedAt ??= now().toISOString();
      entry.undoTimer?.();
      entry.undoTimer = null;
    } else remove(entry);
  }

  function setHold(reason: HoldReason, held: boolean): void {
    if (held) holds.add(reason);
    else holds.delete(reason);
    followHolds();
    if (front?.phase === 'agent_live' && front.undoTimer === null && holds.size === 0) foldLater(front);
    if (front && front.endedAt !== null && front.countdown === null && !isSticky()) remove(front);
  }

  /** Does a new ring take the place of the card that stands there? Never of one that is being read. */
  function givesWay(standing: PopupEntry): boolean {
    if (standing.isTest) return true;
    return (standing.phase === 'answered_by_colleague' || standing.endNotReported) && holds.size === 0;
  }

  return {
    onView(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => view,
    has: (callId) => find(callId) !== null,
    isHidden: (callId) => hidden.has(callId),

    ring(call, { isTest, ringingSince, onComposed }) {
      const known = find(call.id);
      if (known) {
        known.call = call;
        if (known.phase === 'ringing' && !known.isTest) ringsOn(known);
        show(onComposed);
        return;
      }
      const entry: PopupEntry = {
        call,
        isTest,
        phase: 'ringing',
        live: null,
        folded: false,
        since: ringingSince,
        endedAt: null,
        endNotReported: false,
        countdown: null,
        undoTimer: null,
      };
      for (const test of entries.filter((e) => e.isTest)) remove(test);
      entries = [...entries, entry];
      if (isTest) leaveAfter(entry, TEST_STAYS_MS);
      else watchForTheEnd(entry);
      if (front !== null && givesWay(front)) {
        const leaving = front;
        bringToFront(entry);
        remove(leaving);
      } else if (front === null || front.folded) bringToFront(entry);
      show(onComposed);
    },

    callChanged(call) {
      const entry = find(call.id);
      if (!entry || entry.isTest) return;
      entry.call = call;
      const next = nextPhase(call, me());
      // The receptionist has it: that it rings, or that nobody of the firm answered yet, is no news.
      if (entry.phase === 'agent_live' && (next === 'ringing' || (next === 'ended' && !isOver(call.outcome)))) {
        show();
        return;
      }
      // Between two telephones a call may look over. The receptionist tells what becomes of it.
      if (entry.phase === 'agent_live' && next === 'ended' && isHandedOver(entry)) {
        leaveAfter(entry, LONGEST_HAND_OVER_MS);
        show();
        return;
      }
      if (next === 'ended') {
        // Once answered, a card keeps its countdown: the talk may be shorter than the glance.
        if (entry.phase === 'ringing' || entry.phase === 'agent_live') giveUp(entry);
      } else if (next !== entry.phase && next !== 'ringing' && entry.phase !== 'you_answered') {
        entry.phase = next;
        entry.live = null;
        entry.folded = false;
        entry.since = now().toISOString();
        entry.endedAt = null;
        entry.endNotReported = false;
        entry.countdown = null;
        if (entry === front) startCountdown(entry);
        else if (next === 'answered_by_colleague') remove(entry);
        else if (front?.phase !== 'you_answered' && !holds.has('typed')) bringToFront(entry);
      }
      show();
    },

    refresh: () => show(),

    agentLive(call, live, since) {
      const known = find(call.id);
      if (live.state === 'over') {
        // Who took it is told by the call, which comes another way.
        if (known?.phase === 'agent_live' && isHandedOver(known)) leaveAfter(known, WHO_TOOK_IT_MS);
        else if (known?.phase === 'agent_live') remove(known);
        show();
        return;
      }
      // Somebody of the firm took it, or it is a test: what the receptionist still tells is late.
      if (known && !mayBeReceptionists(known)) return;
      const entry: PopupEntry = known ?? {
        call,
        isTest: false,
        phase: 'agent_live',
        live: null,
        folded: false,
        since,
        endedAt: null,
        endNotReported: false,
        countdown: null,
        undoTimer: null,
      };
      const isFirst = entry.live === null;
      const wasUrgent = entry.live?.urgency.level === 'high';
      const wasHandedOver = isHandedOver(entry);
      entry.live = live;
      if (isFirst) becomesLive(entry, since);
      if (!known) entries = [...entries, entry];
      if (front === null) bringToFront(entry);
      else if (entry === front && live.urgency.level === 'high') {
        entry.folded = false;
        foldLater(entry);
      } else if (entry === front && (isFirst || wasUrgent)) foldLater(entry);
      if (wasHandedOver && !isHandedOver(entry)) staysAfterAll(entry);
      show();
    },

    backOnline(card) {
      backOnline = card;
      show();
    },

    hold(reason, held) {
      setHold(reason, held);
      show();
    },

    hide(callId) {
      if (callId === null) backOnline = null;
      else {
        const entry = find(callId);
        if (entry?.isTest !== true) hidden.add(callId);
        if (entry) remove(entry);
      }
      show();
    },

    showStrip(callId) {
      const entry = find(callId);
      if (entry) {
        entry.folded = false;
        bringToFront(entry);
      }
      show();
    },

    unfold(callId) {
      const entry = find(callId);
      if (entry) {
        entry.folded = false;
        if (entry === front) foldLater(entry);
      }
      show();
    },

    setHasKeyboard(has) {
      hasKeyboard = has;
      setHold('keyboard', has);
      show();
    },

    close() {
      for (const entry of entries) entry.undoTimer?.();
      entries = [];
      front = null;
      listeners.clear();
    },
  };
}
