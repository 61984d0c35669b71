import { z } from 'zod';
import type { CallInsights } from '../../../wire/insights.ts';
import type { Language } from '../../../wire/scalars.ts';
import { EngineError } from '../../ports.ts';
import type { Said } from '../said.ts';
import { askForJson, type Asking } from './ask-for-json.ts';
import { partsOf, systemFor, transcriptBlock } from './prompt.ts';

type Sentiment = Pick<CallInsights['sentiment'], 'overall' | 'segments'>;

const score = z.number().min(-1).max(1);
const answer = z.object({
  overall: score,
  segments: z.array(z.object({ segmentId: z.string().max(20), score })).max(2_000),
});
const MOST_TOKENS = 4_000;
/** Less than this is neither tense nor at ease. */
const NEUTRAL = 0.25;

const task = `Judge how the caller feels, from -1 (angry, afraid, in despair) over 0 (neutral) to 1 (at ease, relieved, grateful). Politeness such as "thank you" or "good morning" is neutral.
Give a score for every segment of the caller that is not neutral, and an overall score for the call.`;

/** Scores only: their name is ours, so that it always fits. @throws EngineError */
export async function judgeTone(segments: readonly Said[], language: Language, asking: Asking): Promise<Sentiment> {
  const parts = partsOf(segments);
  const known = new Set(segments.map(({ id }) => id));
  const scores = new Map<string, number>();
  let sum = 0;
  let invented = 0;
  for (const part of parts) {
    const said = await askForJson(asking, {
      name: 'sentiment',
      system: systemFor(task, language),
      user: `${transcriptBlock(part)}\n\nJudge the tone of this call as you were told.`,
      schema: answer,
      maxTokens: MOST_TOKENS,
    });
    sum += said.overall * part.length;
    for (const { segmentId, score } of said.segments) {
      if (known.has(segmentId)) scores.set(segmentId, score);
      else invented += 1;
    }
  }
  if (scores.size === 0 && invented > 0)
    throw new EngineError('model_answer_invalid', 'Every score is for a segment that does not exist.', {
      retryable: true,
    });
  const overall = Math.round((sum / segments.length) * 100) / 100;
  return {
    overall: { score: overall, label: labelOf(overall) },
    segments: segments.flatMap(({ id }) => {
      const score = scores.get(id);
      return score === undefined ? [] : [{ segmentId: id, score }];
    }),
  };
}

export function labelOf(score: number): 'positive' | 'neutral' | 'negative' {
  return score >= NEUTRAL ? 'positive' : score <= -NEUTRAL ? 'negative' : 'neutral';
}
