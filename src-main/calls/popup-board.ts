import type { PopupView } from '../../src-preload/contract.ts';

/**
 * What stands on the popup right now: the card being read, strips of other calls, countdowns and what holds them. It
 * knows no window: it is told what happened and gives views. Rules: design/DESIGN.md section 4 ("Leaving", "Several
 * calls").
 */
export interface PopupBoard {
  /** @returns its own undo. */
  onView(listener: (view: PopupView) => void): () => void;
  current(): PopupView;
  hold(reason: 'pointer' | 'keyboard' | 'typed' | 'pinned', held: boolean): void;
  /** Hides for me only; the call keeps ringing. Remembered, so a restart does not show it again. */
  hide(callId: string | null): void;
  showStrip(callId: string): void;
  setHasKeyboard(hasKeyboard: boolean): void;
  close(): void;
}
