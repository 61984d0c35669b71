import { z } from 'zod';
import { endCause, legParty } from './call-fact.ts';
import { direction, id, isoTime, phoneNumber, provider } from './scalars.ts';
import { voicemailHeard } from './voicemail-heard.ts';

/**
 * What happened to the firm. "missed" means that nobody, human or AI, spoke with the caller; "dropped", that the caller
 * gave up before anybody could have answered (`DROPPED_BELOW_MS`): nobody owes a call back.
 */
export const callOutcome = z.enum([
  'ringing',
  'talking',
  'answered',
  'missed',
  'voicemail',
  'agent',
  'rejected',
  'dropped',
]);
export type CallOutcome = z.infer<typeof callOutcome>;

/** What happened to one person's phone. */
export const leg = legParty.extend({
  legId: z.string(),
  state: z.enum(['ringing', 'talking', 'answered', 'not_answered']),
});
export type Leg = z.infer<typeof leg>;

/** The four words a law firm writes behind a call (OK, KN, RWA, RR). */
export const followUp = z.enum(['ok', 'for_info', 'caller_calls_back', 'please_call_back']);
export type FollowUp = z.infer<typeof followUp>;

/** A field that a person wrote, with who and when; the later `at` wins when two people wrote offline. */
const written = <T extends z.ZodType>(value: T) => z.object({ value, byPersonId: id, byName: z.string(), at: isoTime });

/** What the provider added to the call. That there is a recording, not where: addresses stay on the relay. */
export const addedByProvider = z.object({
  tags: z.array(z.string()),
  comment: z.string().nullable(),
  recording: z.object({ durationSeconds: z.number().int().nonnegative().nullable() }).nullable(),
  hasTranscription: z.boolean(),
  /** The provider's own summary, unverified. */
  summary: z.string().nullable(),
  /** Keys pressed in a menu, in order, a space between two menus. */
  digits: z.string().nullable(),
});
export type AddedByProvider = z.infer<typeof addedByProvider>;
export const nothingAdded: AddedByProvider = {
  tags: [],
  comment: null,
  recording: null,
  hasTranscription: false,
  summary: null,
  digits: null,
};

/** An inbound ring that the caller gave up sooner than this was no attempt to reach anybody (milliseconds). */
export const DROPPED_BELOW_MS = 2_000;

/** The reduced truth, without what the firm adds to it. Made by `describeCall` only. */
export const callTruth = z.object({
  direction,
  outcome: callOutcome,
  fromNumber: phoneNumber.nullable(),
  toNumber: phoneNumber.nullable(),
  anonymous: z.boolean(),
  startedAt: isoTime,
  answeredAt: isoTime.nullable(),
  /** Null while it goes on. With `endCause` unknown and no duration: given up at that time, the end was never told. */
  endedAt: isoTime.nullable(),
  /** Talk time in whole seconds; null until the call ended, and when its end was never told; 0 when nobody answered. */
  durationSeconds: z.number().int().nonnegative().nullable(),
  answeredBy: legParty.nullable(),
  endCause: endCause.nullable(),
  legs: z.array(leg),
  voicemail: z.object({ durationSeconds: z.number().int().nonnegative().nullable() }).nullable(),
  added: addedByProvider,
  /** Something about it was learned from the provider's own log, because a webhook was lost. */
  healed: z.boolean(),
});
export type CallTruth = z.infer<typeof callTruth>;

export const call = callTruth.extend({
  id,
  provider,
  /** The provider's id as text: Ringover's are uint64 and do not fit a JavaScript number. */
  providerCallId: z.string().min(1).max(200),
  /** Linked only when there is exactly one candidate; a person may change it. */
  contactId: id.nullable(),
  matterId: id.nullable(),
  note: written(z.string().max(20_000)).nullable(),
  /** Notes that were written at the same time as a later one, by somebody who had not seen it. Kept until put together. */
  otherNotes: z
    .array(written(z.string().max(20_000)))
    .max(20)
    .default([]),
  followUp: written(followUp).nullable(),
  /** The default is that of calls which were stored before anybody kept it. */
  voicemailHeard: voicemailHeard.default(null),
  /** The firm's own, beside the provider's in `added`. */
  tags: written(z.array(z.string().max(40)).max(20))
    .nullable()
    .default(null),
  /** How it ended for the firm. */
  disposition: written(z.string().max(60)).nullable().default(null),
  updatedAt: isoTime,
});
export type Call = z.infer<typeof call>;

/** What people of the firm write about a call, before anybody did. */
export const nothingWritten: Pick<
  Call,
  'note' | 'otherNotes' | 'followUp' | 'voicemailHeard' | 'tags' | 'disposition'
> = {
  note: null,
  otherNotes: [],
  followUp: null,
  voicemailHeard: null,
  tags: null,
  disposition: null,
};

/** What a person may change about a call. Absent = untouched. `at` is when it was written, maybe offline. */
export const callEdit = z
  .object({
    at: isoTime,
    note: z.string().max(20_000).optional(),
    /** The `at` of the note that its writer saw; null: there was none. Absent: not known, and then the later wins alone. */
    noteBasis: isoTime.nullable().optional(),
    /** The `at` of other notes that are in this one now, or that nobody needs. */
    dropOtherNotes: z.array(isoTime).max(20).optional(),
    followUp: followUp.nullable().optional(),
    /** Whole; empty takes all away. */
    tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
    disposition: z.string().trim().min(1).max(60).nullable().optional(),
    contactId: id.nullable().optional(),
    matterId: id.nullable().optional(),
    /** True: the asking person heard it; the first one stands. False: nobody did. */
    voicemailHeard: z.boolean().optional(),
  })
  .strict();
export type CallEdit = z.infer<typeof callEdit>;

/** The number that is not the firm's. */
export function otherNumber(c: Pick<CallTruth, 'direction' | 'fromNumber' | 'toNumber'>): string | null {
  return c.direction === 'inbound' ? c.fromNumber : c.toNumber;
}

/** The firm's own number that was dialled, or that it dialled from. */
export function firmNumber(c: Pick<CallTruth, 'direction' | 'fromNumber' | 'toNumber'>): string | null {
  return c.direction === 'inbound' ? c.toNumber : c.fromNumber;
}

export type OpenOutcome = 'ringing' | 'talking';

/** The call goes on: its end is still to come. */
export function isOpen(outcome: CallOutcome): outcome is OpenOutcome {
  return outcome === 'ringing' || outcome === 'talking';
}

/** Nothing more will come but links, notes and voicemail. */
export function isOver(outcome: CallOutcome): boolean {
  return !isOpen(outcome);
}
