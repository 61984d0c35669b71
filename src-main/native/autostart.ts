import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppState } from '../../src-preload/contract.ts';

export interface Autostart {
  state(): AppState['autostart'];
  set(enabled: boolean): void;
}

/** Windows and macOS have it in the system; Linux has a folder of desktop entries (freedesktop.org autostart). */
export function createAutostart(platform: NodeJS.Platform, isPackaged: boolean): Autostart {
  // A build from source must not start itself on somebody's computer for ever.
  if (!isPackaged) return rememberedAutostart();
  if (platform === 'linux') return linuxAutostart();
  return platform === 'win32' ? windowsAutostart() : macAutostart();
}

/** Windows compares path and arguments: without ours it does not find our own entry. */
const args = ['--hidden'];

function windowsAutostart(): Autostart {
  const read = () => app.getLoginItemSettings({ args });
  return {
    state() {
      // The Task Manager can switch an entry off that still stands there.
      const { openAtLogin, executableWillLaunchAtLogin } = read();
      return { enabled: openAtLogin, allowedBySystem: !openAtLogin || executableWillLaunchAtLogin };
    },
    set(enabled) {
      // Set at every start: writing it again would undo what a person chose in the Task Manager.
      if (read().openAtLogin !== enabled) app.setLoginItemSettings({ openAtLogin: enabled, args });
    },
  };
}

function macAutostart(): Autostart {
  return {
    state() {
      const { openAtLogin, status } = app.getLoginItemSettings();
      const waits = status === 'requires-approval';
      return { enabled: openAtLogin || waits, allowedBySystem: !waits };
    },
    set(enabled) {
      const { openAtLogin, status } = app.getLoginItemSettings();
      if ((openAtLogin || status === 'requires-approval') !== enabled)
        app.setLoginItemSettings({ openAtLogin: enabled });
    },
  };
}

/** At login it starts into the tray. macOS passes no arguments and says so instead. */
export function startsHidden(platform: NodeJS.Platform, argv: readonly string[]): boolean {
  return argv.includes('--hidden') || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}

function rememberedAutostart(): Autostart {
  let enabled = false;
  return {
    state: () => ({ enabled, allowedBySystem: true }),
    set: (next) => void (enabled = next),
  };
}

function linuxAutostart(): Autostart {
  const folder = join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart');
  const path = join(folder, 'callbrief.desktop');
  return {
    state: () => ({ enabled: statSync(path, { throwIfNoEntry: false }) !== undefined, allowedBySystem: true }),
    set(enabled) {
      if (!enabled) return rmSync(path, { force: true });
      mkdirSync(folder, { recursive: true });
      // An AppImage is started through its own file, whose path it gives in APPIMAGE.
      const program = process.env['APPIMAGE'] ?? process.execPath;
      writeFileSync(
        path,
        `[Desktop Entry]\nType=Application\nName=Callbrief\nExec="${program}" --hidden\nX-GNOME-Autostart-enabled=true\n`,
      );
    },
  };
}
