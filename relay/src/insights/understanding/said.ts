import type { TranscriptSegment } from '../../wire/insights.ts';
import type { Language } from '../../wire/scalars.ts';

/** What is understood: a segment with the language that our rules read it in. */
export interface Said {
  readonly id: string;
  readonly speaker: TranscriptSegment['speaker'];
  readonly text: string;
  readonly language: Language;
  readonly startMs: number;
}
