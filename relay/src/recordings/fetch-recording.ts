import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Storage } from '../storage/port.ts';
import type { StoredMedia } from '../storage/recording-port.ts';
import type { Recording } from '../wire/recording.ts';
import { fetchAudio, type FetchAudioDeps } from './fetching/fetch-audio.ts';
import { openPartFile, type PartFile } from './fetching/part-file.ts';
import { lockDataKey, makeDataKey } from './keeping/data-key.ts';
import type { MasterKeys } from './keeping/master-keys.ts';
import { objectNameOf, objectPath } from './keeping/object-name.ts';
import { MediaError, type MediaStore } from './ports.ts';
import type { ProviderKey } from './provider-key.ts';
import { removeBytes } from './remove-bytes.ts';
import { speakersOf } from './sound/collect-samples.ts';
import type { Ffmpeg } from './sound/ffmpeg.ts';
import { lockedFile, makePlayable } from './sound/make-playable.ts';
import type { FetchPayload } from './told-recording.ts';

/** What is known of a recording once it is here. */
export type FetchedFacts = Pick<Recording, 'channels'> & {
  sha256: string;
  sizeBytes: number;
  contentType: string;
  durationMs: number;
};

export interface FetchRecordingAsk {
  tenantId: string;
  recording: Recording;
  from: FetchPayload;
  signal: AbortSignal;
  /** 0 to 1 */
  onProgress: (share: number) => void;
}

export interface FetchRecordingDeps {
  storage: Pick<Storage, 'tenant'>;
  media: MediaStore;
  keys: MasterKeys;
  ffmpeg: Ffmpeg | null;
  providerKey: ProviderKey;
  /** As in RECORDING_HOSTS. */
  hosts: readonly string[];
  network: FetchAudioDeps;
  /** What has come so far lies here, locked. */
  incomingFolder: string;
  /** Longer recordings are refused (ms). */
  longestMs?: number;
  log: Logger;
}

/** The longest hearing by telephone that anybody told of took three hours (ms). */
const LONGEST_MS = 4 * 3_600_000;
/** Which part of the work the download is: on a slow line nearly all, on a fast one half. */
const DOWNLOAD = 0.7;

/**
 * Gets a provider's recording, makes it playable, locks it and keeps it; `setMedia` is written, the recording's row is the
 * caller's. Done again, also after having been killed anywhere, it goes on with what has come and replaces what was kept.
 * @returns a function that throws MediaError, whose `code` is the reason that a person is shown
 */
export function createFetchRecording(deps: FetchRecordingDeps): (ask: FetchRecordingAsk) => Promise<FetchedFacts> {
  return async (ask) => {
    const { tenantId, recording, from } = ask;
    const startedMs = performance.now();
    const path = join(deps.incomingFolder, ...objectPath(objectNameOf(tenantId, recording.id)));
    await mkdir(deps.incomingFolder, { recursive: true, mode: 0o700 });
    const part = await openPartFile(`${path}.part`, from.url, deps.keys);
    try {
      await fetchAudio(
        {
          link: from.url,
          hosts: { provider: from.provider, named: deps.hosts },
          part,
          authorization: () => deps.providerKey(tenantId, from.provider),
          signal: ask.signal,
          onProgress: (share) => ask.onProgress(share * DOWNLOAD),
        },
        deps.network,
      );
      const facts = await keepPlayable(ask, part, `${path}.locked`, deps);
      await part.discard();
      const ms = Math.round(performance.now() - startedMs);
      deps.log.info({ tenantId, recordingId: recording.id, sizeBytes: facts.sizeBytes, ms }, 'recording_fetched');
      return facts;
    } catch (error) {
      // What may come again later is gone on with; what is wrong with the file itself is asked for anew.
      if (error instanceof MediaError && !error.retryable) await part.discard();
      else await part.close();
      throw error;
    }
  };
}

async function keepPlayable(
  { tenantId, recording, signal, onProgress }: FetchRecordingAsk,
  part: PartFile,
  lockedPath: string,
  deps: FetchRecordingDeps,
): Promise<FetchedFacts> {
  const store = deps.storage.tenant(tenantId);
  const dataKey = makeDataKey();
  const playable = await makePlayable(
    {
      recordingId: recording.id,
      source: () => part.read(),
      sourceBytes: part.sizeBytes,
      lockedPath,
      dataKey,
      longestMs: deps.longestMs ?? LONGEST_MS,
      signal,
      onProgress: (share) => onProgress(DOWNLOAD + share * (1 - DOWNLOAD)),
    },
    deps.ffmpeg,
  );
  try {
    const before = await store.media(recording.id);
    const objectName = nextName(tenantId, recording.id, before);
    const { bytes, sizeBytes } = await lockedFile(lockedPath);
    await deps.media.put(objectName, bytes, sizeBytes);
    const kept: StoredMedia = {
      objectName,
      ...(await lockDataKey(dataKey, recording.id, deps.keys)),
      sizeBytes: playable.sizeBytes,
      peaksJson: playable.peaks === null ? null : JSON.stringify(playable.peaks),
    };
    await store.setMedia(recording.id, kept);
    if (before) await deps.media.remove(before.objectName);
  } finally {
    await rm(lockedPath, { force: true });
  }
  // Somebody removed it while it came.
  if ((await store.recording(recording.id))?.removed) {
    await removeBytes(store, deps.media, recording.id);
    throw new MediaError('removed', 'The recording was removed meanwhile.', { retryable: false });
  }
  const { sha256, sizeBytes, contentType, durationMs, channels } = playable;
  return { sha256, sizeBytes, contentType, durationMs, channels: speakersOf(channels) };
}

/**
 * Two names in turn: until the row says otherwise the old bytes are there with their old key, and a process that dies in
 * between leaves nothing that the next attempt does not overwrite.
 */
function nextName(tenantId: string, recordingId: string, before: StoredMedia | null): string {
  const name = objectNameOf(tenantId, recordingId);
  return before?.objectName === `${name}.a` ? `${name}.b` : `${name}.a`;
}
