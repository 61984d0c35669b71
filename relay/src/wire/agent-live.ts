import { z } from 'zod';
import { engineUsed } from './insights.ts';
import { id, isoTime, language } from './scalars.ts';

/** The AI receptionist on a call, as it is now. Not in the log: what stays of it is on the call. */
export const agentLive = z.object({
  callId: id,
  since: isoTime,
  /** As the caller said; shown in quotation marks until there is a contact. */
  callerName: z.string().max(200).nullable(),
  urgency: z.object({ level: z.enum(['high', 'today', 'normal']), withinMinutes: z.number().int().nullable() }),
  /** `Eviction served, hearing Monday` */
  topic: z.string().max(300).nullable(),
  /** The newest, oldest first. The last one may still be spoken. */
  lines: z
    .array(
      z.object({
        who: z.enum(['agent', 'caller']),
        text: z.string().max(2_000),
        isPartial: z.boolean(),
        /** When it began, in milliseconds of the talk. */
        atMs: z.number().int().nonnegative().nullable().default(null),
        /** Whose words the receptionist spoke: a person of the firm whispered them. Null: its own, or the caller's. */
        byPersonId: id.nullable().default(null),
      }),
    )
    .max(40),
  /** Whispered, and not said yet; oldest first. */
  waiting: z
    .array(z.object({ byPersonId: id, text: z.string().max(300) }))
    .max(10)
    .default([]),
  /**
   * The last time that it was to hand the call over. `ringing`: to whom, and the caller goes on with the receptionist meanwhile.
   * `no_answer`, `failed`: it came back from there. Null: it was never tried.
   */
  handOver: z
    .object({
      personId: id.nullable(),
      name: z.string().max(200),
      state: z.enum(['ringing', 'no_answer', 'failed']),
    })
    .nullable()
    .default(null),
  /** It speaks now. Null: not told. */
  language: language.nullable().default(null),
  /** What hears the caller, in the order in which it was used; the last one does now. */
  heardBy: z.array(engineUsed).max(10).default([]),
  /** A name that was said is a party's: a match, never a clearance. */
  partyHit: z.object({ name: z.string().max(200), matterNumber: z.string().max(60) }).nullable(),
  /** When AI and recording were announced, in milliseconds of the call, and what the caller said to it. */
  announced: z.object({ atMs: z.number().int().nonnegative(), objected: z.boolean() }).nullable(),
  state: z.enum(['talking', 'taking_message', 'handing_over', 'over']),
  /** The receptionist takes orders: `agentActRequest`. */
  canAct: z.boolean().default(false),
});
export type AgentLive = z.infer<typeof agentLive>;

/** The same again does nothing, and is answered what became of the first. */
const actionId = id.exactOptional();

/**
 * POST /calls/:id/agent: what a person of the firm tells the receptionist. `take`: it keeps the caller until that person's
 * phone is answered. `message`: it takes one. `call_back`: it promises a call within ten minutes. `whisper`: it says this line
 * next. `end`: it takes leave politely.
 */
export const agentActRequest = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['take', 'message', 'call_back', 'end']), actionId }).strict(),
  z.object({ act: z.literal('whisper'), text: z.string().trim().min(1).max(300), actionId }).strict(),
]);
export type AgentActRequest = z.infer<typeof agentActRequest>;
export type AgentAct = AgentActRequest['act'];
export const agentActResult = z.object({ state: z.literal('done') });
