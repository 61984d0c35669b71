import { keyOf, type ContentWord } from './content.ts';
import type { Fact } from './fact.ts';
import type { Item } from './items.ts';
import type { Lexicon } from './lexicon/lexicon.ts';

/** Words that are said to be so or not so together. */
export interface Clause {
  first: number;
  behind: number;
  /** Which sentence of the text it is of. */
  sentence: number;
  content: readonly ContentWord[];
  /** Keys of what every summary says: they tell only where nothing else does. */
  soft: ReadonlySet<string>;
  facts: readonly Fact[];
  negated: boolean;
  /** Asked, or not known to be so. */
  question: boolean;
  tense: 'past' | 'future' | null;
  /** The words in a row, folded. */
  folded: string;
}

type Parts = { items: readonly Item[]; facts: readonly Fact[]; content: readonly ContentWord[]; lexicon: Lexicon };

export function clausesOf({ items, facts, content, lexicon }: Parts): Clause[] {
  return cutsOf(items, facts, lexicon).map(({ first, behind, sentence, contrast, asked }) => {
    const words = items.slice(first, behind).flatMap((item) => (item.kind === 'word' ? [item.folded] : []));
    const folded = words.join(' ');
    return {
      first,
      behind,
      sentence,
      content: content.filter(({ item }) => item >= first && item < behind),
      soft: new Set(words.filter((word) => lexicon.glue.has(word)).map((word) => keyOf(word, lexicon))),
      facts: facts.filter((fact) => fact.first >= first && fact.first < behind),
      negated: contrast || isNegated(items.slice(first, behind), lexicon),
      question: asked || startsUnsure(items.slice(first, behind), lexicon),
      tense: tenseOf(folded, lexicon),
      folded,
    };
  });
}

interface Cut {
  first: number;
  behind: number;
  sentence: number;
  contrast: boolean;
  asked: boolean;
}

const ENDS = new Set(['.', '!', '?', '…']);
const PAUSES = new Set([',', ';', ':', '–', '—', '(', ')']);

function cutsOf(items: readonly Item[], facts: readonly Fact[], lexicon: Lexicon): Cut[] {
  const inFact = new Set(facts.flatMap(({ first, behind }) => items.map((_, i) => i).slice(first + 1, behind)));
  const cuts: Cut[] = [];
  let open: Cut = { first: 0, behind: 0, sentence: 0, contrast: false, asked: false };
  /** Where the sentence began, among the cuts. */
  let sentence = 0;
  const close = (behind: number, contrast: boolean) => {
    if (behind > open.first) cuts.push({ ...open, behind });
    open = { first: behind, behind, sentence: open.sentence, contrast, asked: false };
  };
  items.forEach((item, index) => {
    if (inFact.has(index)) return;
    if (item.kind === 'mark') {
      if (ENDS.has(item.text)) {
        close(index + 1, false);
        if (item.text === '?') for (const cut of cuts.slice(sentence)) cut.asked = true;
        sentence = cuts.length;
        open.sentence += 1;
      } else if (PAUSES.has(item.text)) close(index + 1, false);
      return;
    }
    if (item.kind !== 'word' || index === open.first) return;
    if (lexicon.contrasts.some((words) => startsWith(items, index, words))) close(index, true);
    else if (lexicon.joins.has(item.folded)) close(index, false);
  });
  close(items.length, false);
  // A contrast may be the first word of a clause: "..., except Wednesday".
  return cuts.map((cut) => ({
    ...cut,
    contrast: cut.contrast || lexicon.contrasts.some((words) => startsWith(items, cut.first, words)),
  }));
}

function startsWith(items: readonly Item[], index: number, words: readonly string[]): boolean {
  return words.every((one, ahead) => {
    const item = items[index + ahead];
    return item?.kind === 'word' && item.folded === one;
  });
}

function isNegated(items: readonly Item[], lexicon: Lexicon): boolean {
  let denials = 0;
  items.forEach((item, index) => {
    if (item.kind !== 'word') return;
    const before = items[index - 1];
    const shortened = item.folded === 't' && before?.kind === 'word' && before.elided;
    if (shortened || lexicon.negators.has(item.folded) || lexicon.refusals.has(item.folded)) denials += 1;
  });
  // "does not refuse" is no denial; "n'a jamais rien signé" is one.
  const refuses = items.some((item) => item.kind === 'word' && lexicon.refusals.has(item.folded));
  return refuses ? denials % 2 === 1 : denials > 0;
}

function startsUnsure(items: readonly Item[], lexicon: Lexicon): boolean {
  const words = items.flatMap((item) => (item.kind === 'word' ? [item.folded] : [])).slice(0, 3);
  return words.some((word) => lexicon.whether.has(word));
}

function tenseOf(folded: string, lexicon: Lexicon): Clause['tense'] {
  if (lexicon.tense.future.test(folded)) return 'future';
  return lexicon.tense.past.test(folded) ? 'past' : null;
}
