import type { Clause } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import type { Doubt, Evidence, Transcript } from './check-sentence.ts';
import { closest, keysOf, statementsOf } from './statement.ts';

type Who = 'caller' | 'firm';

/** "The client says", "the firm will send": it must be the client or the firm who said so. */
export function speakerProblem(claim: Reading, cited: readonly Evidence[], transcript: Transcript): Doubt | null {
  // A mono recording does not tell who speaks.
  if (cited.every(({ said }) => said.speaker === 'unknown')) return null;
  const asks = [...claim.words].some((word) => claim.lexicon.asks.has(word));
  for (const clause of claim.clauses) {
    const who = subjectOf(clause, claim);
    if (who === null) {
      const duty = clause.folded.split(' ').some((word) => claim.lexicon.duties.has(word));
      if (duty && roleOf(clause, claim) === 'firm' && isOwnDuty(clause, cited, transcript)) return 'speaker';
      continue;
    }
    const theirs = cited.filter((evidence) => saysIt(who, evidence, cited, asks));
    if (theirs.length === 0) return 'speaker';
    if (tellsOfAsking(clause) && !theirs.some(isAsking)) return 'speaker';
    if (who === 'caller' && isDoneByOthers(clause, claim, theirs, transcript)) return 'speaker';
    const first = clause.content[0];
    if (first === undefined || theirs.length === cited.length) continue;
    const own = theirs.some(({ reading }) => reading.keys.has(first.key) || reading.words.has(first.folded));
    const others = cited.some((evidence) => !theirs.includes(evidence) && evidence.reading.keys.has(first.key));
    if (!own && others) return 'speaker';
  }
  return null;
}

/** Whoever answers a question says what was asked; whoever asks it does not, unless the sentence tells of the asking. */
function saysIt(who: Who, { said, reading, index }: Evidence, cited: readonly Evidence[], asks: boolean): boolean {
  const sayings = reading.clauses.filter(({ content, facts }) => content.length + facts.length > 0);
  const isQuestion = sayings.length > 0 && sayings.every(({ question }) => question);
  const answer = cited.find((other) => other.index === index + 1 && other.said.speaker !== said.speaker);
  if (isQuestion && answer !== undefined && !asks) return answer.said.speaker === who;
  return said.speaker === who || (isQuestion && answer?.said.speaker === who);
}

/** "The caller asked for a copy": then the caller's words are a question or a request. */
const tellsOfAsking = ({ folded }: Clause) =>
  folded
    .split(' ')
    .slice(0, LATEST_SUBJECT)
    .some((word) => /^(?:ask(?:s|ed)|demande(?:nt)?|vraagt|vroeg|verzoekt|fragt|fragte|bittet|bat)$/.test(word));

const isAsking = ({ reading: { clauses, words, lexicon } }: Evidence) =>
  clauses.some(({ question }) => question) || [...lexicon.requests, ...lexicon.asks].some((word) => words.has(word));

/** "They want me to sign" is not "the caller wants to sign": whoever does it, says the speaker, is somebody else. */
function isDoneByOthers(clause: Clause, claim: Reading, theirs: readonly Evidence[], transcript: Transcript): boolean {
  // "The caller says they want..." tells it as it was.
  if (clause.folded.split(' ').some((word) => claim.lexicon.subjects.other.has(word))) return false;
  const about = closest(keysOf(clause), statementsOf(theirs, transcript));
  return about.length > 0 && about.every((statement) => doerOf(statement.clause, statement.evidence) === 'other');
}

/** "The firm must" of a caller who asks "do I have to?" */
function isOwnDuty(clause: Clause, cited: readonly Evidence[], transcript: Transcript): boolean {
  const callers = cited.filter(({ said }) => said.speaker === 'caller');
  const about = closest(keysOf(clause), statementsOf(callers, transcript));
  return about.length > 0 && about.every((statement) => doerOf(statement.clause, statement.evidence) === 'speaker');
}

/** The first who is named as doing something. Null: no pronoun says who. */
function doerOf({ folded }: Clause, { reading: { lexicon } }: Evidence): 'speaker' | 'other' | null {
  const words = folded.split(' ');
  const named = words.find((word) => lexicon.subjects.speaker.has(word) || lexicon.subjects.other.has(word));
  if (named !== undefined) return lexicon.subjects.speaker.has(named) ? 'speaker' : 'other';
  // "My landlord sued me" has no "I".
  return words.some((word) => lexicon.subjects.object.has(word)) ? 'other' : null;
}

function roleOf({ folded }: Clause, { lexicon }: Pick<Reading, 'lexicon'>): Who | null {
  const role = folded
    .split(' ')
    .slice(0, LATEST_SUBJECT)
    .find((word) => lexicon.roles.caller.has(word) || lexicon.roles.firm.has(word));
  if (role === undefined) return null;
  return lexicon.roles.caller.has(role) ? 'caller' : 'firm';
}

/** Behind an article, "new" and the like. */
const LATEST_SUBJECT = 3;

/** Null: somebody else, or others speak of what they have to do, or of what is done to the caller. */
function subjectOf(clause: Clause, { lexicon }: Reading): Who | null {
  const role = roleOf(clause, { lexicon });
  if (role === null) return null;
  const words = clause.folded.split(' ');
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  const isPassive = lexicon.passive.test(clause.folded);
  if (role === 'caller') return isPassive || has(lexicon.duties) ? null : 'caller';
  return has(lexicon.duties) || (isPassive && has(lexicon.askedOf)) ? null : 'firm';
}
