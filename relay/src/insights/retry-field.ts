import type { CallInsights, InsightField } from '../wire/insights.ts';
import type { IsoTime } from '../wire/scalars.ts';
import { pendingAgain } from './field-steps.ts';
import { withStates } from './insight-fields.ts';
import { wordFields, type WordField } from './makers.ts';

/** What must be done again for a field, and no more. */
export interface Retry {
  insights: CallInsights;
  job: 'dynamics' | 'transcribe' | 'understand';
}

/** @returns null when the field is there, or is being made: nothing is asked for twice */
export function retryField(before: CallInsights, field: InsightField, at: IsoTime): Retry | null {
  const { status } = before[field];
  if (status !== 'failed' && status !== 'skipped') return null;
  const again = (...fields: InsightField[]) => withStates(before, fields, (state) => pendingAgain(state, at));
  if (field === 'dynamics') return { insights: again('dynamics'), job: 'dynamics' };
  if (before.transcript.status === 'completed') return { insights: again(field), job: 'understand' };
  // Without words there is nothing to make the others of, so they come with them.
  if (before.transcript.status === 'pending' || before.transcript.status === 'processing')
    return { insights: again(field), job: 'transcribe' };
  return { insights: again('transcript', ...wordFields.filter((one) => isMissing(before, one))), job: 'transcribe' };
}

function isMissing(insights: CallInsights, field: WordField): boolean {
  return insights[field].status === 'failed' || insights[field].status === 'skipped';
}
