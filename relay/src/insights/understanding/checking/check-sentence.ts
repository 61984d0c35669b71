import { read, type Reading } from '../reading/reading.ts';
import type { Said } from '../said.ts';
import type { Language } from '../../../wire/scalars.ts';
import { contentProblem } from './check-content.ts';
import { denialProblem } from './check-denial.ts';
import { factProblem } from './check-facts.ts';
import { nameProblem } from './check-names.ts';
import { speakerProblem } from './check-speaker.ts';

/** Why a sentence is left out. For counts and tests; the sentence itself is never kept. */
export type Doubt =
  | 'cites_nothing'
  | 'cites_what_is_not_there'
  | 'fact'
  | 'name'
  | 'content'
  | 'opposite'
  | 'negation'
  | 'question'
  | 'tense'
  | 'speaker';

/** A segment and what is read in it. */
export interface Evidence {
  said: Said;
  reading: Reading;
  /** Its place in the call. */
  index: number;
}

export interface Transcript {
  /** Null: there is no such segment. */
  evidence(segmentId: string): Evidence | null;
  at(index: number): Evidence | null;
}

/** Reads every segment at most once, however many sentences cite it. */
export function transcriptOf(segments: readonly Said[]): Transcript {
  const places = new Map(segments.map(({ id }, index) => [id, index]));
  const known = new Map<number, Evidence>();
  const at = (index: number): Evidence | null => {
    const said = segments[index];
    if (said === undefined) return null;
    const evidence = known.get(index) ?? { said, reading: read(said.text, said.language), index };
    known.set(index, evidence);
    return evidence;
  };
  return {
    at,
    evidence(segmentId) {
      const index = places.get(segmentId);
      return index === undefined ? null : at(index);
    },
  };
}

/** Longer is no sentence of a summary. */
const LONGEST_SENTENCE = 1_000;

/**
 * Whether what a model wrote stands in the segments it cites. Pure, and stricter than a person: a true sentence may be left
 * out, and that is told; a false one in a client's file is not.
 * @param knownNames of people and firms, whatever the machine heard of them
 * @returns null when nothing speaks against it
 */
export function doubtAbout(
  sentence: { text: string; segmentIds: readonly string[] },
  transcript: Transcript,
  of: { language: Language; knownNames: readonly string[] },
): Doubt | null {
  if (sentence.segmentIds.length === 0 || sentence.text.length > LONGEST_SENTENCE) return 'cites_nothing';
  const cited: Evidence[] = [];
  for (const id of new Set(sentence.segmentIds)) {
    const evidence = transcript.evidence(id);
    if (evidence === null) return 'cites_what_is_not_there';
    cited.push(evidence);
  }
  const claim = read(sentence.text, of.language);
  return (
    factProblem(claim, cited, transcript) ??
    nameProblem(claim, cited, of.knownNames) ??
    contentProblem(claim, cited, transcript) ??
    denialProblem(claim, cited, transcript) ??
    speakerProblem(claim, cited)
  );
}
