import { z } from 'zod';
import { matter, partyRole } from '../wire/directory.ts';
import { isoTime, language } from '../wire/scalars.ts';

/** PUT /directory/sync (docs/sync.md). Rows are read one by one, so that a bad one loses no other. */
export const syncBody = z
  .object({
    contacts: z.array(z.unknown()).default([]),
    matters: z.array(z.unknown()).default([]),
    deleted: z
      .object({
        contacts: z.array(z.string().min(1).max(200)).default([]),
        matters: z.array(z.string().min(1).max(200)).default([]),
      })
      .strict()
      .default({ contacts: [], matters: [] }),
  })
  .strict();
export type SyncBody = z.infer<typeof syncBody>;

/** Of all four lists together. */
export const MOST_SYNC_ROWS = 5_000;

const externalId = z.string().min(1).max(200);

export const syncContact = z
  .object({
    externalId,
    name: z.string().trim().min(1).max(200).exactOptional(),
    organisation: z.string().max(200).nullable().exactOptional(),
    languages: z.array(language).exactOptional(),
    /** In any form that the firm's country reads. */
    numbers: z
      .array(
        z.object({
          number: z.string().min(1).max(40),
          kind: z.enum(['mobile', 'work', 'home', 'fax', 'other']).default('other'),
          shared: z.boolean().default(false),
          extension: z
            .string()
            .regex(/^\d{1,10}$/)
            .exactOptional(),
        }),
      )
      .max(50)
      .exactOptional(),
    emails: z.array(z.string().max(200)).max(20).exactOptional(),
    changedAt: isoTime.exactOptional(),
  })
  .strict();
export type SyncContact = z.infer<typeof syncContact>;

const fields = matter.shape;
/** A person's id here, or their e-mail address. */
const personRef = z.string().min(1).max(200);

export const syncMatter = z
  .object({
    externalId,
    number: fields.number.exactOptional(),
    title: fields.title.exactOptional(),
    area: z.string().max(100).nullable().exactOptional(),
    status: fields.status.exactOptional(),
    responsible: personRef.nullable().exactOptional(),
    team: z.array(personRef).max(100).exactOptional(),
    parties: z
      .array(
        z
          .object({
            contactExternalId: externalId,
            role: partyRole,
            representedBy: z.string().max(200).nullable().default(null),
            reference: z.string().max(100).exactOptional(),
          })
          .strict(),
      )
      .max(500)
      .exactOptional(),
    deadlines: fields.deadlines.exactOptional(),
    flags: z.object({ conflictUnresolved: z.boolean(), unpaidProvision: z.boolean() }).exactOptional(),
    restrictedTo: z.array(personRef).max(200).nullable().exactOptional(),
    changedAt: isoTime.exactOptional(),
  })
  .strict();
export type SyncMatter = z.infer<typeof syncMatter>;

export interface SyncResult {
  /** As it was given; null where a row had none that could be read. */
  externalId: string | null;
  /** Ours; null when it is refused or was not known. */
  id: string | null;
  outcome: 'created' | 'updated' | 'unchanged' | 'deleted' | 'refused';
  field?: string;
  reason?: string;
}
