import type { Language } from '../../src/wire/scalars.ts';

/** What two people say to each other on the telephone. */
export interface Dialogue {
  /** As a scenario names it: `hearing-en`. */
  name: string;
  language: Language;
  turns: readonly Turn[];
}

export interface Turn {
  who: 'caller' | 'firm';
  text: string;
  /** Between the end of the turn before and this one; negative: they speak at once for so long. */
  pauseMs: number;
}
