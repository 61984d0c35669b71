import { z } from 'zod';
import { id, isoTime, language, phoneNumber } from './scalars.ts';

/** People outside the firm. */
export const contact = z.object({
  id,
  name: z.string().min(1).max(200),
  organisation: z.string().max(200).nullable(),
  /** Languages to greet in, the preferred one first. */
  languages: z.array(language),
  numbers: z.array(
    z.object({ number: phoneNumber, kind: z.enum(['mobile', 'work', 'home', 'fax', 'other']), shared: z.boolean() }),
  ),
  updatedAt: isoTime,
});
export type Contact = z.infer<typeof contact>;

/** A new contact from the popup: a name for the number that rings. The id is made by the desktop, so a retry is no second contact. */
export const newContact = contact.omit({ updatedAt: true });
export type NewContact = z.infer<typeof newContact>;

export const partyRole = z.enum([
  'client',
  'opposing_party',
  'opposing_counsel',
  'court',
  'bailiff',
  'insurer',
  'expert',
  'witness',
]);
export type PartyRole = z.infer<typeof partyRole>;

export const matter = z.object({
  id,
  /** As the firm writes it: `2026/0318`. */
  number: z.string().min(1).max(60),
  title: z.string().min(1).max(200),
  status: z.enum(['open', 'closed']),
  responsiblePersonId: id.nullable(),
  parties: z.array(
    z.object({
      contactId: id,
      role: partyRole,
      /** Represented by counsel, named: the popup warns not to discuss the matter. */
      representedBy: z.string().max(200).nullable(),
    }),
  ),
  deadlines: z.array(
    z.object({
      id,
      kind: z.enum(['hearing', 'deadline', 'meeting']),
      title: z.string().max(200),
      at: isoTime,
      allDay: z.boolean(),
    }),
  ),
  updatedAt: isoTime,
});
export type Matter = z.infer<typeof matter>;

/** People of the firm. */
export const person = z.object({
  id,
  name: z.string().min(1).max(200),
  /** As it is said on the phone and on a line of the popup: `Me C. Delcourt`. */
  shortName: z.string().min(1).max(100),
  email: z.string().max(200).nullable(),
  role: z.enum(['admin', 'lawyer', 'receptionist']),
  /** The provider's user ids: Ringover `22673838` (without USER), sipgate `w0`. */
  providerUserIds: z.array(z.string().max(100)),
  /** Own lines: firm numbers that ring for this person. */
  lines: z.array(phoneNumber),
  /** Lawyers whose calls this person also takes ("my lawyers"). */
  assistsPersonIds: z.array(id),
  whereabouts: z.object({ kind: z.enum(['in_court', 'in_meeting', 'away']), until: isoTime }).nullable(),
  updatedAt: isoTime,
});
export type Person = z.infer<typeof person>;

export const firm = z.object({
  tenantId: id,
  name: z.string().min(1).max(200),
  /** ISO 3166 alpha-2; reads numbers that come in national form. */
  country: z.string().regex(/^[A-Z]{2}$/),
  providers: z.array(z.enum(['ringover', 'sipgate'])),
  lines: z.array(z.object({ number: phoneNumber, name: z.string().max(100) })),
});
export type Firm = z.infer<typeof firm>;
