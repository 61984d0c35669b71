import type { Delivery } from '../../../storage/port.ts';
import { bareFact, type CallFact, type EndCause } from '../../../wire/call-fact.ts';
import { contentHash, dedupeKey } from '../../dedupe-key.ts';
import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import { addedAfterCall, addedWithEnd } from './added.ts';
import { readEnvelope, type RingoverEvent } from './envelope.ts';
import { toldMessage } from './message.ts';

/** The provider's ids are short; anything longer is an attack or a bug, and is kept raw instead of as a call. */
const LONGEST_ID = 200;

type Raw = Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>;

/** Turns a verified event into what the inbox keeps. Never throws: what is not understood is kept without facts. */
export function ringoverDelivery(raw: Raw, envelope: unknown, country: string): Delivery {
  const event = readEnvelope(envelope);
  if (typeof event === 'string') return unreadableDelivery(raw, event);
  const kind = `${event.resource}/${event.event}`.slice(0, 100);
  const told = toldMessage(event, country, raw.receivedAt);
  const factKind = told ? undefined : factKindOf(event);
  if (!factKind) {
    const messages = told ? [told] : [];
    return { ...raw, kind, unreadable: null, facts: [], messages, dedupeKey: keyOfOther(event) };
  }
  if (event.callId === null) return unreadableDelivery(raw, `${kind} without call_id`);
  if (event.callId.length > LONGEST_ID || (event.channelId?.length ?? 0) > LONGEST_ID) {
    return unreadableDelivery(raw, `${kind} with an id of over ${LONGEST_ID} characters`);
  }
  const key = factKind === 'added' ? keyOfOther(event) : keyOfCall(event);
  const fact = describe(event, factKind, key, country, raw.receivedAt);
  return {
    ...raw,
    kind,
    unreadable: null,
    dedupeKey: key,
    facts: [{ providerCallId: event.callId, fact }],
  };
}

function factKindOf({ resource, event, data }: RingoverEvent): CallFact['kind'] | undefined {
  if (resource === 'aftercall') {
    // A new event that says something known is believed; one that says nothing is for an operator to look at.
    const says = Object.keys(addedAfterCall(data)).length > 0;
    return says || afterCallEvents.has(event) ? 'added' : undefined;
  }
  return resource === 'call' ? factKinds.get(event) : undefined;
}

const factKinds: ReadonlyMap<string, CallFact['kind']> = new Map([
  ['ringing', 'ringing'],
  ['answered', 'answered'],
  ['hangup', 'ended'],
  ['missed', 'missed'],
  ['voicemail', 'voicemail'],
]);

const afterCallEvents: ReadonlySet<string> = new Set([
  'aftercall',
  'comments_updated',
  'tags_updated',
  'record_available',
  'voicemail_available',
  'transcription_available',
  'summary_available',
]);

/**
 * Without `attempt` and `timestamp`, which differ between repetitions (telephony facts 7.1 (7)). The time comes first, so
 * that deliveries of one burst stand side by side in the inbox's index: it writes a third fewer pages.
 */
function keyOfCall(event: RingoverEvent): string {
  return dedupeKey(event.startTime, event.resource, event.event, event.callId, event.channelId ?? event.userId);
}

/**
 * An SMS has no call, and after-call work may come again with another comment: what they say is part of their key. Of
 * after-call work the time too, because people go back to earlier tags word for word, and that is news. A repetition
 * that is stamped anew is then a second fact, which says the same once more. A message is one whatever its time.
 */
function keyOfOther(event: RingoverEvent): string {
  const content = contentHash(JSON.stringify(event.data));
  const at = event.resource === 'aftercall' ? [event.timestamp] : [];
  return dedupeKey(event.resource, event.event, event.callId ?? event.messageId, event.channelId, ...at, content);
}

function describe(
  e: RingoverEvent,
  kind: CallFact['kind'],
  factId: string,
  country: string,
  receivedAt: string,
): CallFact {
  if (kind === 'added') return describeAdded(e, factId, receivedAt);
  const anonymous = e.anonymous || isWithheld(e.fromNumber);
  const added = addedWithEnd(e.event, e.data);
  return {
    factId,
    kind,
    at: ownTime(e, kind) ?? e.timestamp ?? (kind === 'ringing' ? e.startTime : null) ?? receivedAt,
    startedAt: e.startTime,
    // Missed and voicemail are about the call, whatever phone the provider names with them.
    legId: kind === 'missed' || kind === 'voicemail' ? null : e.channelId,
    party: party(e, kind),
    direction: e.direction,
    fromNumber: anonymous ? null : normaliseNumber(e.fromNumber, country),
    toNumber: normaliseNumber(e.toNumber, country),
    anonymous,
    durationSeconds: kind === 'ended' || kind === 'voicemail' ? e.durationSeconds : null,
    cause: kind === 'missed' ? causeOfMissed(e.reason) : null,
    ...(added && { added }),
  };
}

/** What the event itself says of its time, beside the envelope. */
function ownTime(e: RingoverEvent, kind: CallFact['kind']): string | null {
  if (kind === 'answered') return e.answeredTime;
  return kind === 'ended' || kind === 'missed' || kind === 'voicemail' ? e.hangupTime : null;
}

/** After-call work says nothing of the call's course, nor when it began. */
function describeAdded(e: RingoverEvent, factId: string, receivedAt: string): CallFact {
  return { ...bareFact(factId, 'added', e.timestamp ?? receivedAt), added: addedAfterCall(e.data) };
}

function party(e: RingoverEvent, kind: CallFact['kind']): CallFact['party'] {
  if (kind === 'missed' || kind === 'voicemail' || (e.userId === null && e.userName === null)) return null;
  return { providerUserId: e.userId?.slice(0, 100) ?? null, personId: null, name: e.userName?.slice(0, 200) ?? null };
}

/** `reason` is an open list of which only OUT_PLANNING was seen; the others are the last_state words of the REST API. */
function causeOfMissed(reason: string | null): EndCause {
  switch (reason?.toUpperCase()) {
    case 'OUT_PLANNING':
    case 'ANNOUNCE':
      return 'closed';
    case 'BUSY':
      return 'busy';
    case 'CANCELLED':
      return 'cancelled';
    case undefined:
    case 'MISSED':
    case 'NOANSWER':
    case 'QUEUE_TIMEOUT':
      return 'no_answer';
    default:
      return 'unknown';
  }
}
