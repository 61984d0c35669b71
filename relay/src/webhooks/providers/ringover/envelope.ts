import { z } from 'zod';
import { readProviderTime } from '../../provider-time.ts';
import { oldNames } from './old-names.ts';

/**
 * Ringover's event, read tolerantly: a field of a strange type becomes null and never loses the call. Field names and
 * types: telephony facts 2.1 and 2.2; the second name of a pair is that of earlier integrations.
 */
const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.trim())
  .transform((value) => (value === '' ? null : value))
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const time = z.unknown().optional().transform(readProviderTime);
/** Mocks send 1 and 0. */
const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 1 || value === '1' || value === 'true');
const seconds = z
  .unknown()
  .optional()
  .transform((value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
  });
const direction = z
  .unknown()
  .optional()
  .transform((value) => {
    const word = typeof value === 'string' ? value.toLowerCase() : null;
    if (word === 'inbound' || word === 'in') return 'inbound' as const;
    if (word === 'outbound' || word === 'out') return 'outbound' as const;
    return null;
  });
const user = z
  .looseObject({ user_id: text, firstname: text, lastname: text })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

const fields = z.looseObject({
  id: text,
  call_id: text,
  channel_id: text,
  message_id: text,
  start_time: time,
  started_at: time,
  hangup_time: time,
  ended_at: time,
  duration_in_seconds: seconds,
  duration_seconds: seconds,
  direction,
  from_number: text,
  caller_number: text,
  to_number: text,
  callee_number: text,
  user_id: text,
  user,
  is_anonymous: flag,
  reason: text,
});

const envelope = z.looseObject({
  resource: text,
  /** The specification spells contact search this way. */
  ressource: text,
  event: text,
  /** Earlier integrations. */
  event_type: text,
  timestamp: time,
  data: z.looseObject({}).nullish().catch(null),
});

export interface RingoverEvent {
  resource: string;
  event: string;
  timestamp: string | null;
  callId: string | null;
  channelId: string | null;
  /** Without the prefix that `user_id` carries on traffic and `user.user_id` does not. */
  userId: string | null;
  userName: string | null;
  messageId: string | null;
  startTime: string | null;
  hangupTime: string | null;
  durationSeconds: number | null;
  direction: 'inbound' | 'outbound' | null;
  fromNumber: string | null;
  toNumber: string | null;
  anonymous: boolean;
  reason: string | null;
  /** All fields as sent, to tell two deliveries without a call id apart. */
  data: unknown;
}

/** @returns the event, or the reason why there is none */
export function readEnvelope(value: unknown): RingoverEvent | string {
  const outer = envelope.safeParse(value);
  if (!outer.success) return 'no object';
  const { event: eventName, event_type, timestamp } = outer.data;
  const named = event_type ?? eventName;
  if (named === null) return 'no event name';
  const mapped = event_type === null && outer.data.resource !== null ? undefined : oldNames.get(named);
  const inner = fields.safeParse(outer.data.data ?? value);
  if (!inner.success) return 'no data';
  const d = inner.data;
  return {
    resource: mapped?.resource ?? outer.data.resource ?? outer.data.ressource ?? 'unknown',
    event: mapped?.event ?? named,
    timestamp,
    callId: d.call_id,
    channelId: d.channel_id,
    userId: (d.user_id ?? d.user?.user_id ?? null)?.replace(/^USER/i, '') ?? null,
    userName: [d.user?.firstname, d.user?.lastname].filter(Boolean).join(' ') || null,
    messageId: d.message_id ?? d.id,
    startTime: d.start_time ?? d.started_at,
    hangupTime: d.hangup_time ?? d.ended_at,
    durationSeconds: d.duration_in_seconds ?? d.duration_seconds,
    direction: d.direction,
    fromNumber: d.from_number ?? d.caller_number,
    toNumber: d.to_number ?? d.callee_number,
    anonymous: d.is_anonymous,
    reason: d.reason,
    data: outer.data.data ?? value,
  };
}
