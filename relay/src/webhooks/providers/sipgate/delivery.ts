import type { Delivery } from '../../../storage/port.ts';
import type { CallFact, EndCause } from '../../../wire/call-fact.ts';
import { contentHash, dedupeKey } from '../../dedupe-key.ts';
import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import { readSipgateForm, type SipgatePush, type SipgateUser } from './form.ts';

type Raw = Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>;

/**
 * Turns a verified push into what the inbox keeps. Never throws: what is not understood is kept without facts.
 * @param origCallIdOfUrl the call that the push's address names, for a push that does not name it itself
 * @param agentNumber at which the AI receptionist answers: nobody of the firm did then
 */
export function sipgateDelivery(
  raw: Raw,
  country: string,
  origCallIdOfUrl: string | null = null,
  agentNumber: string | null = null,
): Delivery {
  const push = readSipgateForm(raw.rawBody, origCallIdOfUrl);
  if (typeof push === 'string') return unreadableDelivery(raw, push);
  const kind = push.event.slice(0, 100);
  const isAgent = agentNumber !== null && normaliseNumber(push.answeringNumber, country) === agentNumber;
  const factKind = push.event === 'answer' && isAgent ? 'agent_took' : factKinds.get(push.event);
  if (!factKind) {
    return {
      ...raw,
      kind,
      unreadable: null,
      facts: [],
      dedupeKey: dedupeKey(kind, push.callId, contentHash(raw.rawBody)),
    };
  }
  // `answer` names one user; a call that two people pick up one after the other is two facts.
  const who = push.event === 'answer' ? userKey(push.users[0]) : null;
  const key = keyOf(push, who);
  // newCall names everybody whose phone rings: one fact each. Nobody named: one phone, that of the callId.
  const users = push.users.length > 0 && factKind !== 'added' ? push.users : [null];
  return {
    ...raw,
    kind,
    unreadable: null,
    dedupeKey: key,
    facts: users.map((user) => ({
      providerCallId: push.origCallId,
      fact: describe(push, factKind, user, country, raw.receivedAt),
    })),
  };
}

/** No time is told and nothing is repeated, so keys pressed are themselves by what was pressed, anything else by whom. */
function keyOf({ event, callId, digits }: SipgatePush, who: string | null): string {
  return dedupeKey('sipgate', event, callId, ...(event === 'dtmf' ? [`"${digits ?? ''}"`] : who === null ? [] : [who]));
}

const userKey = (user: SipgateUser | null | undefined) => user?.id ?? user?.name ?? null;

const factKinds: ReadonlyMap<string, CallFact['kind']> = new Map([
  ['newCall', 'ringing'],
  ['answer', 'answered'],
  ['hangup', 'ended'],
  ['dtmf', 'added'],
]);

function describe(
  push: SipgatePush,
  kind: CallFact['kind'],
  user: SipgateUser | null,
  country: string,
  receivedAt: string,
): CallFact {
  const who = userKey(user);
  const moved = push.callId !== push.origCallId;
  return {
    factId: keyOf(push, who),
    kind,
    // A push carries no time at all: ours is the only one. A repetition is later, and the reducer keeps the earlier.
    at: receivedAt,
    startedAt: null,
    legId: who === null ? push.callId : `${push.callId}/${who}`,
    party: user ? { providerUserId: user.id, personId: null, name: user.name } : partyElsewhere(push, kind, country),
    // The leg to a mobile is an outbound one of an inbound call, and dials another number than the caller did.
    direction: moved && push.diversion !== null ? null : push.direction,
    fromNumber: normaliseNumber(push.from, country),
    toNumber: normaliseNumber(moved ? (push.diversion ?? push.to) : push.to, country),
    anonymous: isWithheld(push.from),
    durationSeconds: null,
    cause: kind === 'ended' ? causeOf(push.cause) : null,
    ...(kind === 'added' && { added: { digits: push.digits?.slice(0, 200) ?? '' } }),
  };
}

/** A call that was forwarded to a telephone of nobody in the account was answered there. */
function partyElsewhere(push: SipgatePush, kind: CallFact['kind'], country: string): CallFact['party'] {
  const number = kind === 'answered' && push.callId !== push.origCallId ? push.answeringNumber : null;
  const name = normaliseNumber(number, country);
  return name === null ? null : { providerUserId: null, personId: null, name };
}

/** telephony facts 4.1, `cause`. */
function causeOf(cause: string | null): EndCause {
  switch (cause) {
    case 'normalClearing':
      return 'normal';
    case 'busy':
      return 'busy';
    case 'cancel':
      return 'cancelled';
    case 'noAnswer':
      return 'no_answer';
    case 'congestion':
      return 'congestion';
    case 'notFound':
      return 'not_found';
    case 'forwarded':
      return 'forwarded';
    case null:
    default:
      return 'unknown';
  }
}
