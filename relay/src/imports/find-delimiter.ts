export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const LINES = 30;

/**
 * The one that cuts the first lines into the most equal rows. `sep=;` in the first line, as Excel writes it, decides.
 * @param text lines end with `\n`
 */
export function findDelimiter(text: string): { delimiter: Delimiter; skip: number } {
  const told = /^sep=([;,\t|])\n/i.exec(text);
  if (told) return { delimiter: told[1] as Delimiter, skip: told[0].length };
  const lines = outsideQuotes(text).slice(0, LINES);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const inFirst = counts[0] ?? 0;
    if (inFirst === 0) continue;
    const alike = counts.filter((count) => count === inFirst).length / counts.length;
    // A file of two columns with commas in its texts must not be cut at the commas.
    const score = alike * 1_000 + Math.min(inFirst, 100);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return { delimiter: best, skip: 0 };
}

/** The lines at the beginning that are not empty, without what stands between quotation marks. */
function outsideQuotes(text: string): string[] {
  const sample = text.slice(0, 100_000).replace(/"(?:[^"]|"")*"/g, '');
  return sample.split('\n').filter((line) => line.trim() !== '');
}
