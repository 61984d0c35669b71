import type { Language } from '../../wire/scalars.ts';

/** Characters of a text that a voice speaks in a second, guessed until it was heard. */
export interface SpeakingPace {
  of(language: Language): number;
  learn(language: Language, chars: number, seconds: number): void;
}

/** As measured with espeak-ng's voices over the sentences of the scripts. */
const FIRST_GUESS = 14;
/** How much one sentence changes the guess. */
const WEIGHT = 0.2;
/** Shorter ones are mostly the silence behind them. */
const SHORTEST = 12;

export function createSpeakingPace(): SpeakingPace {
  const known = new Map<Language, number>();
  const of = (language: Language) => known.get(language) ?? FIRST_GUESS;
  return {
    of,
    learn(language, chars, seconds) {
      if (chars < SHORTEST || seconds <= 0) return;
      const told = Math.min(40, Math.max(4, chars / seconds));
      known.set(language, known.has(language) ? of(language) * (1 - WEIGHT) + told * WEIGHT : told);
    },
  };
}
