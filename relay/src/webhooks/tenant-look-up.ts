import type { Tenant, TenantRegistry } from '../storage/port.ts';
import { pastedKeys } from './keys-of-tenant.ts';

export interface TenantLookUp {
  /** Null: no such path. */
  byHookToken(hookToken: string, maxAgeMs?: number): Promise<Tenant | null>;
  /** All tenants with a Ringover secret, for the routes whose path names no tenant. */
  withRingoverSecret(maxAgeMs?: number): Promise<Tenant[]>;
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
  let all: Kept<Tenant[]> | null = null;
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

    async withRingoverSecret(maxAgeMs = KEEP_MS) {
      if (all && young(all, maxAgeMs)) return all.value;
      const mine = { value: tenants.list().then(withSecret), since: now().getTime() };
      all = mine;
      try {
        const list = await mine.value;
        // The first tenant must be reachable the moment it is created.
        if (list.length === 0 && all === mine) all = null;
        return list;
      } catch (error) {
        if (all === mine) all = null;
        throw error;
      }
    },
  };
}

function withSecret(tenants: Tenant[]): Tenant[] {
  return tenants.filter((tenant) => pastedKeys(tenant.secrets.ringoverWebhookKeys).length > 0);
}
