import type { AddedToCall, CallFact, EndCause, LegParty } from '../../wire/call-fact.ts';
import type { Direction } from '../../wire/scalars.ts';
import { isWithheld, normaliseNumber } from '../../webhooks/phone-number.ts';
import { readProviderTime } from '../../webhooks/provider-time.ts';
import { amountOf, fieldsOf, flagOf, listOf, textOf } from '../field.ts';

/** One entry of Ringover's log of calls: what happened on one phone, or in one menu (telephony facts 1.2). */
export interface Segment {
  cdrId: string;
  callId: string;
  channelId: string | null;
  direction: Direction | null;
  isAnswered: boolean;
  /** Upper case, an open list. */
  lastState: string;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string;
  /** Of talk; of a voicemail, the message. */
  seconds: number | null;
  fromNumber: string | null;
  toNumber: string | null;
  anonymous: boolean;
  party: LegParty | null;
  added: AddedToCall | null;
}

const LONGEST_ID = 200;
const fits = (id: string | null): id is string => id !== null && id.length <= LONGEST_ID;

/** @returns null for what has no id or no time; nothing could be done with it */
export function readSegment(value: unknown, country: string): Segment | null {
  const e = fieldsOf(value);
  const [cdrId, callId] = [textOf(e['cdr_id']), textOf(e['call_id'])];
  const startedAt = readProviderTime(e['start_time']);
  if (!fits(cdrId) || !fits(callId) || startedAt === null) return null;
  const channelId = textOf(e['channel_id']);
  const from = textOf(e['from_number']);
  const seconds = amountOf(e['incall_duration']);
  const lasted = amountOf(e['total_duration']) ?? seconds ?? 0;
  const endedAt = readProviderTime(e['end_time']) ?? new Date(Date.parse(startedAt) + lasted * 1_000).toISOString();
  const answered = flagOf(e['is_answered']) === true;
  return {
    cdrId,
    callId,
    channelId: fits(channelId) ? channelId : null,
    direction: directionOf(e['direction']),
    isAnswered: answered,
    lastState: textOf(e['last_state'])?.toUpperCase() ?? '',
    startedAt,
    answeredAt: readProviderTime(e['answered_time']) ?? (answered ? before(endedAt, seconds, startedAt) : null),
    endedAt,
    seconds,
    fromNumber: normaliseNumber(from, country),
    toNumber: normaliseNumber(textOf(e['to_number']), country),
    anonymous: isWithheld(from),
    party: partyOf(e['user']),
    added: addedOf(e, seconds),
  };
}

/**
 * What the webhooks would have told of it. Their ids name the entry, so that reading the log again tells nothing new.
 */
export function factsOfSegment(s: Segment): CallFact[] {
  if (s.lastState.startsWith('FAX_')) return [];
  const tell = (kind: CallFact['kind'], at: string, more: Partial<CallFact> = {}): CallFact => ({
    factId: `ringover-rest/${s.cdrId}/${kind}`,
    kind,
    at,
    startedAt: s.startedAt,
    legId: s.channelId,
    party: s.party,
    direction: s.direction,
    fromNumber: s.fromNumber,
    toNumber: s.toNumber,
    anonymous: s.anonymous,
    durationSeconds: null,
    cause: null,
    origin: 'reconcile',
    ...more,
  });
  const whole = { legId: null, party: null };
  const facts: CallFact[] = [];
  // A menu that rang nobody's phone is no phone that rang.
  if (s.party !== null || s.direction === 'outbound') facts.push(tell('ringing', s.startedAt));
  const end = endOf(s);
  if (end.kind === 'ended' && end.answered) facts.push(tell('answered', s.answeredAt ?? s.startedAt));
  switch (end.kind) {
    case 'ended':
      facts.push(tell('ended', s.endedAt, { cause: end.cause, durationSeconds: end.answered ? s.seconds : null }));
      break;
    case 'missed':
      facts.push(tell('missed', s.endedAt, { ...whole, cause: end.cause }));
      break;
    case 'voicemail':
      facts.push(tell('voicemail', s.endedAt, { ...whole, durationSeconds: s.seconds }));
      break;
    default:
      end satisfies never;
  }
  if (s.added !== null) facts.push(tell('added', s.endedAt, { added: s.added, party: null }));
  return facts;
}

type End =
  { kind: 'ended'; answered: boolean; cause: EndCause } | { kind: 'missed'; cause: EndCause } | { kind: 'voicemail' };

/**
 * `last_state` decides what an answer was: a menu or a mailbox answers too, and nobody spoke. Its list is open (telephony
 * facts 1.2); a word that we do not know ends the entry without saying why.
 */
function endOf(s: Segment): End {
  const notReached = (cause: EndCause): End =>
    s.direction === 'outbound' ? { kind: 'ended', answered: false, cause } : { kind: 'missed', cause };
  switch (s.lastState) {
    case 'VOICEMAIL':
      return { kind: 'voicemail' };
    case 'ANNOUNCE':
      return notReached('closed');
    case 'MISSED':
    case 'QUEUE_TIMEOUT':
      return notReached('no_answer');
    case 'BLIND_TRANSFERED':
    case 'PERMANENT_TRANSFERED':
      return { kind: 'ended', answered: s.isAnswered, cause: 'forwarded' };
    case 'NOANSWER_TRANSFERED':
      return { kind: 'ended', answered: false, cause: 'forwarded' };
    case 'CANCELLED':
      return s.isAnswered ? { kind: 'ended', answered: true, cause: 'normal' } : notReached('cancelled');
    default:
      return s.isAnswered
        ? { kind: 'ended', answered: true, cause: s.lastState === 'ANSWERED' ? 'normal' : 'unknown' }
        : notReached(s.direction === 'outbound' ? 'no_answer' : 'unknown');
  }
}

function directionOf(value: unknown): Direction | null {
  const word = textOf(value)?.toLowerCase();
  if (word === 'in' || word === 'inbound') return 'inbound';
  return word === 'out' || word === 'outbound' ? 'outbound' : null;
}

function partyOf(value: unknown): LegParty | null {
  const user = fieldsOf(value);
  const providerUserId = textOf(user['user_id'])?.replace(/^USER/i, '').slice(0, 100) ?? null;
  const name = [textOf(user['firstname']), textOf(user['lastname'])].filter(Boolean).join(' ').slice(0, 200) || null;
  return providerUserId === null && name === null ? null : { providerUserId, personId: null, name };
}

/** The limits are those of `addedToCall`: what does not fit is left out, and the call stays. */
function addedOf(e: Readonly<Record<string, unknown>>, seconds: number | null): AddedToCall | null {
  const tags = listOf(e['tags']).flatMap((tag) => textOf(fieldsOf(tag)['name'])?.slice(0, 100) ?? []);
  const digits = listOf(e['digits_entered']).flatMap((pressed) => textOf(pressed) ?? []);
  const [comment, record, voicemail] = [textOf(e['note']), textOf(e['record']), textOf(e['voicemail'])];
  const media = (url: string | null) =>
    url !== null && url.length <= 2_000 ? { url, durationSeconds: seconds } : null;
  const [recording, voicemailRecording] = [media(record), media(voicemail)];
  const added: AddedToCall = {
    ...(tags.length === 0 ? {} : { tags: tags.slice(0, 50) }),
    ...(comment === null ? {} : { comment: comment.slice(0, 20_000) }),
    ...(recording === null ? {} : { recording }),
    ...(voicemailRecording === null ? {} : { voicemailRecording }),
    ...(digits.length === 0 ? {} : { digits: digits.join(' ').slice(0, 200) }),
  };
  return Object.keys(added).length === 0 ? null : added;
}

function before(end: string, seconds: number | null, notBefore: string): string {
  if (seconds === null) return notBefore;
  return new Date(Math.max(Date.parse(end) - seconds * 1_000, Date.parse(notBefore))).toISOString();
}
