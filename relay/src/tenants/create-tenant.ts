import { randomBytes } from 'node:crypto';
import type { ProviderAccounts, ProviderSecrets, Storage, Tenant } from '../storage/port.ts';
import { noAccounts, noSecrets } from '../storage/tenant-row.ts';
import type { Provider } from '../wire/scalars.ts';
import { defaultRouting } from './default-routing.ts';

export interface NewTenant {
  id: string;
  firmName: string;
  /** ISO 3166 alpha-2 */
  country: string;
  secrets: Partial<ProviderSecrets>;
  accounts?: Partial<ProviderAccounts>;
  /** Also where the provider needs no secret of ours (sipgate signs with its own key). */
  providers: Provider[];
}

/** @throws StorageError `exists` when the id is taken */
export async function createTenant(deps: { storage: Storage; now: () => Date }, ask: NewTenant): Promise<Tenant> {
  const tenant: Tenant = {
    id: ask.id,
    firm: { tenantId: ask.id, name: ask.firmName, country: ask.country, providers: ask.providers, lines: [] },
    // 18 random bytes: whoever does not know a webhook's address cannot even try a signature.
    hookToken: randomBytes(18).toString('base64url'),
    secrets: { ...noSecrets, ...ask.secrets },
    accounts: { ...noAccounts, ...ask.accounts },
    routing: defaultRouting(ask.country),
    createdAt: deps.now().toISOString(),
  };
  await deps.storage.tenants.create(tenant);
  return tenant;
}

/** What is pasted into the provider's dashboard. */
export function webhookAddresses(tenant: Tenant, publicBaseUrl: string): { label: string; url: string }[] {
  const own = `${publicBaseUrl}/hooks`;
  return [
    ...(tenant.firm.providers.includes('ringover')
      ? [
          { label: 'Ringover, call events', url: `${own}/ringover/${tenant.hookToken}/call` },
          { label: 'Ringover, contact call', url: `${own}/ringover/${tenant.hookToken}/contact` },
          { label: 'Ringover, contact search', url: `${own}/ringover/${tenant.hookToken}/search` },
          { label: 'Ringover, smart routing', url: `${own}/ringover/${tenant.hookToken}/routing` },
          { label: 'Ringover, IVR code', url: `${own}/ringover/${tenant.hookToken}/ivr` },
          { label: 'Ringover, compact dialect', url: `${publicBaseUrl}/api/v1/webhooks/ringover` },
        ]
      : []),
    ...(tenant.firm.providers.includes('sipgate')
      ? [
          { label: 'sipgate, JSON dialect', url: `${publicBaseUrl}/api/v1/webhooks/sipgate/call` },
          { label: 'sipgate, incoming and outgoing', url: `${own}/sipgate/${tenant.hookToken}` },
        ]
      : []),
  ];
}
