import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Tenant } from '../storage/port.ts';
import type { Provider } from '../wire/scalars.ts';
import { createKeysOfTenant } from './keys-of-tenant.ts';
import { BEFORE_REFUSAL_MS, sharedSecretsOf } from './tenant-look-up.ts';
import type { WebhookContext } from './webhook-context.ts';

const keysOf = {
  ringover: createKeysOfTenant((tenant) => keys(tenant, 'ringover')),
  sipgate: createKeysOfTenant((tenant) => keys(tenant, 'sipgate')),
};

function keys(tenant: Tenant, provider: Provider) {
  return sharedSecretsOf(tenant, provider).map((key) => createSecretKey(key, 'utf8'));
}

/**
 * The tenants whose secret signed this body: the hex HMAC-SHA256 of the raw bytes (HTTP contract sections 1 and 3).
 * These routes carry no tenant in their path, so the secret says whose delivery it is; every secret is tried, so that
 * the time taken does not tell which one nearly fitted.
 * @returns `not_configured` when nobody has a secret; empty when the signature is missing or wrong
 */
export async function tenantsThatSigned(
  context: WebhookContext,
  provider: Provider,
  signature: string | undefined,
  rawBody: Buffer,
): Promise<Tenant[] | 'not_configured'> {
  const signs = (tenant: Tenant) => holds(keysOf[provider](tenant), signature, rawBody);
  const known = await context.tenants.withSharedSecret(provider);
  const signed = known.filter(signs);
  if (signed.length > 0) return signed;
  // A tenant or a secret may be a moment old.
  const fresh = await context.tenants.withSharedSecret(provider, BEFORE_REFUSAL_MS);
  if (fresh.length === 0) return 'not_configured';
  return fresh === known ? [] : fresh.filter(signs);
}

function holds(keys: readonly ReturnType<typeof createSecretKey>[], signature: string | undefined, rawBody: Buffer) {
  if (signature === undefined || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  let found = false;
  for (const key of keys) {
    if (timingSafeEqual(given, createHmac('sha256', key).update(rawBody).digest())) found = true;
  }
  return found;
}
