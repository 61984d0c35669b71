import { fold } from '../reading/fold.ts';
import { keyOf } from '../reading/content.ts';
import type { Item } from '../reading/items.ts';
import type { Reading } from '../reading/reading.ts';
import type { Doubt, Evidence } from './check-sentence.ts';
import { isSaid } from './check-content.ts';

/**
 * A word with a capital that begins no sentence, and every part of a name that the firm knows, must stand in a cited
 * segment; and "Mr" may not become "Ms".
 */
export function nameProblem(claim: Reading, cited: readonly Evidence[], knownNames: readonly string[]): Doubt | null {
  const words = new Set(cited.flatMap(({ reading }) => [...reading.words]));
  const keys = new Set(cited.flatMap(({ reading }) => [...reading.keys]));
  const known = new Set(knownNames.flatMap((name) => fold(name).split(/[^\p{L}]+/u)).filter((part) => part.length > 2));
  const starts = startsOf(claim.items);
  for (const word of claim.content) {
    if (words.has(word.folded)) continue;
    if (known.has(word.folded)) return 'name';
    if (!word.capital || starts.has(word.item)) continue;
    if (!claim.lexicon.nounsHaveCapitals) return 'name';
    if (!isSaid(word, claim, words, keys)) return 'name';
  }
  return titleProblem(claim, cited);
}

/** Also the empty words: a capital there means nothing. */
function startsOf(items: readonly Item[]): Set<number> {
  const starts = new Set<number>([0]);
  items.forEach((item, index) => {
    if (item.kind === 'mark' && /^[.!?:"“„«»”]$/.test(item.text)) starts.add(index + 1);
  });
  return starts;
}

function titleProblem(claim: Reading, cited: readonly Evidence[]): Doubt | null {
  const said = cited.flatMap(({ reading }) => titled(reading));
  for (const { name, title } of titled(claim)) {
    const same = said.filter((other) => other.name === name);
    if (same.length > 0 && same.every((other) => other.title !== title && other.title !== 'any' && title !== 'any'))
      return 'name';
  }
  return null;
}

function titled({ items, lexicon }: Reading): { name: string; title: 'm' | 'f' | 'any' }[] {
  return items.flatMap((item, index) => {
    const title = item.kind === 'word' ? lexicon.titles.get(item.folded) : undefined;
    const dot = items[index + 1]?.kind === 'mark' ? 1 : 0;
    const name = items[index + 1 + dot];
    return title !== undefined && name?.kind === 'word' ? [{ name: keyOf(name.folded, lexicon), title }] : [];
  });
}
