import { z } from 'zod';
import { agentLive } from './agent-live.ts';
import { callFactKind } from './call-fact.ts';
import { call } from './call.ts';
import { callback } from './callback.ts';
import { blockedNumber, presenceList } from './control.ts';
import { contact, matter, person } from './directory.ts';
import { fieldState } from './field-state.ts';
import { importCounts, importState } from './import.ts';
import { insightField } from './insights.ts';
import { message } from './message.ts';
import { practice } from './practice.ts';
import { recording } from './recording.ts';
import { eventId, id, isoTime, phoneNumber } from './scalars.ts';
import { task } from './task.ts';
import { timeEntry } from './time-entry.ts';

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

export const withheldKind = z.enum(['call', 'message', 'matter', 'callback', 'task', 'time_entry']);
export type WithheldKind = z.infer<typeof withheldKind>;

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
  /** Gone from the address book. Its calls are the other contact's now, or nobody's. */
  z.object({ type: z.literal('contact_removed'), contactId: id, mergedInto: id.nullable(), hops }),
  /** Its calls stay, filed under no matter. */
  z.object({ type: z.literal('matter_removed'), matterId: id, hops }),
  z.object({ type: z.literal('callback_changed'), callback, hops }),
  z.object({ type: z.literal('task_changed'), task, hops }),
  z.object({ type: z.literal('time_entry_changed'), timeEntry, hops }),
  z.object({ type: z.literal('practice_changed'), practice, hops }),
  /** How far the import of a file is; at most one a second while it runs. */
  z.object({ type: z.literal('import_changed'), importId: id, state: importState, counts: importCounts, hops }),
  /** It became a restricted matter's, and this desktop's person is not among its people: forget it. */
  z.object({ type: z.literal('withheld'), of: withheldKind, id, hops }),
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
  /** HTTP contract section 5, for existing integrations: a matter (their "case") was made, changed or removed. */
  z.object({
    type: z.literal('case_updated'),
    id,
    tenant_id: id,
    case_number: z.string(),
    title: z.string(),
    status: z.enum(['OPEN', 'CLOSED', 'DELETED']),
    updated_at: isoTime,
    hops,
  }),
  /** HTTP contract section 5: something waits for somebody: a callback, a task or a hand-over. `id` is its own. */
  z.object({
    type: z.literal('new_inbox_item'),
    id,
    tenant_id: id,
    item_type: z.enum(['CALLBACK', 'TASK', 'REMINDER', 'HAND_OVER']),
    case_id: id.nullable(),
    assignee_id: id.nullable(),
    title: z.string(),
    occurred_at: isoTime,
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
  /** The AI receptionist talks with a caller: what is known now, whenever it changes. `over` is the last one of a call. */
  z.object({ type: z.literal('agent_live'), live: agentLive }),
  /** Who of the firm can be reached; whenever it changes, and once after `caught_up`. */
  z.object({ type: z.literal('presence'), presence: presenceList }),
]);
export type StreamOnlyEvent = z.infer<typeof streamOnlyEvent>;

/** Every event as it travels: the relay adds when it wrote it to the socket. */
export const sent = z.object({ sentAt: isoTime });
export type Sent = z.infer<typeof sent>;

/** A comment line every 15 s keeps proxies and the desktop's watchdog quiet (HTTP contract section 5). */
export const HEARTBEAT_SECONDS = 15;
