import type { JobContext } from '../jobs/job-work.ts';
import type { Storage } from '../storage/port.ts';
import { isUnderWay } from './ai-completed.ts';
import { callOfJob } from './call-of-job.ts';
import type { Makers } from './makers.ts';

/** Where the firm keeps words and no audio, the audio goes as soon as nothing more is taken from it. */
export async function removeAudioOfNotes(
  storage: Storage,
  context: JobContext,
  { removeRecording }: Pick<Makers, 'removeRecording'>,
): Promise<void> {
  const { store, job, tenantId } = context;
  const { decision } = await callOfJob(storage, context, job.callId);
  if (decision.audio !== 'notes') return;
  const insights = await store.insights(job.callId);
  if (!insights || isUnderWay(insights.dynamics) || isUnderWay(insights.transcript)) return;
  for (const recording of await store.recordingsOfCall(job.callId)) {
    if (recording.removed || recording.legalHold || recording.audio.status !== 'completed') continue;
    await removeRecording?.({ tenantId, recordingId: recording.id, reason: 'policy' });
  }
}
