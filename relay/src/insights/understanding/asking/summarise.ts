import { z } from 'zod';
import type { CallInsights } from '../../../wire/insights.ts';
import type { Language } from '../../../wire/scalars.ts';
import { EngineError } from '../../ports.ts';
import { doubtAbout, transcriptOf, type Doubt } from '../checking/check-sentence.ts';
import type { Said } from '../said.ts';
import { askForJson, type Asking } from './ask-for-json.ts';
import { partsOf, systemFor, transcriptBlock } from './prompt.ts';

export interface Summary {
  sentences: CallInsights['summary']['sentences'];
  leftOut: number;
  /** Why, for the log: never the sentences. */
  doubts: Doubt[];
}

const answer = z.object({
  sentences: z
    .array(z.object({ text: z.string().trim().min(1).max(1_000), segmentIds: z.array(z.string()).max(50) }))
    .max(40),
});

/** A page that a lawyer reads in half a minute. */
const MOST_SENTENCES = 8;
const FEWEST_A_PART = 3;
const MOST_TOKENS = 1_500;

const task = (most: number) =>
  `Summarise the call in at most ${most} short sentences: who calls and why, what happened, what is asked, what was agreed, every deadline, amount and contact detail.
Each sentence tells one fact and names in segmentIds the ids of every segment that it is taken from. Take numbers, dates, names and the words for things as they were said. Call the people "the caller" and "the firm" in the language you write in. Do not turn a question into a fact, and do not leave out a "not".`;

/**
 * A summary of which every sentence cites what it is taken from. What does not stand there is left out and counted.
 * @throws EngineError `model_answer_invalid` also when nothing of it could be kept
 */
export async function summarise(
  segments: readonly Said[],
  of: { language: Language; knownNames: readonly string[] },
  asking: Asking,
): Promise<Summary> {
  const parts = partsOf(segments);
  const most = Math.max(FEWEST_A_PART, Math.ceil(MOST_SENTENCES / parts.length));
  const transcript = transcriptOf(segments);
  const summary: Summary = { sentences: [], leftOut: 0, doubts: [] };
  for (const part of parts) {
    const { sentences } = await askForJson(asking, {
      name: 'summary',
      system: systemFor(task(most), of.language),
      user: `${transcriptBlock(part)}\n\nSummarise this call as you were told.`,
      schema: answer,
      maxTokens: MOST_TOKENS,
    });
    for (const sentence of sentences) {
      const doubt = doubtAbout(sentence, transcript, of);
      if (doubt !== null) {
        summary.leftOut += 1;
        summary.doubts.push(doubt);
        continue;
      }
      const id = `c${summary.sentences.length + 1}`;
      summary.sentences.push({ id, text: sentence.text, segmentIds: [...new Set(sentence.segmentIds)] });
    }
  }
  if (summary.sentences.length === 0) {
    const message = `Nothing of the summary stands in the transcript (${summary.leftOut} left out).`;
    throw new EngineError('model_answer_invalid', message, { retryable: true });
  }
  return summary;
}
