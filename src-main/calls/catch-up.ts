import type { BackOnlineCard, ConnectionState, Notice, Settings } from '../../src-preload/contract.ts';
import type { Person } from '@callbrief/relay/wire/directory';
import type { History } from '../history/history.ts';

/** "08:12 to 09:03: 3 calls, 1 not returned." Follows the link's status and remembers when it was last online. */
export interface CatchUp {
  /** Hand this to RelayLink.onStatus. */
  status(state: ConnectionState): void;
}

export interface CatchUpOptions {
  history: History;
  settings: () => Settings;
  me: () => Person | null;
  timeZone: () => string;
  now: () => Date;
  /** Shorter absences tell nothing (milliseconds). Default one minute: what rang meanwhile could still pop up. */
  leastAwayMs?: number;
  /** Only when there were calls. */
  onBackOnline: (back: { card: BackOnlineCard; notice: Extract<Notice, { kind: 'back_online' }> }) => void;
}
