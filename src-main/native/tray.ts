import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import type { AppState } from '../../src-preload/contract.ts';
import { nativeWords } from './words.ts';

export interface TrayActions {
  open(): void;
  setPopups(on: boolean): void;
  quit(): void;
}
export interface TrayIcon {
  /** Tooltip and menu say what the title bar says. */
  update(state: AppState): void;
  close(): void;
}

export function createTray(iconFolder: string, language: () => string, actions: TrayActions): TrayIcon {
  const icon = nativeImage.createFromPath(join(iconFolder, 'tray.png'));
  icon.setTemplateImage(true);
  const tray = new Tray(icon);
  tray.on('click', () => actions.open());
  let shown = '';
  return {
    update(state) {
      const words = nativeWords(language());
      const status = words.status(state.connection);
      // A menu that is built again closes under the pointer on some systems, so only when it says something new.
      const key = JSON.stringify([status, state.settings.popupsOn, language()]);
      if (key === shown) return;
      shown = key;
      tray.setToolTip(`Callbrief: ${status}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: status, enabled: false },
          { type: 'separator' },
          { label: words.open, click: () => actions.open() },
          {
            label: words.popups,
            type: 'checkbox',
            checked: state.settings.popupsOn,
            click: () => actions.setPopups(!state.settings.popupsOn),
          },
          { type: 'separator' },
          { label: words.quit, click: () => actions.quit() },
        ]),
      );
    },
    close: () => tray.destroy(),
  };
}
