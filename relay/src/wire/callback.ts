import { z } from 'zod';
import { followUp, type FollowUp } from './call.ts';
import { id, isoTime, phoneNumber, type IsoTime } from './scalars.ts';
import { signedParts } from './signed.ts';

/** Words of a recording that it is about. */
export const passage = z.object({
  callId: id,
  fromMs: z.number().int().nonnegative(),
  toMs: z.number().int().nonnegative(),
});

/** Why nobody owes it any more. Closed by itself, it can be opened again. */
export const callbackClosed = z.object({
  /** `we_reached`: somebody of the firm called and spoke with them. `they_reached`: they called and somebody took it. */
  why: z.enum(['we_reached', 'they_reached', 'by_hand']),
  /** The talk that closed it. */
  callId: id.nullable(),
  /** Who spoke, or who closed it. */
  byName: z.string().max(200).nullable(),
  at: isoTime,
});
export type CallbackClosed = z.infer<typeof callbackClosed>;

const fields = {
  /** The call it is about. */
  callId: id.nullable(),
  source: z.enum(['popup', 'call', 'voicemail', 'agent', 'person']),
  contactId: id.nullable(),
  matterId: id.nullable(),
  number: phoneNumber.nullable(),
  /** As the caller said or somebody typed; shown in quotation marks until there is a contact. */
  callerName: z.string().max(200).nullable(),
  reason: z.string().max(2_000),
  passage: passage.nullable(),
  /** Whom the caller wanted: a person, or a team of the firm. */
  forPersonId: id.nullable(),
  forTeamId: id.nullable(),
  /** Who calls back; null: nobody took it yet. */
  ownerPersonId: id.nullable(),
  /** "Between 17:00 and 18:30": from, and by when. */
  dueFrom: isoTime.nullable(),
  dueAt: isoTime.nullable(),
  urgency: z.enum(['normal', 'high']),
  status: followUp,
  closed: callbackClosed.nullable(),
};

/** Somebody is owed a call. */
export const callback = z.object({ id, ...fields, ...signedParts });
export type Callback = z.infer<typeof callback>;
export type CallbackFields = { [F in keyof typeof fields]: Callback[F] };

/** What was done about it, for its history. */
export const callbackDid = z.enum(['no_answer', 'left_message', 'reached', 'reopened']);
export type CallbackDid = z.infer<typeof callbackDid>;

/** PATCH /callbacks/:id. On an unknown id it makes one; what is not set then has these values. */
export const callbackEdit = z.object({
  editId: id,
  at: isoTime,
  set: z.object(fields).partial().strict(),
  did: callbackDid.nullable().default(null),
});
export type CallbackEdit = z.infer<typeof callbackEdit>;
export const newCallback: CallbackFields = {
  callId: null,
  source: 'person',
  contactId: null,
  matterId: null,
  number: null,
  callerName: null,
  reason: '',
  passage: null,
  forPersonId: null,
  forTeamId: null,
  ownerPersonId: null,
  dueFrom: null,
  dueAt: null,
  urgency: 'normal',
  status: 'please_call_back',
  closed: null,
};

/** Somebody is still owed something. */
export function isOwedWord(status: FollowUp): boolean {
  return status === 'please_call_back' || status === 'caller_calls_back';
}

/**
 * A word that says that nothing is owed closes it by hand, the others open it again: also on a desktop that is offline.
 * What a writing says of `closed` itself stays.
 */
export function withClosing(set: CallbackEdit['set'], at: IsoTime, byName: string): CallbackEdit['set'] {
  if (set.status === undefined || set.closed !== undefined) return set;
  return { ...set, closed: isOwedWord(set.status) ? null : { why: 'by_hand', callId: null, byName, at } };
}

/** One call owes at most one call back, whoever asked for it on whichever computer: its id follows from the call's. */
export function callbackIdOf(callId: string): string {
  return `of-${callId}`;
}
