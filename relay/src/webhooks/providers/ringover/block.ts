import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Tenant } from '../../../storage/port.ts';
import { createKeysOfTenant, pastedKeys } from '../../keys-of-tenant.ts';

/**
 * The parts of Ringover's dashboard page, each with an address and a key of its own (telephony facts 2.3): call events
 * with SMS, contact call, contact search, smart routing, and IVR codes, which Ringover does not sign.
 */
export type RingoverBlock = 'call' | 'contact' | 'search' | 'routing' | 'ivr';
export type SignedBlock = Exclude<RingoverBlock, 'ivr'>;

const keysOf: Record<SignedBlock, (tenant: Tenant) => KeyObject[]> = {
  call: keys((tenant) => tenant.secrets.ringoverWebhookKeys),
  contact: keys((tenant) => tenant.secrets.ringoverContactKeys),
  search: keys((tenant) => tenant.secrets.ringoverSearchKeys),
  routing: keys((tenant) => tenant.secrets.ringoverRoutingKeys),
};

function keys(pasted: (tenant: Tenant) => string[]): (tenant: Tenant) => KeyObject[] {
  return createKeysOfTenant((tenant) => pastedKeys(pasted(tenant)).map((key) => createSecretKey(key, 'utf8')));
}

/** The keys that may sign for a block: its own, or where none was entered those of the call events. */
export function keysOfBlock(tenant: Tenant, block: SignedBlock): readonly KeyObject[] {
  const own = keysOf[block](tenant);
  return own.length > 0 ? own : keysOf.call(tenant);
}

/** As it stands in the dashboard: signatures cover it. */
export function addressOfBlock(publicBaseUrl: string, hookToken: string, block: RingoverBlock): string {
  return `${publicBaseUrl}/hooks/ringover/${hookToken}/${block}`;
}
