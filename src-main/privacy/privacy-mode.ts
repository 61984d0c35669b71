import type { Settings } from '../../src-preload/contract.ts';
import type { PrivacyReason, PrivacyState } from '../../src-preload/contract/privacy.ts';
import type { WindowName } from '../../src-preload/window-topics.ts';

/** What the system tells of the screen. A system that tells nothing says so, and then nothing happens by itself. */
export interface ScreenWatch {
  knowsSharing: boolean;
  knowsLock: boolean;
  /** The screen, or part of it, is shared or recorded by some program. */
  isShared(): boolean;
  isLocked(): boolean;
  /** @returns its own undo. */
  onChange(listener: () => void): () => void;
}

/** Are names shown, in each window and in notifications? */
export interface PrivacyMode {
  state(): PrivacyState;
  /** Null: off. */
  of(window: WindowName): { because: PrivacyReason; revealed: boolean } | null;
  /** Pressed in this window; counts until it is let go, or until privacy mode changes. */
  reveal(window: WindowName, held: boolean): void;
  notificationsSay(): Settings['lockScreen'];
  /** The settings changed. */
  look(): void;
  close(): void;
}

export function createPrivacyMode(options: {
  settings: () => Pick<Settings, 'privacyMode' | 'privacyWhileShared' | 'lockScreen'>;
  watch: ScreenWatch;
  onChanged: () => void;
}): PrivacyMode {
  const { settings, watch } = options;
  const revealedIn = new Set<WindowName>();

  const because = (): PrivacyReason | null =>
    settings().privacyWhileShared && watch.isShared() ? 'screen_shared' : settings().privacyMode ? 'chosen' : null;

  let told = because();
  function look(): void {
    if (told === because()) return;
    told = because();
    // Whoever held it did not know of the screen that is shared since.
    revealedIn.clear();
    options.onChanged();
  }
  const undo = watch.onChange(() => {
    look();
    // Locked or not: notifications say more or less.
    options.onChanged();
  });

  return {
    state: () => ({
      because: because(),
      revealed: revealedIn.has('main-window'),
      knowsSharing: watch.knowsSharing,
      knowsLock: watch.knowsLock,
    }),
    of(window) {
      const reason = because();
      return reason && { because: reason, revealed: revealedIn.has(window) };
    },
    reveal(window, held) {
      if (revealedIn.has(window) === held || (held && because() === null)) return;
      if (held) revealedIn.add(window);
      else revealedIn.delete(window);
      options.onChanged();
    },
    notificationsSay() {
      const whileLocked = watch.isLocked() ? settings().lockScreen : 'full';
      return whileLocked === 'full' && because() !== null ? 'initials' : whileLocked;
    },
    look,
    close: undo,
  };
}
