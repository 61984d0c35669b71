import { nextAttemptAt } from '../jobs/back-off.ts';
import { JobFailed } from '../jobs/job-failed.ts';
import type { JobContext, JobWork } from '../jobs/job-work.ts';
import { mayUse } from '../policy/decide-capture.ts';
import type { FieldReason, FieldState } from '../wire/field-state.ts';
import type { CallInsights } from '../wire/insights.ts';
import { isUnderWay } from './ai-completed.ts';
import { callOfJob, type CallOfJob } from './call-of-job.ts';
import { begun, failedNow, made, skippedNow } from './field-steps.ts';
import { isEmptyContent, openWordFields, withContent, withStates } from './insight-fields.ts';
import { wordFields, type FieldOutcome, type Understanding, type WordField } from './makers.ts';
import type { StepDeps } from './steps.ts';
import { withoutWritings } from './writings.ts';

/** Makes what can be made of a transcript. Fields that are settled are left alone, so this is its own retry. */
export function createUnderstandWork({ storage, steps, clock, makers }: StepDeps): JobWork {
  function settle(context: JobContext, fields: readonly WordField[], next: (state: FieldState) => FieldState) {
    return steps.changeInsights(context, (before) => before && withStates(before, fields, next));
  }

  async function make(
    context: JobContext,
    of: CallOfJob,
    insights: CallInsights,
    understanding: Understanding,
  ): Promise<void> {
    const { job, signal } = context;
    const fields = openWordFields(insights);
    await settle(context, fields, (state) => begun(state, steps.now()));
    const told = new Set<WordField>();
    let toRepeat: FieldReason | null = null;
    const failed = (reason: FieldReason, retryable: boolean) => {
      const retryAt = retryable ? nextAttemptAt(job.attempts, clock.now()) : null;
      if (retryAt !== null) toRepeat ??= reason;
      return (state: FieldState) => failedNow(state, { reason, nextAttemptAt: retryAt }, steps.now());
    };
    await understanding.understand({
      fields,
      segments: insights.transcript.segments,
      callStartedAt: new Date(of.call.startedAt),
      timeZone: of.timeZone,
      country: of.country,
      knownNames: of.names,
      allowed: (engine) => mayUse(of.decision, engine),
      signal,
      onField: async (field, outcome) => {
        // Who is stopped, or came too late, has nothing to say any more.
        signal.throwIfAborted();
        if (told.has(field)) return;
        told.add(field);
        await steps.changeInsights(
          context,
          (before) => before && withOutcome(before, field, outcome, failed, steps.now()),
        );
      },
    });
    signal.throwIfAborted();
    const untold = fields.filter((field) => !told.has(field));
    if (untold.length > 0) await settle(context, untold, failed('internal', true));
    if (toRepeat !== null) throw new JobFailed(toRepeat, 'Some of it failed and is tried again.', { retryable: true });
  }

  return {
    async run(context) {
      const { store, job } = context;
      const insights = await store.insights(job.callId);
      if (!insights || insights.transcript.status !== 'completed') return;
      const open = openWordFields(insights);
      if (open.length === 0) return;
      const skip = (reason: FieldReason) => settle(context, open, (state) => skippedNow(state, reason, steps.now()));
      const of = await callOfJob(storage, context, job.callId);
      if (!of.decision.analyse) await skip('policy_no_analysis');
      else if (!makers.understanding) await skip('no_engine');
      else await make(context, of, insights, makers.understanding);
    },
    async failed(context, failure) {
      await steps.changeInsights(context, (before) => {
        if (!before) return null;
        const open = wordFields.filter((field) => isUnderWay(before[field]));
        if (open.length === 0) return null;
        // What failed by itself keeps its own reason, and is tried again when the job is.
        return withStates(before, open, (state) =>
          failedNow(state, { ...failure, reason: state.reason ?? failure.reason }, steps.now()),
        );
      });
    },
  };
}

function withOutcome<F extends WordField>(
  before: CallInsights,
  field: F,
  outcome: FieldOutcome<F>,
  failed: (reason: FieldReason, retryable: boolean) => (state: FieldState) => FieldState,
  at: string,
): CallInsights {
  switch (outcome.status) {
    case 'skipped':
      return withStates(before, [field], (state) => skippedNow(state, outcome.reason, at));
    case 'failed':
      return withStates(before, [field], failed(outcome.reason, outcome.retryable));
    case 'completed': {
      // Nothing says completed that produced nothing.
      if (isEmptyContent<F>(outcome.content))
        return withStates(before, [field], (state) => skippedNow(state, 'nothing_said', at));
      const state = made(before[field], at);
      const engine = 'engine' in before[field] ? { engine: outcome.engine } : {};
      return withContent(withoutWritings(before, field), field, {
        ...outcome.content,
        ...engine,
        ...state,
      } as unknown as Partial<CallInsights[F]>);
    }
    default:
      return outcome satisfies never;
  }
}
