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
    if (!asks && !clause.question && about.every(({ open }) => open)) return 'question';
    if (tenseDiffers(clause, about)) return 'tense';
  }
  return null;
}

const keyed = (statements: readonly Statement[], key: string) =>
  statements.filter(({ clause }) => keysOf(clause).has(key));

/** Said as so: a word of it stands in denials only. */
function isDenied(clause: Clause, keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  const old = new Set(clause.facts.filter((fact) => fact.old).flatMap((fact) => [...keysOf({ content: [], facts: [fact] })]));
  return [...keys].some((key) => {
    if (old.has(key)) return false;
    const places = keyed(statements, key);
    return places.length > 0 && places.every(({ negated }) => negated);
  });
}

/** Said as not so: none of its words stands in a denial. */
function isClaimed(keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  const places = [...keys].map((key) => keyed(statements, key)).filter((list) => list.length > 0);
  return places.length > 0 && places.every((list) => list.every(({ negated }) => !negated));
}

function tenseDiffers(clause: Clause, about: readonly Statement[]): boolean {
  if (clause.tense === null) return false;
  const contrary = clause.tense === 'past' ? 'future' : 'past';
  return about.every((statement) => statement.clause.tense === contrary);
}
