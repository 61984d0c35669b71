import { z } from 'zod';
import { language } from '../../wire/scalars.ts';

const key = z.string().min(1).max(500);
const voiceName = z
  .string()
  .trim()
  .regex(/^[\w.:+-]{1,100}$/, 'the id of a voice: letters, digits and . : + - _');
const voices = z
  .partialRecord(language, voiceName)
  .refine((chosen) => Object.keys(chosen).length > 0, 'a voice for one language at least');
/** Where the vendor keeps and handles what it is sent. Null: wherever it serves it. */
const region = z.enum(['eu', 'us']).nullable();
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '').replace(/\/v1$/, ''));

/** A voice of running calls that the operator chose; the order of the list is the order of preference. */
export const voiceChoice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('espeak'),
    /** Where espeak-ng is, when it is not on the PATH. */
    program: z.string().min(1).optional(),
    /** espeak-ng's own names: `{ fr: 'fr-be' }`. */
    voices: z
      .partialRecord(language, z.string().regex(/^[a-z][a-z0-9+-]{1,30}$/i, 'a voice of "espeak-ng --voices"'))
      .optional(),
    wordsPerMinute: z.number().int().min(80).max(300).optional(),
    mostAtOnce: z.number().int().min(1).max(64).optional(),
  }),
  z.object({
    kind: z.literal('sherpa'),
    modelId: z.string().min(1).max(63),
    /** The number of a voice of the model. */
    speaker: z.number().int().min(0).max(999).default(0),
    threads: z.number().int().min(1).max(64).optional(),
  }),
  z.object({
    kind: z.literal('openai'),
    /** `/v1` behind it is left out. */
    baseUrl: address,
    apiKey: key.nullable(),
    model: z.string().min(1).max(80),
    voice: voiceName,
    region: z.string().trim().toLowerCase().min(1).max(40).nullable(),
  }),
  z.object({ kind: z.literal('elevenlabs'), apiKey: key, model: z.string().min(1).max(80), voices, region }),
  z.object({ kind: z.literal('deepgram'), apiKey: key, voices, region }),
]);
export type VoiceChoice = z.infer<typeof voiceChoice>;
