import { z } from 'zod';
import { engineUsed } from './insights.ts';
import { id, isoTime, language } from './scalars.ts';

/** What can happen in a talk of the AI receptionist, as the call inspector shows it. */
export const talkMomentKind = z.enum([
  /** The caller's voice begins, ends. */
  'voice_on',
  'voice_off',
  /** `text`: all words of this turn so far. */
  'words',
  'final_words',
  'key',
  /** The caller's turn is over and a reply is wanted; `text`: to what. */
  'reply_wanted',
  /** The model's first token, or the script's first sentence. */
  'first_token',
  /** A whole sentence is there to be spoken; `text`. */
  'sentence',
  /** The voice gave the first sound of it. */
  'first_sound',
  /** Its first frame went out; `ms`: since the caller's voice ended, on the first sentence of a reply. */
  'first_frame',
  'played',
  'filler',
  'paused',
  'resumed',
  /** Barge-in: `text` is what the caller heard of it; `ms`: since the caller began. */
  'cleared',
  /** `text`: its name; `ms`: how long it took. */
  'tool',
  /** `text`: which stage goes on with what: `hearing: deepgram:nova-3 timed_out -> keys`. */
  'fell_back',
  'announced',
  'consent',
  /** `text`: the name of who is rung. */
  'transfer',
  'person_answered',
  'came_back',
  /** A person of the firm gave an order; `text`: which. */
  'order',
  'ended',
]);

export const talkMoment = z.object({
  /** Since the receptionist answered. */
  atMs: z.number().int().nonnegative(),
  kind: talkMomentKind,
  /** Of the reply it belongs to. */
  generation: z.number().int().nonnegative().nullable(),
  text: z.string().max(4_000).nullable(),
  ms: z.number().int().nonnegative().nullable(),
});
export type TalkMoment = z.infer<typeof talkMoment>;

/** How long the stages of one reply took (ms); null: there was no such stage. */
export const talkTurn = z.object({
  generation: z.number().int().positive(),
  atMs: z.number().int().nonnegative(),
  voiceEndToTurnEnd: z.number().nonnegative().nullable(),
  turnEndToFinalWords: z.number().nonnegative().nullable(),
  turnEndToFirstToken: z.number().nonnegative().nullable(),
  firstTokenToSentence: z.number().nonnegative().nullable(),
  sentenceToFirstSound: z.number().nonnegative().nullable(),
  firstSoundToFirstFrame: z.number().nonnegative().nullable(),
  /** The one that callers feel. */
  voiceEndToFirstFrame: z.number().nonnegative().nullable(),
  /** The caller talked over it: from the first voice to silence on the line. */
  bargeIn: z.number().nonnegative().nullable(),
});
export type TalkTurn = z.infer<typeof talkTurn>;

/** One talk of the AI receptionist, kept with its call. GET /calls/:id/agent */
export const agentTalk = z.object({
  callId: id,
  startedAt: isoTime,
  endedAt: isoTime,
  /** That it ended in, or spoke mostly. */
  language,
  receptionist: z.enum(['script', 'model', 'speech_to_speech']),
  /** In the order in which they were used. */
  heardBy: z.array(engineUsed).max(10),
  thoughtBy: z.array(engineUsed).max(10),
  spokenBy: z.array(engineUsed).max(10),
  ended: z.enum(['done', 'not_taken', 'silent', 'too_long', 'handed_over', 'gone', 'gave_up', 'ended_by_person']),
  /** Who was said what, for the transcript; what the caller did not hear is cut off. */
  lines: z
    .array(
      z.object({
        who: z.enum(['agent', 'caller']),
        text: z.string().max(4_000),
        language,
        fromMs: z.number().int().nonnegative(),
        toMs: z.number().int().nonnegative(),
        isCutOff: z.boolean(),
      }),
    )
    .max(2_000),
  turns: z.array(talkTurn).max(1_000),
  moments: z.array(talkMoment).max(20_000),
  falseInterruptions: z.number().int().nonnegative(),
  /** Frames of the caller that nobody could listen to. */
  lostFrames: z.number().int().nonnegative(),
});
export type AgentTalk = z.infer<typeof agentTalk>;

const spread = z.object({
  count: z.number().int().positive(),
  /** ms */
  median: z.number().nonnegative(),
  p95: z.number().nonnegative(),
});

/** GET /receptionist/figures: the talks of the last seven days that the asking person may see. Null: nothing of it was measured. */
export const receptionistFigures = z.object({
  from: isoTime,
  to: isoTime,
  talks: z.number().int().nonnegative(),
  ended: z.partialRecord(agentTalk.shape.ended, z.number().int().positive()),
  /** From the end of the caller's voice to the first sound of the answer. */
  voiceEndToFirstFrame: spread.nullable(),
  /** From the caller's first sound over the receptionist to silence. */
  bargeIn: spread.nullable(),
  fallBacks: z.object({
    hearing: z.number().int().nonnegative(),
    thinking: z.number().int().nonnegative(),
    voice: z.number().int().nonnegative(),
  }),
  falseInterruptions: z.number().int().nonnegative(),
  lostFrames: z.number().int().nonnegative(),
  /** There were more; these are the newest. */
  isPart: z.boolean(),
});
export type ReceptionistFigures = z.infer<typeof receptionistFigures>;
