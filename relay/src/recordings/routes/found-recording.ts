import { ProblemError } from '../../http/problem-error.ts';
import type { RecordingStore } from '../../storage/recording-port.ts';
import type { Recording } from '../../wire/recording.ts';

/** @throws ProblemError not_found, also for another firm's: the store knows only its own */
export async function foundRecording(store: RecordingStore, recordingId: unknown): Promise<Recording> {
  const recording = await store.recording(String(recordingId));
  if (!recording) throw new ProblemError('not_found');
  return recording;
}
