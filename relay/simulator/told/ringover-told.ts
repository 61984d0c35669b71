import { createHash } from 'node:crypto';
import type { PretendUser } from '../pretend-call.ts';

/** Puts digits into JSON as they are; a JavaScript number would round a uint64. TypeScript does not know it yet. */
const { rawJSON } = JSON as unknown as { rawJSON(this: void, text: string): unknown };

/**
 * What Ringover's deliveries differ in, from account to account and from document to document (telephony facts 2.2 and
 * 2.3). The defaults are what was seen on real traffic.
 */
export interface RingoverOddities {
  /** `user_id` as `"USER22673838"`; false: the number of the specification. */
  userPrefix: boolean;
  /** `is_internal` and its like as 1 and 0, as the vendor's mocks send them. */
  numberBooleans: boolean;
  /** `ressource`, as the specification spells the envelope's key for contact search. */
  ressource: boolean;
  /** `answered` carries `answered_time`, as one SDK reads it; traffic has none. */
  answeredTime: boolean;
  /** `absent`: neither `user` nor `user_id`. */
  user: 'named' | 'empty' | 'absent';
  /** Ids as text instead of bare digits. */
  idsAsText: boolean;
  /** What stands for a withheld caller's number; undocumented for webhooks. */
  withheld: 'anonymous' | 'Unknown' | '' | null;
  time: 'seconds' | 'milliseconds' | 'iso';
  /** `record_duration` and its like as text. */
  durationsAsText: boolean;
  /** `transcription_link` instead of `transcription_url`. */
  transcriptionLink: boolean;
}

export const asOnTraffic: RingoverOddities = {
  userPrefix: true,
  numberBooleans: false,
  ressource: false,
  answeredTime: false,
  user: 'named',
  idsAsText: false,
  withheld: 'anonymous',
  time: 'seconds',
  durationsAsText: false,
  transcriptionLink: false,
};

/** Who speaks with whom. Numbers are E.164 with plus; Ringover writes them without. */
export interface RingoverSides {
  direction: 'inbound' | 'outbound';
  /** Null: withheld. */
  from: string | null;
  to: string;
}

export interface RingoverCallMoment extends RingoverSides {
  event: 'ringing' | 'answered' | 'hangup' | 'missed' | 'voicemail';
  /** uint64 as text, like `channelId`. */
  callId: string;
  /** Null: about the whole call. `missed` and `voicemail` never have one. */
  channelId: string | null;
  startedAt: Date;
  at: Date;
  /** Of this phone; of a voicemail, the beep. */
  answeredAt: Date | null;
  user: PretendUser | null;
  /** Of `missed`: `OUT_PLANNING`… */
  reason?: string | null;
  /** Of `hangup` and `voicemail`: where the recording is, when the account has it at once. */
  recordUrl?: string | null;
  /** Absent: told from `recordUrl`. */
  privateRecordUrl?: string;
}

/** Both texts of one event: the vendor's own and the name it had in earlier integrations. */
export interface Envelope {
  event: string;
  resource: string;
  at: Date;
  data: Record<string, unknown>;
  /** Absent from the schema of several events (telephony facts 2.1). */
  hasAttempt: boolean;
}

/** The five events of a call (telephony facts 2.2 and 7.3). */
export function ringoverCall(moment: RingoverCallMoment, odd: RingoverOddities = asOnTraffic): Envelope {
  const { event } = moment;
  const whole = event === 'missed' || event === 'voicemail';
  const inbound = moment.direction === 'inbound';
  const over = event !== 'ringing' && event !== 'answered';
  const line = { number: digits(moment.to), scenario_name: 'Opened', ivr_name: 'Main line' };
  const beep = event === 'voicemail' ? (moment.answeredAt ?? moment.startedAt) : null;
  const answered = event === 'answered' && odd.answeredTime ? moment.at : beep;
  const data = {
    id: uuidOf(`${moment.callId}/${moment.channelId ?? ''}/${event}`),
    call_id: idOf(moment.callId, odd),
    ...(whole || moment.channelId === null ? {} : { channel_id: idOf(moment.channelId, odd) }),
    start_time: timeOf(moment.startedAt, odd),
    ...(event === 'ringing' ? { start_date_time_atom: atom(moment.startedAt) } : {}),
    ...(answered ? { answered_time: timeOf(answered, odd) } : {}),
    ...(over ? { hangup_time: timeOf(moment.at, odd) } : {}),
    ...(event === 'hangup' ? { hangup_date_time_atom: atom(moment.at) } : {}),
    ...(event === 'hangup' || event === 'voicemail' ? { duration_in_seconds: talkSeconds(moment) } : {}),
    ...(event === 'hangup' ? recordOf(moment) : {}),
    ...(event === 'voicemail' ? messageOf(moment) : {}),
    ...sidesOf(moment, odd),
    ...(whole ? {} : userFields(moment.user, odd)),
    is_internal: flag(false, odd),
    is_anonymous: flag(moment.from === null, odd),
    is_ivr: flag(inbound, odd),
    ivr_data: inbound ? line : null,
    ...(event === 'voicemail' ? {} : { status: event }),
    ...(event === 'missed' ? { ...ivrOf(moment, odd), reason: moment.reason ?? null } : {}),
  };
  return { event, resource: 'call', at: moment.at, data, hasAttempt: event !== 'voicemail' };
}

/** What is told once a call is over, up to half an hour later (telephony facts 2.2). */
export type RingoverAfterCall =
  | { event: 'aftercall' | 'comments_updated'; tags: readonly string[]; comments: string }
  | { event: 'tags_updated'; tags: readonly string[] }
  | { event: 'record_available' | 'voicemail_available'; url: string; privateUrl?: string; seconds: number }
  | { event: 'transcription_available'; url: string }
  | { event: 'summary_available'; summary: string };

export function ringoverAfterCall(
  call: { callId: string; channelId: string | null; at: Date },
  told: RingoverAfterCall,
  odd: RingoverOddities = asOnTraffic,
): Envelope {
  const ids = {
    call_id: idOf(call.callId, odd),
    ...(call.channelId === null ? {} : { channel_id: idOf(call.channelId, odd) }),
  };
  const hasAttempt = told.event === 'aftercall' || told.event === 'comments_updated';
  const data = { ...ids, ...afterCallFields(told, odd) };
  return { event: told.event, resource: 'aftercall', at: call.at, data, hasAttempt };
}

function afterCallFields(told: RingoverAfterCall, odd: RingoverOddities): Record<string, unknown> {
  switch (told.event) {
    case 'aftercall':
    case 'comments_updated':
      return { tags: told.tags, comments: told.comments };
    case 'tags_updated':
      return { tags: told.tags };
    case 'record_available':
      return {
        record_link: told.url,
        private_record_link: told.privateUrl ?? privateLink(told.url),
        record_duration: secondsOf(told.seconds, odd),
      };
    case 'voicemail_available':
      return {
        voicemail_link: told.url,
        private_voicemail_link: told.privateUrl ?? privateLink(told.url),
        voicemail_duration: secondsOf(told.seconds, odd),
      };
    case 'transcription_available':
      return { [odd.transcriptionLink ? 'transcription_link' : 'transcription_url']: told.url };
    case 'summary_available':
      return { summary: told.summary };
    default:
      return told satisfies never;
  }
}

export interface RingoverSms extends RingoverSides {
  /** `sent` is also told of what our own request sent. */
  event: 'received' | 'sent';
  conversationId: number;
  messageId: number;
  at: Date;
  body: string;
  user: PretendUser | null;
}

export function ringoverSms(sms: RingoverSms, odd: RingoverOddities = asOnTraffic): Envelope {
  const data = {
    id: `${sms.conversationId}-${sms.messageId}`,
    message_id: sms.messageId,
    conversation_id: sms.conversationId,
    time: timeOf(sms.at, odd),
    ...sidesOf(sms, odd),
    body: sms.body,
    is_internal: flag(false, odd),
    is_collaborative: flag(false, odd),
    ...userFields(sms.user, odd),
  };
  return { event: sms.event, resource: 'sms', at: sms.at, data, hasAttempt: true };
}

export interface RingoverFax extends RingoverSides {
  /** uint64 as text. */
  faxId: string;
  at: Date;
  pages: number | null;
}

/**
 * A fax. Neither its event name nor its fields are published anywhere (telephony facts 2.2); these are the words of the
 * calls' own events and of the REST log (`fax`: an address), and a receiver must get along with fewer.
 */
export function ringoverFax(fax: RingoverFax, odd: RingoverOddities = asOnTraffic): Envelope {
  const data = {
    id: uuidOf(fax.faxId),
    call_id: idOf(fax.faxId, odd),
    start_time: timeOf(fax.at, odd),
    ...sidesOf(fax, odd),
    is_anonymous: flag(fax.from === null, odd),
    fax: 'https://cdn.ringover.example/fax/x.pdf',
    ...(fax.pages === null ? {} : { pages: fax.pages }),
  };
  return { event: 'received', resource: 'fax', at: fax.at, data, hasAttempt: true };
}

/** What Ringover asks and waits for an answer to; each has its own address and key (telephony facts 2.2, 2.3). */
export type RingoverQuestion =
  | ({ event: 'contact' | 'routing'; callId: string; at: Date } & RingoverSides)
  | ({ event: 'ivr_response_code'; callId: string; at: Date; code: number } & RingoverSides)
  | { event: 'search'; query: string; user: PretendUser | null; at: Date };

export function ringoverQuestion(asked: RingoverQuestion, odd: RingoverOddities = asOnTraffic): Envelope {
  if (asked.event === 'search') {
    const data = { query_search: asked.query, ...(asked.user ? { user_id: Number(asked.user.id) } : {}) };
    return { event: 'contact', resource: 'search', at: asked.at, data, hasAttempt: false };
  }
  const data = {
    ...(asked.event === 'ivr_response_code' ? { code: asked.code } : {}),
    call_id: idOf(asked.callId, odd),
    ...sidesOf(asked, odd),
  };
  return { event: asked.event, resource: 'call', at: asked.at, data, hasAttempt: false };
}

/** @returns the body as JSON text */
export function inNewEnvelope(told: Envelope, attempt = 1, odd: RingoverOddities = asOnTraffic): string {
  const search = told.resource === 'search' && odd.ressource;
  return JSON.stringify({
    event: told.event,
    [search ? 'ressource' : 'resource']: told.resource,
    timestamp: timeOf(told.at, odd),
    data: told.data,
    ...(told.hasAttempt ? { attempt } : {}),
  });
}

function sidesOf(sides: RingoverSides, odd: RingoverOddities) {
  return {
    direction: sides.direction,
    from_number: sides.from === null ? odd.withheld : digits(sides.from),
    to_number: digits(sides.to),
  };
}

function userFields(user: PretendUser | null, odd: RingoverOddities): Record<string, unknown> {
  if (odd.user === 'absent' || (user === null && odd.user !== 'empty')) return {};
  if (user === null || odd.user === 'empty') return { user: {} };
  const { firstname, lastname, email } = user;
  return {
    user_id: odd.userPrefix ? `USER${user.id}` : Number(user.id),
    user: { user_id: Number(user.id), firstname, lastname, email, photo: 'https://cdn.example/a.jpg' },
  };
}

function ivrOf(moment: RingoverCallMoment, odd: RingoverOddities) {
  if (moment.direction === 'outbound') return {};
  const scenario = { scenario_id: 123456789, ivr_id: 12000, name: 'Night', scenario_type: 'voicemail' };
  return { ivr: { name: 'Main line', number: digits(moment.to), scenario }, is_ivr: flag(true, odd) };
}

function recordOf({ recordUrl: url = null, privateRecordUrl }: RingoverCallMoment) {
  return {
    record: url,
    private_record: url === null ? null : (privateRecordUrl ?? privateLink(url)),
    answering_machine_detection: 'HUMAN',
  };
}

function messageOf({ callId, recordUrl, privateRecordUrl }: RingoverCallMoment) {
  const url = recordUrl ?? `https://cdn.ringover.example/vm/${callId}.mp3`;
  return { message: url, private_message: privateRecordUrl ?? privateLink(url) };
}

const privateLink = (url: string) => url.replace('://cdn.', '://private.');

function talkSeconds({ answeredAt, at }: RingoverCallMoment): number {
  return answeredAt ? Math.max(0, Math.round((at.getTime() - answeredAt.getTime()) / 1000)) : 0;
}

function timeOf(at: Date, odd: RingoverOddities): number | string {
  switch (odd.time) {
    case 'seconds':
      return at.getTime() / 1000;
    case 'milliseconds':
      return at.getTime();
    case 'iso':
      return at.toISOString();
    default:
      return odd.time satisfies never;
  }
}

const digits = (number: string) => number.replace(/^\+/, '');
const flag = (value: boolean, odd: RingoverOddities) => (odd.numberBooleans ? Number(value) : value);
const idOf = (id: string, odd: RingoverOddities) => (odd.idsAsText ? id : rawJSON(id));
const secondsOf = (seconds: number, odd: RingoverOddities) => (odd.durationsAsText ? String(seconds) : seconds);
const atom = (at: Date) => at.toISOString().replace(/\.\d+Z$/, '+00:00');

/** The webhook resource's id: the same for repetitions, and not the call's. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
