import { z } from 'zod';
import { direction, id, isoTime, phoneNumber } from './scalars.ts';

/** Why a leg or a call ended, normalised from both providers (sipgate `cause`, Ringover `reason`). */
export const endCause = z.enum([
  'normal',
  'busy',
  'cancelled',
  'no_answer',
  'congestion',
  'not_found',
  'forwarded',
  'closed',
  'unknown',
]);
export type EndCause = z.infer<typeof endCause>;

/** Somebody's phone as a provider names it. `personId` is ours, filled in when the provider's user is known. */
export const legParty = z.object({
  providerUserId: z.string().max(100).nullable(),
  personId: id.nullable(),
  name: z.string().max(200).nullable(),
});
export type LegParty = z.infer<typeof legParty>;

export const callFactKind = z.enum([
  'ringing',
  'answered',
  'ended',
  'missed',
  'voicemail',
  'agent_took',
  /** It has the provider ring somebody: the phone that the caller was on ends, and the call goes on. */
  'agent_passes_on',
  'rejected',
  'no_end',
  /** Says nothing about the course of the call, only adds to it (`added`). */
  'added',
]);

/** Where a provider keeps audio: the link that needs its key, else the public one (telephony facts 7.1 (13)). */
const providerMedia = z.object({
  url: z.string().max(2_000),
  durationSeconds: z.number().nonnegative().nullable(),
});

/**
 * What a provider adds to a call, mostly once it is over (telephony facts 2.2, 4.1). Absent: this fact does not speak of
 * it. The addresses are the provider's and stay on the relay; no client is ever sent one.
 */
export const addedToCall = z.object({
  tags: z.array(z.string().min(1).max(100)).max(50).exactOptional(),
  /** What somebody typed into the provider's own app; empty: taken away again. */
  comment: z.string().max(20_000).exactOptional(),
  recording: providerMedia.exactOptional(),
  voicemailRecording: providerMedia.exactOptional(),
  transcriptionUrl: z.string().max(2_000).exactOptional(),
  /** The provider's own summary, unverified. */
  summary: z.string().max(20_000).exactOptional(),
  /** Keys that the caller pressed; empty: asked, and nothing was pressed. */
  digits: z.string().max(200).exactOptional(),
});
export type AddedToCall = z.infer<typeof addedToCall>;

/**
 * One thing that a provider told us about a call, or (`no_end`) that it told nothing for long. Facts are a set: the same
 * fact may come many times and in any order, and `call-state.ts` gives the same call for all of them.
 */
export const callFact = z.object({
  /** The same for every delivery of the same fact; different for different facts of one call. */
  factId: z.string().min(1).max(300),
  kind: callFactKind,
  /** The provider's clock. All of a call's times come from it, so a skewed clock shifts a call but never tears it. */
  at: isoTime,
  /** The call's own start where the provider repeats it with each event. */
  startedAt: isoTime.nullable(),
  /**
   * The phone concerned: Ringover's channel_id; sipgate's callId, with `/<user>` behind it where sipgate names one. Null:
   * the fact is about the whole call.
   */
  legId: z.string().max(200).nullable(),
  party: legParty.nullable(),
  direction: direction.nullable(),
  /** Null when withheld or not sent. */
  fromNumber: phoneNumber.nullable(),
  toNumber: phoneNumber.nullable(),
  anonymous: z.boolean(),
  /** Talk time (ended) or message length (voicemail), seconds. */
  durationSeconds: z.number().nonnegative().nullable(),
  cause: endCause.nullable(),
  added: addedToCall.exactOptional(),
  /** `reconcile`: read from the provider's own log of calls, because its webhook never came. */
  origin: z.literal('reconcile').exactOptional(),
});
export type CallFact = z.infer<typeof callFact>;

/** A fact that says only this; what else it knows is put over it. */
export const bareFact = (factId: string, kind: CallFact['kind'], at: string): CallFact => ({
  factId,
  kind,
  at,
  startedAt: null,
  legId: null,
  party: null,
  direction: null,
  fromNumber: null,
  toNumber: null,
  anonymous: false,
  durationSeconds: null,
  cause: null,
});
