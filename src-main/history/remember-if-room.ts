import { HistoryError } from './history-error.ts';
import type { Remembered } from './history.ts';

/**
 * For small facts that are only a comfort after a restart: on a full disk the app goes on without them, instead of
 * failing where a popup is hidden or a connection changes.
 */
export function rememberIfRoom(remembered: Remembered, key: string, value: string): void {
  try {
    remembered.set(key, value);
  } catch (error) {
    if (!(error instanceof HistoryError) || error.code !== 'disk_full') throw error;
  }
}
