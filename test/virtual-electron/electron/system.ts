import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type {
  Clipboard,
  Dialog,
  Display,
  GlobalShortcut,
  NativeTheme,
  Net,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  Shell,
} from 'electron';
import type { Desktop } from '../desktop.ts';
import type { ProtocolHandler } from '../server.ts';
import { TASKBAR_HEIGHT } from '../wire.ts';

/** The small modules: each is the part of the real one that the app uses, over the virtual desktop. */

/** Only what the placement of a window can ask of a display; the rest of the real type describes hardware. */
type VirtualDisplay = Pick<Display, 'id' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor'>;
type VirtualScreen = Pick<Screen, 'getCursorScreenPoint'> &
  EventEmitter & {
    [
      K in keyof Pick<Screen, 'getPrimaryDisplay' | 'getDisplayNearestPoint' | 'getDisplayMatching'>
    ]: () => VirtualDisplay;
  } & { getAllDisplays(): VirtualDisplay[] };
export function createScreen(desktop: Desktop): VirtualScreen {
  const emitter = new EventEmitter();
  const primary = (): VirtualDisplay => {
    const { width, height } = desktop.display;
    const bounds = { x: 0, y: 0, width, height };
    const workArea = { ...bounds, height: height - TASKBAR_HEIGHT };
    return { id: 1, bounds, workArea, size: bounds, workAreaSize: workArea, scaleFactor: 1 };
  };
  desktop.on('display', () => emitter.emit('display-metrics-changed', {}, primary(), ['bounds', 'workArea']));
  return Object.assign(emitter, {
    getPrimaryDisplay: primary,
    getAllDisplays: () => [primary()],
    getDisplayNearestPoint: primary,
    getDisplayMatching: primary,
    getCursorScreenPoint: () => ({ ...desktop.pointer }),
  });
}

type VirtualTheme = Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors'> &
  EventEmitter;
export function createNativeTheme(desktop: Desktop): VirtualTheme {
  const emitter = new EventEmitter();
  desktop.on('dark', () => emitter.emit('updated', {}));
  return Object.defineProperties(emitter, {
    themeSource: {
      get: () => desktop.theme,
      set: (source: 'system' | 'light' | 'dark') => {
        desktop.theme = source;
        desktop.changed();
        emitter.emit('updated', {});
      },
    },
    shouldUseDarkColors: {
      get: () => (desktop.theme === 'system' ? desktop.systemIsDark : desktop.theme === 'dark'),
    },
    shouldUseHighContrastColors: { get: () => false },
  }) as VirtualTheme;
}

type VirtualShortcuts = Pick<GlobalShortcut, 'register' | 'unregister' | 'unregisterAll' | 'isRegistered'>;
export function createGlobalShortcut(desktop: Desktop, takenByOthers: readonly string[]): VirtualShortcuts {
  const callbacks = new Map<string, () => void>();
  desktop.on('shortcut', (accelerator) => callbacks.get(accelerator)?.());
  return {
    register(accelerator, callback) {
      if (takenByOthers.includes(accelerator) || callbacks.has(accelerator)) return false;
      callbacks.set(accelerator, callback);
      desktop.shortcuts.add(accelerator);
      desktop.changed();
      return true;
    },
    unregister(accelerator) {
      callbacks.delete(accelerator);
      desktop.shortcuts.delete(accelerator);
      desktop.changed();
    },
    unregisterAll() {
      callbacks.clear();
      desktop.shortcuts.clear();
      desktop.changed();
    },
    isRegistered: (accelerator) => callbacks.has(accelerator),
  };
}

type VirtualSafeStorage = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;
/** `backend`: what the system offers; `basic_text` is Chromium's word for "none worth the name". */
export function createSafeStorage(
  backend: 'gnome_libsecret' | 'basic_text',
  keyPath: () => string,
): VirtualSafeStorage {
  const key = () => {
    const path = keyPath();
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, randomBytes(32), { mode: 0o600 });
    }
    return readFileSync(path);
  };
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    decryptString(sealed) {
      const cipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, 12));
      cipher.setAuthTag(sealed.subarray(12, 28));
      return cipher.update(sealed.subarray(28), undefined, 'utf8') + cipher.final('utf8');
    },
  };
}

type VirtualPowerMonitor = Pick<PowerMonitor, 'getSystemIdleTime' | 'isOnBatteryPower'> & EventEmitter;
export function createPowerMonitor(): VirtualPowerMonitor {
  return Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0, isOnBatteryPower: () => false });
}

export function createShell(desktop: Desktop): Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'> {
  return {
    openExternal: (url) => Promise.resolve(void desktop.openedOutside.push(url)),
    openPath: (path) => Promise.resolve(String(desktop.openedOutside.push(path)).slice(0, 0)),
    beep: () => void (desktop.beeps += 1),
    showItemInFolder: (path) => void desktop.openedOutside.push(path),
  };
}

type VirtualClipboard = Pick<Clipboard, 'readText' | 'writeText'> & {
  readonly selection: Pick<Clipboard, 'readText' | 'writeText'>;
};
export function createClipboard(desktop: Desktop): VirtualClipboard {
  return {
    selection: {
      readText: () => Promise.resolve(desktop.selectionText),
      writeText: (text) => Promise.resolve(void (desktop.selectionText = text)),
    },
    readText: () => Promise.resolve(desktop.clipboardText),
    writeText(text) {
      desktop.clipboardText = text;
      desktop.send({ kind: 'clipboard', text });
      return Promise.resolve();
    },
  };
}

type VirtualDialog = Pick<Dialog, 'showErrorBox'> & {
  showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue>;
  showSaveDialog(options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue>;
  showOpenDialog(options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue>;
};
/** @param downloads folder that a person's files go to: a browser's page shows no folders to choose from */
export function createDialog(desktop: Desktop, downloads: () => string): VirtualDialog {
  const ask = (message: string, detail: string, buttons: string[]): Promise<number> => {
    const id = desktop.nextId();
    desktop.dialogs.set(id, { id, message, detail, buttons });
    desktop.changed();
    return new Promise((resolve) => {
      const onAnswer = (of: number, response: number) => {
        if (of !== id) return;
        desktop.off('dialog', onAnswer);
        desktop.dialogs.delete(id);
        desktop.changed();
        resolve(response);
      };
      desktop.on('dialog', onAnswer);
    });
  };
  return {
    showErrorBox: (title, content) => console.error(`${title}: ${content}`),
    async showMessageBox({ message, detail = '', buttons = ['OK'] }) {
      return { response: await ask(message, detail, buttons), checkboxChecked: false };
    },
    showOpenDialog() {
      // A browser's page shows no folders to choose from: only a test opens files.
      const answer = desktop.openAnswers.shift() ?? null;
      return Promise.resolve({ canceled: answer === null, filePaths: answer === null ? [] : [answer] });
    },
    async showSaveDialog({ defaultPath = 'file' }) {
      desktop.saveProposals.push(defaultPath);
      const answer = desktop.saveAnswers.shift();
      if (answer !== undefined) return { canceled: answer === null, filePath: answer ?? '' };
      const path = join(downloads(), basename(defaultPath));
      const isSaved = (await ask('Save as', path, ['Save', 'Cancel'])) === 0;
      return { canceled: !isSaved, filePath: isSaved ? path : '' };
    },
  };
}

type VirtualProtocol = Pick<Protocol, 'handle' | 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'>;
export function createProtocol(handlers: Map<string, ProtocolHandler>): VirtualProtocol {
  return {
    registerSchemesAsPrivileged: () => undefined,
    handle(scheme, handler) {
      if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} has a handler already`);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme) => void handlers.delete(scheme),
    isProtocolHandled: (scheme) => handlers.has(scheme),
  };
}

type VirtualSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setSpellCheckerEnabled'
> &
  EventEmitter;
/** The browser around it downloads nothing by itself, so no event of it ever comes. */
export function createSession(): VirtualSession {
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
  });
}

export function createNet(): Pick<Net, 'fetch' | 'isOnline'> {
  return { fetch: (input, init) => fetch(input, init), isOnline: () => true };
}
