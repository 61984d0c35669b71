import { z } from 'zod';
import type { JobContext, JobWork } from '../jobs/job-work.ts';
import { JobFailed } from '../jobs/job-failed.ts';
import { provider } from '../wire/scalars.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import { beginInsights, pendingState, skippedState } from './begin-insights.ts';
import { callOfJob, type CallOfJob } from './call-of-job.ts';
import { begun, failedNow, made, progressed, skippedNow } from './field-steps.ts';
import { withStates } from './insight-fields.ts';
import type { FetchRecording } from './makers.ts';
import type { StepDeps } from './steps.ts';

const payload = z.object({ provider, url: z.string(), durationSeconds: z.number().nullable() });

/** Gets a recording here, unless the firm's rules say that it is not wanted, and begins what is made of it. */
export function createFetchWork({ storage, steps }: StepDeps, fetchRecording: FetchRecording): JobWork {
  async function refuse(context: JobContext, recordingId: string): Promise<void> {
    const reason = 'policy_no_recording';
    await steps.changeRecording(context, recordingId, (before) =>
      before.audio.status === 'skipped' ? null : { ...before, audio: skippedNow(before.audio, reason, steps.now()) },
    );
    await steps.changeInsights(
      context,
      (before) => before ?? beginInsights(context.job.callId, null, steps.now(), skippedState(reason, steps.now())),
    );
  }

  async function fetch(context: JobContext, recording: Recording): Promise<Recording | null> {
    const { tenantId, job, signal } = context;
    const begin = await steps.changeRecording(context, recording.id, (before) =>
      before.removed ? null : { ...before, audio: begun(before.audio, steps.now()), updatedAt: steps.now() },
    );
    if (!begin) return null;
    const facts = await fetchRecording({
      tenantId,
      recording: begin,
      from: payload.parse(job.payload),
      signal,
      onProgress: steps.progress((share) =>
        steps.changeRecording(context, recording.id, (before) =>
          before.audio.status === 'processing'
            ? { ...before, audio: progressed(before.audio, share, steps.now()) }
            : null,
        ),
      ),
    });
    // Somebody else does it by now; what they write counts.
    signal.throwIfAborted();
    return steps.changeRecording(context, recording.id, (before) => {
      if (before.removed) return null;
      const at = steps.now();
      return { ...before, ...facts, audio: made(before.audio, at), updatedAt: at };
    });
  }

  return {
    async run(context) {
      const { store, job } = context;
      const recording = job.recordingId === null ? null : await store.recording(job.recordingId);
      if (!recording || recording.removed) return;
      const of = await callOfJob(storage, context, job.callId);
      const { audio, analyse } = of.decision;
      if (audio === 'none' || (audio === 'notes' && !analyse)) return refuse(context, recording.id);
      // A process may have died after the audio was here and before what follows was asked for.
      const here = recording.audio.status === 'completed' ? recording : await fetch(context, recording);
      // Somebody may have had it removed while it came.
      if (!here || here.removed) return;
      await beginWhatFollows(context, here, of);
    },
    async failed(context, failure) {
      const { recordingId } = context.job;
      if (recordingId === null) return;
      await steps.changeRecording(context, recordingId, (before) =>
        before.audio.status === 'completed' || before.removed
          ? null
          : { ...before, audio: failedNow(before.audio, failure, steps.now()), updatedAt: steps.now() },
      );
    },
  };

  async function beginWhatFollows(context: JobContext, recording: Recording, { decision }: CallOfJob): Promise<void> {
    const { store, job } = context;
    const others = (await store.recordingsOfCall(job.callId)).filter((one) => one.id !== recording.id);
    // The talk itself tells more than the message behind it.
    if (recording.kind === 'voicemail' && others.some((one) => one.kind === 'call' && one.audio.status === 'completed'))
      return;
    const at = steps.now();
    const state = decision.analyse ? pendingState(at) : skippedState('policy_no_analysis', at);
    const insights = await steps.changeInsights(context, (before) => {
      if (before?.recordingId === recording.id) return null;
      return { ...bothOf(before, beginInsights(job.callId, recording.id, at, state)) };
    });
    const current = insights ?? (await store.insights(job.callId));
    if (!current) throw new JobFailed('internal', 'What is made of the call could not be begun.', { retryable: true });
    if (!decision.analyse) return;
    await steps.next(context, 'dynamics');
    await steps.next(context, 'transcribe');
  }
}

/** What people wrote stays; so does a transcript that the provider made, until ours is better. */
function bothOf(before: CallInsights | null, fresh: CallInsights): CallInsights {
  if (!before) return fresh;
  const kept = { ...fresh, comments: before.comments };
  if (before.recordingId !== null || before.transcript.status !== 'completed' || fresh.transcript.status !== 'pending')
    return kept;
  return withStates({ ...before, recordingId: fresh.recordingId }, ['dynamics'], () => pendingState(fresh.updatedAt));
}
