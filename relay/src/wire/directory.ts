import { z } from 'zod';
import { id, isoTime, language, phoneNumber } from './scalars.ts';
import { signature } from './signed.ts';

const contactFields = {
  name: z.string().trim().min(1).max(200),
  organisation: z.string().max(200).nullable(),
  /** Languages to greet in, the preferred one first. */
  languages: z.array(language),
  numbers: z
    .array(
      z.object({
        number: phoneNumber,
        kind: z.enum(['mobile', 'work', 'home', 'fax', 'other']),
        /** Several people answer it: a household, a company, a court. */
        shared: z.boolean(),
        /** Behind the number: `214`. */
        extension: z
          .string()
          .regex(/^\d{1,10}$/)
          .exactOptional(),
      }),
    )
    .max(50),
  emails: z.array(z.string().max(200)).max(20),
  /** In the software that it is synchronised with; unique in the firm. */
  externalId: z.string().min(1).max(200).nullable(),
};

/** People outside the firm. */
export const contact = z.object({
  id,
  ...contactFields,
  emails: contactFields.emails.default([]),
  externalId: contactFields.externalId.default(null),
  /** Fields that a person wrote, by field: an import does not write over what is newer. */
  stamps: z.record(z.string(), signature).default({}),
  updatedAt: isoTime,
});
export type Contact = z.infer<typeof contact>;
export type ContactFields = { [F in keyof typeof contactFields]: Contact[F] };

/** POST /contacts. The id is made by the desktop, so a retry is no second contact. */
export const newContact = contact.omit({ updatedAt: true, stamps: true });
export type NewContact = z.input<typeof newContact>;

/** PATCH /contacts/:id. Field by field, the later writing wins. On an unknown id with a name it makes one. */
export const contactEdit = z.object({ editId: id, at: isoTime, set: z.object(contactFields).partial().strict() });
export type ContactEdit = z.infer<typeof contactEdit>;

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

const matterFields = {
  /** As the firm writes it: `2026/0318`. */
  number: z.string().trim().min(1).max(60),
  title: z.string().trim().min(1).max(200),
  /** What it is about: `Hidden defects`. */
  area: z.string().max(100).nullable(),
  status: z.enum(['open', 'closed']),
  responsiblePersonId: id.nullable(),
  /** Who else of the firm works on it. */
  teamPersonIds: z.array(id).max(100),
  parties: z
    .array(
      z.object({
        contactId: id,
        role: partyRole,
        /** Represented by counsel, named: the popup warns not to discuss the matter. */
        representedBy: z.string().max(200).nullable(),
        /** Theirs: `88-2031`. */
        reference: z.string().max(100).exactOptional(),
      }),
    )
    .max(500),
  deadlines: z
    .array(
      z.object({
        id,
        kind: z.enum(['hearing', 'deadline', 'meeting']),
        title: z.string().max(200),
        at: isoTime,
        allDay: z.boolean(),
        place: z.string().max(200).exactOptional(),
      }),
    )
    .max(1_000),
  flags: z.object({ conflictUnresolved: z.boolean(), unpaidProvision: z.boolean() }),
  /**
   * Only these people of the firm (and the responsible lawyer) may know of it: its calls, recordings and texts do not
   * exist for anybody else. Null: everybody.
   */
  restrictedTo: z.array(id).max(200).nullable(),
  externalId: z.string().min(1).max(200).nullable(),
};

export const matter = z.object({
  id,
  ...matterFields,
  area: matterFields.area.default(null),
  teamPersonIds: matterFields.teamPersonIds.default([]),
  flags: matterFields.flags.default({ conflictUnresolved: false, unpaidProvision: false }),
  restrictedTo: matterFields.restrictedTo.default(null),
  externalId: matterFields.externalId.default(null),
  stamps: z.record(z.string(), signature).default({}),
  updatedAt: isoTime,
});
export type Matter = z.infer<typeof matter>;
/** What has a default may be left out. */
export type NewMatter = z.input<typeof matter>;
export type MatterFields = { [F in keyof typeof matterFields]: Matter[F] };

/** PATCH /matters/:id. Field by field, the later writing wins. On an unknown id with number and title it makes one. */
export const matterEdit = z.object({ editId: id, at: isoTime, set: z.object(matterFields).partial().strict() });
export type MatterEdit = z.infer<typeof matterEdit>;

/** What a new contact or matter has where nothing is said. */
export const emptyContact: Omit<Contact, 'id' | 'name' | 'updatedAt'> = {
  organisation: null,
  languages: [],
  numbers: [],
  emails: [],
  externalId: null,
  stamps: {},
};
export const emptyMatter: Omit<Matter, 'id' | 'number' | 'title' | 'updatedAt'> = {
  area: null,
  status: 'open',
  responsiblePersonId: null,
  teamPersonIds: [],
  parties: [],
  deadlines: [],
  flags: { conflictUnresolved: false, unpaidProvision: false },
  restrictedTo: null,
  externalId: null,
  stamps: {},
};

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
  /** "Tenancy team": whom a callback or a chart may be about. */
  teams: z.array(z.object({ id, name: z.string().max(100), personIds: z.array(id) })).exactOptional(),
});
export type Firm = z.infer<typeof firm>;
