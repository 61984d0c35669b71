import { bareFact, type CallFact } from './call-fact.ts';
import { isOpen, type CallTruth, type OpenOutcome } from './call.ts';

/**
 * Calls whose end never arrives, because the last webhook was lost. After this long without anything new (ms) nobody
 * should look at the call as if it went on: a ring of five minutes has hung up, a queue that lasts longer rings again and
 * is told anew; no talk lasts half a day.
 */
export const NO_END_AFTER_MS: Record<OpenOutcome, number> = { ringing: 5 * 60_000, talking: 12 * 60 * 60_000 };

/**
 * The relay's own fact: nothing was heard of this call until `at`. `at` stands on the provider's clock, like all of a
 * call's times, and the id says what was the last thing heard: two relays that notice the same silence add one fact.
 */
export function noEndFact(facts: readonly CallFact[], outcome: OpenOutcome): CallFact {
  const last = lastTold(facts.filter((f) => f.kind !== 'no_end'));
  const at = new Date(Date.parse(last) + NO_END_AFTER_MS[outcome]).toISOString();
  return bareFact(`relay/no-end/${outcome}/${last}`, 'no_end', at);
}

/**
 * What the silence means, where the provider told no end. Whatever the provider tells later wins: an end makes the
 * silence meaningless, an answer or another ring means that it was none, because it then was too short.
 * @param told the provider's facts, not empty
 */
export function endedBySilence(truth: CallTruth, told: readonly CallFact[], silences: readonly CallFact[]): CallTruth {
  if (silences.length === 0 || !isOpen(truth.outcome)) return truth;
  const least = new Date(Date.parse(lastTold(told)) + NO_END_AFTER_MS[truth.outcome]).toISOString();
  const silence = silences.find((f) => f.at >= least);
  if (!silence) return truth;
  const talked = truth.outcome === 'talking';
  return {
    ...truth,
    outcome: !talked ? 'missed' : truth.answeredBy ? 'answered' : 'agent',
    endedAt: silence.at,
    // Nobody knows how long they talked; twelve hours would be a lie.
    durationSeconds: talked ? null : 0,
    endCause: 'unknown',
    legs: truth.legs.map((leg) => ({ ...leg, state: endOf(leg.state) })),
  };
}

function endOf(state: CallTruth['legs'][number]['state']) {
  if (state === 'talking') return 'answered';
  return state === 'ringing' ? 'not_answered' : state;
}

const lastTold = (told: readonly CallFact[]) => told.reduce((last, f) => (f.at > last ? f.at : last), '');
