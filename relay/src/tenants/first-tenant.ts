import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { FirstTenant } from '../config.ts';
import { StorageError, type ProviderAccounts, type ProviderSecrets, type Storage } from '../storage/port.ts';
import { createTenant } from './create-tenant.ts';

/**
 * The environment's tenant. On an empty store it is made; where it exists, its secrets follow the variables, so that
 * rotating one is: set the new and the previous, restart. Other tenants are never touched.
 */
export async function settleFirstTenant(
  deps: { storage: Storage; now: () => Date; log: Logger },
  wanted: FirstTenant,
): Promise<void> {
  const secrets: Partial<ProviderSecrets> = {
    ringoverWebhookKeys: [...wanted.ringoverWebhookKeys],
    sipgateWebhookSecrets: [...wanted.sipgateWebhookSecrets],
  };
  const accounts: Partial<ProviderAccounts> =
    wanted.ringoverAccount === null ? {} : { ringover: wanted.ringoverAccount };
  const { tenants } = deps.storage;
  const existing = await tenants.byId(wanted.id);
  if (existing) {
    const next = {
      ...existing,
      secrets: { ...existing.secrets, ...secrets },
      accounts: { ...existing.accounts, ...accounts },
    };
    if (isDeepStrictEqual(next, existing)) return;
    await tenants.update(next);
    deps.log.info({ tenantId: wanted.id }, 'tenant_secrets_changed');
    return;
  }
  if ((await tenants.list()).length > 0) {
    deps.log.warn({ tenantId: wanted.id }, 'first_tenant_not_made_store_not_empty');
    return;
  }
  try {
    const { country, firmName, id } = wanted;
    await createTenant(deps, { id, firmName, country, secrets, accounts, providers: ['ringover', 'sipgate'] });
    deps.log.info({ tenantId: id }, 'tenant_created');
  } catch (error) {
    // Two processes started together on one empty store: the other one was faster.
    if (!(error instanceof StorageError && error.code === 'exists')) throw error;
  }
}
