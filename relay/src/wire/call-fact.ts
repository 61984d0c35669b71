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

/**
 * One thing that a provider told us about a call, or (`no_end`) that it told nothing for long. Facts are a set: the same
 * fact may come many times and in any order, and `call-state.ts` gives the same call for all of them.
 */
export const callFact = z.object({
  /** The same for every delivery of the same fact; different for different facts of one call. */
  factId: z.string().min(1).max(300),
  kind: z.enum(['ringing', 'answered', 'ended', 'missed', 'voicemail', 'agent_took', 'rejected', 'no_end']),
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
});
export type CallFact = z.infer<typeof callFact>;
