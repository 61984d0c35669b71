import { globalShortcut } from 'electron';

export interface Hotkey {
  /** @returns false when another program has the combination. */
  use(accelerator: string): boolean;
  isFree(): boolean;
  close(): void;
}

/** Electron throws for a combination that it cannot read; a setting must not keep the app from starting. */
function tryRegister(accelerator: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, pressed);
  } catch {
    return false;
  }
}

/** One combination, everywhere in the system: hands the keyboard to the popup and back. */
export function createHotkey(pressed: () => void): Hotkey {
  let current: string | null = null;
  let free = true;
  const close = () => {
    if (current !== null) globalShortcut.unregister(current);
    current = null;
  };
  return {
    use(accelerator) {
      close();
      free = tryRegister(accelerator, pressed);
      if (free) current = accelerator;
      return free;
    },
    isFree: () => free,
    close,
  };
}
