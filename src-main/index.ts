import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, clipboard, nativeTheme, net, Notification, screen, shell } from 'electron';
import type { AppState } from '../src-preload/contract.ts';
import type { WindowName } from '../src-preload/window-topics.ts';
import { createDesktop } from './desktop.ts';
import type { DesktopEdge, DesktopFacts } from './desktop-edge.ts';
import { registerRequests } from './ipc/register-requests.ts';
import { runLifecycle, type RunningApp } from './lifecycle.ts';
import { createLogFile } from './logging/log-file.ts';
import { APP_ID } from './native/app-id.ts';
import { declareProtocols, serveAppProtocol } from './native/app-protocol.ts';
import { createAutostart, startsHidden } from './native/autostart.ts';
import { createCallNotifications } from './native/call-notification.ts';
import { createHotkeys } from './native/hotkey.ts';
import { createKeyStore } from './native/key-store.ts';
import { denyPermissions, lockDown } from './native/lock-down.ts';
import { createMessageNotifications } from './native/message-notification.ts';
import { popupMeans } from './native/popup-means.ts';
import { onWake } from './native/power-events.ts';
import { serveRecordingProtocol } from './native/recording-protocol.ts';
import { chooseFile } from './native/open-dialog.ts';
import { askWhereToSave } from './native/save-dialog.ts';
import { createScreenWatch } from './native/screen-watch.ts';
import { readSelection } from './native/selection.ts';
import { createTelLinks } from './native/tel-links.ts';
import { createTray, type TrayIcon } from './native/tray.ts';
import { systemClock } from './relay-link/clock.ts';
import { createCallPopup, type CallPopup } from './windows/call-popup.ts';
import { createMainWindow } from './windows/main-window.ts';
import { APP_ORIGIN, documentOf } from './windows/window-options.ts';

/** Composition root: builds, wires, starts. What it builds knows nothing of this file. */
const outFolder = join(import.meta.dirname, '..');
const iconFolder = join(app.getAppPath(), 'resources', 'icons');
const platform = process.platform as AppState['platform'];
const dataFolder = app.getPath('userData');
const { isPackaged } = app;
const log = createLogFile({
  path: join(dataFolder, 'logs', 'callbrief.log'),
  now: () => new Date(),
  always: { version: app.getVersion(), pid: process.pid },
});

if (platform === 'win32' && isPackaged) app.setAppUserModelId(APP_ID);
const ownStart = isPackaged ? null : { path: process.execPath, args: [app.getAppPath()] };
declareProtocols();
app.enableSandbox();
lockDown(log);
runLifecycle({
  app,
  argv: process.argv,
  ownStart,
  start,
  log,
  onSignal: (listener) => {
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  },
});

function start(): Promise<RunningApp> {
  serveAppProtocol(join(outFolder, 'renderer'));
  denyPermissions();
  const common = { outFolder, isPackaged, log };
  const mainWindow = createMainWindow({ ...common, platform, iconPath: join(iconFolder, 'icon.png') });
  let popup: CallPopup | null = null;
  let tray: TrayIcon | null = null;

  const edge = (desk: DesktopFacts): DesktopEdge => {
    const language = () => desk.settings().language ?? app.getPreferredSystemLanguages()[0] ?? app.getLocale();
    const now = () => new Date();
    const ozonePlatform = app.commandLine.getSwitchValue('ozone-platform');
    const means = popupMeans(platform, process.env, ozonePlatform, Notification.isSupported());
    const notifications = createCallNotifications(
      platform,
      language,
      () => desk.notificationsSay(),
      { open: (callId) => desk.openMatter(callId), callBackLater: (callId) => desk.callBackLater(callId) },
      // A notification has no page to say when it was painted; showing it is the last thing we see of it.
      (viewId) => desk.popupShown(viewId, Date.now()),
    );
    if (means === 'window') {
      popup = createCallPopup({
        ...common,
        platform,
        now,
        settings: () => desk.settings(),
        onShown: (viewId, atMs) => desk.popupShown(viewId, atMs),
        onKeyboard: (has) => desk.popupKeyboard(has),
      });
    }
    tray = createTray(iconFolder, language, {
      open: () => mainWindow.open(),
      setPopups: (on) => desk.setPopups(on),
      quit: () => app.quit(),
    });
    const messageNotifications = createMessageNotifications(language, (messageId) => desk.openCall(messageId));
    const hotkeys = createHotkeys({
      popup: () => popup?.toggleKeyboard(),
      dial: () =>
        void readSelection().then(
          (text) => desk.dialSelection(text),
          // The window opens all the same, and the number is typed there.
          () => desk.dialSelection(''),
        ),
    });
    return {
      mainWindow: {
        open: () => mainWindow.open(),
        hasKeyboard: () => mainWindow.hasKeyboard(),
        push: (name, push) => mainWindow.send(name, push),
        act: (action) => mainWindow.act(action),
      },
      popup: {
        means,
        show: (view) => (popup ?? notifications).show(view),
        fit: (height) => popup?.fit(height),
        fieldFocus: (focused) => popup?.fieldFocus(focused),
        push: (name, push) => popup?.send(name, push),
        reset: () => (popup ? popup.reset() : notifications.close()),
        facts: () => popup?.facts() ?? { shown: true, hasKeyboard: false, onRightDisplay: true },
      },
      hotkeys,
      screenWatch: createScreenWatch(platform),
      telLinks: createTelLinks(platform, ownStart),
      notifyMessage: (message) => messageNotifications.show(message),
      autostart: createAutostart(platform, isPackaged),
      setAppearance: (appearance) => (nativeTheme.themeSource = appearance),
      showState: (state) => tray?.update(state),
      copyText: (text) => clipboard.writeText(text),
      askWhereToSave,
      chooseFile,
      showFile: (path) => shell.showItemInFolder(path),
      openPage: (url) => void shell.openExternal(url).catch(() => undefined),
      playSound: () => shell.beep(),
    };
  };

  const desktop = createDesktop({
    dataFolder,
    platform,
    version: app.getVersion(),
    computerName: hostname(),
    keyStore: createKeyStore(platform),
    clock: systemClock,
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    // Chromium's network: the system's proxy and certificates, as IT has set them.
    fetch: (url, init) => net.fetch(url, init),
    windowOrigin: APP_ORIGIN,
    edge,
    log,
  });
  serveRecordingProtocol((request) => desktop.playRecording(request));
  const windowOf = (contentsId: number): { name: WindowName; url: string } | null => {
    const name =
      contentsId === mainWindow.contentsId() ? 'main-window' : contentsId === popup?.contentsId() ? 'call-popup' : null;
    return name && { name, url: documentOf(name) };
  };
  registerRequests({ handlers: desktop.handlers, windowOf, log });
  const undoWake = onWake(() => desktop.wake('resume'));
  screen.on('display-metrics-changed', () => popup?.place());
  screen.on('display-removed', () => popup?.place());
  if (!startsHidden(platform, process.argv)) mainWindow.open();
  log.info('app_started', { platform, popupMeans: desktop.state().popupMeans });

  // Only a build from source takes it: an installed app is enrolled by a person or by its administrator's policy.
  const enrolLink = isPackaged ? undefined : process.env['CALLBRIEF_ENROL'];
  if (enrolLink) {
    desktop.enrolByLink(enrolLink).catch((error: unknown) => log.error('enrolment_refused', { error }));
  }

  return Promise.resolve({
    openLink: (link) => desktop.openLink(link),
    openMain: () => mainWindow.open(),
    async close() {
      undoWake();
      mainWindow.letGo();
      await desktop.close();
      popup?.close();
      tray?.close();
    },
  });
}
