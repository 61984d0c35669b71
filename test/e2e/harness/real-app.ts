import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { AppProcessOptions } from '../../virtual-electron/start/app-process.ts';
import type { AppUnderTest } from './app-under-test.ts';

/** The built app on a real Electron, through Playwright. The same specs run on it. */
export async function openRealApp(executablePath: string, options: AppProcessOptions): Promise<AppUnderTest> {
  const { root, userData, environment = {}, flags = [] } = options;
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const app = await _electron.launch({
    executablePath,
    args: [root, `--user-data-dir=${userData}`, ...flags],
    env: { ...Object.fromEntries(inherited), ...environment },
  });
  const main = await windowOf(app, 'main-window');
  const popup = await windowOf(app, 'call-popup');
  return {
    page: main,
    main,
    popup,
    framePath: () => null,
    popupIsVisible: () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((w) => w.webContents.getURL().includes('call-popup') && w.isVisible()),
      ),
    popupBounds: async () => (await app.browserWindow(popup)).evaluate((window) => window.getBounds()),
    workArea: () => app.evaluate(({ screen }) => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea),
    async keyboardIn() {
      const url = await app.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL() ?? '',
      );
      return url.includes('main-window') ? 'main-window' : url.includes('call-popup') ? 'call-popup' : null;
    },
    openLink: (link) =>
      app.evaluate(({ app: electron }, url) => void electron.emit('second-instance', {}, ['app', url], '', null), link),
    notificationsShown: () => Promise.reject(new Error('A real system does not tell which notifications it shows')),
    selectText: (text) => app.evaluate(({ clipboard }, selected) => clipboard.selection.writeText(selected), text),
    clipboardText: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    answerSaveDialog: (path) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
      }, path),
    answerOpenDialog: (path) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
      }, path),
    linkSchemes: () =>
      app.evaluate(({ app: electron }) =>
        ['callbrief', 'tel', 'callto'].filter((scheme) => electron.isDefaultProtocolClient(scheme)),
      ),
    power: (event) => app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    stop: () => app.close(),
  };
}

async function windowOf(app: ElectronApplication, name: string): Promise<Page> {
  const isIt = (page: Page) => page.url().includes(`/${name}/`);
  for (;;) {
    const found = app.windows().find(isIt);
    if (found) return found;
    await app.waitForEvent('window');
  }
}
