import { ProblemError } from '../../../http/problem-error.ts';
import type { Delivery, Tenant } from '../../../storage/port.ts';
import { signatureRefused } from '../../signature-refused.ts';
import { BEFORE_REFUSAL_MS } from '../../tenant-look-up.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { contentTypeOf, type WebhookRequest } from '../../webhook-request.ts';
import { addressOfBlock, keysOfBlock, type SignedBlock } from './block.ts';
import { verifyRingover, type Verified } from './verify.ts';

export interface VerifiedRequest {
  tenant: Tenant;
  /** What is kept for an operator to read again: what was signed, not what merely came along. */
  raw: Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>;
  said: { kind: 'event'; envelope: unknown } | { kind: 'unreadable'; reason: string };
}

/**
 * Whose request it is, and that Ringover signed it for this address.
 * @throws ProblemError not_found (unknown path), not_configured (no key), signature_refused
 */
export async function verifiedRequest(
  context: WebhookContext,
  request: WebhookRequest,
  block: SignedBlock,
): Promise<VerifiedRequest> {
  const now = context.now();
  const { hookToken, rawBody } = request;
  const url = addressOfBlock(context.publicBaseUrl, hookToken, block);
  const verify = (candidate: Tenant): Verified =>
    verifyRingover(request, {
      keys: keysOfBlock(candidate, block),
      url,
      now,
      staticKey: candidate.secrets.ringoverStaticKeyInContactBlocks && (block === 'contact' || block === 'search'),
    });
  let tenant = await context.tenants.byHookToken(hookToken);
  if (!tenant) throw new ProblemError('not_found');
  let verified = verify(tenant);
  if (verified.kind === 'refused') {
    // The key may have been rotated a moment ago.
    const fresh = await context.tenants.byHookToken(hookToken, BEFORE_REFUSAL_MS);
    if (fresh && fresh !== tenant) verified = verify(fresh);
    tenant = fresh ?? tenant;
  }
  if (keysOfBlock(tenant, block).length === 0) throw new ProblemError('not_configured');
  if (verified.kind === 'refused') {
    throw signatureRefused(context, block === 'call' ? 'ringover' : `ringover_${block}`, tenant.id);
  }
  if (verified.disagree) context.counts.signaturesDisagree += 1;
  const raw = {
    provider: 'ringover' as const,
    receivedAt: now.toISOString(),
    contentType: contentTypeOf(request),
    rawBody,
  };
  if (verified.kind === 'unreadable') return { tenant, raw, said: verified };
  const said = { kind: 'event' as const, envelope: verified.envelope };
  if (!verified.signedBytes) return { tenant, raw, said };
  context.counts.bodyDiffersFromSigned += 1;
  context.log.warn({ tenantId: tenant.id }, 'webhook_body_differs_from_signed');
  return { tenant, raw: { ...raw, contentType: 'application/jwt', rawBody: verified.signedBytes }, said };
}
