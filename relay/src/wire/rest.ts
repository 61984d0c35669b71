import { z } from 'zod';
import { call } from './call.ts';
import { callback } from './callback.ts';
import { providerCapabilities } from './control.ts';
import { contact, firm, matter, person } from './directory.ts';
import { message } from './message.ts';
import { eventId, id, isoTime } from './scalars.ts';
import { task } from './task.ts';
import { timeEntry } from './time-entry.ts';

/**
 * Bodies of the app's own API under /api/v1. Those of the routes kept for existing integrations are in
 * `relay/src/rest/integration-call.ts`.
 */

/** POST /enrolment. The code is eight characters, works once, 15 minutes; dashes, spaces and case do not matter. */
export const enrolment = z.object({
  code: z.string().min(8).max(20),
  deviceName: z.string().trim().min(1).max(100),
  platform: z.string().max(40),
  appVersion: z.string().max(40),
});
export type Enrolment = z.infer<typeof enrolment>;

/** Access tokens live 15 minutes; refresh tokens rotate at each use, and reuse of an old one revokes the device. */
export const tokens = z.object({
  deviceId: id,
  accessToken: z.string(),
  accessExpiresAt: isoTime,
  refreshToken: z.string(),
});
export type Tokens = z.infer<typeof tokens>;

/** POST /tokens/refresh */
export const tokenRefresh = z.object({ refreshToken: z.string().min(20).max(400) });

/** GET /session: who am I, and where does the log stand. Take it before paging, then stream after `eventCursor`. */
export const session = z.object({
  wireVersion: z.number().int(),
  serverTime: isoTime,
  eventCursor: eventId,
  firm,
  person,
  device: z.object({ id, name: z.string(), enrolledAt: isoTime }),
  totals: z.object({
    calls: z.number().int(),
    messages: z.number().int(),
    contacts: z.number().int(),
    matters: z.number().int(),
  }),
  /** What can be done at each of the firm's providers. */
  capabilities: z.object({ ringover: providerCapabilities, sipgate: providerCapabilities }),
});
export type Session = z.infer<typeof session>;

/** GET /calls and /messages (newest first), /contacts, /matters, /people (by id): `?limit=` up to 500, `?cursor=` from `next`. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
export const callPage = pageOf(call);
export const messagePage = pageOf(message);
export const contactPage = pageOf(contact);
export const matterPage = pageOf(matter);
export const personPage = pageOf(person);
export const callbackPage = pageOf(callback);
export const taskPage = pageOf(task);
export const timeEntryPage = pageOf(timeEntry);
export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}

/** POST /events/ticket: for clients that cannot send headers. Single use, 60 s. */
export const ticket = z.object({ ticket: z.string(), expiresAt: isoTime });

/** POST /ring-tests: rings only the calling device, over the same stream. */
export const ringTestRequest = z.object({
  rings: z.number().int().min(1).max(20).default(10),
  everyMs: z.number().int().min(200).max(10_000).default(1_500),
});
export const ringTestStarted = z.object({ testId: id, rings: z.number().int() });
export type RingTestStarted = z.infer<typeof ringTestStarted>;

/** GET /devices, DELETE /devices/:id (own device, or any as admin). */
export const device = z.object({
  id,
  name: z.string(),
  personId: id,
  platform: z.string(),
  appVersion: z.string(),
  enrolledAt: isoTime,
  lastSeenAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
});
export type Device = z.infer<typeof device>;
