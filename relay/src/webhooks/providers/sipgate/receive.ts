import { ProblemError } from '../../../http/problem-error.ts';
import { StorageError, type Delivery, type Tenant } from '../../../storage/port.ts';
import { signatureRefused } from '../../signature-refused.ts';
import { takeIn } from '../../take-in.ts';
import { BEFORE_REFUSAL_MS } from '../../tenant-look-up.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { contentTypeOf, headerOf, type Receive } from '../../webhook-request.ts';
import { sipgateDelivery } from './delivery.ts';
import { createHeldBack } from './held-back.ts';
import { goOnAndTellUs, nothingToSay, SIPGATE_REPLY_TYPE } from './reply.ts';
import { sipgateSigned } from './verify.ts';

/**
 * How long the caller's phone may wait for our store (ms). A slow reply makes sipgate go on without us, and then
 * answer and hangup are never pushed.
 */
const BUDGET_MS = 400;

/**
 * sipgate's push: one address for newCall, answer and hangup. Once the signature holds, the reply lets the human call
 * go on whatever happens on our side.
 */
export function receiveSipgate(context: WebhookContext): Receive {
  const heldBack = createHeldBack(context);

  async function store(tenant: Tenant, delivery: Delivery): Promise<'stored' | 'held' | 'lost'> {
    try {
      await takeIn(context, tenant, delivery);
      return 'stored';
    } catch (error) {
      if (error instanceof StorageError && error.retryable) return heldBack.hold(tenant, delivery) ? 'held' : 'lost';
      context.counts.lost += 1;
      context.log.error({ tenantId: tenant.id, kind: delivery.kind, err: error }, 'webhook_lost');
      return 'lost';
    }
  }

  return async (request) => {
    const receivedAt = context.now().toISOString();
    const { hookToken, rawBody } = request;
    const signature = headerOf(request, 'x-sipgate-signature');
    let tenant = await context.tenants.byHookToken(hookToken);
    if (!tenant) throw new ProblemError('not_found');
    if (!sipgateSigned(rawBody, signature, tenant)) {
      // The key may have been rotated a moment ago.
      const fresh = await context.tenants.byHookToken(hookToken, BEFORE_REFUSAL_MS);
      if (!fresh || fresh === tenant || !sipgateSigned(rawBody, signature, fresh)) {
        throw signatureRefused(context, 'sipgate', tenant.id);
      }
      tenant = fresh;
    }
    const contentType = contentTypeOf(request);
    const delivery = sipgateDelivery({ provider: 'sipgate', receivedAt, contentType, rawBody }, tenant.firm.country);
    const stored = store(tenant, delivery);
    const isNewCall = delivery.kind === 'newCall' || delivery.unreadable !== null;
    const outcome = isNewCall ? await within(BUDGET_MS, stored) : await stored;
    // The reply to answer and hangup is discarded, so its status may say plainly what became of the delivery.
    if (!isNewCall && outcome === 'lost') throw new ProblemError('storage_unavailable');
    const url = `${context.publicBaseUrl}/hooks/sipgate/${hookToken}`;
    return { contentType: SIPGATE_REPLY_TYPE, body: isNewCall ? goOnAndTellUs(url) : nothingToSay };
  };
}

/** @returns what the promise gave, or null when it did not in time. The promise goes on and must not reject. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}
