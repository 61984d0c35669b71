import { z } from 'zod';
import { fieldState } from './field-state.ts';
import { id, isoTime } from './scalars.ts';

/** Whose voice is on a channel. Ringover and sipgate record the caller on the first channel of a stereo file. */
export const speaker = z.enum(['caller', 'firm', 'unknown']);
export type Speaker = z.infer<typeof speaker>;

/** The audio of a call, or the message on its voicemail, as the relay keeps it. No provider's address is ever in it. */
export const recording = z.object({
  id,
  callId: id,
  kind: z.enum(['call', 'voicemail']),
  /** How getting it went. The facts below are null until `completed`. */
  audio: fieldState,
  /** Of the playable file, hex. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  sizeBytes: z.number().int().nonnegative().nullable(),
  contentType: z.string().max(100).nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  /** One entry a channel; a mono file has `unknown`. */
  channels: z.array(speaker).max(2),
  /** On hold nothing of it is removed, by no clock and no demand. */
  legalHold: z.boolean(),
  /** It is gone, here and on every desktop. */
  removed: z.object({ at: isoTime, reason: z.enum(['retention', 'demand', 'policy']) }).nullable(),
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type Recording = z.infer<typeof recording>;

/**
 * GET /recordings/:id/peaks: for drawing, computed once. Each channel is Base64 of signed bytes in pairs (lowest, highest
 * of each step), so that a waveform stands at once without decoding anything.
 */
export const peaks = z.object({
  recordingId: id,
  stepMs: z.number().int().positive(),
  channels: z.array(z.string()).min(1).max(2),
});
export type Peaks = z.infer<typeof peaks>;

/** POST /recordings/:id/link: an address on the relay that plays once signed, for a few minutes. */
export const recordingLink = z.object({ url: z.url(), expiresAt: isoTime });

/** PUT /calls/:id/legal-hold (admin) */
export const legalHoldRequest = z.object({ on: z.boolean(), reason: z.string().trim().min(1).max(500) });
/** POST /recordings/:id/removed: a desktop confirms that its copy is gone; goes into the audit log. */
export const removalConfirmed = z.object({ at: isoTime });

/** GET /audit?callId= (admin) */
export const auditEntry = z.object({
  id: z.number().int(),
  at: isoTime,
  /** `recording_played`, `recording_downloaded`, `exported`, `removed`, `legal_hold`, `removal_confirmed`... */
  what: z.string().max(60),
  callId: id.nullable(),
  recordingId: id.nullable(),
  personId: id.nullable(),
  deviceId: id.nullable(),
  detail: z.string().max(500).nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
