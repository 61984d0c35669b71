import { join } from 'node:path';
import type * as Real from 'electron';
import { answerControl } from './control.ts';
import { createDesktop, offersIn } from './desktop.ts';
import { createApp, flag } from './electron/app.ts';
import { createBrowserWindowClass } from './electron/browser-window.ts';
import { createIpcMain } from './electron/ipc-main.ts';
import { createNativeImage } from './electron/native-image.ts';
import { createNotificationClass } from './electron/notification.ts';
import * as system from './electron/system.ts';
import { createMenuClass, createTrayClass } from './electron/tray-and-menu.ts';
import { serveDesktop, type DesktopServer, type ProtocolHandler } from './server.ts';

/**
 * The virtual Electron: stands in for the `electron` module (see register.ts). One desktop per process, as with the
 * real one; everything below this file takes what it needs as arguments.
 */
const desktop = createDesktop();
const protocols = new Map<string, ProtocolHandler>();
const ipc = createIpcMain();
let server: DesktopServer | null = null;
const running = () => {
  if (!server) throw new Error('Windows can be made only after the app is ready');
  return server;
};

export const app = createApp(desktop, {
  async prepare() {
    desktop.offers = offersIn(process.env['VIRTUAL_DESKTOP_OFFERS']);
    server = await serveDesktop(desktop, protocols, {
      port: Number(flag('virtual-desktop-port') ?? 0),
      // A restart during `npm run dev` keeps the browser's tab.
      session: process.env['VIRTUAL_DESKTOP_SESSION'],
    });
    answerControl(desktop, server.url, {
      app,
      powerMonitor,
      reloadWindows: () => {
        for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
      },
    });
  },
  closeWindows() {
    for (const window of BrowserWindow.getAllWindows()) window.close();
    return BrowserWindow.getAllWindows().length === 0;
  },
  stop: () => server?.close(),
});
const defaultSession = system.createSession();
export const session = { defaultSession };
export const BrowserWindow = createBrowserWindowClass(desktop, {
  ...ipc,
  session: defaultSession,
  addressOf: (windowId, url) => running().addressOf(windowId, url),
  ownUrlOf: (address) => running().ownUrlOf(address),
  created: (contents) => app.emit('web-contents-created', {}, contents),
  allWindowsClosed: () => app.emit('window-all-closed'),
});
export const { ipcMain } = ipc;
export const Notification = createNotificationClass(desktop);
export const Menu = createMenuClass(desktop);
export const Tray = createTrayClass(desktop);
export const nativeImage = createNativeImage();
export const nativeTheme = system.createNativeTheme(desktop);
export const screen = system.createScreen(desktop);
export const globalShortcut = system.createGlobalShortcut(desktop, flag('virtual-taken-shortcuts')?.split(',') ?? []);
export const safeStorage = system.createSafeStorage(
  flag('virtual-key-store') === 'none' ? 'basic_text' : 'gnome_libsecret',
  () => join(app.getPath('userData'), 'virtual-key-store', 'key'),
);
export const powerMonitor = system.createPowerMonitor();
export const shell = system.createShell(desktop);
export const clipboard = system.createClipboard(desktop);
export const dialog = system.createDialog(desktop, () => app.getPath('downloads'));
export const protocol = system.createProtocol(protocols);
export const net = system.createNet();

/** Every name here is one of the real module's; a name that Electron drops is a type error. */
({
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
}) satisfies Partial<Record<keyof typeof Real, unknown>>;

export default { app, BrowserWindow, ipcMain };
