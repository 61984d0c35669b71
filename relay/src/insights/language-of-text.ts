export interface LanguageGuess {
  /** BCP 47 primary tag. */
  language: string;
  /** Long and clear enough to be believed on its own. "Hallo" is not. */
  isReliable: boolean;
}

/**
 * Loads the detector with the first use: its tables take 150 MB, which a relay that writes nothing down never needs.
 * @param languages only these are considered; those that the detector does not know are left out
 * @returns a function that finds the language of a text, or null
 */
export async function loadLanguageOfText(
  languages: readonly string[],
): Promise<(text: string) => LanguageGuess | null> {
  const { eld } = await import('eld/small');
  // An instance of its own: the languages are a setting of the detector.
  const detector = eld.newInstance();
  detector.setLanguageSubset([...languages]);
  return (text) => {
    const found = detector.detect(text);
    return found.language === '' ? null : { language: found.language, isReliable: found.isReliable() };
  };
}
