import { createPublicKey, verify } from 'node:crypto';
import type { Tenant } from '../../../storage/port.ts';
import { createKeysOfTenant, pastedKeys } from '../../keys-of-tenant.ts';
import { publishedSipgateKey } from './published-key.ts';

const keysOf = createKeysOfTenant((tenant) => {
  const own = pastedKeys(tenant.secrets.sipgatePublicKeys);
  return (own.length > 0 ? own : [publishedSipgateKey]).map((pem) => createPublicKey(pem));
});

/**
 * `X-Sipgate-Signature`: Base64 of RSA PKCS#1 v1.5 with SHA-256 over the raw body (telephony facts 4.3). The key is the
 * same for all of sipgate's customers: a valid signature says "from sipgate", the secret path says which firm. There
 * is no timestamp, so a replay is stopped by the inbox's insert-once.
 */
export function sipgateSigned(rawBody: Buffer, signature: string | undefined, tenant: Tenant): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature.trim(), 'base64');
  return keysOf(tenant).some((key) => verify('RSA-SHA256', rawBody, key, given));
}
