import type { Delivery } from '../storage/port.ts';
import type { Call } from '../wire/call.ts';
import type { CallFact } from '../wire/call-fact.ts';
import { applyFacts, type FactsContext } from './apply-facts.ts';
import type { EventDraft } from './event-draft.ts';
import type { CallWrite, StoredCall } from './stored-call.ts';

/** What happened to several calls in one transaction. */
export interface CallsApplied {
  writes: CallWrite[];
  /** The calls that changed for a reader. */
  changed: Call[];
  events: EventDraft[];
}

/**
 * What one delivery does to the tenant's calls.
 * @param previous calls of the delivery that are known, by `providerCallId`
 */
export function applyDelivery(
  delivery: Delivery,
  previous: ReadonlyMap<string, StoredCall>,
  context: FactsContext,
): CallsApplied {
  const result: CallsApplied = { writes: [], changed: [], events: [] };
  for (const [providerCallId, facts] of factsByCall(delivery)) {
    const before = previous.get(providerCallId) ?? null;
    const call = { provider: delivery.provider, providerCallId, before };
    const applied = applyFacts(call, facts, delivery.receivedAt, context);
    if (!applied) continue;
    result.writes.push(applied.write);
    if (applied.changed) result.changed.push(applied.changed);
    result.events.push(...applied.events);
  }
  return result;
}

function factsByCall(delivery: Delivery): Map<string, CallFact[]> {
  const byCall = new Map<string, CallFact[]>();
  for (const { providerCallId, fact } of delivery.facts) {
    const facts = byCall.get(providerCallId);
    if (facts) facts.push(fact);
    else byCall.set(providerCallId, [fact]);
  }
  return byCall;
}
