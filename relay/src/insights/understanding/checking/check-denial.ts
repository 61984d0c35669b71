import type { Clause } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import type { Doubt, Evidence, Transcript } from './check-sentence.ts';
import { closest, keysOf, statementsOf, type Statement } from './statement.ts';

/** What was denied may not be claimed, nor the other way round; what was asked is not so yet, what will be is not done. */
export function denialProblem(claim: Reading, cited: readonly Evidence[], transcript: Transcript): Doubt | null {
  const statements = statementsOf(cited, transcript);
  const asks = [...claim.words].some((word) => claim.lexicon.asks.has(word));
  for (const clause of claim.clauses) {
    if (claim.lexicon.doubleDenies && deniesTwice(clause, claim)) return 'negation';
    const facts = clause.facts.filter(({ old }) => !old);
    const hard = keysOf({ content: clause.content, facts });
    // "cannot be reached" has no other word to look for.
    const keys = hard.size === 0 && clause.negated ? clause.soft : hard;
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

/** "not nothing": nobody can tell what is meant. "neither ... nor" is one denial. */
function deniesTwice({ folded }: Clause, { lexicon }: Reading): boolean {
  const denials = folded
    .split(' ')
    .filter((word) => lexicon.negators.has(word) && word !== 'neither' && word !== 'nor');
  return denials.length > 1;
}

/** A word of it stands in questions only. */
function isAsked({ content }: Clause, statements: readonly Statement[]): boolean {
  return content.some(({ key }) => {
    const places = keyed(statements, key);
    return places.length > 0 && places.every(({ open }) => open);
  });
}

/** Said as so: a word of it stands in denials only. */
function isDenied(clause: Clause, keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  return [...keys].some((key) => {
    const places = keyed(statements, key);
    // "They want me to sign" is no support for "has signed" where "I have not signed" is said, too.
    const sameTense = clause.tense === null ? [] : places.filter((place) => place.clause.tense === clause.tense);
    const telling = sameTense.length > 0 ? sameTense : places;
    if (telling.length === 0 || !telling.every(({ negated }) => negated)) return false;
    return key.startsWith('#') || clause.tense === 'past' || !isAboutAnother(keys, statements);
  });
}

/**
 * "They ask for a copy of the contract" of one who cannot find the contract: the sentence is of what is so, and the word
 * comes from what is not.
 */
function isAboutAnother(keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  const common = (of: Statement) => [...keysOf(of.clause)].filter((key) => keys.has(key)).length;
  const so = Math.max(0, ...statements.filter(({ negated }) => !negated).map(common));
  return so >= 2 && so > Math.max(0, ...statements.filter(({ negated }) => negated).map(common));
}

/** "It", which may be whatever was named before. */
const STANDS_FOR =
  /\b(?:it|that|this|them|le|la|les|l|en|cela|ca|het|dat|dit|die|es|das|dies|ihn|sie|anything|rien|niets|nichts|dat)\b/;

/** The sentence that denies names all that is denied, or has a word that stands for it. */
function deniesAll(denial: Statement, keys: ReadonlySet<string>, known: number): boolean {
  if (STANDS_FOR.test(denial.clause.folded)) return true;
  const sentence = denial.evidence.reading.clauses.filter(({ sentence }) => sentence === denial.clause.sentence);
  const named = new Set(sentence.flatMap((clause) => [...keysOf(clause)]).filter((key) => keys.has(key)));
  // All of it, or with one word of a question before.
  return named.size >= known;
}

/** Said as not so: none of its words stands in a denial. */
function isClaimed(keys: ReadonlySet<string>, statements: readonly Statement[]): boolean {
  const places = [...keys].map((key) => keyed(statements, key)).filter((list) => list.length > 0);
  if (places.length === 0) return false;
  const denials = new Set(places.flat().filter(({ negated }) => negated));
  return ![...denials].some((denial) => deniesAll(denial, keys, places.length));
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
    default:
      return clause.tense satisfies never;
  }
}
