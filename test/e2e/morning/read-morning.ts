import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { lines } from '../harness/test.ts';

const words = z.string().min(1);
/** The source of a regular expression, as what is on screen is looked for. */
const pattern = words.transform((source) => new RegExp(source, 's'));
const done = z.literal(true);
const person = z.enum(['sofie', 'nadia', 'jonas', 'claire', 'hanne', 'lukas']);

const queueStep = z.union([
  z.strictObject({ selects: words }),
  z.strictObject({ gives_to: words }),
  z.strictObject({ due: z.enum(['In 10 min', 'In 1 h', 'Tomorrow 9:00']) }),
  z.strictObject({ sees_row: pattern }),
  z.strictObject({ sees_closed: pattern }),
  z.strictObject({ reopens: words }),
  z.strictObject({ picture: words }),
]);
export type QueueStep = z.infer<typeof queueStep>;

const newContact = z.strictObject({
  name: words,
  organisation: words.optional(),
  /** Its number. */
  matter: words.optional(),
  /** As the list of roles words it. */
  role: words.optional(),
});
export type NewContact = z.infer<typeof newContact>;

/** One line of a call: what happens, or what the receptionist does. */
const simpleStep = z.union([
  // What happens.
  z.strictObject({ answered_by: person }),
  z.strictObject({ hangs_up: done }),
  z.strictObject({ gives_up: done }),
  z.strictObject({ leaves_voicemail: z.number().positive() }),
  /** Until they have spoken long enough for it to count as a talk. */
  z.strictObject({ talks: done }),
  // On the popup.
  z.strictObject({ sees: pattern }),
  z.strictObject({ chooses: pattern }),
  z.strictObject({ someone_else: z.strictObject({ types: words, takes: words }) }),
  z.strictObject({ leaves_for_later: done }),
  z.strictObject({ new_contact: newContact }),
  z.strictObject({ calls_back_later: done }),
  z.strictObject({ shows_strip: words }),
  z.strictObject({ writes: words }),
  z.strictObject({ opens: done }),
  z.strictObject({ picture: words }),
  // In the window.
  z.strictObject({ finds_call: pattern }),
  z.strictObject({ files: pattern }),
  z.strictObject({ files_elsewhere: words }),
  z.strictObject({ status: words }),
  z.strictObject({ note: words }),
  z.strictObject({ task: words }),
  z.strictObject({ tag: words }),
  z.strictObject({ marks_heard: done }),
  z.strictObject({ sees_task: pattern }),
  z.strictObject({ sees_on_call: pattern }),
  z.strictObject({ row_says: pattern }),
  z.strictObject({ at_the_queue: z.array(queueStep).min(1) }),
  // A call that she makes.
  z.strictObject({ gives_to: words }),
  z.strictObject({ due: z.enum(['In 10 min', 'In 1 h', 'Tomorrow 9:00']) }),
  z.strictObject({ dials: pattern }),
  z.strictObject({ i_hang_up: done }),
]);
type SimpleStep = z.infer<typeof simpleStep>;
export type Step = SimpleStep | { meanwhile: MorningCall };

const afterwards = z.strictObject({
  /** The newest row of this caller. */
  row: pattern,
  /** Id; null: nobody. */
  contact: words.nullable().optional(),
  matter: words.optional(),
  note: words.optional(),
  tags: z.array(words).optional(),
  /** Of this call. */
  callback: z.literal('open').optional(),
  /** One of the callbacks that this caller was owed, by name; this call closed it. */
  callback_closed: z.strictObject({ of: words, why: z.enum(['we_reached', 'they_reached']), by: words }).optional(),
  /** Somebody still owes this caller a call, by name. */
  callback_open: words.optional(),
});

const told = { who: words, afterwards };
const line = z.enum(['main', 'litigation', 'new_matters', 'accounts']);
const incoming = {
  ...told,
  /** Null: withheld. */
  from: z
    .string()
    .regex(/^\+\d+$/)
    .nullable(),
  line,
  /** Whose phone rings. */
  rings: person.default('sofie'),
};
const step = z.union([
  simpleStep,
  z.strictObject({ meanwhile: z.strictObject({ ...incoming, then: z.array(simpleStep).min(1) }) }),
]);
const then = z.array(step).min(1);
const call = z.union([
  z.strictObject({ ...incoming, then }),
  /** She makes it: of whom the queue says that a call is owed. */
  z.strictObject({ ...told, from_the_queue: words, then }),
]);
export type MorningCall = z.infer<typeof call>;
export type IncomingCall = Extract<MorningCall, { line: string }>;

const morning = z.strictObject({
  receptionist: person,
  calls: z.array(call).min(1),
  at_noon: z.strictObject({
    searches: z.array(z.strictObject({ types: words, finds: words, calls: z.number().int().positive() })),
    unreturned: z.array(words),
    callbacks: z.strictObject({ open: z.array(words), closed_by_themselves: z.array(words) }),
    tasks: z.array(words),
  }),
});
export type Morning = z.infer<typeof morning>;

/** The morning as it is written down. @throws ZodError that names the line */
export function readMorning(): Morning {
  const path = join(import.meta.dirname, '..', '..', 'fixtures', 'receptionists-morning.yaml');
  return morning.parse(parse(readFileSync(path, 'utf8')));
}

/** Those that ring meanwhile too. */
export function countCalls(calls: readonly MorningCall[]): number {
  return calls.reduce(
    (sum, { then: steps }) => sum + 1 + countCalls(steps.flatMap((one) => ('meanwhile' in one ? [one.meanwhile] : []))),
    0,
  );
}

export const lineNumbers: Record<z.infer<typeof line>, string> = {
  main: lines.main,
  litigation: lines.litigation,
  new_matters: lines.newMatters,
  accounts: '+3220002030',
};
