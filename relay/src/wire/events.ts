import { z } from 'zod';
import { callFactKind } from './call-fact.ts';
import { call } from './call.ts';
import { blockedNumber, presenceList } from './control.ts';
import { contact, matter, person } from './directory.ts';
import { fieldState } from './field-state.ts';
import { insightField } from './insights.ts';
import { message } from './message.ts';
import { recording } from './recording.ts';
import { eventId, id, isoTime, phoneNumber } from './scalars.ts';

/**
 * When an event passed each hop, all ISO UTC. The first is the provider's clock, the next two the relay's; the desktop
 * adds its own. Differences across clocks are only shown next to the measured clock difference.
 */
export const hops = z.object({
  providerAt: isoTime.nullable(),
  receivedAt: isoTime,
  committedAt: isoTime,
});
export type Hops = z.infer<typeof hops>;

/** What stands in the log. `type` is also the SSE event name; the SSE id is the log id. */
export const loggedEvent = z.discriminatedUnion('type', [
  /**
   * `cause` is the newest fact's kind (`no_end`: the relay gave up waiting for the call's end), `edit` for a person's
   * change. Only `ringing` may pop up.
   */
  z.object({
    type: z.literal('call_changed'),
    // A newer relay may know causes that this desktop does not: the row counts, not the word.
    cause: z.enum([...callFactKind.options, 'edit', 'import', 'other']).catch('other'),
    call,
    hops,
  }),
  /** An SMS or a fax came, went, or was linked. */
  z.object({ type: z.literal('message_changed'), message, hops }),
  /** A recording is fetched, ready, failed, on hold or removed. */
  z.object({ type: z.literal('recording_changed'), recording, hops }),
  /** Something was made of a call's words; the words themselves are asked for: a transcript may be long. */
  z.object({
    type: z.literal('insights_changed'),
    callId: id,
    revision: z.number().int(),
    fields: z.record(insightField, fieldState),
    hops,
  }),
  /** What was made of a call's words is gone, here and on every desktop: each confirms it for the audit log. */
  z.object({ type: z.literal('insights_removed'), callId: id, hops }),
  /** HTTP contract section 5. Names what was really produced, and is not sent when nothing was. */
  z.object({
    type: z.literal('call_ai_completed'),
    id,
    tenant_id: id,
    call_id: z.string(),
    produced: z.array(insightField).min(1),
    occurred_at: isoTime,
    hops,
  }),
  z.object({ type: z.literal('contact_changed'), contact, hops }),
  z.object({ type: z.literal('matter_changed'), matter, hops }),
  z.object({ type: z.literal('person_changed'), person, hops }),
  z.object({ type: z.literal('device_revoked'), deviceId: id, hops }),
  /** `blocked`: null when the number was taken off the list. */
  z.object({ type: z.literal('number_blocked'), number: phoneNumber, blocked: blockedNumber.nullable(), hops }),
  /**
   * HTTP contract section 4, "interaction event", for existing integrations: the timeline entry of a message, or of a call
   * that is over. Sent when the call first looks over, and again with the same `id` (the call's own) whenever a late fact or a person
   * changed what it says, so a client replaces its entry by `id`. While such a call goes on again, the entry stands until
   * the call is over anew.
   */
  z.object({
    type: z.literal('call_event_created'),
    id,
    tenant_id: id,
    case_id: id.nullable(),
    source: z.enum(['RINGOVER', 'SIPGATE']),
    event_type: z.enum(['CALL', 'SMS', 'FAX', 'VOICEMAIL']),
    title: z.string(),
    body: z.string(),
    occurred_at: isoTime,
    metadata: z.record(z.string(), z.unknown()),
    created_by: z.string(),
    hops,
  }),
]);
export type LoggedEvent = z.infer<typeof loggedEvent>;
export type LoggedEventOf<T extends LoggedEvent['type']> = Extract<LoggedEvent, { type: T }>;

/** Sent on the stream only, without an id, never replayed. */
export const streamOnlyEvent = z.discriminatedUnion('type', [
  /** First on every connection. `resync`: the cursor is not of this log (restored backup); fetch everything again. */
  z.object({ type: z.literal('hello'), serverTime: isoTime, lastEventId: eventId, resync: z.boolean() }),
  /** Replay is done, what follows is live. */
  z.object({ type: z.literal('caught_up'), lastEventId: eventId }),
  /** A ring that exists for one device, to measure webhook to pixels. Not a call; never in the history. */
  z.object({ type: z.literal('ring_test'), testId: id, index: z.number().int(), of: z.number().int(), call, hops }),
  /** Who of the firm can be reached; whenever it changes, and once after `caught_up`. */
  z.object({ type: z.literal('presence'), presence: presenceList }),
]);
export type StreamOnlyEvent = z.infer<typeof streamOnlyEvent>;

/** Every event as it travels: the relay adds when it wrote it to the socket. */
export const sent = z.object({ sentAt: isoTime });
export type Sent = z.infer<typeof sent>;

/** A comment line every 15 s keeps proxies and the desktop's watchdog quiet (HTTP contract section 5). */
export const HEARTBEAT_SECONDS = 15;
