import type { LivePhone } from '../providers/port.ts';
import { isOver, type Call, type Leg } from '../wire/call.ts';
import type { Person } from '../wire/directory.ts';

/**
 * The phone on which a person acts: their own that talks, else their own that rings. Receptionists and admins also act
 * for the people whose calls they take (`assistsPersonIds`): on the phone that talks, or on the one that rings. Several
 * that ring and none that talks: nobody could say which was meant.
 * @returns null: this person is not on the phone in this call
 */
export function phoneOf(call: Call, person: Person): LivePhone | null {
  if (isOver(call.outcome)) return null;
  const own = livePhone(call, [person.id]);
  if (own || person.role === 'lawyer') return own;
  return livePhone(call, person.assistsPersonIds);
}

function livePhone(call: Call, personIds: readonly string[]): LivePhone | null {
  const isTheirs = (personId: string | null) => personId !== null && personIds.includes(personId);
  const theirs = call.legs.filter((leg) => isTheirs(leg.personId));
  const talking = theirs.find((leg) => leg.state === 'talking');
  if (talking) return phoneOfLeg(call, talking);
  // Who answered is known, but the answer named no phone: the only one that talks is theirs.
  if (call.outcome === 'talking' && call.answeredBy && isTheirs(call.answeredBy.personId)) {
    const unnamed = call.legs.filter((leg) => leg.state === 'talking' && leg.personId === null);
    const only = unnamed.length === 1 ? unnamed[0] : undefined;
    if (only) return phoneOfLeg(call, only);
    if (call.legs.length === 0) {
      return {
        providerCallId: call.providerCallId,
        legId: call.providerCallId,
        providerUserId: call.answeredBy.providerUserId,
      };
    }
  }
  const ringing = theirs.filter((leg) => leg.state === 'ringing');
  const [first] = ringing;
  if (!first || ringing.some((leg) => leg.personId !== first.personId)) return null;
  return phoneOfLeg(call, first);
}

/** sipgate's legs are named `<callId>/<user>`, and its REST API knows the callId. */
function phoneOfLeg(call: Call, leg: Leg): LivePhone {
  const legId = call.provider === 'sipgate' ? leg.legId.replace(/\/.*$/s, '') : leg.legId;
  return { providerCallId: call.providerCallId, legId, providerUserId: leg.providerUserId };
}
