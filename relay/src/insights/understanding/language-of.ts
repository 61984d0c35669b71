import { eld } from 'eld/small';
import { language as knownLanguage, type Language } from '../../wire/scalars.ts';
import type { TranscriptSegment } from '../../wire/insights.ts';
import type { Said } from './said.ts';

/** A shorter text fits too many languages (letters). */
const ENOUGH_LETTERS = 30;
const OURS = ['en', 'fr', 'nl', 'de'];

type Segment = Pick<TranscriptSegment, 'id' | 'speaker' | 'text' | 'language' | 'startMs'>;

/**
 * In which language each segment is read: as the engine says, else as its words look, else as most of the call.
 * @returns null: what was said is in none of the four that our rules know
 */
export function inLanguages(segments: readonly Segment[]): { said: Said[]; language: Language } | null {
  const told = segments.map(languageOf);
  const letters = new Map<Language | 'other', number>();
  told.forEach((of, index) => {
    const length = segments[index]?.text.length ?? 0;
    if (of !== null) letters.set(of, (letters.get(of) ?? 0) + length);
  });
  const [main] = [...letters].sort((a, b) => b[1] - a[1])[0] ?? ['en' as const];
  if (main === 'other') return null;
  const said = segments.map(({ id, speaker, text, startMs }, index) => {
    const of = told[index] ?? null;
    return { id, speaker, text, startMs, language: of === null || of === 'other' ? main : of };
  });
  return { said, language: main };
}

/** @returns null: cannot be told; `other`: none of ours */
function languageOf({ language, text }: Segment): Language | 'other' | null {
  if (language !== null) {
    const told = knownLanguage.safeParse(language.toLowerCase().split(/[-_]/)[0]);
    return told.success ? told.data : 'other';
  }
  if (text.replace(/[^\p{L}]/gu, '').length < ENOUGH_LETTERS) return null;
  const detected = eld.detect(text);
  if (OURS.includes(detected.language)) return detected.language as Language;
  return detected.isReliable() ? 'other' : null;
}
