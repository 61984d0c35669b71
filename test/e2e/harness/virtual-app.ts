import type { Page } from '@playwright/test';
import type { WindowName } from '../../../src-preload/window-topics.ts';
import { startApp, type AppProcessOptions } from '../../virtual-electron/start/app-process.ts';
import { TASKBAR_HEIGHT, type WindowState } from '../../virtual-electron/wire.ts';
import type { AppUnderTest } from './app-under-test.ts';

const titles: Record<WindowName, string> = { 'main-window': 'Callbrief', 'call-popup': 'Callbrief: incoming call' };

/** The built app on the virtual Electron, its desktop open in Playwright's page. */
export async function openVirtualApp(page: Page, options: Omit<AppProcessOptions, 'electron'>): Promise<AppUnderTest> {
  const app = await startApp({ ...options, electron: null });
  if (app.url === null) throw new Error('The virtual desktop has no address');
  await page.goto(app.url);
  const framePath = (window: WindowName) => `iframe[data-window-title="${titles[window]}"]`;
  const look = () => app.ask({ kind: 'look' });
  const windowOf = async (name: WindowName): Promise<WindowState> => {
    const found = (await look()).state.windows.find((window) => window.src?.includes(`/${name}/`));
    if (!found) throw new Error(`There is no ${name}`);
    return found;
  };
  return {
    page,
    main: page.frameLocator(framePath('main-window')),
    popup: page.frameLocator(framePath('call-popup')),
    framePath,
    popupIsVisible: async () => (await windowOf('call-popup')).visible,
    popupBounds: async () => (await windowOf('call-popup')).bounds,
    async workArea() {
      const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
      return { x: 0, y: 0, width, height: height - TASKBAR_HEIGHT };
    },
    async keyboardIn() {
      const { windows, focusedWindowId } = (await look()).state;
      const src = windows.find((window) => window.id === focusedWindowId)?.src ?? '';
      return src.includes('/main-window/') ? 'main-window' : src.includes('/call-popup/') ? 'call-popup' : null;
    },
    openLink: async (url) => void (await app.ask({ kind: 'open_url', url })),
    notificationsShown: async () => (await look()).notificationsShown,
    selectText: async (text) => void (await app.ask({ kind: 'select_text', text })),
    clipboardText: async () => (await look()).clipboardText,
    answerOpenDialog: async (path) => void (await app.ask({ kind: 'open_file', path })),
    answerSaveDialog: async (path) => void (await app.ask({ kind: 'save_as', path })),
    linkSchemes: async () => (await look()).linkSchemes,
    power: async (event) => void (await app.ask({ kind: 'power', event })),
    stop: async () => void (await app.stop()),
  };
}
