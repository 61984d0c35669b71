import { z } from 'zod';
import { id, isoTime } from './scalars.ts';
import { signedParts } from './signed.ts';

const fields = {
  /** `hand_over`: a colleague was named in a note. `reminder`: comes back to its writer at `remindAt`. */
  kind: z.enum(['task', 'reminder', 'hand_over']),
  title: z.string().max(500),
  /** The words that the date is taken from: they stay visible. */
  quote: z.string().max(1_000).nullable(),
  /** Civil date and time, in the firm's time zone. */
  due: z
    .object({
      date: z.iso.date(),
      time: z
        .string()
        .regex(/^\d\d:\d\d$/)
        .nullable(),
    })
    .nullable(),
  remindAt: isoTime.nullable(),
  assigneePersonId: id.nullable(),
  callId: id.nullable(),
  contactId: id.nullable(),
  matterId: id.nullable(),
  source: z.enum(['person', 'insights', 'agent']),
  state: z.enum(['open', 'done', 'removed']),
};

/** Something that somebody of the firm has to do. Nothing enters a calendar by itself. */
export const task = z.object({ id, ...fields, ...signedParts });
export type Task = z.infer<typeof task>;
export type TaskFields = { [F in keyof typeof fields]: Task[F] };

/** PATCH /tasks/:id. On an unknown id it makes one; what is not set then has these values. */
export const taskEdit = z.object({
  editId: id,
  at: isoTime,
  set: z.object(fields).partial().strict(),
  did: z.null().default(null),
});
export type TaskEdit = z.infer<typeof taskEdit>;
export const newTask: TaskFields = {
  kind: 'task',
  title: '',
  quote: null,
  due: null,
  remindAt: null,
  assigneePersonId: null,
  callId: null,
  contactId: null,
  matterId: null,
  source: 'person',
  state: 'open',
};

/** A suggestion that was accepted is one task, on whichever computer it was accepted. */
export function taskIdOfSuggestion(callId: string, suggestionId: string): string {
  return `of-${callId}-${suggestionId}`.slice(0, 100);
}
