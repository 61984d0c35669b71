import { powerMonitor } from 'electron';
import type { ScreenWatch } from '../privacy/privacy-mode.ts';

/**
 * What each system tells a program about the screen:
 * - Sharing or recording by another program: nothing. Neither Windows nor macOS nor the Linux desktops have a public
 *   interface for it, and Electron tells only of captures that it makes itself. So privacy mode is switched by hand; where
 *   a system begins to tell, it is told here.
 * - The lock: Windows and macOS (Electron: `lock-screen`). On Linux not.
 *
 * Apart from that the popup asks to be left out of captures (`setContentProtection`): Windows does so; macOS before 15
 * mostly, since 15 programs that use ScreenCaptureKit see it all the same; Linux does not.
 */
export function createScreenWatch(platform: NodeJS.Platform): ScreenWatch {
  let locked = false;
  const listeners = new Set<() => void>();
  const set = (next: boolean) => () => {
    locked = next;
    for (const listener of listeners) listener();
  };
  powerMonitor.on('lock-screen', set(true));
  powerMonitor.on('unlock-screen', set(false));
  return {
    knowsSharing: false,
    knowsLock: platform === 'darwin' || platform === 'win32',
    isShared: () => false,
    isLocked: () => locked,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
