import type { VerifiedModel } from '../../../models/model-store.ts';
import type { Language } from '../../../wire/scalars.ts';

export type VoiceModel = Pick<VerifiedModel, 'kind' | 'paths'>;

/** From the relay to the voice's process. */
export type ToVoice =
  | { do: 'load'; model: VoiceModel; threads: number; speaker: number }
  | { do: 'say'; id: number; text: string; language: Language }
  /** Nobody waits for it any more. */
  | { do: 'forget'; id: number };

export type FromVoice =
  | { is: 'ready' }
  | { is: 'load_failed'; message: string }
  /** A part of what was asked for, in order. */
  | { is: 'sound'; id: number; samples: Int16Array; sampleRate: number }
  | { is: 'said'; id: number }
  | { is: 'refused'; id: number; message: string };
