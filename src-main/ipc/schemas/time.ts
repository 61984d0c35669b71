import { id } from '@callbrief/relay/wire/scalars';
import { clioConnect, timeExportTarget } from '@callbrief/relay/wire/time-export';
import { z } from 'zod';

const nothing = z.undefined();
const period = { from: z.iso.date(), until: z.iso.date(), whose: z.enum(['mine', 'all']) };

export const timeSchemas = {
  'time:list': z.object(period),
  'time:of-call': z.object({ callId: id }),
  'time:edit': z.object({
    entryId: id,
    callId: id.nullable(),
    set: z
      .object({
        minutes: z.number().int().min(0).max(1_440).exactOptional(),
        narrative: z.string().max(4_000).exactOptional(),
        activityCode: z.string().max(10).nullable().exactOptional(),
        state: z.enum(['draft', 'reviewed', 'discarded']).exactOptional(),
        secondConfirmed: z.boolean().exactOptional(),
      })
      .strict(),
  }),
  'time:export': z.object({
    ...period,
    to: timeExportTarget,
    exportedBefore: z.enum(['refuse', 'leave_out', 'include']),
    invoiceNumber: z.string().trim().max(16),
  }),
  'clio:state': nothing,
  'clio:connect': clioConnect.omit({ language: true }),
  'clio:disconnect': nothing,
};
