import type { Delivery } from '../../../storage/port.ts';
import type { CallFact, EndCause } from '../../../wire/call-fact.ts';
import { contentHash, dedupeKey } from '../../dedupe-key.ts';
import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import { readSipgateForm, type SipgatePush, type SipgateUser } from './form.ts';

type Raw = Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>;

/**
 * Turns a verified push into what the inbox keeps. Never throws: what is not understood is kept without facts.
 * @param origCallIdOfUrl as in `readSipgateForm`
 */
export function sipgateDelivery(raw: Raw, country: string, origCallIdOfUrl: string | null = null): Delivery {
  const push = readSipgateForm(raw.rawBody, origCallIdOfUrl);
  if (typeof push === 'string') return unreadableDelivery(raw, push);
  const kind = push.event.slice(0, 100);
  const factKind = factKinds.get(push.event);
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
  const key = dedupeKey('sipgate', push.event, push.callId, ...(who === null ? [] : [who]));
  // newCall names everybody whose phone rings: one fact each. Nobody named: one phone, that of the callId.
  const users = push.users.length > 0 ? push.users : [null];
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

const userKey = (user: SipgateUser | null | undefined) => user?.id ?? user?.name ?? null;

const factKinds: ReadonlyMap<string, CallFact['kind']> = new Map([
  ['newCall', 'ringing'],
  ['answer', 'answered'],
  ['hangup', 'ended'],
]);

function describe(
  push: SipgatePush,
  kind: CallFact['kind'],
  user: SipgateUser | null,
  country: string,
  receivedAt: string,
): CallFact {
  const who = userKey(user);
  return {
    factId: dedupeKey('sipgate', push.event, push.callId, ...(who === null ? [] : [who])),
    kind,
    // A push carries no time at all: ours is the only one. A repetition is later, and the reducer keeps the earlier.
    at: receivedAt,
    startedAt: null,
    legId: who === null ? push.callId : `${push.callId}/${who}`,
    party: user ? { providerUserId: user.id, personId: null, name: user.name } : null,
    direction: push.direction,
    fromNumber: normaliseNumber(push.from, country),
    toNumber: normaliseNumber(push.to, country),
    anonymous: isWithheld(push.from),
    durationSeconds: null,
    cause: kind === 'ended' ? causeOf(push.cause) : null,
  };
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
