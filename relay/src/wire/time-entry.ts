import { z } from 'zod';
import { id, isoTime } from './scalars.ts';
import { signedParts } from './signed.ts';

const fields = {
  callId: id.nullable(),
  /** The timekeeper. */
  personId: id,
  matterId: id.nullable(),
  contactId: id.nullable(),
  /** The day of the work, in the firm's time zone. */
  date: z.iso.date(),
  /** Of the talk, as the provider told it. Never changed by rounding. */
  measuredSeconds: z.number().int().nonnegative().max(86_400),
  /** What is to be charged: measured and rounded by the firm's unit, or as the person wrote it. */
  minutes: z.number().int().nonnegative().max(1_440),
  /** UTBMS: `A106`. Suggested, never forced. */
  activityCode: z.string().max(10).nullable(),
  narrative: z.string().max(4_000),
  /** `summary`: of a summary that a person verified. */
  narrativeFrom: z.enum(['note', 'summary', 'written', 'nothing']),
  /** `reviewed`: a person stands behind it. Nothing is posted before. */
  state: z.enum(['draft', 'reviewed', 'discarded']),
  /** A second timekeeper on one call is charged only when somebody says that it is right. */
  secondConfirmed: z.boolean(),
  /** Where it went, and what it is called there. */
  exported: z
    .object({ to: z.enum(['csv', 'ledes', 'clio']), at: isoTime, reference: z.string().max(200).nullable() })
    .nullable(),
};

/** A draft of time to charge for a call. */
export const timeEntry = z.object({ id, ...fields, ...signedParts });
export type TimeEntry = z.infer<typeof timeEntry>;
export type TimeEntryFields = { [F in keyof typeof fields]: TimeEntry[F] };

/** PATCH /time-entries/:id. On an unknown id it makes one, and then all fields without a default must be set. */
export const timeEntryEdit = z.object({
  editId: id,
  at: isoTime,
  set: z.object(fields).partial().strict(),
  did: z.null().default(null),
});
export type TimeEntryEdit = z.infer<typeof timeEntryEdit>;
export const newTimeEntry: Omit<TimeEntryFields, 'personId' | 'date' | 'measuredSeconds' | 'minutes'> = {
  callId: null,
  matterId: null,
  contactId: null,
  activityCode: null,
  narrative: '',
  narrativeFrom: 'nothing',
  state: 'draft',
  secondConfirmed: false,
  exported: null,
};

/** One draft a call and timekeeper, on whichever computer it was first touched. */
export function timeEntryIdOf(callId: string, personId: string): string {
  return `of-${callId}-${personId}`.slice(0, 100);
}
