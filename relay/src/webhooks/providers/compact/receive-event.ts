import type { RequestHandler } from 'express';
import { rawBodyOf } from '../../raw-body.ts';
import { refuse, refuseSignature } from '../../refuse.ts';
import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { ringoverDelivery } from '../ringover/delivery.ts';
import { readJson } from './read-json.ts';
import { contentType, tenantIdOf } from './receive.ts';
import { tenantsThatSigned } from './shared-secret.ts';

/**
 * POST /api/v1/webhooks/ringover/event (HTTP contract section 2): Ringover's own envelope or the old names, signed like
 * the compact dialect. An event without `tenant_id` belongs to the tenant whose secret signed it.
 */
export function receiveCompactEvent(context: WebhookContext): RequestHandler {
  return async (req, res) => {
    const receivedAt = context.now().toISOString();
    const rawBody = rawBodyOf(req);
    const signed = await tenantsThatSigned(context, req.get('X-Ringover-Signature'), rawBody);
    if (signed === 'not_configured') return refuse(res, 'not_configured');
    const [first] = signed;
    if (!first) return refuseSignature(context, res, 'ringover_event', null);

    const json = readJson(rawBody);
    const claimed = tenantIdOf(json);
    const tenant = claimed === null ? first : signed.find((candidate) => candidate.id === claimed);
    // Two tenants with one secret and a body that names neither: nothing says whose call this is.
    if (!tenant || (claimed === null && signed.length > 1)) return refuse(res, 'other_tenant', { field: 'tenant_id' });

    const raw = {
      provider: 'ringover' as const,
      receivedAt,
      contentType: contentType(req.get('Content-Type')),
      rawBody,
    };
    const delivery =
      json === undefined ? unreadableDelivery(raw, 'not JSON') : ringoverDelivery(raw, json, tenant.firm.country);
    const { duplicate } = await takeIn(context, tenant, delivery);
    res.json({
      status: duplicate ? 'duplicate' : 'accepted',
      kind: delivery.kind,
      call_id: delivery.facts[0]?.providerCallId ?? null,
      event_created: !duplicate,
    });
  };
}
