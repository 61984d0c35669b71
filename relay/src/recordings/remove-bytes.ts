import type { RecordingStore } from '../storage/recording-port.ts';
import type { MediaStore } from './ports.ts';

/**
 * Deletes what is kept of a recording, and the key that would open a copy of it. Succeeds also when nothing is there, so
 * a `remove` job does it again until it is done.
 * @throws MediaError
 */
export async function removeBytes(
  store: Pick<RecordingStore, 'media' | 'setMedia'>,
  media: MediaStore,
  recordingId: string,
): Promise<void> {
  const kept = await store.media(recordingId);
  if (!kept) return;
  await media.remove(kept.objectName);
  await store.setMedia(recordingId, null);
}
