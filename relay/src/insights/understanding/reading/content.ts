import type { Fact } from './fact.ts';
import type { Item } from './items.ts';
import type { Lexicon } from './lexicon/lexicon.ts';

/** A word that says something of its own. */
export interface ContentWord {
  item: number;
  folded: string;
  /** What two words have in common that say the same: the name of their group, or the stem. */
  key: string;
  capital: boolean;
}

/** Shorter stems fit too much. */
const SHORTEST_STEM = 3;

export function stemOf(folded: string, lexicon: Lexicon): string {
  const ending = lexicon.endings.find((end) => folded.endsWith(end) && folded.length - end.length >= SHORTEST_STEM);
  const stem = ending === undefined ? folded : folded.slice(0, -ending.length);
  // "stopped" and "stop", "bellen" and "bel".
  return /([bdfgklmnprt])\1$/.test(stem) && stem.length > SHORTEST_STEM ? stem.slice(0, -1) : stem;
}

export function keyOf(folded: string, lexicon: Lexicon): string {
  return lexicon.alike.groupOf(folded) ?? stemOf(folded, lexicon);
}

/** Words that are neither facts nor function words nor what every summary says. */
export function contentOf(items: readonly Item[], facts: readonly Fact[], lexicon: Lexicon): ContentWord[] {
  const inFact = new Set(facts.flatMap(({ first, behind }) => range(first, behind)));
  return items.flatMap((item, index) => {
    if (item.kind !== 'word' || item.elided || inFact.has(index) || item.folded.length < 2) return [];
    if (isEmpty(item.folded, lexicon)) return [];
    return [{ item: index, folded: item.folded, key: keyOf(item.folded, lexicon), capital: item.capital }];
  });
}

function isEmpty(folded: string, lexicon: Lexicon): boolean {
  return (
    lexicon.stop.has(folded) || lexicon.glue.has(folded) || lexicon.titles.has(folded) || lexicon.negators.has(folded)
  );
}

export function range(first: number, behind: number): number[] {
  return Array.from({ length: behind - first }, (_, index) => first + index);
}
