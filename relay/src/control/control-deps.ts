import type { Logger } from 'pino';
import type { RateLimit } from '../http/rate-limit.ts';
import type { ProviderAccountsOf } from '../providers/port.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { Once } from './once.ts';

/** What the routes that act on telephony are given. */
export interface ControlDeps {
  storage: Storage;
  accounts: ProviderAccountsOf;
  once: Once;
  /** Per device: a client gone wild must not ring a firm's phones all day. */
  actionLimit: Pick<RateLimit, 'attempt'>;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  now: () => Date;
  log: Logger;
  /** How long a provider may take (ms). */
  patienceMs: number;
}
