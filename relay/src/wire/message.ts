import { z } from 'zod';
import { direction, id, isoTime, phoneNumber, provider } from './scalars.ts';

/**
 * An SMS or a fax, in or out. `sending`: the provider was asked and has not answered; `unconfirmed`: it never did, so
 * nobody knows, and it is not sent again by itself.
 */
export const messageState = z.enum(['received', 'sending', 'sent', 'failed', 'unconfirmed']);
export type MessageState = z.infer<typeof messageState>;

export const message = z.object({
  id,
  provider,
  kind: z.enum(['sms', 'fax']),
  direction,
  /** Null: withheld, or no telephone number (see `senderName`). */
  fromNumber: phoneNumber.nullable(),
  toNumber: phoneNumber.nullable(),
  /** SMS may come from a word instead of a number: `Proximus`. */
  senderName: z.string().max(100).nullable(),
  /** Empty for a fax. */
  body: z.string().max(20_000),
  /** Of a fax, where the provider says so. */
  pages: z.number().int().positive().nullable(),
  at: isoTime,
  state: messageState,
  /** Why it failed, a code of `problemTable`; null otherwise. */
  failure: z.string().max(100).nullable(),
  /** Who of the firm sent it or whose line received it, as far as known. */
  personId: id.nullable(),
  personName: z.string().max(200).nullable(),
  /** Linked only when there is exactly one candidate, as a call is. */
  contactId: id.nullable(),
  matterId: id.nullable(),
  updatedAt: isoTime,
});
export type Message = z.infer<typeof message>;

/**
 * POST /messages: send an SMS. The id is made by the desktop; the same id again sends nothing and answers what became of
 * the first.
 */
export const newMessage = z.object({
  id,
  to: phoneNumber,
  body: z.string().trim().min(1).max(1_600),
  /** One of the firm's lines; absent: the person's own, else the firm's default. */
  from: phoneNumber.exactOptional(),
});
export type NewMessage = z.infer<typeof newMessage>;

/** The number that is not the firm's. */
export function otherNumberOf(m: Pick<Message, 'direction' | 'fromNumber' | 'toNumber'>): string | null {
  return m.direction === 'inbound' ? m.fromNumber : m.toNumber;
}
