import { ProblemError } from '../../../http/problem-error.ts';
import { signedRequest } from '../../signed-request.ts';
import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, type Receive } from '../../webhook-request.ts';
import { ringoverDelivery } from '../ringover/delivery.ts';

/**
 * POST /api/v1/webhooks/ringover/event (HTTP contract section 2): Ringover's own envelope or the old names, signed like
 * the compact dialect. An event without `tenant_id` belongs to the tenant whose secret signed it.
 */
export function receiveCompactEvent(context: WebhookContext): Receive {
  return async (request) => {
    const { json, raw, tenant, ambiguous } = await signedRequest(context, request, {
      provider: 'ringover',
      route: 'ringover_event',
    });
    // Two tenants with one secret and a body that names neither: nothing says whose call this is.
    if (!tenant || ambiguous) throw new ProblemError('other_tenant', { field: 'tenant_id' });
    const delivery =
      json === undefined ? unreadableDelivery(raw, 'not JSON') : ringoverDelivery(raw, json, tenant.firm.country);
    const { duplicate } = await takeIn(context, tenant, delivery);
    return jsonAnswer({
      status: duplicate ? 'duplicate' : 'accepted',
      kind: delivery.kind,
      call_id: delivery.facts[0]?.providerCallId ?? null,
      event_created: !duplicate,
    });
  };
}
