import { urgentSaid } from '../../insights/understanding/quoting/urgent-words.ts';
import type { Language } from '../../wire/scalars.ts';

/** Words that a law firm must not overlook: "bailiff", "garde à vue". */
export const urgentWordsIn = (text: string, language: Language): string[] =>
  urgentSaid({ id: 'answer', speaker: 'caller', text, language, startMs: 0 }).map(({ quote }) => quote);
