import type { SpeechEngineChoice } from '../../config.ts';

/** One engine that hears running calls, in the same words as the one that hears recordings. */
export type HearingChoice = Exclude<SpeechEngineChoice, { kind: 'none' }>;
