import { globalShortcut } from 'electron';
import type { DesktopEdge, HotkeyName } from '../desktop-edge.ts';

export type Hotkeys = DesktopEdge['hotkeys'] & { close(): void };

/** Electron throws for a combination that it cannot read; a setting must not keep the app from starting. */
function tryRegister(accelerator: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, pressed);
  } catch {
    return false;
  }
}

/** Our combinations, everywhere in the system. A combination that another program has, or our own other one, is not free. */
export function createHotkeys(pressed: Record<HotkeyName, () => void>): Hotkeys {
  const names = Object.keys(pressed) as HotkeyName[];
  const current = new Map<HotkeyName, string>();
  let taken = new Set<HotkeyName>();
  const close = () => {
    for (const accelerator of current.values()) globalShortcut.unregister(accelerator);
    current.clear();
  };
  return {
    use(accelerators) {
      // All are let go first, so that two of them can change places.
      close();
      taken = new Set();
      for (const name of names) {
        if (tryRegister(accelerators[name], pressed[name])) current.set(name, accelerators[name]);
        else taken.add(name);
      }
    },
    isFree: (name) => !taken.has(name),
    close,
  };
}
