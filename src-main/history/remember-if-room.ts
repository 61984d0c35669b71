import { HistoryError } from './history-error.ts';
import type { Remembered } from './history.ts';

/**
 * For small facts that are only a comfort after a restart: on a full disk the app goes on without them, instead of
 * failing where a popup is hidden or a connection changes.
 */
export function rememberIfRoom(remembered: Remembered, key: string, value: string): void {
  ifRoom(() => remembered.set(key, value));
}

/** Runs a write that nothing depends on; a full disk passes it over. */
export function ifRoom(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof HistoryError) || error.code !== 'disk_full') throw error;
  }
}
