import { z } from 'zod';
import type { CallInsights } from '../../../wire/insights.ts';
import type { Language } from '../../../wire/scalars.ts';
import { EngineError } from '../../ports.ts';
import { transcriptOf, type Evidence } from '../checking/check-sentence.ts';
import { factProblem } from '../checking/check-facts.ts';
import { nameProblem } from '../checking/check-names.ts';
import { isQuoteOf } from '../checking/quote-in.ts';
import { read } from '../reading/reading.ts';
import type { Said } from '../said.ts';
import { askForJson, type Asking } from './ask-for-json.ts';
import { partsOf, systemFor, transcriptBlock } from './prompt.ts';

export interface Topics {
  topics: string[];
  /** Words of the call that tell that something is urgent, found by the model and said so. */
  urgent: CallInsights['mentions']['urgent'];
}

const answer = z.object({
  topics: z
    .array(z.object({ text: z.string().trim().min(1).max(100), segmentIds: z.array(z.string()).max(50) }))
    .max(20),
  urgent: z.array(z.object({ quote: z.string().trim().min(1).max(200), segmentId: z.string().max(20) })).max(20),
});
const MOST_TOPICS = 8;
const MOST_TOKENS = 1_000;

const task = `Name what the call is about, in at most ${MOST_TOPICS} topics of one to four words, each with the ids of the segments where it is spoken of. Use words of the call.
Then list in urgent the words that tell that something cannot wait (a deadline, a threat, a danger), copied exactly from one segment, with its id. None is a good answer.`;

/** @throws EngineError */
export async function nameTopics(
  segments: readonly Said[],
  of: { language: Language; knownNames: readonly string[] },
  asking: Asking,
): Promise<Topics> {
  const transcript = transcriptOf(segments);
  const found: Topics = { topics: [], urgent: [] };
  let named = 0;
  for (const part of partsOf(segments)) {
    const said = await askForJson(asking, {
      name: 'topics',
      system: systemFor(task, of.language),
      user: `${transcriptBlock(part)}\n\nName the topics of this call as you were told.`,
      schema: answer,
      maxTokens: MOST_TOKENS,
    });
    named += said.topics.length;
    for (const { text, segmentIds } of said.topics) {
      const cited = segmentIds.map((id) => transcript.evidence(id)).filter((evidence) => evidence !== null);
      const known = found.topics.some((topic) => topic.toLowerCase() === text.toLowerCase());
      if (!known && found.topics.length < MOST_TOPICS && isSpokenOf(text, cited)) found.topics.push(text);
    }
    for (const { quote, segmentId } of said.urgent) {
      const evidence = transcript.evidence(segmentId);
      if (evidence !== null && isQuoteOf(quote, evidence.said.text)) found.urgent.push({ segmentId, quote });
    }
  }
  if (named > 0 && found.topics.length === 0)
    throw new EngineError('model_answer_invalid', 'No topic is spoken of where it is said to be.', { retryable: true });
  return found;

  /** No fact or name of its own, and at least half of its words were said. */
  function isSpokenOf(text: string, cited: readonly Evidence[]): boolean {
    if (cited.length === 0) return false;
    // A title begins with a capital; it is no name for that.
    const claim = read(text, of.language);
    if (factProblem(claim, cited, transcript) !== null || nameProblem(claim, cited, of.knownNames) !== null)
      return false;
    const said = claim.content.filter(({ key, folded }) =>
      cited.some(({ reading }) => reading.keys.has(key) || reading.words.has(folded)),
    );
    return claim.content.length === 0 ? claim.facts.length > 0 : said.length * 2 >= claim.content.length;
  }
}
