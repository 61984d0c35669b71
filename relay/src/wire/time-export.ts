import { z } from 'zod';
import { id, isoTime, language } from './scalars.ts';

/** Reviewed entries leave as a file of the firm's own, as an invoice file for clients' systems, or to Clio Manage. */
export const timeExportTarget = z.enum(['csv', 'ledes', 'clio']);
export type TimeExportTarget = z.infer<typeof timeExportTarget>;

/**
 * POST /time-entries/exports, and /time-entries/exports/preview, which does nothing. Only what a person reviewed, of
 * matters that the asking person may know of; not administrators: only of themselves and of whom they assist.
 */
export const timeExportRequest = z
  .object({
    to: timeExportTarget,
    /** Days of the work, both included. */
    from: z.iso.date(),
    until: z.iso.date(),
    matterId: id.nullable().default(null),
    personId: id.nullable().default(null),
    /** What went out before goes again only when somebody says so. To Clio nothing ever goes twice. */
    exportedBefore: z.enum(['refuse', 'leave_out', 'include']).default('refuse'),
    /** Of the headings of a CSV. */
    language,
    /** LEDES: of the invoice; with several matters each has `-1`, `-2` behind it. */
    invoiceNumber: z.string().trim().max(16).default(''),
  })
  .refine((ask) => ask.from <= ask.until, { path: ['until'], message: 'The last day is before the first.' });
export type TimeExportRequest = z.infer<typeof timeExportRequest>;

/** What an invoice file or Clio needs, and who or what lacks it. */
export const timeExportLack = z.object({
  what: z.enum([
    'firm_id',
    'invoice_number',
    'matter',
    'client',
    'client_id',
    'timekeeper_code',
    'hourly_rate',
    'too_long',
    'second_timekeeper',
    'narrative',
  ]),
  /** The matter's number, the person's or the client's name, the day. Null: the firm. */
  of: z.string().max(200).nullable(),
  /** How many entries wait for it. */
  entries: z.number().int().nonnegative(),
});
export type TimeExportLack = z.infer<typeof timeExportLack>;

export const timeExportPreview = z.object({
  entries: z.number().int().nonnegative(),
  minutes: z.number().int().nonnegative(),
  /** Of these entries. */
  exportedBefore: z.number().int().nonnegative(),
  /** Reviewed too, and not among these: for whose they are, who assists them, or an administrator to take out. */
  ofOthers: z.number().int().nonnegative().default(0),
  /** Empty: it can be made. */
  lacks: z.array(timeExportLack),
});
export type TimeExportPreview = z.infer<typeof timeExportPreview>;

/** The answer of an export to Clio. Whatever is `left` was not tried: ask again after `retryAfterSeconds`. */
export const clioExportResult = z.object({
  posted: z.array(z.object({ entryId: id, reference: z.string().max(200) })),
  /** In the words of whoever refused; `code` is a row of the problem table or one of these. */
  failed: z.array(z.object({ entryId: id, code: z.string().max(60), detail: z.string().max(500).nullable() })),
  /** Clio gave no answer, and the entry is not found there yet. Asking again looks before it sends. */
  unconfirmed: z.array(id),
  left: z.number().int().nonnegative(),
  retryAfterSeconds: z.number().int().positive().nullable(),
});
export type ClioExportResult = z.infer<typeof clioExportResult>;

/** Where a firm's data is kept at Clio; the host follows from it, and no other host is ever asked. */
export const clioRegion = z.enum(['us', 'ca', 'eu', 'au']);
export type ClioRegion = z.infer<typeof clioRegion>;

/** GET /practice-systems/clio. The secret and the tokens never leave the relay. */
export const clioState = z.object({
  state: z.enum(['not_connected', 'waiting', 'connected']),
  region: clioRegion.nullable(),
  clientId: z.string().nullable(),
  /** Whoever allowed it there. */
  as: z.string().nullable(),
  since: isoTime.nullable(),
  /** To be entered at Clio as the application's redirect URI. */
  redirectUri: z.string(),
});
export type ClioState = z.infer<typeof clioState>;

/** POST /practice-systems/clio (admin). An empty secret keeps the one that is there. */
export const clioConnect = z.object({
  region: clioRegion,
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().trim().max(200),
  /** Of the page that tells how it went. */
  language,
});
export type ClioConnect = z.infer<typeof clioConnect>;
/** The page at Clio to open in a browser, good for ten minutes. */
export const clioConnecting = z.object({ authorizeUrl: z.url() });
