import type { RecordingStore } from '../../storage/recording-port.ts';
import { lockDataKey, unlockDataKey } from './data-key.ts';
import { currentKey, type MasterKeys } from './master-keys.ts';

/** Written one after the other, so that a running relay is never kept waiting. */
const AT_A_TIME = 100;

/**
 * Locks the data key of every recording with the newest master key. The recordings themselves stay as they are. Recordings
 * may come and be played meanwhile; done twice, or broken off and done again, nothing is lost.
 * @returns how many keys were locked anew
 * @throws MasterKeyError when an old key is missing or wrong
 */
export async function relockMedia(stores: readonly RecordingStore[], keys: MasterKeys): Promise<number> {
  const current = await currentKey(keys);
  const old = (await keys.all()).filter(({ id }) => id !== current.id);
  let relocked = 0;
  for (const store of stores) {
    for (const { id } of old) relocked += await relockOf(store, id, keys);
  }
  return relocked;
}

async function relockOf(store: RecordingStore, masterKeyId: string, keys: MasterKeys): Promise<number> {
  let relocked = 0;
  for (;;) {
    const found = await store.mediaOfKey(masterKeyId, AT_A_TIME);
    if (found.length === 0) return relocked;
    for (const { recordingId } of found) {
      // Read again: fetched anew or removed meanwhile, it must not be put back.
      const media = await store.media(recordingId);
      if (media?.masterKeyId !== masterKeyId) continue;
      const dataKey = await unlockDataKey(media, recordingId, keys);
      await store.setMedia(recordingId, { ...media, ...(await lockDataKey(dataKey, recordingId, keys)) });
      relocked += 1;
    }
  }
}

/** The same for texts, which each process reads with the keys that it knew when it started: done at a start. */
export async function relockTexts(stores: readonly Pick<RecordingStore, 'relockTexts'>[]): Promise<number> {
  let relocked = 0;
  for (const store of stores) {
    for (;;) {
      const some = await store.relockTexts(AT_A_TIME);
      relocked += some;
      if (some === 0) break;
    }
  }
  return relocked;
}
