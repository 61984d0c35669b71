import type { PastCall } from '../providers/port.ts';
import { isOpen, type CallOutcome, type CallTruth } from '../wire/call.ts';
import { bareFact, type CallFact } from '../wire/call-fact.ts';
import { describeCall, noFacts, reduceCall } from '../wire/call-state.ts';

/** Its webhooks may still be on their way (ms). */
const TOO_YOUNG_MS = 2 * 60_000;

/**
 * What the provider's log knows of a call and we do not. The log is a second telling of what the webhooks told, in other
 * words, so it is believed only where it makes a difference that a person would see: a call that we never heard of, that
 * for us goes on (or was ended by silence), or that ended in another way.
 * @param known null: we never heard of it. Without facts: imported as it is, and never rewritten.
 * @returns the facts to add; empty: nothing is missing, or it is too early to say
 */
export function whatIsMissing(
  past: PastCall,
  known: { facts: readonly CallFact[] } | null,
  now: Date,
): readonly CallFact[] {
  const there = truthOf(past.facts);
  if (!there || isOpen(there.outcome)) return [];
  if (now.getTime() - Date.parse(there.endedAt ?? there.startedAt) < TOO_YOUNG_MS) return [];
  if (known === null) return past.facts;
  // Ended by silence is not known to be over.
  const here = truthOf(known.facts.filter((fact) => fact.kind !== 'no_end'));
  if (!here) return [];
  const together = truthOf([...known.facts, ...past.facts]);
  if (!together) return [];
  if (isOpen(together.outcome)) {
    // The log tells of the part that is over, of a call that was passed on and goes on. Unless nothing was heard of it
    // for so long that it cannot.
    return known.facts.some((fact) => fact.kind === 'no_end') ? [...past.facts, endOfWhole(past, there)] : [];
  }
  return endOf[together.outcome] === endOf[here.outcome] ? [] : past.facts;
}

/** Differences that matter to whoever reads the history. */
const endOf: Record<CallOutcome, 'open' | 'reached' | 'not_reached' | 'message'> = {
  ringing: 'open',
  talking: 'open',
  answered: 'reached',
  agent: 'reached',
  missed: 'not_reached',
  dropped: 'not_reached',
  rejected: 'not_reached',
  voicemail: 'message',
};

/** For phones that the log names in another way than the webhooks did. */
function endOfWhole(past: PastCall, there: CallTruth): CallFact {
  return {
    ...bareFact(`reconcile/${past.providerCallId}/over`.slice(0, 300), 'ended', there.endedAt ?? there.startedAt),
    startedAt: there.startedAt,
    durationSeconds: there.answeredAt === null ? null : there.durationSeconds,
    cause: there.endCause,
    origin: 'reconcile',
  };
}

function truthOf(facts: readonly CallFact[]): CallTruth | null {
  return describeCall(facts.reduce(reduceCall, noFacts));
}
