import { z } from 'zod';
import { fieldState } from './field-state.ts';
import { speaker } from './recording.ts';
import { id, isoTime, language, phoneNumber } from './scalars.ts';

/** Which engine heard or read the call, for the record: what it is called, and what left the relay's machine. */
export const engineUsed = z.object({
  id: z.string().max(100),
  leavesMachine: z.boolean(),
  region: z.string().max(40).nullable(),
});
export type EngineUsed = z.infer<typeof engineUsed>;

const signed = z.object({ byPersonId: id, byName: z.string().max(200), at: isoTime });

export const transcriptWord = z.object({
  text: z.string().max(200),
  startMs: z.number().int().nonnegative(),
  endMs: z.number().int().nonnegative(),
  /** 0 to 1 where the engine tells. */
  confidence: z.number().min(0).max(1).nullable(),
});

/** What one speaker said without another in between, at most some 20 s. */
export const transcriptSegment = z.object({
  /** Stays the same when the text is corrected: `s12`. */
  id: z.string().min(1).max(20),
  speaker,
  channel: z.number().int().min(0).max(1),
  startMs: z.number().int().nonnegative(),
  endMs: z.number().int().nonnegative(),
  text: z.string().max(5_000),
  language: z.string().max(10).nullable(),
  words: z.array(transcriptWord).nullable(),
  /** A person corrected it; `original` is what the machine wrote. */
  edited: signed.extend({ original: z.string().max(5_000) }).nullable(),
});
export type TranscriptSegment = z.infer<typeof transcriptSegment>;

export const sentimentLabel = z.enum(['positive', 'neutral', 'negative']);

/**
 * Everything that was made of a call's words. Each field has its own state, and its content is null until `completed`.
 * All of it is a machine's until a person accepts it. GET /calls/:id/insights
 */
export const callInsights = z.object({
  callId: id,
  /** Rises with every change, so that a desktop knows whether its copy is the newest. */
  revision: z.number().int().nonnegative(),
  recordingId: id.nullable(),
  transcript: fieldState.extend({
    engine: engineUsed.nullable(),
    source: z.enum(['engine', 'provider']).nullable(),
    /** The provider told no times: each sentence stands where it would if everybody spoke equally fast. */
    timesAreEstimated: z.boolean().optional(),
    /**
     * Of the receptionist's talk, while it went on; stands until a recording of the call is transcribed. False: it was, and
     * that of a recording has taken its place. Absent: there was no talk.
     */
    wasHeardLive: z.boolean().optional(),
    segments: z.array(transcriptSegment).max(20_000),
    /** Names that a person gave to the voices. */
    speakerNames: z.object({ caller: z.string().max(200).nullable(), firm: z.string().max(200).nullable() }),
  }),
  /** Needs a language model. Every sentence cites what it is taken from; what could not be shown there was left out. */
  summary: fieldState.extend({
    engine: engineUsed.nullable(),
    sentences: z.array(
      z.object({ id: z.string().max(20), text: z.string().max(1_000), segmentIds: z.array(z.string()) }),
    ),
    leftOut: z.number().int().nonnegative(),
    verified: signed.nullable(),
    edited: signed.nullable(),
  }),
  /** Needs no model: quotes, not a summary. */
  keyPassages: fieldState.extend({
    passages: z.array(z.object({ segmentId: z.string(), text: z.string().max(5_000) })),
  }),
  tasks: fieldState.extend({
    engine: engineUsed.nullable(),
    tasks: z.array(
      z.object({
        id: z.string().max(40),
        title: z.string().max(500),
        /** `2026-12-01`; null: none was said. */
        dueDate: z.iso.date().nullable(),
        /** The words of the call that it is taken from. */
        quote: z.string().max(1_000),
        segmentId: z.string(),
        state: z.enum(['suggested', 'accepted', 'dismissed']),
        decided: signed.nullable(),
      }),
    ),
  }),
  /** Needs a language model. -1 (tense) to 1 (at ease). */
  sentiment: fieldState.extend({
    engine: engineUsed.nullable(),
    overall: z.object({ score: z.number().min(-1).max(1), label: sentimentLabel }).nullable(),
    segments: z.array(z.object({ segmentId: z.string(), score: z.number().min(-1).max(1) })),
  }),
  topics: fieldState.extend({ engine: engineUsed.nullable(), topics: z.array(z.string().max(100)).max(20) }),
  /** Needs no model: things said that can be acted on, each with the words they are from. */
  mentions: fieldState.extend({
    dates: z.array(
      z.object({
        segmentId: z.string(),
        quote: z.string().max(200),
        date: z.iso.date(),
        time: z.string().max(5).nullable(),
      }),
    ),
    phones: z.array(z.object({ segmentId: z.string(), quote: z.string().max(200), number: z.string().max(30) })),
    ibans: z.array(z.object({ segmentId: z.string(), quote: z.string().max(200), iban: z.string().max(40) })),
    emails: z.array(z.object({ segmentId: z.string(), quote: z.string().max(200), email: z.string().max(200) })),
    urgent: z.array(z.object({ segmentId: z.string(), quote: z.string().max(200) })),
  }),
  /** Needs no words: who spoke when and how loud. */
  dynamics: fieldState.extend({
    stepMs: z.number().int().positive(),
    /** Loudness 0 to 100 for each step, one list a channel. */
    loudness: z.array(z.array(z.number().int().min(0).max(100))).max(2),
    overlaps: z.array(z.object({ startMs: z.number().int(), endMs: z.number().int() })),
    /** Share of the talking time, 0 to 1. */
    talk: z.object({ caller: z.number(), firm: z.number() }).nullable(),
    interruptions: z.number().int().nonnegative(),
    silenceMs: z.number().int().nonnegative(),
  }),
  /**
   * The last writing of each thing that people write: `segment/s12`, `speaker/caller`, `sentence/m2`, `verified`, `task/t1`,
   * `comment/<id>`; also where it took something back or away. Of two the later `at` counts, however they arrive.
   */
  written: z
    .record(
      z.string().max(120),
      z.object({
        at: isoTime,
        byPersonId: id,
        /** When the relay had it: nobody else can have seen it before. */
        arrivedAt: isoTime,
        /** Of a sentence that was taken out: what it cited, so that a later writing of it still does. */
        cited: z.array(z.string()).optional(),
        /** Of `verified`: the name of who accepted the summary; absent: it was taken back. */
        acceptedBy: z.string().max(200).optional(),
      }),
    )
    .optional(),
  comments: z.array(signed.extend({ id, atMs: z.number().int().nonnegative(), text: z.string().max(2_000) })),
  updatedAt: isoTime,
});
export type CallInsights = z.infer<typeof callInsights>;

/** What can be made, asked for again, and told by `call_ai_completed`. */
export const insightField = z.enum([
  'transcript',
  'summary',
  'keyPassages',
  'tasks',
  'sentiment',
  'topics',
  'mentions',
  'dynamics',
]);
export type InsightField = z.infer<typeof insightField>;

/** What people do to it. Each is signed by the asking person. */
export const insightEdit = z.discriminatedUnion('edit', [
  z.object({ edit: z.literal('segment'), segmentId: z.string(), text: z.string().trim().min(1).max(5_000) }),
  z.object({ edit: z.literal('speaker_name'), speaker: z.enum(['caller', 'firm']), name: z.string().trim().max(200) }),
  z.object({ edit: z.literal('summary_sentence'), sentenceId: z.string(), text: z.string().trim().max(1_000) }),
  z.object({ edit: z.literal('verify_summary'), on: z.boolean() }),
  z.object({ edit: z.literal('task'), taskId: z.string(), state: z.enum(['accepted', 'dismissed', 'suggested']) }),
  z.object({
    edit: z.literal('comment'),
    commentId: id,
    atMs: z.number().int().nonnegative(),
    text: z.string().trim().max(2_000),
  }),
]);
export type InsightEdit = z.infer<typeof insightEdit>;

/** PATCH /calls/:id/insights. `at`: when it was written, maybe offline; absent: now. */
export const insightPatch = z.intersection(insightEdit, z.object({ at: isoTime.optional() }));

/** What may be captured and analysed, per line, country, matter and contact; the strictest that fits holds. */
export const capturePolicy = z.object({
  revision: z.number().int().nonnegative(),
  /** For everything that no rule below names. */
  otherwise: z.object({
    /** `none`: a provider's recording is not fetched. `notes`: words may be written down, audio is not kept. */
    audio: z.enum(['none', 'notes', 'record']),
    analyse: z.boolean(),
    /** Off by default: nothing leaves the relay's machine. */
    mayLeaveMachine: z.boolean(),
    /** With `mayLeaveMachine`: only engines of these regions; empty: any. */
    regions: z.array(z.string().max(40)).max(20),
  }),
  rules: z
    .array(
      z.object({
        id,
        when: z.object({
          lines: z.array(z.string().max(20)).max(100),
          /** Of the other number, ISO 3166 alpha-2. */
          countries: z.array(z.string().length(2)).max(60),
          matterIds: z.array(id).max(1_000),
          /** The default is that of rules from before contacts could be named. */
          contactIds: z.array(id).max(1_000).default([]),
        }),
        audio: z.enum(['none', 'notes', 'record']),
        analyse: z.boolean(),
        mayLeaveMachine: z.boolean(),
      }),
    )
    .max(200),
  retention: z.object({
    audioDays: z.number().int().min(1).max(36_500),
    textDays: z.number().int().min(1).max(36_500),
  }),
});
export type CapturePolicy = z.infer<typeof capturePolicy>;

/** POST /capture-policy/preview: what would be decided, by the saved policy or by a draft of it. Nothing is written. */
export const capturePreviewRequest = z.object({
  /** The other number; null: withheld. */
  number: phoneNumber.nullable(),
  /** The firm's own; null: unknown. */
  line: phoneNumber.nullable(),
  draft: capturePolicy.optional(),
});
export type CapturePreviewRequest = z.infer<typeof capturePreviewRequest>;
export const capturePreview = capturePolicy.shape.otherwise.extend({
  /** Of the rules that fit, in their order; none: what holds for everything else. */
  ruleIds: z.array(id),
  facts: z.object({
    country: z.string().nullable(),
    contactName: z.string().nullable(),
    matterNumber: z.string().nullable(),
  }),
});
export type CapturePreview = z.infer<typeof capturePreview>;

/** Languages whose words our own rules know. */
export const insightLanguage = language;
