import type { LoggedEvent, StreamOnlyEvent } from '@callbrief/relay/wire/events';
import type { ConnectionState } from '../../src-preload/contract.ts';

/**
 * A logged event that this version cannot read: of a newer relay, or not of the agreed shape. It changes no row, but its
 * id moves the cursor, else every reconnection would bring it again.
 */
export interface UnknownEvent {
  type: 'unknown';
  /** Its SSE name. */
  name: string;
}

/** An event as the stream brought it, parsed and checked. */
export interface ArrivedEvent {
  /** Log id; null for what is sent on the stream only (hello, caught_up, ring_test). */
  id: number | null;
  event: LoggedEvent | StreamOnlyEvent | UnknownEvent;
  /** The relay wrote it to the socket then (relay's clock). */
  sentAt: string;
  /** It arrived here then (this computer's clock). */
  arrivedAt: string;
}

/** What the link needs from the rest of the app. It owns every retry; nobody else reconnects. */
export interface RelayLinkEvents {
  /**
   * In log order. The link does not advance by itself: the receiver writes rows and cursor in one transaction, and
   * the link asks `cursor()` again when it reconnects. A throw closes the stream and it is replayed later.
   */
  events(batch: ArrivedEvent[]): void;
  /** The log is not the one our cursor is of: everything must be fetched again, then the link starts over. */
  resync(): Promise<void>;
  /** The office removed this computer. The link has stopped for good. */
  removed(): void;
}

export interface RelayLink {
  start(): void;
  /** Wake from sleep, network back, "Try now": reconnects at once, whatever the backoff says. */
  wake(reason: 'resume' | 'online' | 'asked'): void;
  status(): ConnectionState;
  /** @returns its own undo. */
  onStatus(listener: (status: ConnectionState) => void): () => void;
  /** This computer's clock minus the relay's, milliseconds, as last measured; null before the first measurement. */
  clockDifferenceMs(): number | null;
  close(): Promise<void>;
}
