import { readdirSync, readFileSync } from 'node:fs';
import { doubtAbout, transcriptOf } from '../../../../../relay/src/insights/understanding/checking/check-sentence.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';

export interface Claim {
  text: string;
  segmentIds: string[];
}

/** A call, sentences about it that are true, and some that are not. */
export interface CitedSummarySet {
  file: string;
  language: Language;
  knownNames: string[];
  segments: { id: string; speaker: 'caller' | 'firm'; text: string }[];
  true: Claim[];
  false: (Claim & { kind: string })[];
}

const folder = new URL('../../../../fixtures/cited-summary/', import.meta.url);

export const citedSummarySets: CitedSummarySet[] = readdirSync(folder).map((file) => ({
  ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<CitedSummarySet, 'file'>),
  file,
}));

export function checkerOf(set: CitedSummarySet) {
  const transcript = transcriptOf(
    set.segments.map((segment, index) => ({ ...segment, language: set.language, startMs: index * 5_000 })),
  );
  return (claim: Claim) => doubtAbout(claim, transcript, set);
}
