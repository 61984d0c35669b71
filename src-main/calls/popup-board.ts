import type { Call } from '@callbrief/relay/wire/call';
import type { Person } from '@callbrief/relay/wire/directory';
import type { BackOnlineCard, PopupView, Settings } from '../../src-preload/contract.ts';
import type { History, Remembered } from '../history/history.ts';

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
  setHasKeyboard(hasKeyboard: boolean): void;
  close(): void;
}
export type HoldReason = 'pointer' | 'keyboard' | 'typed' | 'pinned';

/** What happened; called by the event receiver, the catch-up and whoever writes a change. */
export interface PopupBoardInputs {
  /** A call that the policy lets through. `ringingSince`: ISO on this computer's clock. */
  ring(call: Call, ring: { isTest: boolean; ringingSince: string }): void;
  /** A newer state of any call; ignored when it is not on the board. */
  callChanged(call: Call): void;
  /** A note, a contact or the settings changed here: composes what stands there again, nothing moves. */
  refresh(): void;
  backOnline(card: BackOnlineCard): void;
  has(callId: string): boolean;
  isHidden(callId: string): boolean;
}

export interface PopupBoardOptions {
  history: History;
  settings: () => Settings;
  me: () => Person | null;
  now: () => Date;
  /** Timer, unref'd by the caller where needed. @returns its own undo. */
  schedule: (afterMs: number, run: () => void) => () => void;
  remembered: Remembered;
}
