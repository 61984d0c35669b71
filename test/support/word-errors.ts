/** Words without punctuation and capitals. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** The word error rate: words that must be put in, taken out or changed, per word that was said. 0: all is right. */
export function wordErrorRate(said: string, written: string): number {
  const [a, b] = [wordsOf(said), wordsOf(written)];
  let row = b.map((_, index) => index + 1);
  a.forEach((word, i) => {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const value = Math.min(diagonal + (word === b[j] ? 0 : 1), above + 1, left + 1);
      diagonal = above;
      left = value;
      return value;
    });
  });
  return (b.length === 0 ? a.length : (row.at(-1) ?? 0)) / Math.max(1, a.length);
}
