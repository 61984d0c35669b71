import { BrowserWindow } from 'electron';
import type { PushName, Pushes } from '../../src-preload/contract.ts';
import type { Log } from '../logging/log.ts';
import { documentOf, webPreferences } from './window-options.ts';

export interface MainWindow {
  /** In front, with the keyboard; made again when it was closed. */
  open(): void;
  isOpen(): boolean;
  hasKeyboard(): boolean;
  contentsId(): number | null;
  send<N extends PushName>(name: N, push: Pushes[N]): void;
  act(action: 'minimise' | 'toggle_maximise' | 'close'): void;
  /** The app quits: from now on closing means closing. */
  letGo(): void;
}

export interface MainWindowOptions {
  outFolder: string;
  iconPath: string;
  isPackaged: boolean;
  platform: NodeJS.Platform;
  log: Log;
}

/** Closing it only hides it: Callbrief stays in the tray, because a call may ring at any moment. */
export function createMainWindow({ outFolder, iconPath, isPackaged, platform, log }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let quitting = false;

  const make = () => {
    const made = new BrowserWindow({
      width: 1280,
      height: 800,
      minWidth: 1024,
      minHeight: 640,
      show: false,
      title: 'Callbrief',
      icon: iconPath,
      // The page draws its own title bar, on macOS around the system's lights.
      ...(platform === 'darwin'
        ? { titleBarStyle: 'hiddenInset' as const, trafficLightPosition: { x: 14, y: 13 } }
        : { frame: false }),
      backgroundColor: '#f7f5f1',
      webPreferences: webPreferences('main-window', outFolder, isPackaged),
    });
    made.removeMenu();
    made.on('close', (event) => {
      if (quitting) return;
      event.preventDefault();
      made.hide();
    });
    made.on('closed', () => {
      window = null;
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error('window_failed', { window: 'main-window', reason });
      if (!quitting && reason !== 'clean-exit') made.webContents.reload();
    });
    made.loadURL(documentOf('main-window')).catch((error: unknown) => {
      log.error('window_failed', { window: 'main-window', error });
    });
    return made;
  };

  return {
    open() {
      window ??= make();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    isOpen: () => window?.isVisible() ?? false,
    hasKeyboard: () => window?.isFocused() ?? false,
    contentsId: () => window?.webContents.id ?? null,
    send: (name, push) => window?.webContents.send(name, push),
    act(action) {
      switch (action) {
        case 'minimise':
          return window?.minimize();
        case 'toggle_maximise':
          return window?.isMaximized() ? window.unmaximize() : window?.maximize();
        case 'close':
          return window?.close();
      }
    },
    letGo() {
      quitting = true;
    },
  };
}
