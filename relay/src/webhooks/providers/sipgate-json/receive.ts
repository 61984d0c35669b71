import { malformed } from '../../../http/answer-problem.ts';
import { ProblemError } from '../../../http/problem-error.ts';
import type { Tenant } from '../../../storage/port.ts';
import { normaliseNumber } from '../../phone-number.ts';
import { whyNoReceptionist } from '../../receptionist-door.ts';
import { routeCall } from '../../route-call.ts';
import { signedRequest } from '../../signed-request.ts';
import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, type Receive } from '../../webhook-request.ts';
import { within } from '../../within.ts';
import { sipgateDelivery } from '../sipgate/delivery.ts';
import { asPush, sipgateJsonBody, type SipgateJsonBody } from './body.ts';
import { jsonReplyTo, type SipgateJsonReply } from './reply.ts';

/** A caller waits (ms). */
const ROUTE_MS = 250;

/** POST /api/v1/webhooks/sipgate/call: sipgate's calls in the JSON of earlier integrations (HTTP contract section 3). */
export function receiveSipgateJson(context: WebhookContext): Receive {
  async function reply(
    tenant: Tenant,
    call: Extract<SipgateJsonBody, { event: 'newCall' }>,
    receivedAt: string,
  ): Promise<SipgateJsonReply> {
    if (call.direction === 'out') return { action: 'accept' };
    const { country } = tenant.firm;
    const to = normaliseNumber(call.to, country);
    const question = { at: receivedAt, from: normaliseNumber(call.from, country), to };
    const decision = await routeCall(context, tenant, question, ROUTE_MS);
    if (decision === null) return { action: 'accept' };
    const log = context.log.child({ tenantId: tenant.id });
    const personOf = (personId: string) => context.storage.tenant(tenant.id).person(personId);
    const agent = async () => {
      const why = await whyNoReceptionist(context.receptionist, tenant.id);
      if (why !== null) log.info({ why }, 'agent_does_not_take');
      return why === null ? context.receptionist.streamOf({ tenantId: tenant.id, callId: call.callId }) : null;
    };
    return (
      (await within(ROUTE_MS, jsonReplyTo(decision.outcome, { log, personOf, to, agent }))) ?? { action: 'accept' }
    );
  }

  return async (request) => {
    const ask = { provider: 'sipgate', route: 'sipgate_json' } as const;
    const { json, raw, first, tenant, ambiguous } = await signedRequest(context, request, ask);
    if (json === undefined) {
      // As in the compact dialect: the author of the firm's own script needs to hear it, the operator sees it too.
      await takeIn(context, first, unreadableDelivery(raw, 'not JSON'));
      throw new ProblemError('malformed', { field: 'body', detail: 'The body is not JSON.' });
    }
    // Two tenants with one secret, or a body that names another: nothing says whose call this is.
    if (!tenant || ambiguous) throw new ProblemError('other_tenant', { field: 'tenant_id' });
    const read = sipgateJsonBody.safeParse(json);
    if (!read.success) {
      const { field = 'body', detail = 'malformed' } = malformed(read.error, 'malformed');
      throw new ProblemError('malformed', { field, detail: `${field}: ${detail}` });
    }
    const body = read.data;
    const push = { ...raw, rawBody: Buffer.from(asPush(body)) };
    // Kept as it came; only its meaning is that of the push.
    const delivery = {
      ...sipgateDelivery(push, tenant.firm.country, null, context.receptionist.bridgeNumber(tenant.id)),
      rawBody: raw.rawBody,
    };
    const [{ duplicate }, answer] = await Promise.all([
      takeIn(context, tenant, delivery),
      body.event === 'newCall' ? reply(tenant, body, raw.receivedAt) : null,
    ]);
    return jsonAnswer(answer ?? { status: duplicate ? 'duplicate' : 'accepted', call_id: body.callId });
  };
}
