import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { keptInside, type Desktop, type DesktopWindow } from '../desktop.ts';
import { TASKBAR_HEIGHT, type FromPage, type WindowState } from '../wire.ts';
import { createWebContents, type VirtualWebContents, type WebContentsParts } from './web-contents.ts';

type Members = Pick<
  BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'focus'
  | 'blur'
  | 'isFocused'
  | 'isVisible'
  | 'minimize'
  | 'restore'
  | 'isMinimized'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'setBounds'
  | 'getBounds'
  | 'setSize'
  | 'getSize'
  | 'setPosition'
  | 'getPosition'
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'setFocusable'
  | 'isFocusable'
  | 'setSkipTaskbar'
  | 'setVisibleOnAllWorkspaces'
  | 'setContentProtection'
  | 'setOpacity'
  | 'getOpacity'
  | 'setTitle'
  | 'getTitle'
  | 'moveTop'
  | 'removeMenu'
  | 'setMenuBarVisibility'
  | 'flashFrame'
  | 'setBackgroundColor'
>;
export type VirtualBrowserWindow = Members & EventEmitter & { readonly webContents: VirtualWebContents };
export interface VirtualBrowserWindowClass {
  new (options?: BrowserWindowConstructorOptions): VirtualBrowserWindow;
  getAllWindows(): VirtualBrowserWindow[];
  getFocusedWindow(): VirtualBrowserWindow | null;
  fromWebContents(contents: { id: number }): VirtualBrowserWindow | null;
  fromId(id: number): VirtualBrowserWindow | null;
}

/** BrowserWindow over a frame of the desktop page. */
export function createBrowserWindowClass(desktop: Desktop, parts: WebContentsParts): VirtualBrowserWindowClass {
  const all = new Map<number, VirtualBrowserWindow>();
  const workArea = (): Rectangle => ({
    x: 0,
    y: 0,
    width: desktop.display.width,
    height: desktop.display.height - TASKBAR_HEIGHT,
  });

  class Window extends EventEmitter implements Members, DesktopWindow {
    readonly id = desktop.nextId();
    readonly webContents: VirtualWebContents;
    readonly preload: string | null;
    readonly state: WindowState;
    #destroyed = false;
    #normalBounds: Rectangle | null = null;
    /** What the app asked for, kept when a small display makes it smaller for a while. */
    #wanted: Rectangle;

    constructor(options: BrowserWindowConstructorOptions = {}) {
      super();
      const { width = 800, height = 600 } = options;
      const area = workArea();
      const x = options.x ?? Math.round((area.width - width) / 2);
      const y = options.y ?? Math.round((area.height - height) / 2);
      this.#wanted = { x, y, width, height };
      this.preload = options.webPreferences?.preload ?? null;
      this.state = {
        id: this.id,
        src: null,
        loads: 0,
        title: options.title ?? desktop.appName,
        bounds: keptInside(this.#wanted, area),
        visible: false,
        minimised: false,
        z: 0,
        alwaysOnTop: options.alwaysOnTop ?? false,
        focusable: options.focusable ?? true,
        opacity: options.opacity ?? 1,
        transparent: options.transparent ?? false,
        hasShadow: options.hasShadow ?? true,
        movable: options.movable ?? true,
        inTaskbar: !(options.skipTaskbar ?? false),
      };
      desktop.windows.set(this.id, this);
      all.set(this.id, this);
      this.webContents = createWebContents(desktop, this, parts);
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
      desktop.raise(this.id);
      if (options.show ?? true) this.show();
    }

    fromPage(event: Extract<FromPage, { windowId: number }>) {
      if (event.kind === 'moved') {
        this.setPosition(event.x, event.y);
      } else if (event.kind === 'taskbar') {
        if (this.state.minimised) this.restore();
        else if (this.isFocused()) this.minimize();
        else this.focus();
      } else {
        this.webContents.fromPage(event);
      }
    }
    focusMoved(focused: boolean) {
      this.emit(focused ? 'focus' : 'blur', {});
    }
    /** The display changed. */
    moved() {
      this.state.bounds = keptInside(this.#normalBounds ? workArea() : this.#wanted, workArea());
    }
    loadURL = (url: string): Promise<void> => this.webContents.load(url);
    show() {
      this.showInactive();
      this.focus();
    }
    showInactive() {
      if (this.state.visible) return;
      this.state.visible = true;
      this.state.minimised = false;
      desktop.raise(this.id);
      this.emit('show', {});
    }
    hide() {
      if (!this.state.visible) return;
      this.state.visible = false;
      if (this.isFocused()) desktop.moveFocus(null);
      desktop.changed();
      this.emit('hide', {});
    }
    close() {
      let prevented = false;
      this.emit('close', { preventDefault: () => (prevented = true) });
      if (!prevented) this.destroy();
    }
    destroy() {
      if (this.#destroyed) return;
      this.hide();
      this.#destroyed = true;
      desktop.windows.delete(this.id);
      all.delete(this.id);
      this.webContents.emit('destroyed');
      desktop.changed();
      this.emit('closed', {});
      if (all.size === 0) parts.allWindowsClosed();
    }
    isDestroyed = () => this.#destroyed;
    focus() {
      if (!this.state.focusable) return;
      if (this.state.minimised) this.restore();
      desktop.raise(this.id);
      desktop.moveFocus(this.id);
    }
    blur() {
      if (this.isFocused()) desktop.moveFocus(null);
    }
    isFocused = () => desktop.focusedWindowId() === this.id;
    isVisible = () => this.state.visible && !this.state.minimised;
    minimize() {
      this.state.minimised = true;
      if (this.isFocused()) desktop.moveFocus(null);
      desktop.changed();
      this.emit('minimize', {});
    }
    restore() {
      this.state.minimised = false;
      this.emit('restore', {});
      this.focus();
    }
    isMinimized = () => this.state.minimised;
    maximize() {
      this.#normalBounds ??= this.state.bounds;
      this.state.bounds = workArea();
      desktop.changed();
      this.emit('maximize', {});
    }
    unmaximize() {
      if (this.#normalBounds) this.state.bounds = this.#normalBounds;
      this.#normalBounds = null;
      desktop.changed();
      this.emit('unmaximize', {});
    }
    isMaximized = () => this.#normalBounds !== null;
    setBounds(bounds: Partial<Rectangle>) {
      this.#wanted = { ...this.state.bounds, ...bounds };
      this.state.bounds = this.#wanted;
      desktop.changed();
      this.emit('resize', {});
    }
    getBounds = () => ({ ...this.state.bounds });
    setSize(width: number, height: number) {
      this.setBounds({ width, height });
    }
    getSize = () => [this.state.bounds.width, this.state.bounds.height];
    setPosition(x: number, y: number) {
      this.setBounds({ x, y });
      this.emit('moved', {});
    }
    getPosition = () => [this.state.bounds.x, this.state.bounds.y];
    setAlwaysOnTop(flag: boolean) {
      this.state.alwaysOnTop = flag;
      desktop.changed();
    }
    isAlwaysOnTop = () => this.state.alwaysOnTop;
    setFocusable(focusable: boolean) {
      this.state.focusable = focusable;
      if (!focusable && this.isFocused()) desktop.moveFocus(null);
      desktop.changed();
    }
    isFocusable = () => this.state.focusable;
    setSkipTaskbar(skip: boolean) {
      this.state.inTaskbar = !skip;
      desktop.changed();
    }
    setVisibleOnAllWorkspaces() {}
    setContentProtection() {}
    setOpacity(opacity: number) {
      this.state.opacity = opacity;
      desktop.changed();
    }
    getOpacity = () => this.state.opacity;
    setTitle(title: string) {
      this.state.title = title;
      desktop.changed();
    }
    getTitle = () => this.state.title;
    moveTop() {
      desktop.raise(this.id);
    }
    removeMenu() {}
    setMenuBarVisibility() {}
    flashFrame() {}
    setBackgroundColor() {}

    static getAllWindows = () => [...all.values()];
    static getFocusedWindow = () => all.get(desktop.focusedWindowId() ?? -1) ?? null;
    static fromWebContents = (contents: { id: number }) =>
      [...all.values()].find((window) => window.webContents.id === contents.id) ?? null;
    static fromId = (id: number) => all.get(id) ?? null;
  }

  desktop.on('display', () => {
    for (const window of desktop.windows.values()) window.moved();
  });
  return Window;
}
