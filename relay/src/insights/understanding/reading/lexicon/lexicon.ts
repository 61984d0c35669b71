import { fold, wordSet } from '../fold.ts';

/** What our own rules know of a language. Everything is folded. */
export interface Lexicon {
  /** 1 to 12 by name and usual short form. */
  months: ReadonlyMap<string, number>;
  /** 0 is Sunday. */
  weekdays: ReadonlyMap<string, number>;
  /** Days and parts of days that count from the day of the call: words in a row, and what they mean (`tomorrow`). */
  relative: readonly { words: readonly string[]; means: string }[];
  /** Words that stand behind a number: `week`, `percent`, `EUR`... */
  units: ReadonlyMap<string, string>;
  /** Directly before a date or time. */
  before: ReadonlySet<string>;
  after: ReadonlySet<string>;
  from: ReadonlySet<string>;
  to: ReadonlySet<string>;
  /** Words without content of their own. */
  stop: ReadonlySet<string>;
  /** What summaries say about any call: who speaks, that something is said, that it is about something. */
  glue: ReadonlySet<string>;
  /** Words that say the same. */
  alike: Alike;
  /** Words of which one is the contrary of the other. */
  opposites: readonly { one: ReadonlySet<string>; other: ReadonlySet<string> }[];
  negators: ReadonlySet<string>;
  /** Verbs that deny what stands behind them; each is in `alike` beside the verb that they deny. */
  refusals: ReadonlySet<string>;
  /** Begin a clause. */
  joins: ReadonlySet<string>;
  /** Begin what is not so: "instead of the 9th", "except Wednesday". Words in a row. */
  contrasts: readonly (readonly string[])[];
  /** Make a clause a question without a mark: whether, si, of, ob. */
  whether: ReadonlySet<string>;
  /** Say that somebody asks. */
  asks: ReadonlySet<string>;
  yes: ReadonlySet<string>;
  no: ReadonlySet<string>;
  roles: { caller: ReadonlySet<string>; firm: ReadonlySet<string> };
  /** What is before a name, and whom it says the name is of; the same letter is the same. */
  titles: ReadonlyMap<string, 'm' | 'f' | 'any'>;
  /** "must", "should": then others speak of what one does. */
  duties: ReadonlySet<string>;
  /** Who does what a clause says: the one who speaks, or somebody else. Only words that are never the object. */
  subjects: {
    speaker: ReadonlySet<string>;
    other: ReadonlySet<string>;
    /** The speaker, as whom something is done to. */ object: ReadonlySet<string>;
  };
  /** Two denials in a clause are none: "not nothing". French denies with two words. */
  doubleDenies: boolean;
  /** Somebody is asked to do something. */
  askedOf: ReadonlySet<string>;
  /** Stand for somebody or something named before. */
  others: ReadonlySet<string>;
  passive: RegExp;
  /** Says that something is before something, and nothing else. */
  earlier: ReadonlySet<string>;
  /** How people ask for something without a question mark. */
  requests: ReadonlySet<string>;
  /** Past things are told with an auxiliary, so that a clause without one is not past. */
  perfect: boolean;
  tense: { past: RegExp; future: RegExp };
  /** Endings that are taken off, the longest that fits. */
  endings: readonly string[];
  /** Words are put together: `Kündigungsschreiben`. */
  compounds: boolean;
  /** Stand apart from their verb: "bringen Sie ... mit". Empty where there are none. */
  separable: readonly string[];
  /** Every noun has a capital, so that a capital is no sign of a name. */
  nounsHaveCapitals: boolean;
}

export interface Alike {
  /** The name of the group, or null. */
  groupOf(folded: string): string | null;
}

/** @param lines one group a line; `pay*` stands for every word that begins so */
export function alike(lines: string): Alike {
  const exact = new Map<string, string>();
  const begins: { start: string; group: string }[] = [];
  for (const line of lines.trim().split('\n')) {
    const words = fold(line).split(/\s+/).filter(Boolean);
    const group = `=${words[0] ?? ''}`;
    for (const word of words) {
      if (word.endsWith('*')) begins.push({ start: word.slice(0, -1), group });
      else exact.set(word, group);
    }
  }
  begins.sort((a, b) => b.start.length - a.start.length);
  return {
    groupOf: (folded) => exact.get(folded) ?? begins.find(({ start }) => folded.startsWith(start))?.group ?? null,
  };
}

/** @param text `january jan, february feb`: those with the same number are between commas */
export function numbered(text: string, first: number): ReadonlyMap<string, number> {
  return new Map(
    text.split(',').flatMap((names, index) => [...wordSet(names)].map((name) => [name, first + index] as const)),
  );
}

/** @param lines `day after tomorrow = +2`, the longest first where one begins with another */
export function phrases(lines: string): { words: string[]; means: string }[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [said, means] = line.split('=').map((part) => part.trim());
      if (said === undefined || means === undefined) return [];
      return said.split('|').map((one) => ({ words: fold(one.trim()).split(/[\s']+/), means }));
    })
    .sort((a, b) => b.words.length - a.words.length);
}

/** @param lines `after / before` */
export function opposites(lines: string): Lexicon['opposites'] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [one = '', other = ''] = line.split('/');
      return { one: wordSet(one), other: wordSet(other) };
    });
}

/** @param lines `week: week weeks` */
export function units(lines: string): ReadonlyMap<string, string> {
  return new Map(
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [means = '', words = ''] = line.split(':');
        return [...wordSet(words)].map((word) => [word, means.trim()] as const);
      }),
  );
}

export function rows(lines: string): string[][] {
  return lines
    .trim()
    .split('\n')
    .map((line) => fold(line).trim().split(/\s+/));
}

export function titles(of: { m: string; f: string; any: string }): Lexicon['titles'] {
  const all = new Map<string, 'm' | 'f' | 'any'>();
  for (const kind of ['m', 'f', 'any'] as const) for (const word of wordSet(of[kind])) all.set(word, kind);
  return all;
}

export function endings(text: string): string[] {
  return [...wordSet(text)].sort((a, b) => b.length - a.length);
}
