import { callback, callbackDid } from '@callbrief/relay/wire/callback';
import { id } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';

const nothing = z.undefined();
const query = z.string().max(200);
const fields = callback.shape;
const optional = <T extends z.ZodType>(of: T) => of.exactOptional();

export const callbackSchemas = {
  'callbacks:list': nothing,
  'callbacks:get': z.object({ callbackId: id }),
  'callbacks:edit': z.object({
    callbackId: id,
    set: z
      .object({
        status: optional(fields.status),
        ownerPersonId: optional(fields.ownerPersonId),
        forPersonId: optional(fields.forPersonId),
        forTeamId: optional(fields.forTeamId),
        dueFrom: optional(fields.dueFrom),
        dueAt: optional(fields.dueAt),
        urgency: optional(fields.urgency),
        reason: optional(fields.reason),
        callerName: optional(fields.callerName),
        matterId: optional(fields.matterId),
        contactId: optional(fields.contactId),
      })
      .strict(),
    did: callbackDid.nullable(),
  }),
  'callbacks:add': z.object({
    callbackId: id,
    set: callback
      .pick({
        contactId: true,
        matterId: true,
        number: true,
        callerName: true,
        reason: true,
        forPersonId: true,
        forTeamId: true,
        ownerPersonId: true,
        dueAt: true,
        urgency: true,
      })
      .strict(),
  }),
  'callbacks:undo': nothing,
  'callbacks:find-caller': z.object({ query }),
  'callbacks:find-matter': z.object({ query, contactId: id.nullable() }),
};
