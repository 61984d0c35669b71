import { isOpen } from '../wire/call.ts';
import { NO_END_AFTER_MS, noEndFact } from '../wire/no-end.ts';
import type { CallsApplied } from './apply-delivery.ts';
import { applyFacts, type FactsContext } from './apply-facts.ts';
import type { StoredCall } from './stored-call.ts';

/**
 * Whether nothing was heard of an open call for so long that its end must have been lost. Counted on the relay's own
 * clock: a provider whose clock is behind would else end calls that are still ringing.
 */
export function isSilent({ call, imported }: StoredCall, now: Date): boolean {
  if (imported || !isOpen(call.outcome)) return false;
  return now.getTime() - Date.parse(call.updatedAt) >= NO_END_AFTER_MS[call.outcome];
}

/** Adds to each silent call the fact that nothing more was heard of it. Doing it again changes nothing. */
export function endSilentCalls(calls: readonly StoredCall[], context: FactsContext): CallsApplied {
  const result: CallsApplied = { writes: [], changed: [], events: [] };
  for (const before of calls) {
    const { provider, providerCallId, outcome } = before.call;
    if (!isSilent(before, context.now) || !isOpen(outcome)) continue;
    const fact = noEndFact(before.state.facts, outcome);
    const applied = applyFacts({ provider, providerCallId, before }, [fact], context.now.toISOString(), context);
    if (!applied) continue;
    result.writes.push(applied.write);
    if (applied.changed) result.changed.push(applied.changed);
    result.events.push(...applied.events);
  }
  return result;
}
