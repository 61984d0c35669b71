import { z } from 'zod';
import type { Remembered } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';

/** Calls that I hid. They keep ringing; they do not come back, not even after a restart. */
export interface HiddenCalls {
  has(callId: string): boolean;
  add(callId: string): void;
}

const KEY = 'popup.hidden';
/** More calls than ring at once in any firm; older ones are over long since. */
const KEPT = 100;
const stored = z.array(z.string());

export function createHiddenCalls(remembered: Remembered): HiddenCalls {
  let hidden = read(remembered.get(KEY));
  return {
    has: (callId) => hidden.includes(callId),
    add(callId) {
      hidden = [...hidden.filter((id) => id !== callId), callId].slice(-KEPT);
      rememberIfRoom(remembered, KEY, JSON.stringify(hidden));
    },
  };
}

function read(text: string | null): string[] {
  if (text === null) return [];
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    // Written by another version: worst case, a hidden popup is seen once more.
    return [];
  }
}
