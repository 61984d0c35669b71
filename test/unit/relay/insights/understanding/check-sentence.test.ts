import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';
import { doubtAbout, transcriptOf } from '../../../../../relay/src/insights/understanding/checking/check-sentence.ts';

interface Claim {
  text: string;
  segmentIds: string[];
}
interface TestSet {
  language: Language;
  knownNames: string[];
  segments: { id: string; speaker: 'caller' | 'firm'; text: string }[];
  true: Claim[];
  false: (Claim & { kind: string })[];
}

const folder = new URL('../../../../fixtures/cited-summary/', import.meta.url);
const sets = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as TestSet,
);
const doubtOf = (set: TestSet, claim: Claim) => {
  const segments = set.segments.map((segment, index) => ({ ...segment, language: set.language, startMs: index * 5_000 }));
  return doubtAbout(claim, transcriptOf(segments), set);
};

describe('Sentences of a summary and the segments they cite', () => {
  it('are tried on at least 60 false and 60 true ones, in four languages', () => {
    expect(new Set(sets.map(({ language }) => language)).size).toBe(4);
    expect(sets.flatMap((set) => set.false).length).toBeGreaterThanOrEqual(60);
    expect(sets.flatMap((set) => set.true).length).toBeGreaterThanOrEqual(60);
  });

  describe.each(sets)('in $language', (set) => {
    it.each(set.false)('leaves out ($kind): $text', (claim) => {
      expect(doubtOf(set, claim)).not.toBeNull();
    });
    it.each(set.true)('keeps: $text', (claim) => {
      expect(doubtOf(set, claim)).toBeNull();
    });
  });
});
