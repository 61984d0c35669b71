import { z } from 'zod';
import { isoTime } from './scalars.ts';

/** HTTP contract section 4. `completed` only when something was produced. */
export const fieldStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'skipped']);
export type FieldStatus = z.infer<typeof fieldStatus>;

/** Why something failed or was skipped; each has a sentence in the words. */
export const fieldReason = z.enum([
  // Getting the audio
  'private_address',
  'host_not_allowed',
  'too_large',
  'too_long',
  'empty',
  'not_audio',
  'corrupt',
  'link_gone',
  'provider_refused',
  'unreachable',
  'timed_out',
  'no_room',
  // The firm's rules
  'policy_no_recording',
  'policy_no_analysis',
  'policy_engine_refused',
  'removed',
  // Engines
  'no_engine',
  'no_language_model',
  'language_not_supported',
  'engine_crashed',
  'engine_failed',
  'engine_unreachable',
  'model_answer_invalid',
  'nothing_said',
  'transcript_too_poor',
  'no_recording',
  // A transcript that the provider makes
  'transcript_not_ready',
  'transcript_unreadable',
  // Ours
  'interrupted',
  'internal',
]);
export type FieldReason = z.infer<typeof fieldReason>;

/** One thing that is made of a call: its audio, its transcript, its summary... Each lives and fails alone. */
export const fieldState = z.object({
  status: fieldStatus,
  /** Only for `failed` and `skipped`. */
  reason: fieldReason.nullable(),
  /** 0 to 1 while it is being made, where that can be told. */
  progress: z.number().min(0).max(1).nullable(),
  /** How often it was begun. */
  attempts: z.number().int().nonnegative(),
  /** When it is tried again by itself; null: not, a person may. */
  nextAttemptAt: isoTime.nullable(),
  updatedAt: isoTime,
});
export type FieldState = z.infer<typeof fieldState>;
