import { eld } from 'eld/small';

export interface LanguageGuess {
  /** BCP 47 primary tag. */
  language: string;
  /** Long and clear enough to be believed on its own. "Hallo" is not. */
  isReliable: boolean;
}

/**
 * @param languages only these are considered; those that the detector does not know are left out
 * @returns a function that finds the language of a text, or null
 */
export function createLanguageOfText(languages: readonly string[]): (text: string) => LanguageGuess | null {
  // An instance of its own: the languages are a setting of the detector.
  const detector = eld.newInstance();
  detector.setLanguageSubset([...languages]);
  return (text) => {
    const found = detector.detect(text);
    return found.language === '' ? null : { language: found.language, isReliable: found.isReliable() };
  };
}
