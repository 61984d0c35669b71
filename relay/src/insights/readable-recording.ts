import type { TenantStore } from '../storage/port.ts';
import type { FieldReason } from '../wire/field-state.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';

/** The recording that a call's insights are made of, or why there is none. */
export async function readableRecording(
  store: TenantStore,
  { recordingId }: Pick<CallInsights, 'recordingId'>,
): Promise<Recording | { reason: FieldReason }> {
  const recording = recordingId === null ? null : await store.recording(recordingId);
  if (!recording) return { reason: 'no_recording' };
  if (recording.removed) return { reason: 'removed' };
  if (recording.audio.status !== 'completed') return { reason: recording.audio.reason ?? 'no_recording' };
  return recording;
}
