import { z } from 'zod';
import { problemCode } from './problems.ts';
import { id, isoTime, phoneNumber, provider } from './scalars.ts';

/**
 * What the desktop may do to telephony. Every request carries an `actionId` made by the desktop: the relay does it once,
 * and answers the same id again with what became of it. Nothing that rings or sends is ever repeated by a machine.
 */
export const callAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('hang_up') }),
  z.object({ action: z.literal('hold'), on: z.boolean() }),
  z.object({ action: z.literal('mute'), on: z.boolean() }),
  /** `attended`: speak with the colleague first, where the provider can (`ProviderCapabilities.attendedTransfer`). */
  z.object({ action: z.literal('transfer'), to: phoneNumber, attended: z.boolean() }),
  z.object({ action: z.literal('digits'), digits: z.string().regex(/^[0-9*#]{1,32}$/, 'digits, * and # only') }),
]);
export type CallAction = z.infer<typeof callAction>;

/** POST /calls/:id/actions */
export const callActionRequest = z.object({ actionId: id, act: callAction });
export type CallActionRequest = z.infer<typeof callActionRequest>;

/** POST /dial: rings the asking person's own phone, then the number. */
export const dialRequest = z.object({ actionId: id, to: phoneNumber });
export type DialRequest = z.infer<typeof dialRequest>;

/**
 * `done`: the provider said yes. `unconfirmed`: it was asked and did not answer in time; it may have happened. Everything
 * else is a problem (`problemTable`), and then it did not happen.
 */
export const actionResult = z.object({ actionId: id, state: z.enum(['done', 'unconfirmed']) });
export type ActionResult = z.infer<typeof actionResult>;

/** What a provider's account lets us do; all false where no account is connected. */
export const providerCapabilities = z.object({
  dial: z.boolean(),
  hangUp: z.boolean(),
  hold: z.boolean(),
  mute: z.boolean(),
  transfer: z.boolean(),
  attendedTransfer: z.boolean(),
  digits: z.boolean(),
  sms: z.boolean(),
  block: z.boolean(),
  presence: z.boolean(),
  reconcile: z.boolean(),
});
export type ProviderCapabilities = z.infer<typeof providerCapabilities>;
export const noCapabilities: ProviderCapabilities = {
  dial: false,
  hangUp: false,
  hold: false,
  mute: false,
  transfer: false,
  attendedTransfer: false,
  digits: false,
  sms: false,
  block: false,
  presence: false,
  reconcile: false,
};

/** A number whose calls the firm does not take. GET, PUT and DELETE /blocked-numbers/:number */
export const blockedNumber = z.object({
  number: phoneNumber,
  comment: z.string().max(500),
  byName: z.string().max(200),
  at: isoTime,
});
export type BlockedNumber = z.infer<typeof blockedNumber>;
export const blockedNumberList = z.object({ items: z.array(blockedNumber).max(5_000) });

/** Providers that have a list of their own and did not take the change; the firm's own list has it all the same. */
const notAtProviders = z.array(z.object({ provider, code: problemCode, detail: z.string().nullable() }));
/** PUT /blocked-numbers/:number with `{ comment }` */
export const blockingResult = blockedNumber.extend({ notAtProviders });
/** DELETE /blocked-numbers/:number */
export const unblockingResult = z.object({ number: phoneNumber, notAtProviders });

/** Whether a colleague can be reached by telephone, from the provider and from the calls that go on. GET /presence */
export const personPresence = z.object({
  personId: id,
  state: z.enum(['free', 'ringing', 'talking', 'snoozed', 'not_connected', 'unknown']),
  /** End of a snooze, where the provider knows it. */
  until: isoTime.nullable(),
});
export type PersonPresence = z.infer<typeof personPresence>;
export const presenceList = z.object({ at: isoTime, people: z.array(personPresence) });
export type PresenceList = z.infer<typeof presenceList>;

/** POST /reconcile (admin): compares the last days with the provider's own log and heals what was lost. */
export const reconcileRequest = z.object({ days: z.number().int().min(1).max(15).default(2) });
export const reconcileResult = z.object({
  /** Calls in the provider's log. */
  compared: z.number().int().nonnegative(),
  healed: z.number().int().nonnegative(),
});
export type ReconcileResult = z.infer<typeof reconcileResult>;
