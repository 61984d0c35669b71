import { ProblemError } from '../../http/problem-error.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { foundRecording } from './found-recording.ts';

/** POST /recordings/:id/retry: fetches it again, when it failed. What is here, or under way, stays as it is. */
export function createRetryRoute(deps: RecordingDeps): CallerRoute {
  return async ({ tenantId, store }, req, res) => {
    const recording = await foundRecording(store, req.params['recordingId']);
    if (recording.removed !== null) throw new ProblemError('recording_removed');
    const key = `fetch/${recording.id}`;
    const job = (await store.jobsOfCall(recording.callId)).find((one) => one.key === key);
    if (!job) throw new ProblemError('recording_not_ready');
    const at = deps.now().toISOString();
    const { kind, callId, recordingId, payload } = job;
    const isOver = recording.audio.status === 'failed' || recording.audio.status === 'skipped';
    // The job first: a recording that says "pending" without one would wait for ever.
    const isAdded = isOver && (await store.addJob({ key, kind, callId, recordingId, payload, dueAt: at }));
    const written = isAdded
      ? await store.changeRecording(recording.id, (before) => {
          if (before === null || before.removed !== null) return null;
          if (before.audio.status !== 'failed' && before.audio.status !== 'skipped') return null;
          const audio = {
            ...before.audio,
            status: 'pending',
            reason: null,
            progress: null,
            nextAttemptAt: null,
          } as const;
          return { ...before, audio: { ...audio, updatedAt: at }, updatedAt: at };
        })
      : null;
    if (written) deps.publish(tenantId, written.events);
    if (isAdded) deps.wakeJobs();
    res.status(202).json(written?.value ?? recording);
  };
}
