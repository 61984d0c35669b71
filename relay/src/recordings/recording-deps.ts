import type { Logger } from 'pino';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { RecordingMediaDeps } from './keeping/recording-media.ts';

/** What the routes of recordings are given. */
export interface RecordingDeps extends RecordingMediaDeps {
  storage: Storage;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  now: () => Date;
  log: Logger;
  /** How a link reaches the relay; no slash at its end. */
  publicBaseUrl: string;
  /** A job was added. */
  wakeJobs: () => void;
}
