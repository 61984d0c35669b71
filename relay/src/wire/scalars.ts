import { z } from 'zod';

/** ISO 8601 in UTC with milliseconds, the only form of a time on the wire: `2026-11-19T11:31:04.120Z`. */
export const isoTime = z.iso.datetime({ offset: false });
export type IsoTime = z.infer<typeof isoTime>;

/** E.164 with its plus sign: `+32440271836`. Providers send it without (facts: Ringover, sipgate push). */
export const phoneNumber = z.string().regex(/^\+[1-9]\d{3,16}$/, 'a number in the form +32440271836');
export type PhoneNumber = z.infer<typeof phoneNumber>;

/** Our own ids: UUIDs for calls, contacts, devices; short slugs are allowed for tenants, people and imported rows. */
export const id = z.string().min(1).max(100);

/** Position in a tenant's event log. Rises by one per event; safe as a number up to 2^53. */
export const eventId = z.number().int().nonnegative();
export type EventId = z.infer<typeof eventId>;

export const language = z.enum(['en', 'fr', 'nl', 'de']);
export type Language = z.infer<typeof language>;

export const provider = z.enum(['ringover', 'sipgate']);
export type Provider = z.infer<typeof provider>;

export const direction = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof direction>;
