import { z } from 'zod';
import { JobFailed } from '../jobs/job-failed.ts';
import type { JobWork } from '../jobs/job-work.ts';
import type { CallInsights, TranscriptSegment } from '../wire/insights.ts';
import { provider, type Provider } from '../wire/scalars.ts';
import { beginInsights, skippedState } from './begin-insights.ts';
import { callOfJob } from './call-of-job.ts';
import { begun, made } from './field-steps.ts';
import { emptied, openWordFields, withContent, withStates } from './insight-fields.ts';
import { wordFields, type FetchProviderTranscript } from './makers.ts';
import type { StepDeps } from './steps.ts';

const payload = z.object({ provider, transcriptionUrl: z.string() });

/** Takes over a transcript that the provider made, where there is none of ours. */
export function createImportWork({ storage, steps }: StepDeps, fetchTranscript: FetchProviderTranscript): JobWork {
  return {
    async run(context) {
      const { tenantId, store, job, signal } = context;
      const from = payload.parse(job.payload);
      const { call, decision, languages } = await callOfJob(storage, context, job.callId);
      // Nothing is made of a call that the firm does not let be analysed, whoever wrote its words down.
      if (!decision.analyse || decision.audio === 'none') return;
      const before = await store.insights(job.callId);
      if (!before || before.transcript.status !== 'completed') {
        const durationMs = await durationOf(context.store, call.id, call.durationSeconds);
        const ask = { tenantId, callId: call.id, from, direction: call.direction, durationMs, languages, signal };
        const segments = await fetchTranscript(ask);
        if (segments === null)
          throw new JobFailed('unreachable', 'The provider’s transcript is not ready.', { retryable: true });
        signal.throwIfAborted();
        if (segments.length > 0)
          await steps.changeInsights(context, (insights) =>
            withProviderTranscript(insights, job.callId, segments, from.provider, steps.now()),
          );
      }
      const after = await store.insights(job.callId);
      if (after?.transcript.status === 'completed' && openWordFields(after).length > 0)
        await steps.next(context, 'understand');
    },
    // Whoever has no transcript of the provider's waits for ours, or has none: that is said there.
    failed: () => Promise.resolve(),
  };
}

async function durationOf(
  store: Parameters<typeof callOfJob>[1]['store'],
  callId: string,
  talkSeconds: number | null,
): Promise<number> {
  const recordings = await store.recordingsOfCall(callId);
  const lengths = recordings.map((recording) => recording.durationMs ?? 0);
  return Math.max(0, ...lengths) || (talkSeconds ?? 0) * 1_000;
}

function withProviderTranscript(
  before: CallInsights | null,
  callId: string,
  segments: TranscriptSegment[],
  from: Provider,
  at: string,
): CallInsights | null {
  const insights = before ?? withoutRecording(callId, at);
  if (insights.transcript.status === 'completed') return null;
  const engine = { id: from, leavesMachine: true, region: null };
  const words = { segments, source: 'provider' as const, engine, ...made(begun(insights.transcript, at), at) };
  return emptied(withContent(insights, 'transcript', words), wordFields, at);
}

/** Until one comes. */
function withoutRecording(callId: string, at: string): CallInsights {
  return withStates(beginInsights(callId, null, at), ['dynamics'], () => skippedState('no_recording', at));
}
