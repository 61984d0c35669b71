import type { Tenant } from '../storage/port.ts';
import { learnCaller } from '../routing/caller-facts.ts';
import { decideRoute, type RouteQuestion } from '../routing/decide-route.ts';
import type { RouteDecision } from '../wire/routing.ts';
import type { PhoneNumber } from '../wire/scalars.ts';
import type { WebhookContext } from './webhook-context.ts';
import { within } from './within.ts';

/**
 * Asks the tenant's rules what becomes of a call that is waiting for the answer.
 * @returns null when it could not be decided in time, or at all: then the call goes on as without us
 */
export async function routeCall(
  context: WebhookContext,
  tenant: Tenant,
  question: RouteQuestion & { from: PhoneNumber | null },
  budgetMs: number,
): Promise<RouteDecision | null> {
  const { routing, id: tenantId } = tenant;
  try {
    const caller = await within(budgetMs, learnCaller(context.storage.tenant(tenantId), question.from));
    if (caller === null) {
      context.log.warn({ tenantId, budgetMs }, 'routing_too_slow');
      return null;
    }
    const decision = decideRoute(routing, question, caller);
    const { outcome, ruleId } = decision;
    context.log.info({ tenantId, outcome: outcome.kind, ruleId, revision: routing.revision }, 'call_routed');
    return decision;
  } catch (error) {
    context.log.error({ tenantId, err: error }, 'routing_failed');
    return null;
  }
}
