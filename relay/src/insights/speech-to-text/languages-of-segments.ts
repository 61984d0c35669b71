import { loadLanguageOfText } from '../language-of-text.ts';
import type { UnnumberedSegment } from './segments-of-heard.ts';

/**
 * Gives each segment a language where the engine told none. What is too short to tell ("stop", "hallo") has the language
 * that its speaker mostly speaks, or else the call's.
 */
export async function languagesOfSegments(
  segments: readonly UnnumberedSegment[],
  languages: readonly string[],
): Promise<UnnumberedSegment[]> {
  if (segments.length === 0) return [];
  const languageOf = await loadLanguageOfText(languages);
  const guessed = segments.map((segment) => ({ segment, guess: languageOf(segment.text) }));
  const sure = guessed.flatMap(({ segment, guess }) => {
    const language = segment.language ?? (guess?.isReliable === true ? guess.language : null);
    return language === null ? [] : [{ channel: segment.channel, language, letters: segment.text.length }];
  });
  const ofCall = mostSpoken(sure);
  const ofChannel = [0, 1].map((channel) => mostSpoken(sure.filter((told) => told.channel === channel)));
  return guessed.map(({ segment, guess }) => ({
    ...segment,
    language:
      segment.language ??
      (guess?.isReliable === true ? guess.language : null) ??
      ofChannel[segment.channel] ??
      ofCall ??
      guess?.language ??
      null,
  }));
}

function mostSpoken(told: readonly { language: string; letters: number }[]): string | null {
  const letters = new Map<string, number>();
  for (const one of told) letters.set(one.language, (letters.get(one.language) ?? 0) + one.letters);
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
