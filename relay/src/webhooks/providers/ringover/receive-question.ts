import { ProblemError } from '../../../http/problem-error.ts';
import type { Delivery, Tenant } from '../../../storage/port.ts';
import { contentHash, dedupeKey } from '../../dedupe-key.ts';
import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import type { Receive, WebhookAnswer, WebhookRequest } from '../../webhook-request.ts';
import { within } from '../../within.ts';
import { readEnvelope, type RingoverEvent } from './envelope.ts';
import type { VerifiedRequest } from './verified-request.ts';

/** Ringover waits 2 s for smart routing (telephony facts 2.1) and says of the others only that it waits (ms). */
const BUDGET_MS = 1_500;
/** How much of that an answer that is ready waits for its question to be stored (ms). */
const KEEP_MS = 200;

export interface Question {
  tenant: Tenant;
  event: RingoverEvent;
  receivedAt: string;
}

/**
 * A question that Ringover asks while a person waits. It is kept in the inbox beside the answer, and never makes a call:
 * a key of the contact blocks must not be able to invent one. Whatever fails or is slow on our side, Ringover hears
 * `otherwise` and goes on as without us; who may not ask is refused.
 */
export function receiveQuestion(
  context: WebhookContext,
  parts: {
    verify: (request: WebhookRequest) => Promise<VerifiedRequest>;
    answer: (question: Question) => Promise<WebhookAnswer>;
    otherwise: WebhookAnswer;
  },
): Receive {
  async function keep(tenant: Tenant, delivery: Delivery): Promise<void> {
    try {
      await takeIn(context, tenant, delivery);
    } catch (error) {
      // Nothing is lost that anybody would look for: the call itself comes with its own events.
      context.log.warn({ tenantId: tenant.id, kind: delivery.kind, err: error }, 'question_not_kept');
    }
  }

  async function ask(request: WebhookRequest): Promise<WebhookAnswer> {
    const { tenant, raw, said } = await parts.verify(request);
    const event = said.kind === 'unreadable' ? said.reason : readEnvelope(said.envelope);
    if (typeof event === 'string') {
      await keep(tenant, unreadableDelivery(raw, event));
      return parts.otherwise;
    }
    const kept = keep(tenant, questionDelivery(raw, event));
    const answer = await parts.answer({ tenant, event, receivedAt: raw.receivedAt });
    await within(KEEP_MS, kept);
    return answer;
  }

  return async (request) => {
    try {
      const answer = await within(BUDGET_MS, ask(request));
      if (answer !== null) return answer;
      context.log.warn({ budgetMs: BUDGET_MS }, 'question_too_slow');
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      context.log.error({ err: error }, 'question_failed');
    }
    return parts.otherwise;
  };
}

/** Asked again at another time it is another question; what Ringover repeats carries the time of the first. */
function questionDelivery(raw: VerifiedRequest['raw'], event: RingoverEvent): Delivery {
  const kind = `${event.resource}/${event.event}`.slice(0, 100);
  const content = contentHash(JSON.stringify(event.data));
  return {
    ...raw,
    kind,
    unreadable: null,
    dedupeKey: dedupeKey('question', kind, event.callId, event.timestamp, content),
    facts: [],
  };
}
