import { z } from 'zod';

/** As the OpenAPI document of Clio has them: what it does not name is refused here, so that no misspelt field is sent. */
const ref = z.object({ id: z.number().int().positive() }).strict();
const party = z.object({ id: z.number().int().positive(), type: z.enum(['User', 'Contact']) }).strict();

export const activityBody = z
  .object({
    data: z
      .object({
        type: z.literal('TimeEntry'),
        date: z.iso.date(),
        /** Seconds. A float there, but nobody talks for half of one. */
        quantity: z.number().int().nonnegative(),
        note: z.string().optional(),
        matter: ref.optional(),
        user: ref.optional(),
        activity_description: ref.optional(),
        communication: ref.optional(),
        non_billable: z.boolean().optional(),
      })
      .strict(),
  })
  .strict();

export const communicationBody = z
  .object({
    data: z
      .object({
        type: z.enum(['PhoneCommunication', 'EmailCommunication']),
        subject: z.string().min(1),
        body: z.string().min(1),
        date: z.iso.date().optional(),
        received_at: z.iso.datetime({ offset: true }).optional(),
        matter: ref.optional(),
        senders: z.array(party).optional(),
        receivers: z.array(party).optional(),
        external_properties: z
          .array(z.object({ name: z.string().min(1), value: z.string().min(1) }).strict())
          .max(5)
          .optional(),
      })
      .strict(),
  })
  .strict();
