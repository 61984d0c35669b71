import { session, type Session } from '@callbrief/relay/wire/rest';
import type { Remembered } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';

export type CapabilitiesOfProviders = Session['capabilities'];

/** What can be done at each provider, as the relay said last; known at a start without a connection too. */
export interface Capabilities {
  /** Null until the relay told. */
  current(): CapabilitiesOfProviders | null;
  keep(told: CapabilitiesOfProviders): void;
}

const KEY = 'capabilities';

export function createCapabilities(remembered: Remembered): Capabilities {
  let current = read(remembered.get(KEY));
  return {
    current: () => current,
    keep(told) {
      if (JSON.stringify(told) === JSON.stringify(current)) return;
      current = told;
      rememberIfRoom(remembered, KEY, JSON.stringify(told));
    },
  };
}

/** Of an older or newer version it may say less or other things: then the relay's next word is waited for. */
function read(stored: string | null): CapabilitiesOfProviders | null {
  if (stored === null) return null;
  const parsed = session.shape.capabilities.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : null;
}
