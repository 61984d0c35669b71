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
  /** Allowed, but by the policy's rules on some calls only. */
  onlyOnSome: z.boolean().default(false),
});
export type ReceptionistEngine = z.infer<typeof receptionistEngine>;

export const receptionistEngines = z.object({ engines: z.array(receptionistEngine) });

/** What is wrong with a script, and where. */
export const scriptProblem = z.object({
  line: z.number().int().positive().nullable(),
  /** The step that it is about; null: none, or the whole file. */
  step: z.string().max(60).nullable().default(null),
  message: z.string().max(500),
});
export type ScriptProblem = z.infer<typeof scriptProblem>;

const said = z.string().max(1_000);
/** A step as it can be drawn, also of a script with mistakes. */
export const shownStep = z.object({
  name: z.string().max(60),
  line: z.number().int().positive().nullable(),
  say: said.nullable(),
  isInterruptible: z.boolean(),
  /** What the question is about. */
  ask: z.string().max(40).nullable(),
  tool: z.string().max(40).nullable(),
  isEnd: z.boolean(),
  confirm: said.nullable(),
  repair: z.array(said),
  keys: z.array(z.object({ key: z.string().max(5), answer: z.string().max(60) })),
  /** Where it goes on. `answer`: by which answer, or `otherwise`: without one; null: in any other case. */
  to: z.array(z.object({ answer: z.string().max(60).nullable(), step: z.string().max(60) })),
  /** `start`, `person`, `finish`...: what the script names it for. */
  entries: z.array(z.string().max(20)),
});
export type ShownStep = z.infer<typeof shownStep>;

/** POST /receptionist/check: nothing is written. `script` null: the shipped one. */
export const checkScriptRequest = z.object({ language, script: z.string().max(60_000).nullable() }).strict();
export type CheckScriptRequest = z.infer<typeof checkScriptRequest>;
export const checkedScript = z.object({
  /** The text that was checked. */
  script: z.string(),
  problems: z.array(scriptProblem),
  /** In the order in which they are reached. Empty: the text is no YAML. */
  steps: z.array(shownStep),
});
export type CheckedScript = z.infer<typeof checkedScript>;

/** POST /receptionist/try: what the scripted receptionist would answer. Nothing is written and nobody is rung. */
export const tryScriptRequest = checkScriptRequest
  .extend({
    /** From the beginning of the call. */
    turns: z
      .array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('words'), text: z.string().trim().min(1).max(500) }).strict(),
          z.object({ kind: z.literal('keys'), keys: z.string().regex(/^[0-9*#]{1,20}$/) }).strict(),
          z.object({ kind: z.literal('silence') }).strict(),
        ]),
      )
      .max(60),
    /** Whether somebody of the firm would answer. */
    somebodyIsFree: z.boolean(),
  })
  .strict();
export type TryScriptRequest = z.infer<typeof tryScriptRequest>;
export type TryTurn = TryScriptRequest['turns'][number];
export const triedScript = z.object({
  problems: z.array(scriptProblem),
  lines: z.array(
    z.object({
      /** `did`: the text is the name of a tool, or `announced`. */
      who: z.enum(['receptionist', 'caller', 'did']),
      text: z.string().max(1_000),
      language,
    }),
  ),
  /** The step that waits; null: the talk is over. */
  step: z.string().nullable(),
});
export type TriedScript = z.infer<typeof triedScript>;
