import type { Person } from '@callbrief/relay/wire/directory';
import type { Settings } from '../../src-preload/contract.ts';
import type { History } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import type { ArrivedEvent } from '../relay-link/relay-link.ts';
import type { PopupBoard, PopupBoardInputs } from './popup-board.ts';
import type { PopupDecision } from './popup-policy.ts';
import type { RingTimes, TestRing } from './ring-times.ts';

/** Takes what the stream brings: rows and cursor in one transaction, then decides about popups. */
export interface EventReceiver {
  /** Hand this to the relay link. Throws HistoryError when nothing could be written: the link replays later. */
  events(batch: ArrivedEvent[]): void;
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
  /** Calls whose rows changed; empty: everything may have changed (a contact, a matter, a person). */
  onCallsChanged: (callIds: string[]) => void;
  /** Every decision about a ring, also of tests. */
  onDecision?: (decision: PopupDecision & { callId: string; ageMs: number; test: TestRing | null }) => void;
  log?: Log;
}
