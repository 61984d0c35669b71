import type { TenantRegistry } from '../storage/port.ts';
import type { Provider } from '../wire/scalars.ts';

/** The firm's key at a provider, as a header, for links that need it. Null: there is none that stays the same. */
export type ProviderKey = (tenantId: string, provider: Provider) => Promise<string | null>;

/**
 * Ringover's key stands bare (telephony facts 1), sipgate's personal token is Basic. sipgate's OAuth tokens live minutes
 * and are the account's own affair.
 */
export function createProviderKey(tenants: Pick<TenantRegistry, 'byId'>): ProviderKey {
  return async (tenantId, provider) => {
    const accounts = (await tenants.byId(tenantId))?.accounts;
    switch (provider) {
      case 'ringover':
        return accounts?.ringover?.apiKey ?? null;
      case 'sipgate': {
        const auth = accounts?.sipgate?.auth;
        if (auth?.kind !== 'token') return null;
        return `Basic ${Buffer.from(`${auth.tokenId}:${auth.token}`).toString('base64')}`;
      }
      default:
        return provider satisfies never;
    }
  };
}
