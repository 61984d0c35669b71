import type { LegParty } from '../wire/call-fact.ts';
import type { CallTruth } from '../wire/call.ts';
import type { LookUps } from './stored-call.ts';

/**
 * Says which of the firm's people a provider's users are. Done after the reduction, not in the facts: the same fact
 * must stay the same fact when a person's provider id is entered between two deliveries of it.
 */
export function namePeople(truth: CallTruth, lookUps: LookUps): CallTruth {
  const named = <T extends LegParty>(party: T): T =>
    party.providerUserId === null || party.personId !== null
      ? party
      : { ...party, personId: lookUps.personIdOf(party.providerUserId) };
  return {
    ...truth,
    answeredBy: truth.answeredBy && named(truth.answeredBy),
    legs: truth.legs.map(named),
  };
}
