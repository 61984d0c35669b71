import type { Language } from '../../../wire/scalars.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { contentOf, keyOf, type ContentWord } from './content.ts';
import type { Fact } from './fact.ts';
import { factsOf } from './facts.ts';
import { itemsOf, type Item } from './items.ts';
import { lexiconOf } from './lexicon/index.ts';
import type { Lexicon } from './lexicon/lexicon.ts';

/** A text taken apart, once. */
export interface Reading {
  text: string;
  language: Language;
  lexicon: Lexicon;
  items: readonly Item[];
  facts: readonly Fact[];
  content: readonly ContentWord[];
  /** The keys of every word there is, the empty ones too. */
  keys: ReadonlySet<string>;
  words: ReadonlySet<string>;
  clauses: readonly Clause[];
}

export function read(text: string, language: Language): Reading {
  const lexicon = lexiconOf(language);
  const items = itemsOf(text, language);
  const facts = factsOf(items, lexicon);
  const content = contentOf(items, facts, lexicon);
  const words = new Set(items.flatMap((item) => (item.kind === 'word' ? [item.folded] : [])));
  const keys = new Set([...words].map((word) => keyOf(word, lexicon)));
  return {
    text,
    language,
    lexicon,
    items,
    facts,
    content,
    keys,
    words,
    clauses: clausesOf({ items, facts, content, lexicon }),
  };
}
