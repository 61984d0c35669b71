import { malformed } from '../../../http/answer-problem.ts';
import { ProblemError } from '../../../http/problem-error.ts';
import { signedRequest } from '../../signed-request.ts';
import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, type Receive } from '../../webhook-request.ts';
import { compactBody } from './body.ts';
import { callOf } from './call-of.ts';
import { compactDelivery } from './delivery.ts';

/** POST /api/v1/webhooks/ringover: the signed call webhook of earlier integrations (HTTP contract section 1). */
export function receiveCompact(context: WebhookContext): Receive {
  return async (request) => {
    const { json, raw, first, tenant } = await signedRequest(context, request, {
      provider: 'ringover',
      route: 'compact',
    });
    if (json === undefined) {
      // The sender is the firm's own script, whose author needs to hear it; the operator sees it in the inbox too.
      await takeIn(context, first, unreadableDelivery(raw, 'not JSON'));
      throw new ProblemError('malformed', { field: 'body', detail: 'The body is not JSON.' });
    }
    if (!tenant) throw new ProblemError('other_tenant', { field: 'tenant_id' });
    const body = compactBody(tenant.firm.country).safeParse(json);
    if (!body.success) {
      const { field = 'body', detail = 'malformed' } = malformed(body.error, 'malformed');
      throw new ProblemError('malformed', { field, detail: `${field}: ${detail}` });
    }
    const { duplicate, calls } = await takeIn(context, tenant, compactDelivery(raw, body.data));
    const call = calls[0] ?? (await callOf(context.storage.tenant(tenant.id), body.data));
    return jsonAnswer({
      status: duplicate ? 'duplicate' : 'accepted',
      call_id: body.data.call_id,
      event_created: !duplicate,
      contact_matched: call?.contactId != null,
      case_linked: call?.matterId != null,
    });
  };
}
