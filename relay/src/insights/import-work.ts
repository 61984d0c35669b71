import { z } from 'zod';
import { JobFailed } from '../jobs/job-failed.ts';
import type { JobContext, JobWork } from '../jobs/job-work.ts';
import { isTextDemand } from '../recordings/remove-texts.ts';
import type { CallInsights } from '../wire/insights.ts';
import { provider, type Provider } from '../wire/scalars.ts';
import { beginInsights, skippedState } from './begin-insights.ts';
import { callOfJob } from './call-of-job.ts';
import { begun, failedNow, made, skippedNow } from './field-steps.ts';
import { emptied, openWordFields, withContent, withStates } from './insight-fields.ts';
import { wordFields, type FetchProviderTranscript } from './makers.ts';
import type { ProviderTranscript } from './speech-to-text/import-provider-transcript.ts';
import type { StepDeps } from './steps.ts';
import { skipAll } from './transcribe-work.ts';
import { withoutWritings } from './writings.ts';

const payload = z.object({ provider, transcriptionUrl: z.string() });
/** Entries of the audit log of one call. */
const LOOK_BACK = 500;

/** Takes over a transcript that the provider made, where there is none of ours. */
export function createImportWork({ storage, steps }: StepDeps, fetchTranscript: FetchProviderTranscript): JobWork {
  /** Changes what is said of the transcript, unless ours is there or on its way: then it is ours that is told of. */
  async function say(
    context: JobContext,
    change: (insights: CallInsights, at: string) => CallInsights,
  ): Promise<CallInsights | null> {
    const { job } = context;
    if (await isOursUnderWay(context)) return null;
    return steps.changeInsights(context, (before) => {
      const insights = before ?? withoutRecording(job.callId, steps.now());
      return insights.transcript.status === 'completed' ? null : change(insights, steps.now());
    });
  }

  return {
    async run(context) {
      const { tenantId, store, job, signal } = context;
      const from = payload.parse(job.payload);
      const { call, decision, languages } = await callOfJob(storage, context, job.callId);
      // What was demanded away does not come back by another door.
      if (await wasDemandedAway(store, call.id)) return;
      // Nothing is made of a call that the firm does not let be analysed, whoever wrote its words down.
      if (!decision.analyse || decision.audio === 'none') {
        const reason = decision.analyse ? 'policy_no_recording' : 'policy_no_analysis';
        await say(context, (insights, at) => skipAll(insights, reason, at));
        return;
      }
      const before = await store.insights(job.callId);
      if (before?.transcript.status !== 'completed') {
        await say(context, (insights, at) => withStates(insights, ['transcript'], (state) => begun(state, at)));
        const durationMs = await durationOf(store, call.id, call.durationSeconds);
        const { providerCallId, direction } = call;
        const read = await fetchTranscript({
          tenantId,
          providerCallId,
          from,
          direction,
          durationMs,
          languages,
          signal,
        });
        signal.throwIfAborted();
        await keep(context, read, from.provider);
      }
      const after = await store.insights(job.callId);
      if (after?.transcript.status === 'completed' && openWordFields(after).length > 0)
        await steps.next(context, 'understand');
    },

    async failed(context, failure) {
      await say(context, (insights, at) => {
        const failed = withStates(insights, ['transcript'], (state) => failedNow(state, failure, at));
        if (failure.nextAttemptAt !== null) return failed;
        return withStates(failed, openWordFields(failed), (state) => skippedNow(state, failure.reason, at));
      });
    },
  };

  async function keep(context: JobContext, read: ProviderTranscript, from: Provider): Promise<void> {
    switch (read.state) {
      case 'not_ready':
        throw new JobFailed('transcript_not_ready', 'The provider’s transcript is not ready.', { retryable: true });
      case 'unreadable':
        throw new JobFailed('transcript_unreadable', 'The provider’s transcript cannot be read.', { retryable: false });
      case 'there':
        if (read.segments.length === 0) {
          await say(context, (insights, at) => skipAll(insights, 'nothing_said', at));
          return;
        }
        // Also while ours is being made: until then this is there to be read.
        await steps.changeInsights(context, (before) =>
          withProviderTranscript(before, context.job.callId, read, from, steps.now()),
        );
        return;
      default:
        read satisfies never;
    }
  }
}

/** The sound is fetched or heard, or waits for it. */
async function isOursUnderWay({ store, job }: JobContext): Promise<boolean> {
  const jobs = await store.jobsOfCall(job.callId);
  return jobs.some(
    ({ kind, state }) => (kind === 'transcribe' || kind === 'fetch') && (state === 'waiting' || state === 'running'),
  );
}

async function wasDemandedAway(store: JobContext['store'], callId: string): Promise<boolean> {
  const recordings = await store.recordingsOfCall(callId);
  if (recordings.some(({ removed }) => removed?.reason === 'demand')) return true;
  const { items } = await store.auditPage({ callId }, null, LOOK_BACK);
  return items.some(isTextDemand);
}

async function durationOf(store: JobContext['store'], callId: string, talkSeconds: number | null): Promise<number> {
  const recordings = await store.recordingsOfCall(callId);
  const lengths = recordings.map((recording) => recording.durationMs ?? 0);
  return Math.max(0, ...lengths) || (talkSeconds ?? 0) * 1_000;
}

function withProviderTranscript(
  before: CallInsights | null,
  callId: string,
  { segments, timesAreKnown }: Extract<ProviderTranscript, { state: 'there' }>,
  from: Provider,
  at: string,
): CallInsights | null {
  const insights = before ?? withoutRecording(callId, at);
  const { transcript } = insights;
  if (transcript.status === 'completed') return null;
  const engine = { id: from, leavesMachine: true, region: null };
  const state = transcript.status === 'processing' ? transcript : begun(transcript, at);
  const words = { segments, source: 'provider' as const, timesAreEstimated: !timesAreKnown, engine };
  return emptied(
    withContent(withoutWritings(insights, 'transcript'), 'transcript', { ...words, ...made(state, at) }),
    wordFields,
    at,
  );
}

/** Until one comes. */
function withoutRecording(callId: string, at: string): CallInsights {
  return withStates(beginInsights(callId, null, at), ['dynamics'], () => skippedState('no_recording', at));
}
