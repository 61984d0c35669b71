import { z } from 'zod';
import { id } from '../wire/scalars.ts';

/** A ring test that somebody asked for at a process which does not hold the device's stream. */
export const ringTestOrder = z.object({
  tenantId: id,
  deviceId: id,
  testId: id,
  rings: z.number().int().positive(),
  everyMs: z.number().int().positive(),
});
export type RingTestOrder = z.infer<typeof ringTestOrder>;

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
  /** Best effort: for whichever *other* process holds the device's stream. It carries the wish, no name and no number. */
  orderRingTest(order: RingTestOrder): void;
  /** @returns stops listening. */
  onRingTestOrdered(listener: (order: RingTestOrder) => void): () => void;
  /** Rejects when other processes cannot be reached now. */
  check(): Promise<void>;
  close(): Promise<void>;
}
