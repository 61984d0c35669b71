import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { RelayConfig } from '../config.ts';
import type { Storage } from '../storage/port.ts';
import { resolveHost, type ResolveHost } from './fetching/checked-addresses.ts';
import { usualLimits, type FetchLimits } from './fetching/fetch-audio.ts';
import { createFetchRecording, type FetchedFacts, type FetchRecordingAsk } from './fetch-recording.ts';
import type { MasterKeys } from './keeping/master-keys.ts';
import { openMediaStore } from './keeping/open-media-store.ts';
import { createRecordingMedia, type RecordingMediaDeps } from './keeping/recording-media.ts';
import type { RecordingMedia } from './ports.ts';
import { createProviderKey } from './provider-key.ts';
import { findFfmpeg } from './sound/ffmpeg.ts';

/** Everything that the relay does with recordings, put together. */
export interface Recordings extends RecordingMediaDeps {
  fetchRecording: (ask: FetchRecordingAsk) => Promise<FetchedFacts>;
  mediaOf: (tenantId: string) => RecordingMedia;
}

/** What only tests and the demo say: their providers are on this machine. */
export interface RecordingOverrides {
  resolve?: ResolveHost;
  isAllowedAddress?: (address: string) => boolean;
  limits?: Partial<FetchLimits>;
  tls?: { ca: string; port: number };
  longestMs?: number;
}

/** What nobody went on with for a week (ms). */
const STALE_MS = 7 * 86_400_000;

export async function openRecordings(
  config: Pick<RelayConfig, 'media' | 'dataDir'>,
  deps: { storage: Storage; keys: MasterKeys; now: () => Date; log: Logger },
  { resolve = resolveHost, isAllowedAddress = () => false, limits = {}, tls, longestMs }: RecordingOverrides = {},
): Promise<Recordings> {
  const { storage, keys, now, log } = deps;
  const incomingFolder = join(config.dataDir, 'incoming');
  const kept: RecordingMediaDeps = {
    media: await openMediaStore(config, now),
    keys,
    ffmpeg: await findFfmpeg(),
  };
  if (kept.ffmpeg === null) log.warn('ffmpeg_not_found_recordings_stay_as_they_came');
  await sweep(incomingFolder, now);
  const fetchRecording = createFetchRecording({
    ...kept,
    storage,
    log,
    incomingFolder,
    providerKey: createProviderKey(storage.tenants),
    hosts: config.media.hosts,
    network: {
      resolve,
      isAllowedAddress,
      limits: { ...usualLimits(config.media.largestBytes), ...limits },
      freeBytes: () => freeBytes(config.dataDir),
      ...(tls === undefined ? {} : { tls }),
    },
    ...(longestMs === undefined ? {} : { longestMs }),
  });
  return {
    ...kept,
    fetchRecording,
    mediaOf: (tenantId) => createRecordingMedia(storage.tenant(tenantId), kept),
  };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function sweep(folder: string, now: () => Date): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && now().getTime() - found.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
