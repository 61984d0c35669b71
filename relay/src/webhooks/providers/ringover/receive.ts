import { ProblemError } from '../../../http/problem-error.ts';
import { signatureRefused } from '../../signature-refused.ts';
import { takeIn } from '../../take-in.ts';
import { BEFORE_REFUSAL_MS } from '../../tenant-look-up.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { contentTypeOf, jsonAnswer, type Receive } from '../../webhook-request.ts';
import { ringoverDelivery } from './delivery.ts';
import { hasRingoverKey, verifyRingover, type Verified } from './verify.ts';

/**
 * Ringover's call events, SMS and after-call work: all of a firm's dashboard points to this one address. 404 unknown
 * path, 503 no key, 401 no valid signature, else kept and 200; after that nothing of ours makes Ringover repeat it.
 */
export function receiveRingover(context: WebhookContext): Receive {
  return async (request) => {
    const now = context.now();
    const { hookToken, rawBody } = request;
    const url = `${context.publicBaseUrl}/hooks/ringover/${hookToken}/call`;
    let tenant = await context.tenants.byHookToken(hookToken);
    if (!tenant) throw new ProblemError('not_found');
    let verified: Verified = verifyRingover(request, tenant, url, now);
    if (verified.kind === 'refused') {
      // The key may have been rotated a moment ago.
      const fresh = await context.tenants.byHookToken(hookToken, BEFORE_REFUSAL_MS);
      if (fresh && fresh !== tenant) verified = verifyRingover(request, fresh, url, now);
      tenant = fresh ?? tenant;
    }
    if (!hasRingoverKey(tenant)) throw new ProblemError('not_configured');
    if (verified.kind === 'refused') throw signatureRefused(context, 'ringover', tenant.id);
    if (verified.disagree) context.counts.signaturesDisagree += 1;
    const raw = {
      provider: 'ringover' as const,
      receivedAt: now.toISOString(),
      contentType: contentTypeOf(request),
      rawBody,
    };
    if (verified.kind === 'unreadable') {
      const { duplicate } = await takeIn(context, tenant, unreadableDelivery(raw, verified.reason));
      return jsonAnswer({ status: duplicate ? 'duplicate' : 'accepted' });
    }
    if (verified.signedBytes) {
      context.counts.bodyDiffersFromSigned += 1;
      context.log.warn({ tenantId: tenant.id }, 'webhook_body_differs_from_signed');
    }
    // What is kept for an operator to read again is what was signed, not what merely came along.
    const kept = verified.signedBytes ? { ...raw, contentType: 'application/jwt', rawBody: verified.signedBytes } : raw;
    const delivery = ringoverDelivery(kept, verified.envelope, tenant.firm.country);
    const { duplicate } = await takeIn(context, tenant, delivery);
    return jsonAnswer({ status: duplicate ? 'duplicate' : 'accepted' });
  };
}
