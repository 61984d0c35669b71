import { z } from 'zod';

/** What travels between the process that runs the app and the page that shows its windows. */

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Bounds = z.infer<typeof bounds>;

export interface WindowState {
  id: number;
  /** Path on the desktop's own server; null until something is loaded. `loads` rises with every (re)load. */
  src: string | null;
  loads: number;
  title: string;
  bounds: Bounds;
  visible: boolean;
  minimised: boolean;
  /** Higher is nearer to the eye. */
  z: number;
  alwaysOnTop: boolean;
  focusable: boolean;
  opacity: number;
  transparent: boolean;
  hasShadow: boolean;
  movable: boolean;
  inTaskbar: boolean;
}

export interface NotificationState {
  id: number;
  title: string;
  body: string;
  silent: boolean;
  actions: string[];
}
export interface MenuItemState {
  commandId: number;
  label: string;
  kind: 'normal' | 'separator' | 'checkbox' | 'submenu';
  checked: boolean;
  enabled: boolean;
  submenu: MenuItemState[];
}
export interface TrayState {
  id: number;
  image: string;
  tooltip: string;
  menu: MenuItemState[];
}
export interface DialogState {
  id: number;
  message: string;
  detail: string;
  buttons: string[];
}

export interface DesktopState {
  appName: string;
  windows: WindowState[];
  focusedWindowId: number | null;
  /** Rises when the app moves the focus, so that the page follows once and does not fight the user. */
  focusMoves: number;
  notifications: NotificationState[];
  trays: TrayState[];
  shortcuts: string[];
  theme: 'system' | 'light' | 'dark';
  dialogs: DialogState[];
  /** What whoever started it offers beside the app, as buttons. */
  offers: Offer[];
}

export const offer = z.object({ label: z.string(), about: z.string() });
export type Offer = z.infer<typeof offer>;

export type ToFrame =
  | { kind: 'message'; channel: string; args: unknown[] }
  | { kind: 'answer'; ask: number; value: unknown }
  | { kind: 'failure'; ask: number; message: string };

export type ToPage =
  | { kind: 'state'; state: DesktopState }
  | { kind: 'to_frame'; windowId: number; message: ToFrame }
  | { kind: 'clipboard'; text: string }
  | { kind: 'replaced' };

const fromFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invoke'), ask: z.number(), channel: z.string(), args: z.array(z.unknown()) }),
  z.object({ kind: z.literal('send'), channel: z.string(), args: z.array(z.unknown()) }),
  z.object({ kind: z.literal('will_navigate'), to: z.string() }),
  z.object({ kind: z.literal('open'), to: z.string() }),
]);
export type FromFrame = z.infer<typeof fromFrame>;

const display = z.object({ width: z.number().positive(), height: z.number().positive() });

/** Checked on arrival: the socket is a boundary like any other. */
export const fromPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), display, dark: z.boolean() }),
  z.object({ kind: z.literal('display'), display }),
  z.object({ kind: z.literal('dark'), dark: z.boolean() }),
  z.object({ kind: z.literal('pointer'), x: z.number(), y: z.number() }),
  z.object({ kind: z.literal('frame_loaded'), windowId: z.number(), url: z.string() }),
  z.object({ kind: z.literal('from_frame'), windowId: z.number(), url: z.string(), message: fromFrame }),
  z.object({ kind: z.literal('focused'), windowId: z.number().nullable() }),
  z.object({ kind: z.literal('moved'), windowId: z.number(), x: z.number(), y: z.number() }),
  z.object({ kind: z.literal('taskbar'), windowId: z.number() }),
  z.object({
    kind: z.literal('notification'),
    id: z.number(),
    action: z.union([z.literal('click'), z.literal('close'), z.number().int()]),
  }),
  z.object({ kind: z.literal('tray'), id: z.number(), action: z.literal('click') }),
  z.object({ kind: z.literal('menu'), commandId: z.number() }),
  z.object({ kind: z.literal('shortcut'), accelerator: z.string() }),
  z.object({ kind: z.literal('offer'), index: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('dialog'), id: z.number(), response: z.number().int() }),
]);
export type FromPage = z.infer<typeof fromPage>;

/** Height of the strip at the bottom; what is above it is the work area. */
export const TASKBAR_HEIGHT = 40;
