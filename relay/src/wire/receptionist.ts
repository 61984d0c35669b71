import { z } from 'zod';
import { engineUsed } from './insights.ts';
import { id, language, phoneNumber } from './scalars.ts';

/** The firm's AI receptionist. GET /receptionist; PUT (admin). Which calls it gets, the routing says (`agent`). */
export const receptionistSettings = z.object({
  /** Rises with every save; a save that was made from an older one is refused (`revision_conflict`). */
  revision: z.number().int().nonnegative(),
  isOn: z.boolean(),
  /** `model`: a language model talks, where one is set up and the firm's policy allows it; else the script. */
  thinks: z.enum(['script', 'model']),
  /** What it speaks; the first is where it begins with callers of whom nothing is known. */
  languages: z.array(language).min(1).max(4),
  /** The firm's own script as YAML; a language that is not here has the shipped one. */
  scripts: z.partialRecord(language, z.string().max(60_000)),
  /** What the model is told of the firm, beside what is fixed. */
  about: z.string().max(4_000),
  /** Who is rung for a caller who wants a person, in this order; empty: whoever is free. */
  handOverTo: z.array(id).max(50),
  /** Where a caller goes when nothing works and nobody is there; null: the provider's voicemail, where it has one. */
  lastResort: phoneNumber.nullable(),
});
export type ReceptionistSettings = z.infer<typeof receptionistSettings>;

/** An engine that the operator set up for running calls, and what the firm's policy says to it. */
export const receptionistEngine = engineUsed.extend({
  stage: z.enum(['hearing', 'thinking', 'voice', 'speech_to_speech']),
  languages: z.array(language).nullable(),
  /** Null: allowed. Else why not: what leaves the machine may not, or not to there. */
  refused: z.enum(['leaves_machine', 'region']).nullable(),
});
export type ReceptionistEngine = z.infer<typeof receptionistEngine>;

/** POST /receptionist/check `{ language, script }`: what is wrong with it, by line, and its steps for the preview. */
export const scriptProblem = z.object({
  line: z.number().int().positive().nullable(),
  message: z.string().max(500),
});
export type ScriptProblem = z.infer<typeof scriptProblem>;
