import type { Tenant, TenantRegistry } from '../storage/port.ts';
import type { Provider } from '../wire/scalars.ts';
import { pastedKeys } from './keys-of-tenant.ts';

export interface TenantLookUp {
  /** Null: no such path. */
  byHookToken(hookToken: string, maxAgeMs?: number): Promise<Tenant | null>;
  /** All tenants with a secret of this provider, for the routes whose path names no tenant. */
  withSharedSecret(provider: Provider, maxAgeMs?: number): Promise<Tenant[]>;
}

/** A burst of calls asks the store once; a withdrawn secret is refused within this time (ms). */
const KEEP_MS = 2_000;
/**
 * Before a signature is refused, what we remember of the tenant may be this old (ms): a secret that was rotated a
 * moment ago must not cost a call, and guessing must not become a load on the store.
 */
export const BEFORE_REFUSAL_MS = 50;
/** Tenants one process remembers at a time; more only means more reads. */
const MOST = 5_000;

interface Kept<T> {
  value: Promise<T>;
  since: number;
}

export function createTenantLookUp(tenants: TenantRegistry, now: () => Date): TenantLookUp {
  const byToken = new Map<string, Kept<Tenant | null>>();
  const all = new Map<Provider, Kept<Tenant[]>>();
  const young = (kept: Kept<unknown>, maxAgeMs: number) => now().getTime() - kept.since < maxAgeMs;

  return {
    async byHookToken(hookToken, maxAgeMs = KEEP_MS) {
      const known = byToken.get(hookToken);
      if (known && young(known, maxAgeMs)) return known.value;
      if (byToken.size >= MOST) byToken.clear();
      const mine = { value: tenants.byHookToken(hookToken), since: now().getTime() };
      byToken.set(hookToken, mine);
      const forget = () => {
        if (byToken.get(hookToken) === mine) byToken.delete(hookToken);
      };
      try {
        const tenant = await mine.value;
        // Guessed tokens must not push the real ones out.
        if (!tenant) forget();
        return tenant;
      } catch (error) {
        forget();
        throw error;
      }
    },

    async withSharedSecret(provider, maxAgeMs = KEEP_MS) {
      const known = all.get(provider);
      if (known && young(known, maxAgeMs)) return known.value;
      const withSecret = (list: Tenant[]) => list.filter((tenant) => sharedSecretsOf(tenant, provider).length > 0);
      const mine = { value: tenants.list().then(withSecret), since: now().getTime() };
      all.set(provider, mine);
      const forget = () => {
        if (all.get(provider) === mine) all.delete(provider);
      };
      try {
        const list = await mine.value;
        // The first tenant must be reachable the moment it is created.
        if (list.length === 0) forget();
        return list;
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}

/** What signs a provider's deliveries on the routes of earlier integrations. */
export function sharedSecretsOf({ secrets }: Tenant, provider: Provider): string[] {
  return pastedKeys(provider === 'ringover' ? secrets.ringoverWebhookKeys : secrets.sipgateWebhookSecrets);
}
