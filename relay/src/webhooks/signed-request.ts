import { ProblemError } from '../http/problem-error.ts';
import type { Delivery, Tenant } from '../storage/port.ts';
import type { Provider } from '../wire/scalars.ts';
import { readJson } from './read-json.ts';
import { tenantsThatSigned } from './shared-secret.ts';
import { signatureRefused } from './signature-refused.ts';
import type { WebhookContext } from './webhook-context.ts';
import { contentTypeOf, headerOf, type WebhookRequest } from './webhook-request.ts';

export interface SignedRequest {
  /** Undefined: no JSON. */
  json: unknown;
  raw: Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>;
  /** The first tenant whose secret signed it. */
  first: Tenant;
  /**
   * Whose delivery it is: of the tenants whose secret signed it the one that the body claims, else the first. Null: the
   * body claims another.
   */
  tenant: Tenant | null;
  /** One secret serves several tenants by mistake, and the body names none of them. */
  ambiguous: boolean;
}

/**
 * Reads what the routes have in common that earlier integrations sign with a secret of their own.
 * @param route for the log
 * @throws ProblemError not_configured, signature_refused
 */
export async function signedRequest(
  context: WebhookContext,
  request: WebhookRequest,
  { provider, route }: { provider: Provider; route: string },
): Promise<SignedRequest> {
  const receivedAt = context.now().toISOString();
  const { rawBody } = request;
  const signed = await tenantsThatSigned(context, provider, headerOf(request, `x-${provider}-signature`), rawBody);
  if (signed === 'not_configured') throw new ProblemError('not_configured');
  const [first] = signed;
  if (!first) throw signatureRefused(context, route, null);
  const json = readJson(rawBody);
  const claimed = claimedTenantId(json);
  return {
    json,
    raw: { provider, receivedAt, contentType: contentTypeOf(request), rawBody },
    first,
    tenant: claimed === null ? first : (signed.find((candidate) => candidate.id === claimed) ?? null),
    ambiguous: claimed === null && signed.length > 1,
  };
}

/** The firm's id as the body claims it; null when it claims none. */
function claimedTenantId(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('tenant_id' in json)) return null;
  const claimed = json.tenant_id;
  return typeof claimed === 'string' || typeof claimed === 'number' ? String(claimed) : null;
}
