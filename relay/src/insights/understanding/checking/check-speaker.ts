import type { Clause } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import type { Doubt, Evidence } from './check-sentence.ts';

/** "The client says", "the firm will send": it must be the client or the firm who said so. */
export function speakerProblem(claim: Reading, cited: readonly Evidence[]): Doubt | null {
  for (const clause of claim.clauses) {
    const who = subjectOf(clause, claim);
    if (who === null) continue;
    // Who must do something learns it from the other.
    if (who === 'firm' && [...claim.lexicon.duties].some((word) => claim.words.has(word))) continue;
    const theirs = cited.filter((evidence) => evidence.said.speaker === who || isAnsweredBy(who, evidence, cited));
    if (theirs.length === 0) {
      // A mono recording does not tell who speaks.
      if (cited.every(({ said }) => said.speaker === 'unknown')) continue;
      return 'speaker';
    }
    const first = clause.content[0];
    if (first === undefined || theirs.length === cited.length) continue;
    const own = theirs.some(({ reading }) => reading.keys.has(first.key) || reading.words.has(first.folded));
    const others = cited.some(({ said, reading }) => said.speaker !== who && reading.keys.has(first.key));
    if (!own && others) return 'speaker';
  }
  return null;
}

/** Who says yes to a question says what was asked. */
function isAnsweredBy(who: 'caller' | 'firm', asked: Evidence, cited: readonly Evidence[]): boolean {
  if (!asked.reading.clauses.some(({ question }) => question)) return false;
  return cited.some(({ said, index }) => said.speaker === who && index === asked.index + 1);
}

/** Behind an article, "new" and the like. */
const LATEST_SUBJECT = 3;

/** Null: somebody else, or something is done to them. */
function subjectOf(clause: Clause, { items, lexicon }: Reading): 'caller' | 'firm' | null {
  const words = items.slice(clause.first, clause.behind).flatMap((item) => (item.kind === 'word' ? [item.folded] : []));
  const place = words
    .slice(0, LATEST_SUBJECT)
    .findIndex((word) => lexicon.roles.caller.has(word) || lexicon.roles.firm.has(word));
  const role = words[place];
  if (role === undefined) return null;
  if (words.some((word) => lexicon.passive.has(word))) return null;
  return lexicon.roles.caller.has(role) ? 'caller' : 'firm';
}
