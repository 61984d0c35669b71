import type { Clause } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import type { Doubt, Evidence, Transcript } from './check-sentence.ts';
import { closest, keysOf, statementsOf, type Statement } from './statement.ts';

/** What was denied may not be claimed, nor the other way round; what was asked is not so yet, what will be is not done. */
export function denialProblem(claim: Reading, cited: readonly Evidence[], transcript: Transcript): Doubt | null {
  const statements = statementsOf(cited, transcript);
  const asks = [...claim.words].some((word) => claim.lexicon.asks.has(word));
  for (const clause of claim.clauses) {
    const keys = keysOf(clause);
    if (keys.size === 0) continue;
    if (clause.negated ? isClaimed(keys, statements) : isDenied(clause, keys, statements)) return 'negation';
    const about = closest(keys, statements);
    if (about.length === 0) continue;
    if (!asks && !clause.question && (about.every(({ open }) => open) || isAsked(clause, statements)))
      return 'question';
    const related = statements.filter((statement) => [...keysOf(statement.clause)].some((key) => keys.has(key)));
    if (tenseDiffers(clause, about, claim.lexicon.perfect ? related : [])) return 'tense';
  }
  return null;
}

const keyed = (statements: readonly Statement[], key: string) =>
  statements.filter(({ clause }) => keysOf(clause).has(key));

/** A word of it stands in questions only. */
function isAsked({ content }: Clause, statements: readonly Statement[]): boolean {
  return content.some(({ key }) => {
    const places = keyed(statements, key);
    return places.length > 0 && places.every(({ open }) => open);
  });
}

/** Said as so: a word of it stands in denials only. */
function isDenied(clause: Clause, keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  const old = new Set(
    clause.facts.filter((fact) => fact.old).flatMap((fact) => [...keysOf({ content: [], facts: [fact] })]),
  );
  return [...keys].some((key) => {
    if (old.has(key)) return false;
    const places = keyed(statements, key);
    // "They want me to sign" is no support for "has signed" where "I have not signed" is said, too.
    const sameTense = clause.tense === null ? [] : places.filter((place) => place.clause.tense === clause.tense);
    const telling = sameTense.length > 0 ? sameTense : places;
    return telling.length > 0 && telling.every(({ negated }) => negated);
  });
}

/** Said as not so: none of its words stands in a denial. */
function isClaimed(keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  const places = [...keys].map((key) => keyed(statements, key)).filter((list) => list.length > 0);
  return places.length > 0 && places.every((list) => list.every(({ negated }) => !negated));
}

/** A summary tells what is so as what was so. */
const TOLD_AS_PAST = /\b(?:was|waren|war|etait|etaient)\b/;

/** @param related where what is past is always told as past: all that share a word; else none */
function tenseDiffers(clause: Clause, about: readonly Statement[], related: readonly Statement[]): boolean {
  switch (clause.tense) {
    case null:
      return false;
    case 'future':
      return about.every((statement) => statement.clause.tense === 'past');
    case 'past':
      if (about.every((statement) => statement.clause.tense === 'future')) return true;
      if (TOLD_AS_PAST.test(clause.folded)) return false;
      return related.length > 0 && related.every((statement) => statement.clause.tense !== 'past');
  }
}
