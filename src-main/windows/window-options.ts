import { join } from 'node:path';
import type { WebPreferences } from 'electron';
import type { WindowName } from '../../src-preload/window-topics.ts';

export const APP_ORIGIN = 'app://callbrief';

/** The one document that this window may show. */
export const documentOf = (window: WindowName) => `${APP_ORIGIN}/${window}/index.html`;

/** Explicit, although most are Electron's defaults: a default that changes must not open a door. */
export function webPreferences(window: WindowName, outFolder: string, isPackaged: boolean): WebPreferences {
  return {
    preload: join(outFolder, 'preload', `${window}.cjs`),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !isPackaged,
  };
}
