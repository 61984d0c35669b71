import type { Delivery } from '../storage/port.ts';
import type { ToldMedia } from '../recordings/told-recording.ts';
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

/** Facts that came before any other of their call. */
export interface EarlyFacts {
  providerCallId: string;
  facts: CallFact[];
}

export interface DeliveryApplied extends CallsApplied {
  /** To be kept until their call is told: what is only added makes no call. */
  early: EarlyFacts[];
  /** Where audio of these calls is, to be fetched. */
  media: ToldMedia[];
}

/**
 * What one delivery does to the tenant's calls.
 * @param previous calls of the delivery that are known, by `providerCallId`
 * @param early what was kept of those that are not known
 */
export function applyDelivery(
  delivery: Delivery,
  previous: ReadonlyMap<string, StoredCall>,
  early: ReadonlyMap<string, readonly CallFact[]>,
  context: FactsContext,
): DeliveryApplied {
  const result: DeliveryApplied = { writes: [], changed: [], events: [], early: [], media: [] };
  for (const [providerCallId, facts] of factsByCall(delivery)) {
    const before = previous.get(providerCallId) ?? null;
    if (!before && facts.every(isOnlyAdded)) {
      result.early.push({ providerCallId, facts });
      continue;
    }
    const call = { provider: delivery.provider, providerCallId, before, early: early.get(providerCallId) ?? [] };
    const applied = applyFacts(call, facts, delivery.receivedAt, context);
    if (!applied) continue;
    result.writes.push(applied.write);
    if (applied.changed) result.changed.push(applied.changed);
    result.events.push(...applied.events);
    result.media.push(...applied.media);
  }
  return result;
}

/** Such a fact cannot begin a call. */
export const isOnlyAdded = (fact: CallFact) => fact.kind === 'added';

function factsByCall(delivery: Delivery): Map<string, CallFact[]> {
  const byCall = new Map<string, CallFact[]>();
  for (const { providerCallId, fact } of delivery.facts) {
    const facts = byCall.get(providerCallId);
    if (facts) facts.push(fact);
    else byCall.set(providerCallId, [fact]);
  }
  return byCall;
}
