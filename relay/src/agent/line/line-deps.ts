import type { Logger } from 'pino';
import type { Media } from '../../media/open-media.ts';
import type { ProviderMetrics } from '../../metrics/relay-metrics.ts';
import type { ProviderAccountsOf } from '../../providers/port.ts';
import type { ProviderClock } from '../../providers/provider-clock.ts';
import type { Fetch } from '../../providers/provider-request.ts';
import type { Storage, StoredEvent } from '../../storage/port.ts';
import type { PhoneNumber } from '../../wire/scalars.ts';

/** The firms' receptionists, as far as calls ask. */
export interface ReceptionistOnDuty {
  /** `full`: it would, but as many callers as it can serve are with it. */
  takes(tenantId: string): boolean | 'full' | Promise<boolean | 'full'>;
  /** Where a caller goes when nothing works; null: nowhere. */
  lastResort(tenantId: string): PhoneNumber | null | Promise<PhoneNumber | null>;
}

/** How calls that came over the voice URL are controlled (`/2010-04-01/...`, Twilio's and the SIP bridge's). */
export interface BridgeControl {
  /** `https://api.twilio.com`, without a slash at the end. */
  readonly apiBaseUrl: string;
  readonly authToken: string;
  /**
   * Whoever was dialled did not answer: the caller comes back. Twilio asks the `action` address and does what it is told;
   * sipgate's bridge discards the answer and hangs up (its node/src/twiml/verbDial.ts), which would lose the caller.
   */
  readonly returnsCallers: boolean;
}

export interface LineDeps {
  storage: Storage;
  accounts: ProviderAccountsOf;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  media: Pick<Media, 'expect' | 'withdraw'>;
  receptionist: ReceptionistOnDuty;
  /** Null: such calls can be heard and spoken to, and nothing else. */
  bridge: BridgeControl | null;
  /** The firm whose calls Ringover's streamer brings; null: there is no streamer. */
  streamerTenantId: string | null;
  publicBaseUrl: string;
  fetch: Fetch;
  clock: ProviderClock;
  metrics: ProviderMetrics;
  now: () => Date;
  log: Logger;
}
