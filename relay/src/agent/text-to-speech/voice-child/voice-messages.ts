import type { Language } from '../../../wire/scalars.ts';
import type { Failure } from '../../fallback/ladder.ts';

/** From the relay to a voice's process. `what`: the process's own matter. */
export type ToVoice<What = unknown> =
  | { do: 'load'; what: What }
  | { do: 'say'; id: number; text: string; language: Language }
  /** Nobody waits for it any more. */
  | { do: 'forget'; id: number };

export type FromVoice =
  | { is: 'ready' }
  | { is: 'load_failed'; message: string }
  /** A part of what was asked for, in order. */
  | { is: 'sound'; id: number; samples: Int16Array; sampleRate: number }
  | { is: 'said'; id: number }
  /** `failure`: where it is known better than that it failed. */
  | { is: 'refused'; id: number; message: string; failure?: Failure };
