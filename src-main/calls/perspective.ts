import { firmNumber, type Call } from '@callbrief/relay/wire/call';
import type { LegParty } from '@callbrief/relay/wire/call-fact';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Settings } from '../../src-preload/contract.ts';

/** Is this phone mine? By our person id, else by the provider's user id where the relay could not tell the person. */
export function isMe(party: LegParty | null, me: Person): boolean {
  if (party === null) return false;
  if (party.personId !== null) return party.personId === me.id;
  return party.providerUserId !== null && me.providerUserIds.includes(party.providerUserId);
}

/** The firm took the call and it was me: as the one who answered, or as the one it was handed on to. */
export function answeredByMe(call: Call, me: Person): boolean {
  if (isMe(call.answeredBy, me)) return true;
  return call.legs.some((leg) => isMe(leg, me) && (leg.state === 'talking' || leg.state === 'answered'));
}

/**
 * I am on the phone in this call: talking, or it rings at the other end. Handed on, it is not mine any more although it
 * goes on.
 */
export function isOnThePhone(call: Call, me: Person): boolean {
  const own = call.legs.filter((leg) => isMe(leg, me));
  if (call.outcome === 'talking')
    return own.length > 0 ? own.some((leg) => leg.state === 'talking') : isMe(call.answeredBy, me);
  return call.outcome === 'ringing' && call.direction === 'outbound' && own.length > 0;
}

/** Somebody else of the firm took it. Not "missed" for me, ever. */
export function answeredByColleague(call: Call, me: Person): boolean {
  return call.answeredBy !== null && !answeredByMe(call, me);
}

/** Rings, or rang, on one of these people's phones or lines. */
export function concerns(call: Call, people: readonly Person[]): boolean {
  const line = firmNumber(call);
  return people.some(
    (person) => (line !== null && person.lines.includes(line)) || call.legs.some((leg) => isMe(leg, person)),
  );
}

/** Does the call pop up for me, by the setting "Calls that pop up"? `assisted`: the people whose calls I also take. */
export function inScope(call: Call, me: Person, assisted: readonly Person[], scope: Settings['popupScope']): boolean {
  if (scope === 'all_lines') return true;
  return concerns(call, scope === 'my_lawyers' ? [me, ...assisted] : [me]);
}
