import type { SpeechEngineChoice } from '../../config.ts';

/** As for recordings: what hears those may hear running calls too, where it can while words are said. */
export type HearingChoice = Exclude<SpeechEngineChoice, { kind: 'none' }>;
