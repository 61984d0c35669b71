import type { JobWork } from '../jobs/job-work.ts';
import { callOfJob } from './call-of-job.ts';
import { begun, failedNow, made, skippedNow } from './field-steps.ts';
import { isUnderWay } from './ai-completed.ts';
import { isEmptyContent, withContent, withStates } from './insight-fields.ts';
import { removeAudioOfNotes } from './notes-only.ts';
import type { StepDeps } from './steps.ts';
import { readableRecording } from './readable-recording.ts';

/** Who spoke when and how loud: needs no engine, so it is made for every recording that may be analysed. */
export function createDynamicsWork({ storage, steps, makers }: StepDeps): JobWork {
  return {
    async run(context) {
      const { store, job, signal } = context;
      const insights = await store.insights(job.callId);
      if (insights && isUnderWay(insights.dynamics)) {
        const skip = (reason: Parameters<typeof skippedNow>[1]) =>
          steps.changeInsights(
            context,
            (before) => before && withStates(before, ['dynamics'], (state) => skippedNow(state, reason, steps.now())),
          );
        const { decision } = await callOfJob(storage, context, job.callId);
        const recording = await readableRecording(store, insights);
        if (!decision.analyse) await skip('policy_no_analysis');
        else if ('reason' in recording) await skip(recording.reason);
        else if (!makers.mediaOf || !makers.measureDynamics) await skip('no_engine');
        else {
          await steps.changeInsights(
            context,
            (before) => before && withStates(before, ['dynamics'], (state) => begun(state, steps.now())),
          );
          const content = await makers.measureDynamics(
            await makers.mediaOf(context.tenantId).decode(recording.id, signal),
            signal,
          );
          signal.throwIfAborted();
          if (isEmptyContent<'dynamics'>(content)) await skip('empty');
          else
            await steps.changeInsights(
              context,
              (before) =>
                before && withContent(before, 'dynamics', { ...content, ...made(before.dynamics, steps.now()) }),
            );
        }
      }
      await removeAudioOfNotes(storage, context, makers);
    },
    async failed(context, failure) {
      await steps.changeInsights(context, (before) =>
        before && isUnderWay(before.dynamics)
          ? withStates(before, ['dynamics'], (state) => failedNow(state, failure, steps.now()))
          : null,
      );
      if (failure.nextAttemptAt === null) await removeAudioOfNotes(storage, context, makers);
    },
  };
}
