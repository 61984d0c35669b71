import type { Recording } from '@callbrief/relay/wire/recording';
import type { RecordingView } from '../../src-preload/contract.ts';
import type { OwnAudio } from '../history/recording-rows.ts';

export interface ViewFacts {
  recording: Recording;
  own: OwnAudio;
  /** 0 to 1 while it is coming to this computer; null: it is not. */
  downloading: number | null;
  isConnected: boolean;
  url: string;
}

/** How a recording is shown. Pure. */
export function describeRecording({ recording, own, downloading, isConnected, url }: ViewFacts): RecordingView {
  const { audio, removed } = recording;
  const view = {
    recordingId: recording.id,
    kind: recording.kind,
    reason: null,
    progress: null,
    durationMs: recording.durationMs,
    speakers: recording.channels,
    sizeBytes: recording.sizeBytes,
    url: null,
    starred: own.starred,
    legalHold: recording.legalHold,
  };
  if (removed !== null) return { ...view, state: 'removed', reason: removed.reason };
  switch (audio.status) {
    case 'pending':
    case 'processing':
      return { ...view, state: 'waiting', progress: audio.progress };
    case 'failed':
    case 'skipped':
      return { ...view, state: audio.status, reason: audio.reason };
    case 'completed':
      break;
  }
  if (isHere(recording, own)) return { ...view, state: 'here', url };
  const heard = isConnected ? url : null;
  if (downloading !== null) return { ...view, state: 'downloading', progress: downloading, url: heard };
  // What came was not what the office has; it was thrown away.
  if (own.wrongSha256 !== null && own.wrongSha256 === recording.sha256)
    return { ...view, state: 'failed', reason: 'corrupt' };
  return { ...view, state: 'at_the_office', url: heard };
}

export const isHere = ({ sha256 }: Recording, own: OwnAudio) => sha256 !== null && own.hereSha256 === sha256;
