import { defaultRouting } from '../tenants/default-routing.ts';
import type { ProviderAccounts, ProviderSecrets, Tenant } from './port.ts';

export const noSecrets: ProviderSecrets = {
  ringoverWebhookKeys: [],
  sipgateWebhookSecrets: [],
  sipgatePublicKeys: [],
  ringoverContactKeys: [],
  ringoverSearchKeys: [],
  ringoverRoutingKeys: [],
  ringoverStaticKeyInContactBlocks: false,
};

export const noAccounts: ProviderAccounts = { ringover: null, sipgate: null };

type StoredTenant = Omit<Tenant, 'secrets' | 'accounts' | 'routing'> & {
  secrets: Partial<ProviderSecrets>;
  accounts?: ProviderAccounts;
  routing?: Tenant['routing'];
};

/** A tenant's row; what an older relay did not write has its default. */
export function tenantOf(json: string): Tenant {
  const stored = JSON.parse(json) as StoredTenant;
  return {
    ...stored,
    secrets: { ...noSecrets, ...stored.secrets },
    accounts: { ...noAccounts, ...stored.accounts },
    routing: stored.routing ?? defaultRouting(stored.firm.country),
  };
}

/** The row with other routing, or null when somebody else saved first. */
export function withRouting(json: string, routing: Tenant['routing'], expectedRevision: number): string | null {
  const tenant = tenantOf(json);
  return tenant.routing.revision === expectedRevision ? JSON.stringify({ ...tenant, routing }) : null;
}

/** The row with the next refresh token, or null when another process was first. */
export function withRefreshToken(json: string, next: string, expected: string): string | null {
  const tenant = tenantOf(json);
  const { sipgate } = tenant.accounts;
  if (sipgate?.auth.kind !== 'oauth' || sipgate.auth.refreshToken !== expected) return null;
  const auth = { ...sipgate.auth, refreshToken: next };
  return JSON.stringify({ ...tenant, accounts: { ...tenant.accounts, sipgate: { ...sipgate, auth } } });
}
