import type { FieldState } from '../wire/field-state.ts';
import type { CallInsights, InsightField } from '../wire/insights.ts';
import type { IsoTime } from '../wire/scalars.ts';
import { isUnderWay } from './ai-completed.ts';
import { beginInsights } from './begin-insights.ts';
import { pendingAgain } from './field-steps.ts';
import { wordFields, type Content, type WordField } from './makers.ts';
import { withoutWritings } from './writings.ts';

/** Gives some fields another state; what they hold stays. */
export function withStates<F extends InsightField>(
  insights: CallInsights,
  fields: readonly F[],
  next: (before: FieldState, field: F) => FieldState,
): CallInsights {
  const after = { ...insights };
  for (const field of fields)
    Object.assign(after, { [field]: { ...insights[field], ...next(insights[field], field) } });
  return after;
}

/** Gives one field what was made for it, with its state. */
export function withContent<F extends InsightField>(
  insights: CallInsights,
  field: F,
  content: Partial<CallInsights[F]>,
): CallInsights {
  return { ...insights, [field]: { ...insights[field], ...content } };
}

/** Whether people worked on it: corrected a word, accepted a summary, decided on a task. */
export function hasHandwork({ transcript, summary, tasks }: CallInsights): boolean {
  return (
    transcript.segments.some((segment) => segment.edited !== null) ||
    summary.edited !== null ||
    summary.verified !== null ||
    tasks.tasks.some((task) => task.decided !== null)
  );
}

/** These fields are to be made anew: what they hold cites words that are gone. */
export function emptied(insights: CallInsights, fields: readonly WordField[], at: IsoTime): CallInsights {
  const empty = beginInsights(insights.callId, insights.recordingId, at);
  return fields.reduce(
    (after, field) =>
      withoutWritings({ ...after, [field]: { ...empty[field], ...pendingAgain(insights[field], at) } }, field),
    insights,
  );
}

/** Fields made of words that are not settled: pending, begun by a process that died, or waiting for another attempt. */
export function openWordFields(insights: CallInsights) {
  return wordFields.filter((field) => isUnderWay(insights[field]));
}

/** Whether there is anything to show: every list in it is empty and nothing else is said. */
export function isEmptyContent<F extends InsightField>(content: Content<F>): boolean {
  const parts: unknown[] = Object.values(content);
  const lists = parts.filter((part): part is unknown[] => Array.isArray(part));
  return lists.every((list) => list.flat().length === 0) && !parts.some((part) => isFilled(part));
}

const isFilled = (part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part);
