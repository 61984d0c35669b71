import { noReceptionist, type ReceptionistDoor } from './receptionist-door.ts';
import { createTenantLookUp, type TenantLookUp } from './tenant-look-up.ts';
import { createWebhookCounts, type WebhookCounts } from './webhook-counts.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** The dependencies plus what all webhook routes share. */
export interface WebhookContext extends WebhookDeps {
  counts: WebhookCounts;
  tenants: TenantLookUp;
  receptionist: ReceptionistDoor;
}

export function createWebhookContext(deps: WebhookDeps): WebhookContext {
  return {
    ...deps,
    publicBaseUrl: deps.publicBaseUrl.replace(/\/+$/, ''),
    counts: deps.counts ?? createWebhookCounts(),
    receptionist: deps.receptionist ?? noReceptionist,
    tenants: createTenantLookUp(deps.storage.tenants, () => deps.now()),
  };
}
