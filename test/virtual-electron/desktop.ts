import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { offer } from './wire.ts';
import type {
  Bounds,
  DesktopState,
  DialogState,
  FromPage,
  NotificationState,
  Offer,
  ToPage,
  TrayState,
  WindowState,
} from './wire.ts';

/** The part of a window the desktop itself must know: its state, and what happens to it from outside the app. */
export interface DesktopWindow {
  state: WindowState;
  preload: string | null;
  focusMoved(focused: boolean): void;
  fromPage(event: Extract<FromPage, { windowId: number }>): void;
  moved(): void;
}

interface DesktopEvents {
  page: [FromPage];
  display: [];
  dark: [];
  notification: [id: number, action: 'click' | 'close' | number];
  tray: [id: number];
  menu: [commandId: number];
  shortcut: [accelerator: string];
  dialog: [id: number, response: number];
  offer: [index: number];
}

/**
 * The virtual desktop: which windows there are, who has the keyboard, notifications, tray, shortcuts. Every virtual
 * Electron module changes it; the page draws it.
 */
export interface Desktop extends EventEmitter<DesktopEvents> {
  windows: Map<number, DesktopWindow>;
  notifications: Map<number, NotificationState>;
  /** Everything ever shown, for tests. */
  notificationsShown: NotificationState[];
  trays: Map<number, TrayState>;
  shortcuts: Set<string>;
  dialogs: Map<number, DialogState>;
  display: { width: number; height: number };
  pointer: { x: number; y: number };
  systemIsDark: boolean;
  doNotDisturb: boolean;
  openedOutside: string[];
  beeps: number;
  clipboardText: string;
  /** Names that were proposed to save files under. */
  saveProposals: string[];
  /** What a test answers to the next "Save as"; empty: a person is asked. */
  saveAnswers: (string | null)[];
  /** What a test opens next; empty: nothing is chosen. */
  openAnswers: (string | null)[];
  /** X11's second clipboard: what is selected in any program. */
  selectionText: string;
  /** URL schemes that the system opens with the app. */
  linkSchemes: Set<string>;
  offers: Offer[];
  pageIsConnected(): boolean;
  nextId(): number;
  theme: 'system' | 'light' | 'dark';
  appName: string;
  focusedWindowId(): number | null;
  /** The app moves the keyboard; null: to what had it before, or to nobody. */
  moveFocus(windowId: number | null): void;
  raise(windowId: number): void;
  /** Something changed: the page hears of it once, after the current burst of changes. */
  changed(): void;
  send(message: ToPage): void;
  attachPage(send: ((message: ToPage) => void) | null): void;
  receive(event: FromPage): void;
  state(): DesktopState;
}

export function createDesktop(): Desktop {
  const emitter = new EventEmitter<DesktopEvents>();
  let lastId = 0;
  let lastZ = 0;
  let focusMoves = 0;
  /** Most recent last. */
  let focusOrder: number[] = [];
  let focused: number | null = null;
  let toPage: ((message: ToPage) => void) | null = null;
  let scheduled = false;

  const flush = () => {
    if (!scheduled) return;
    scheduled = false;
    toPage?.({ kind: 'state', state: desktop.state() });
  };
  const canHaveFocus = (id: number) => {
    const window = desktop.windows.get(id)?.state;
    return window !== undefined && window.visible && !window.minimised && window.focusable;
  };
  const setFocused = (id: number | null) => {
    if (id === focused) return;
    const before = focused;
    focused = id;
    if (id !== null) focusOrder = [...focusOrder.filter((other) => other !== id), id];
    if (before !== null) desktop.windows.get(before)?.focusMoved(false);
    if (id !== null) desktop.windows.get(id)?.focusMoved(true);
    desktop.changed();
  };

  const desktop: Desktop = Object.assign(emitter, {
    windows: new Map<number, DesktopWindow>(),
    notifications: new Map<number, NotificationState>(),
    notificationsShown: [] as NotificationState[],
    trays: new Map<number, TrayState>(),
    shortcuts: new Set<string>(),
    dialogs: new Map<number, DialogState>(),
    display: { width: 1440, height: 900 },
    pointer: { x: 720, y: 450 },
    systemIsDark: false,
    doNotDisturb: false,
    openedOutside: [] as string[],
    beeps: 0,
    clipboardText: '',
    saveProposals: [] as string[],
    saveAnswers: [] as (string | null)[],
    openAnswers: [] as (string | null)[],
    selectionText: '',
    linkSchemes: new Set<string>(),
    offers: [] as Offer[],
    theme: 'system' as const,
    appName: 'App',
    pageIsConnected: () => toPage !== null,
    nextId: () => ++lastId,
    focusedWindowId: () => focused,
    moveFocus(windowId: number | null) {
      const next = windowId ?? focusOrder.findLast((id) => id !== focused && canHaveFocus(id)) ?? null;
      if (next !== null && !canHaveFocus(next)) return;
      focusMoves += 1;
      setFocused(next);
      desktop.changed();
    },
    raise(windowId: number) {
      const window = desktop.windows.get(windowId);
      if (window) window.state.z = ++lastZ;
      desktop.changed();
    },
    changed() {
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(flush);
    },
    send(message: ToPage) {
      // In the order of happening: a page that is told of its focus must have it already.
      flush();
      toPage?.(message);
    },
    attachPage(send: ((message: ToPage) => void) | null) {
      toPage = send;
      if (send) desktop.changed();
    },
    receive(event: FromPage) {
      desktop.emit('page', event);
      switch (event.kind) {
        case 'hello':
        case 'display':
          desktop.display = event.display;
          desktop.emit('display');
          if (event.kind === 'hello') setDark(event.dark);
          desktop.changed();
          return;
        case 'dark':
          setDark(event.dark);
          return;
        case 'pointer':
          desktop.pointer = { x: event.x, y: event.y };
          return;
        case 'focused':
          if (event.windowId === null || canHaveFocus(event.windowId)) {
            setFocused(event.windowId);
            if (event.windowId !== null) desktop.raise(event.windowId);
          }
          return;
        case 'notification':
          desktop.emit('notification', event.id, event.action);
          return;
        case 'tray':
          desktop.emit('tray', event.id);
          return;
        case 'menu':
          desktop.emit('menu', event.commandId);
          return;
        case 'shortcut':
          desktop.emit('shortcut', event.accelerator);
          return;
        case 'offer':
          desktop.emit('offer', event.index);
          return;
        case 'dialog':
          desktop.emit('dialog', event.id, event.response);
          return;
        case 'frame_loaded':
        case 'from_frame':
        case 'moved':
        case 'taskbar':
          desktop.windows.get(event.windowId)?.fromPage(event);
          return;
      }
    },
    state: (): DesktopState => ({
      appName: desktop.appName,
      windows: [...desktop.windows.values()].map((window) => window.state),
      focusedWindowId: focused,
      focusMoves,
      notifications: [...desktop.notifications.values()],
      trays: [...desktop.trays.values()],
      shortcuts: [...desktop.shortcuts],
      theme: desktop.theme,
      dialogs: [...desktop.dialogs.values()],
      offers: desktop.offers,
    }),
  });
  const setDark = (dark: boolean) => {
    if (dark === desktop.systemIsDark) return;
    desktop.systemIsDark = dark;
    desktop.emit('dark');
  };
  return desktop;
}

/** @param text JSON; absent: none */
export const offersIn = (text: string | undefined): Offer[] => z.array(offer).parse(JSON.parse(text ?? '[]'));

/** As window systems do it: a window never ends up larger than the work area or outside it after a display change. */
export function keptInside(bounds: Bounds, area: Bounds): Bounds {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return {
    width,
    height,
    x: Math.max(area.x, Math.min(bounds.x, area.x + area.width - width)),
    y: Math.max(area.y, Math.min(bounds.y, area.y + area.height - height)),
  };
}
