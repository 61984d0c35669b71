/** Names as initials while others may see the screen, and what may stand on a locked one. */
export interface PrivacyRequests {
  /** Hold to reveal, in the main window: everything is shown as long as it is held. */
  'privacy:reveal': { ask: { held: boolean }; answer: void };
  /** The same of the popup. */
  'popup:reveal': { ask: { held: boolean }; answer: void };
}

export interface PrivacySettings {
  /** Switched on by hand: title bar, Ctrl+Shift+P. */
  privacyMode: boolean;
  /** By itself while a screen is shared or recorded, where the system tells. */
  privacyWhileShared: boolean;
  /** What a notification says while the screen is locked, where the system tells. `nothing`: only that somebody calls. */
  lockScreen: 'nothing' | 'initials' | 'full';
}

export type PrivacyReason = 'chosen' | 'screen_shared';

export interface PrivacyState {
  /** Null: off. */
  because: PrivacyReason | null;
  /** Held in the main window at this moment. */
  revealed: boolean;
  /** The system tells us when a screen is shared or recorded. */
  knowsSharing: boolean;
  /** The system tells us when the screen is locked. */
  knowsLock: boolean;
}
