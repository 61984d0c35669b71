import type { JobWork } from '../jobs/job-work.ts';
import type { Storage } from '../storage/port.ts';
import type { Recording } from '../wire/recording.ts';
import type { MediaStore } from './ports.ts';
import { removeBytes } from './remove-bytes.ts';
import { removeRecording, type RemoveDeps } from './remove-recording.ts';

/** Deletes the bytes of a recording that is removed already, again and again until the store takes it. */
export function createRemoveWork(media: MediaStore): JobWork {
  return {
    async run({ store, job }) {
      const recording = job.recordingId === null ? null : await store.recording(job.recordingId);
      if (recording?.removed) await removeBytes(store, media, recording.id);
    },
    // Nobody waits for it: the recording is gone for everybody, and the runner's log says what is left.
    failed: () => Promise.resolve(),
  };
}

/** Removal by the relay's own rules, such as words kept and no audio. */
export function createRemover(deps: RemoveDeps & { storage: Pick<Storage, 'tenant'> }): {
  removeRecording: (ask: {
    tenantId: string;
    recordingId: string;
    reason: NonNullable<Recording['removed']>['reason'];
  }) => Promise<unknown>;
} {
  return {
    removeRecording: (ask) =>
      removeRecording({ ...ask, store: deps.storage.tenant(ask.tenantId), by: null, detail: null }, deps),
  };
}
