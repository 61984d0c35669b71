/**
 * Tells every relay process of an installation that a tenant's log moved on. It is a hint, never the data: processes
 * read the log itself, so a lost announcement delays an event and never loses it.
 */
export interface FanOut {
  /** Best effort: never throws, never waits. The own process hears its announcements too. */
  announce(tenantId: string, lastEventId: number): void;
  /** @returns stops listening. */
  onAnnounced(listener: (tenantId: string, lastEventId: number) => void): () => void;
  /** Announcements may have been missed (connection lost and back): re-read the log of every tenant that is listened to. */
  onReset(listener: () => void): () => void;
  close(): Promise<void>;
}
