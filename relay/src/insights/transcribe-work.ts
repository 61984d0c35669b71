import type { JobContext, JobWork } from '../jobs/job-work.ts';
import { mayUse } from '../policy/decide-capture.ts';
import type { FieldReason } from '../wire/field-state.ts';
import type { CallInsights, TranscriptSegment } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import { isUnderWay } from './ai-completed.ts';
import { callOfJob, type CallOfJob } from './call-of-job.ts';
import { begun, failedNow, made, progressed, skippedNow } from './field-steps.ts';
import { emptied, hasHandwork, openWordFields, withContent, withStates } from './insight-fields.ts';
import { engineUsedOf } from './engine-used.ts';
import { wordFields, type Hearing } from './makers.ts';
import { removeAudioOfNotes } from './notes-only.ts';
import type { StepDeps } from './steps.ts';
import { readableRecording } from './readable-recording.ts';
import { withoutWritings } from './writings.ts';

/** Writes down what was said. Without words nothing else can be made of a call but its dynamics. */
export function createTranscribeWork({ storage, steps, makers }: StepDeps): JobWork {
  /** The transcript, and all that would be made of it. */
  async function skip(context: JobContext, reason: FieldReason): Promise<void> {
    await steps.changeInsights(context, (before) => {
      if (!before || isKept(before)) return null;
      return skipAll(before, reason, steps.now());
    });
  }

  async function hear(context: JobContext, of: CallOfJob, recording: Recording, hearing: Hearing): Promise<void> {
    const { signal } = context;
    await steps.changeInsights(context, (before) =>
      before && !isKept(before) ? withStates(before, ['transcript'], (state) => begun(state, steps.now())) : null,
    );
    if (!makers.mediaOf) return;
    const segments = await hearing.transcribe({
      audio: await makers.mediaOf(context.tenantId).decode(recording.id, signal),
      languages: of.languages,
      names: of.names,
      signal,
      onProgress: steps.progress((share) =>
        steps.changeInsights(context, (before) =>
          before?.transcript.status === 'processing'
            ? withStates(before, ['transcript'], (state) => progressed(state, share, steps.now()))
            : null,
        ),
      ),
    });
    signal.throwIfAborted();
    if (segments.length === 0) return skip(context, 'nothing_said');
    await steps.changeInsights(context, (before) => before && withTranscript(before, segments, hearing, steps.now()));
  }

  return {
    async run(context) {
      const { store, job } = context;
      const insights = await store.insights(job.callId);
      if (!insights) return;
      if (wantsHearing(insights)) {
        const of = await callOfJob(storage, context, job.callId);
        const recording = await readableRecording(store, insights);
        if (!of.decision.analyse) await skip(context, 'policy_no_analysis');
        else if ('reason' in recording) await skip(context, recording.reason);
        else if (!makers.hearing || !makers.mediaOf) await skip(context, 'no_engine');
        else if (!mayUse(of.decision, makers.hearing.engine)) await skip(context, 'policy_engine_refused');
        else await hear(context, of, recording, makers.hearing);
      }
      // A process may have died after the words were there and before what follows was asked for.
      const after = await store.insights(job.callId);
      if (after?.transcript.status === 'completed' && openWordFields(after).length > 0)
        await steps.next(context, 'understand');
      await removeAudioOfNotes(storage, context, makers);
    },
    async failed(context, failure) {
      await steps.changeInsights(context, (before) => {
        if (!before || !isUnderWay(before.transcript)) return null;
        const at = steps.now();
        const failed = withStates(before, ['transcript'], (state) => failedNow(state, failure, at));
        if (failure.nextAttemptAt !== null) return failed;
        return withStates(failed, openWordFields(failed), (state) => skippedNow(state, failure.reason, at));
      });
      if (failure.nextAttemptAt === null) await removeAudioOfNotes(storage, context, makers);
    },
  };
}

/**
 * A provider's transcript is heard again by our own engine, which knows times and languages; the receptionist's because a
 * recording also has what was said after it, and its times are the ones that are played.
 */
function wantsHearing({ transcript }: CallInsights): boolean {
  const isForNow = transcript.source === 'provider' || transcript.wasHeardLive === true;
  return isUnderWay(transcript) || (transcript.status === 'completed' && isForNow);
}

/** There is a transcript already, and it stays until there is a better one. */
const isKept = ({ transcript }: CallInsights) => transcript.status === 'completed';

export function skipAll(insights: CallInsights, reason: FieldReason, at: string): CallInsights {
  const fields = ['transcript', ...openWordFields(insights)] as const;
  return withStates(insights, fields, (state) => skippedNow(state, reason, at));
}

/** What was made of an earlier transcript cites segments that are gone, so all of it is made anew. */
function withTranscript(
  before: CallInsights,
  segments: TranscriptSegment[],
  { engine }: Hearing,
  at: string,
): CallInsights | null {
  // People worked on the provider's: that is worth more than ours.
  if (isKept(before) && hasHandwork(before)) return null;
  const { transcript } = before;
  const state = isKept(before) ? begun(transcript, at) : transcript;
  const engineUsed = engineUsedOf(engine);
  const words = {
    segments,
    source: 'engine' as const,
    timesAreEstimated: false,
    ...(transcript.wasHeardLive !== undefined && { wasHeardLive: false }),
    engine: engineUsed,
    ...made(state, at),
  };
  return emptied(withContent(withoutWritings(before, 'transcript'), 'transcript', words), wordFields, at);
}
