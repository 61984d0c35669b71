import type { Clause } from '../reading/clauses.ts';
import type { ContentWord } from '../reading/content.ts';
import type { Fact } from '../reading/fact.ts';
import type { Evidence, Transcript } from './check-sentence.ts';

/** A clause of a cited segment, and whether it is said to be so. */
export interface Statement {
  evidence: Evidence;
  clause: Clause;
  negated: boolean;
  /** Asked, and no cited segment answers. */
  open: boolean;
}

/** "Have you signed?" is settled by the other's "No" when that is cited too. */
export function statementsOf(cited: readonly Evidence[], transcript: Transcript): Statement[] {
  return cited.flatMap((evidence) => {
    const answer = answerTo(evidence, cited, transcript);
    return evidence.reading.clauses.map((clause) => {
      if (!clause.question || answer === null)
        return { evidence, clause, negated: clause.negated, open: clause.question };
      return { evidence, clause, negated: answer === 'no' ? !clause.negated : clause.negated, open: false };
    });
  });
}

function answerTo(asked: Evidence, cited: readonly Evidence[], transcript: Transcript): 'yes' | 'no' | 'other' | null {
  const next = transcript.at(asked.index + 1);
  if (next === null || next.said.speaker === asked.said.speaker || !cited.includes(next)) return null;
  const { reading } = next;
  const first = reading.items.find((item) => item.kind === 'word');
  if (first?.kind !== 'word') return 'other';
  if (reading.lexicon.no.has(first.folded)) return 'no';
  return reading.lexicon.yes.has(first.folded) ? 'yes' : 'other';
}

/** Two clauses have this in common, however it is said. */
export function keysOf(clause: { content: readonly ContentWord[]; facts: readonly Fact[] }): Set<string> {
  return new Set([...clause.content.map(({ key }) => key), ...clause.facts.flatMap(factKeys)]);
}

function factKeys(fact: Fact): string[] {
  switch (fact.kind) {
    case 'number':
      return [`#${fact.value}`];
    case 'date':
      return [`#${fact.day}/${fact.month}`];
    case 'month':
      return [`#month${fact.month}`];
    case 'weekday':
      return [`#weekday${fact.weekday}`];
    case 'time':
      return fact.minutes.map((minutes) => `#time${minutes}`);
    case 'relative':
      return [`#${fact.means}`];
    case 'email':
      return [`#${fact.email}`];
    default:
      return fact satisfies never;
  }
}

/** Those that have most in common with the keys; none when no one has anything. */
export function closest(keys: ReadonlySet<string>, statements: readonly Statement[]): Statement[] {
  let most = 1;
  let found: Statement[] = [];
  for (const statement of statements) {
    const common = [...keysOf(statement.clause)].filter((key) => keys.has(key)).length;
    if (common < most) continue;
    if (common > most) found = [];
    most = common;
    found.push(statement);
  }
  return found;
}
