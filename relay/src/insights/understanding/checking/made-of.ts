const SHORTEST_PART = 4;

/** A word put together: `Gerichtstermin` of `Gericht` and `Termin`, or a part of one that was said. */
/** @param said words and their stems */
export function isMadeOf(folded: string, said: ReadonlySet<string>): boolean {
  for (const word of said) {
    if (word.length < SHORTEST_PART) continue;
    if (folded.length >= SHORTEST_PART + 1 && word !== folded && (word.startsWith(folded) || word.endsWith(folded)))
      return true;
    if (!folded.startsWith(word)) continue;
    // What holds the parts together: Arbeit-s-gericht, Kündigung-s-schreiben.
    const rest = folded.slice(word.length).replace(/^(?:s|n|en|er|e|es)(?=.{4})/, '');
    if (
      rest.length >= SHORTEST_PART &&
      [...said].some(
        (other) =>
          other.length >= SHORTEST_PART && (other === rest || other.startsWith(rest) || rest.startsWith(other)),
      )
    )
      return true;
  }
  return false;
}
