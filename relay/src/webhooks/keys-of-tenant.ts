import type { Tenant } from '../storage/port.ts';

/**
 * Makes a function that imports a tenant's keys once per loaded tenant. The tenant object is replaced when the look-up
 * reads it again, so a changed key never survives here.
 */
export function createKeysOfTenant<Key>(importKeys: (tenant: Tenant) => Key[]): (tenant: Tenant) => Key[] {
  const imported = new WeakMap<Tenant, Key[]>();
  return (tenant) => {
    const known = imported.get(tenant);
    if (known) return known;
    const keys = importKeys(tenant);
    imported.set(tenant, keys);
    return keys;
  };
}

/** Keys are pasted from a dashboard: blanks around them are not part of them, and an empty one is none. */
export function pastedKeys(keys: readonly string[]): string[] {
  return keys.map((key) => key.trim()).filter((key) => key.length > 0);
}
