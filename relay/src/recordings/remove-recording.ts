import type { Logger } from 'pino';
import type { StoredEvent } from '../storage/port.ts';
import type { RecordingStore } from '../storage/recording-port.ts';
import type { Recording } from '../wire/recording.ts';
import type { MediaStore } from './ports.ts';
import { removeBytes } from './remove-bytes.ts';

export interface RemoveDeps {
  media: MediaStore;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  now: () => Date;
  log: Logger;
}

export interface Removal {
  tenantId: string;
  store: RecordingStore;
  recordingId: string;
  reason: NonNullable<Recording['removed']>['reason'];
  /** Null: a clock did it. */
  by: { personId: string; deviceId: string } | null;
  detail: string | null;
}

/**
 * Removes a recording here and, by its event, on every desktop. What is gone first is the permission to hear it; the bytes
 * follow at once, and a job sees to it that they do even if this process dies or the bucket is out of reach.
 * @returns what became of it; `on_hold` and `unknown`: nothing was done. Already removed: as it is
 */
export async function removeRecording(removal: Removal, deps: RemoveDeps): Promise<Recording | 'on_hold' | 'unknown'> {
  const { tenantId, store, recordingId, reason, by, detail } = removal;
  const at = deps.now().toISOString();
  let found: Recording | null = null;
  const written = await store.changeRecording(recordingId, (before) => {
    found = before;
    if (before === null || before.legalHold || before.removed !== null) return null;
    const audio = {
      ...before.audio,
      status: 'skipped',
      reason: 'removed',
      progress: null,
      nextAttemptAt: null,
    } as const;
    return { ...before, audio: { ...audio, updatedAt: at }, removed: { at, reason }, updatedAt: at };
  });
  const before = found as Recording | null;
  if (before === null) return 'unknown';
  if (written === null && before.removed === null) return 'on_hold';
  if (written !== null) {
    await store.addAudit({
      at,
      what: 'removed',
      callId: before.callId,
      recordingId,
      personId: by?.personId ?? null,
      deviceId: by?.deviceId ?? null,
      detail: detail === null ? reason : `${reason}: ${detail}`.slice(0, 500),
    });
    deps.publish(tenantId, written.events);
  }
  await removeKept(removal, before.callId, deps);
  return written?.value ?? before;
}

async function removeKept({ tenantId, store, recordingId }: Removal, callId: string, deps: RemoveDeps): Promise<void> {
  const job = { key: `remove/${recordingId}`, kind: 'remove', callId, recordingId, payload: null } as const;
  await store.addJob({ ...job, dueAt: deps.now().toISOString() });
  try {
    await removeBytes(store, deps.media, recordingId);
  } catch (error) {
    deps.log.warn({ tenantId, recordingId, err: error }, 'recording_bytes_not_removed_yet');
  }
}
