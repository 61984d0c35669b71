import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, type Receive } from '../../webhook-request.ts';
import { ringoverDelivery } from './delivery.ts';
import { verifiedRequest } from './verified-request.ts';

/**
 * Ringover's call events, SMS and after-call work: all of a firm's dashboard but the questions points to this one
 * address. 404 unknown path, 503 no key, 401 no valid signature, else kept and 200; after that nothing of ours makes
 * Ringover repeat it.
 */
export function receiveRingover(context: WebhookContext): Receive {
  return async (request) => {
    const { tenant, raw, said } = await verifiedRequest(context, request, 'call');
    const delivery =
      said.kind === 'unreadable'
        ? unreadableDelivery(raw, said.reason)
        : ringoverDelivery(raw, said.envelope, tenant.firm.country);
    const { duplicate } = await takeIn(context, tenant, delivery);
    return jsonAnswer({ status: duplicate ? 'duplicate' : 'accepted' });
  };
}
