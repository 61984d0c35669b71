import type { Logger } from 'pino';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { ReceptionistDoor } from './receptionist-door.ts';
import type { WebhookCounts } from './webhook-counts.ts';

/** What the webhook routes need from the relay that mounts them. */
export interface WebhookDeps {
  storage: Storage;
  /** Hands committed events to the hub. Called after the commit, before the provider is answered. */
  publish(tenantId: string, events: StoredEvent[]): void;
  /** What the firm typed into the provider's dashboard, without a path: signatures cover it, `Host` is never asked. */
  publicBaseUrl: string;
  now(): Date;
  log: Logger;
  /** Over this a delivery is answered 413 (bytes). */
  bodyLimitBytes: number;
  /** Unset: no receptionist takes calls. */
  receptionist?: ReceptionistDoor;
  /** For diagnostics; made here when the caller does not want to read them. */
  counts?: WebhookCounts;
}
