import { z } from 'zod';
import { language } from '../../wire/scalars.ts';

/** What a question is about: how the answer is read, and where it is kept. */
export const asked = z.enum([
  'consent',
  'reason',
  'name',
  'spelling',
  'own_number',
  'number',
  'party',
  'urgency',
  'wish',
  'when',
  'yes_no',
  'message',
]);
export type Asked = z.infer<typeof asked>;

export const scriptTool = z.enum(['find_person', 'transfer', 'match_party', 'hold_slot', 'take_message']);
export type ScriptTool = z.infer<typeof scriptTool>;

/** What may stand under `on:` of a step, by what it asks or does. */
export const answersOf: Readonly<Record<Asked | ScriptTool, readonly string[]>> = {
  consent: ['yes', 'no', 'unclear'],
  reason: [],
  name: [],
  spelling: [],
  own_number: ['yes', 'no'],
  number: [],
  party: ['none'],
  urgency: ['yes', 'no'],
  wish: ['callback', 'message', 'person'],
  when: ['soon'],
  yes_no: ['yes', 'no'],
  message: ['none'],
  find_person: ['found', 'nobody'],
  transfer: ['failed'],
  match_party: [],
  hold_slot: ['held', 'instead', 'failed'],
  take_message: ['taken', 'failed'],
};

/** What a sentence may name in braces. A sentence whose value is not known is left out. */
export const placeholders = ['firm', 'name', 'spelled', 'number', 'caller_number', 'slot', 'person'] as const;
export type Placeholder = (typeof placeholders)[number];

const line = z.string().trim().min(1, 'must not be empty').max(600, 'must not be longer than 600 characters');
const stepName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a name such as call_back');

export const scriptStep = z
  .object({
    say: line.optional(),
    /** False: it is said to its end whatever the caller does. For what must have been heard. */
    interruptible: z.boolean().default(true),
    ask: asked.optional(),
    /** Reads the answer back; the caller says yes or no to it. */
    confirm: line.optional(),
    /** Said in this order when an answer was not understood; then `otherwise`. */
    repair: z.array(line).max(4).default([]),
    /** Keys of the telephone and the answer that they stand for. */
    keys: z.record(z.string().regex(/^[0-9*#]$/, 'must be one key: 0 to 9, * or #'), z.string()).default({}),
    tool: scriptTool.optional(),
    on: z.record(z.string(), stepName).default({}),
    next: stepName.optional(),
    otherwise: stepName.optional(),
    /** The talk ends after `say`. */
    end: z.literal(true).optional(),
  })
  .strict();
export type ScriptStep = z.infer<typeof scriptStep>;

export const receptionistScript = z
  .object({
    version: z.literal(1),
    language,
    start: stepName,
    /** Where the caller goes who wants a person, at any moment. */
    person: stepName,
    /** Where it goes on when no person was there; what is known already is not asked again. */
    resume: stepName,
    /** Where the caller goes who says goodbye, or a person of the firm who wants it: what is known is kept. */
    finish: stepName,
    /** Where a person of the firm sends the talk: take a message; promise a call. */
    message: stepName,
    promise: stepName,
    phrases: z
      .object({
        /** Nobody says anything: once, and then with a person offered. The question follows. */
        silence: z.tuple([line, line]),
        silent_goodbye: line,
        too_long: line,
        /** Where a step has no repair of its own. */
        not_understood: line,
        /** Somebody asks what stands in a file, or how we were told to behave. */
        no_files: line,
        recording_off: line,
        urgent_noted: line,
        /** In the new language. */
        language_changed: line,
        /** Somebody of the firm takes the call; the caller goes on talking until they have answered. */
        person_comes: line,
      })
      .strict(),
    /** Labels of the note that the firm reads. */
    note: z
      .object({
        language: line,
        party: line,
        message: line,
        asked_for_file: line,
        objected: line,
        no_reason: line,
        unfinished: line,
      })
      .strict(),
    steps: z.record(stepName, scriptStep),
  })
  .strict();
export type ReceptionistScript = z.infer<typeof receptionistScript>;
