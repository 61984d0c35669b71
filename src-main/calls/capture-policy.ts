import { capturePolicy, type CapturePolicy } from '@callbrief/relay/wire/insights';
import type { Remembered } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';

/** The firm's rules for recording and AI, as the relay told them last; known at a start without a connection too. */
export interface KeptCapturePolicy {
  current(): CapturePolicy | null;
  keep(told: CapturePolicy): void;
}

const KEY = 'capture-policy';

export function createCapturePolicy(remembered: Remembered): KeptCapturePolicy {
  let current = read(remembered.get(KEY));
  return {
    current: () => current,
    keep(told) {
      if (told.revision === current?.revision) return;
      current = told;
      rememberIfRoom(remembered, KEY, JSON.stringify(told));
    },
  };
}

function read(stored: string | null): CapturePolicy | null {
  if (stored === null) return null;
  const parsed = capturePolicy.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : null;
}
