import type { AppState, PopupView, PushName, Pushes, Requests } from '../src-preload/contract.ts';
import type { ScreenWatch } from './privacy/privacy-mode.ts';
import type { SaveProposal } from './recordings/export-call.ts';

/** `popup`: the keyboard to the popup and back. `dial`: asks whether to dial what is selected. */
export type HotkeyName = 'popup' | 'dial';

/** Everything the desktop needs from the system it runs on. Electron is behind it; tests may put anything there. */
export interface DesktopEdge {
  mainWindow: {
    /** In front, with the keyboard. */
    open(): void;
    hasKeyboard(): boolean;
    push<N extends PushName>(name: N, push: Pushes[N]): void;
    act(action: Requests['window:act']['ask']['action']): void;
  };
  popup: {
    means: AppState['popupMeans'];
    /** A view without a card hides it. */
    show(view: PopupView): void;
    fit(height: number): void;
    fieldFocus(focused: boolean): void;
    push<N extends PushName>(name: N, push: Pushes[N]): void;
    /** Another history: hides it and forgets every view. */
    reset(): void;
    /** What can be seen from outside the page, for the ring test. */
    facts(): { shown: boolean; hasKeyboard: boolean; onRightDisplay: boolean };
  };
  /** Combinations that work everywhere in the system. */
  hotkeys: { use(accelerators: Record<HotkeyName, string>): void; isFree(name: HotkeyName): boolean };
  /** Whether the system gives `tel:` and `callto:` links to this app. */
  telLinks: { set(on: boolean): void };
  /** What the system tells of the screen. */
  screenWatch: ScreenWatch;
  /** Quiet, and without the text: it may stand on a locked screen. No `from`: nor who wrote. */
  notifyMessage(message: { id: string; from?: string | null }): void;
  autostart: { state(): AppState['autostart']; set(enabled: boolean): void };
  setAppearance(appearance: 'system' | 'light' | 'dark'): void;
  /** Tray: follows the state. */
  showState(state: AppState): void;
  copyText(text: string): Promise<void>;
  /** Asks the person where to save; null: nowhere after all. */
  askWhereToSave(proposal: SaveProposal): Promise<string | null>;
  /** Asks the person for a file; null: none after all. */
  chooseFile(proposal: { extensions: string[] }): Promise<string | null>;
  showFile(path: string): void;
  /** In the browser of the system; the caller has checked whose page it is. */
  openPage(url: string): void;
  playSound(): void;
}

/** What the edge may ask of the desktop. */
export interface DesktopFacts {
  settings(): AppState['settings'];
  popupShown(viewId: number, atMs: number): void;
  popupKeyboard(has: boolean): void;
  openCall(callId: string | null): void;
  /** Its matter, or the call where there is none. */
  openMatter(callId: string): void;
  /** What a notification may say now. */
  notificationsSay(): AppState['settings']['lockScreen'];
  callBackLater(callId: string): void;
  setPopups(on: boolean): void;
  /** The dial hotkey: `text` is what is selected or was copied, whatever that is. */
  dialSelection(text: string): void;
}
