import { z } from 'zod';
import type { CallInsights } from '../../../wire/insights.ts';
import type { Language } from '../../../wire/scalars.ts';
import { transcriptOf } from '../checking/check-sentence.ts';
import { factProblem } from '../checking/check-facts.ts';
import { nameProblem } from '../checking/check-names.ts';
import { isQuoteOf } from '../checking/quote-in.ts';
import { datesSaid } from '../quoting/dates-said.ts';
import type { CallMoment } from '../quoting/found-date.ts';
import { read } from '../reading/reading.ts';
import type { Said } from '../said.ts';
import { askForJson, type Asking } from './ask-for-json.ts';
import { partsOf, systemFor, transcriptBlock } from './prompt.ts';

type Task = CallInsights['tasks']['tasks'][number];

const answer = z.object({
  tasks: z
    .array(
      z.object({
        title: z.string().trim().min(1).max(500),
        quote: z.string().trim().min(1).max(1_000),
        segmentId: z.string().max(20),
        dueDate: z.string().max(40).nullable(),
      }),
    )
    .max(40),
});
const MOST_TASKS = 20;
const MOST_TOKENS = 1_500;

const task = `List what somebody of the firm has to do after the call, or promised to do, and what the caller promised to send or do. At most ${MOST_TASKS}; none is a good answer.
Each has a title that begins with a verb; a quote: the words of one segment that say so, copied exactly; segmentId: where they stand; dueDate: as year-month-day only when a date is said in that segment, else null.`;

/**
 * Tasks that a person accepts or not. One whose quote was not said is left out; a date that was not said is taken off, and
 * a title that tells more than its segment is replaced by the quote.
 * @throws EngineError
 */
export async function findTasks(
  segments: readonly Said[],
  of: { language: Language; knownNames: readonly string[]; moment: CallMoment },
  asking: Asking,
): Promise<Task[]> {
  const transcript = transcriptOf(segments);
  const tasks: Task[] = [];
  for (const part of partsOf(segments)) {
    const said = await askForJson(asking, {
      name: 'tasks',
      system: systemFor(task, of.language),
      user: `${transcriptBlock(part)}\n\nList the tasks of this call as you were told.`,
      schema: answer,
      maxTokens: MOST_TOKENS,
    });
    for (const { title, quote, segmentId, dueDate } of said.tasks) {
      const evidence = transcript.evidence(segmentId);
      if (evidence === null || !isQuoteOf(quote, evidence.said.text) || tasks.length >= MOST_TASKS) continue;
      if (tasks.some((other) => other.segmentId === segmentId && isQuoteOf(quote, other.quote))) continue;
      const dates = datesSaid(evidence.said, of.moment).map(({ date }) => date);
      const claim = read(title, of.language);
      const isSaid =
        factProblem(claim, [evidence], transcript) === null && nameProblem(claim, [evidence], of.knownNames) === null;
      const nth = tasks.filter((other) => other.segmentId === segmentId).length;
      tasks.push({
        id: `${segmentId}.${nth}`,
        title: isSaid ? title : quote.slice(0, 500),
        dueDate: dueDate !== null && dates.includes(dueDate) ? dueDate : null,
        quote,
        segmentId,
        state: 'suggested',
        decided: null,
      });
    }
  }
  return tasks;
}
