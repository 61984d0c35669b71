import type { Caller } from '../../devices/authenticate.ts';
import type { Recording } from '../../wire/recording.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { makeLink } from './link-routes.ts';

/** The link of a call's recording, else of its voicemail; null when neither can be played. */
export type RecordingLinkOf = (caller: Caller, recordings: readonly Recording[]) => Promise<string | null>;

export function createRecordingLinkOf(deps: Pick<RecordingDeps, 'keys' | 'now' | 'publicBaseUrl'>): RecordingLinkOf {
  return async ({ tenantId, device }, recordings) => {
    const playable = recordings.filter(({ audio, removed }) => audio.status === 'completed' && removed === null);
    const recording = playable.find(({ kind }) => kind === 'call') ?? playable[0];
    if (!recording) return null;
    return (await makeLink({ tenantId, recordingId: recording.id, deviceId: device.id }, deps)).url;
  };
}
