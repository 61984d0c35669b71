import { BrowserWindow, screen } from 'electron';
import type { PopupView, PushName, Pushes, Settings } from '../../src-preload/contract.ts';
import type { Log } from '../logging/log.ts';
import { DEFAULT_HEIGHT, popupPlace } from './popup-place.ts';
import { documentOf, webPreferences } from './window-options.ts';

export interface CallPopup {
  /** Shows the view without the keyboard; a view without a card hides the window. */
  show(view: PopupView): void;
  /** What the page needs at this text size, pixels. */
  fit(height: number): void;
  /** A text field wants the keyboard, or has let go of it. */
  fieldFocus(focused: boolean): void;
  /** The hotkey: to the popup, or back to the program that had it. */
  toggleKeyboard(): void;
  /** The display changed: back to its corner. */
  place(): void;
  facts(): { shown: boolean; hasKeyboard: boolean; onRightDisplay: boolean };
  send<N extends PushName>(name: N, push: Pushes[N]): void;
  contentsId(): number;
  /** Hidden, empty, and its page loaded anew. */
  reset(): void;
  close(): void;
}

export interface CallPopupOptions {
  outFolder: string;
  isPackaged: boolean;
  platform: NodeJS.Platform;
  settings: () => Settings;
  now: () => Date;
  /** The view stands on the screen (epoch milliseconds). */
  onShown: (viewId: number, atMs: number) => void;
  onKeyboard: (has: boolean) => void;
  log: Log;
}

/** The page measures the new card before the window shows; longer than this a caller is not kept waiting. */
const FIT_WITHIN_MS = 60;

/**
 * Made at the start and kept, so that a ring only has to fill and show it. It cannot take the keyboard until it is
 * handed over, and gives it back as soon as it is left.
 */
export function createCallPopup(options: CallPopupOptions): CallPopup {
  const { outFolder, isPackaged, platform, settings, log } = options;
  // Linux cannot change it later, and a window that never may have the keyboard would leave what is typed for a note in
  // the program behind it. There `showInactive` alone keeps the keyboard where it is.
  const changesFocusable = platform !== 'linux';
  const window = new BrowserWindow({
    width: 380,
    height: DEFAULT_HEIGHT,
    show: false,
    frame: false,
    transparent: true,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    movable: false,
    focusable: !changesFocusable,
    skipTaskbar: true,
    alwaysOnTop: true,
    hasShadow: true,
    title: 'Callbrief: incoming call',
    // Stands above full-screen programs without activating ours.
    ...(platform === 'darwin' ? { type: 'panel' } : {}),
    // The page must be drawn before it is shown, and a hidden window would otherwise be slowed down.
    webPreferences: { ...webPreferences('call-popup', outFolder, isPackaged), backgroundThrottling: false },
  });
  window.setAlwaysOnTop(true, 'screen-saver');
  // A panel needs no transformation of the process, which would take the app out of the Dock.
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  window.setContentProtection(true);
  let height = DEFAULT_HEIGHT;
  let view: PopupView | null = null;
  /** A card waits for its measure. */
  let waiting: NodeJS.Timeout | null = null;
  let handedOver = false;

  const place = () => {
    const { workArea } = screen.getDisplayNearestPoint(
      window.isVisible() ? window.getBounds() : screen.getCursorScreenPoint(),
    );
    window.setBounds(popupPlace(workArea, height, settings()));
  };
  const shownNow = () => {
    if (view) options.onShown(view.viewId, options.now().getTime());
  };
  const reveal = () => {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    if (!view?.card) return;
    place();
    window.showInactive();
    // Said once is not enough: a full-screen program or a screen share since then leaves it underneath (Windows).
    window.setAlwaysOnTop(true, 'screen-saver');
    window.moveTop();
    shownNow();
  };
  const hide = () => {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    window.hide();
    takeKeyboardAway();
  };
  const giveKeyboard = () => {
    if (changesFocusable) window.setFocusable(true);
    window.focus();
  };
  function takeKeyboardAway() {
    if (window.isFocused()) window.blur();
    // Changing this on a visible window may activate it on some systems, so only when it was changed before.
    if (changesFocusable && window.isFocusable()) window.setFocusable(false);
    if (!handedOver) return;
    handedOver = false;
    options.onKeyboard(false);
  }

  window.on('blur', takeKeyboardAway);
  window.webContents.on('did-finish-load', () => {
    if (view) window.webContents.send('popup:view', view);
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error('window_failed', { window: 'call-popup', reason });
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  window.loadURL(documentOf('call-popup')).catch((error: unknown) => {
    log.error('window_failed', { window: 'call-popup', error });
  });

  return {
    show(next) {
      const appears = next.card !== null && !window.isVisible() && waiting === null;
      view = next;
      window.webContents.send('popup:view', next);
      if (next.card === null) hide();
      else if (appears) waiting = setTimeout(reveal, FIT_WITHIN_MS);
      else if (waiting === null) shownNow();
    },
    fit(needed) {
      height = needed;
      if (waiting) reveal();
      else if (window.isVisible()) place();
    },
    fieldFocus(focused) {
      if (focused) giveKeyboard();
      // After a hand-over the page tells this for Esc only, not for every field that is left.
      else takeKeyboardAway();
    },
    toggleKeyboard() {
      if (!window.isVisible()) return;
      if (window.isFocused()) return takeKeyboardAway();
      handedOver = true;
      giveKeyboard();
      options.onKeyboard(true);
    },
    place: () => {
      if (window.isVisible()) place();
    },
    facts() {
      const { x, y, width, height } = window.getBounds();
      const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
      const isInside =
        x >= workArea.x &&
        y >= workArea.y &&
        x + width <= workArea.x + workArea.width &&
        y + height <= workArea.y + workArea.height;
      return { shown: window.isVisible(), hasKeyboard: window.isFocused(), onRightDisplay: isInside };
    },
    send: (name, push) => window.webContents.send(name, push),
    contentsId: () => window.webContents.id,
    reset() {
      view = null;
      hide();
      window.webContents.reload();
    },
    close: () => window.destroy(),
  };
}
