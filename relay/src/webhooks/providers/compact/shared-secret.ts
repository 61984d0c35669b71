import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Tenant } from '../../../storage/port.ts';
import { createKeysOfTenant, pastedKeys } from '../../keys-of-tenant.ts';
import { BEFORE_REFUSAL_MS } from '../../tenant-look-up.ts';
import type { WebhookContext } from '../../webhook-context.ts';

const keysOf = createKeysOfTenant((tenant) =>
  pastedKeys(tenant.secrets.ringoverWebhookKeys).map((key) => createSecretKey(key, 'utf8')),
);

/**
 * The tenants whose secret signed this body: `X-Ringover-Signature` is the hex HMAC-SHA256 of the raw bytes (HTTP
 * contract section 1). These routes carry no tenant in their path, so the secret says whose delivery it is; every
 * secret is tried, so that the time taken does not tell which one nearly fitted.
 * @returns `not_configured` when nobody has a secret; empty when the signature is missing or wrong
 */
export async function tenantsThatSigned(
  context: WebhookContext,
  signature: string | undefined,
  rawBody: Buffer,
): Promise<Tenant[] | 'not_configured'> {
  const known = await context.tenants.withRingoverSecret();
  const signed = known.filter((tenant) => signs(tenant, signature, rawBody));
  if (signed.length > 0) return signed;
  // A tenant or a secret may be a moment old.
  const fresh = await context.tenants.withRingoverSecret(BEFORE_REFUSAL_MS);
  if (fresh.length === 0) return 'not_configured';
  return fresh === known ? [] : fresh.filter((tenant) => signs(tenant, signature, rawBody));
}

function signs(tenant: Tenant, signature: string | undefined, rawBody: Buffer): boolean {
  if (signature === undefined || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  let holds = false;
  for (const key of keysOf(tenant)) {
    if (timingSafeEqual(given, createHmac('sha256', key).update(rawBody).digest())) holds = true;
  }
  return holds;
}
