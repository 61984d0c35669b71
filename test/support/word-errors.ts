const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}'\s]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);

/**
 * Word error rate: what must be put in, taken out or replaced to make what was said out of what was heard, per word said.
 * 0 is perfect; more than 1 is possible.
 */
export function wordErrorRate(said: string, heard: string): number {
  const [right, got] = [wordsOf(said), wordsOf(heard)];
  let row = got.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, word] of right.entries()) {
    const next = [i + 1];
    for (const [j, other] of got.entries())
      next.push(Math.min((row[j] ?? 0) + (word === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return (row.at(-1) ?? 0) / Math.max(1, right.length);
}
