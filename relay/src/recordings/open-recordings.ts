import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { RelayConfig } from '../config.ts';
import type { Storage } from '../storage/port.ts';
import type { Provider } from '../wire/scalars.ts';
import { resolveHost, type ResolveHost } from './fetching/checked-addresses.ts';
import { usualLimits, type FetchLimits } from './fetching/fetch-audio.ts';
import { fetchText } from './fetching/fetch-text.ts';
import { createFetchRecording, type FetchedFacts, type FetchRecordingAsk } from './fetch-recording.ts';
import type { MasterKeys } from './keeping/master-keys.ts';
import { openMediaStore } from './keeping/open-media-store.ts';
import { createRecordingMedia, type RecordingMediaDeps } from './keeping/recording-media.ts';
import type { RecordingMedia } from './ports.ts';
import { createProviderKey } from './provider-key.ts';
import { findFfmpeg, type Ffmpeg } from './sound/ffmpeg.ts';

/** Everything that the relay does with recordings, put together. */
export interface Recordings extends RecordingMediaDeps {
  fetchRecording: (ask: FetchRecordingAsk) => Promise<FetchedFacts>;
  /** A text that a provider keeps behind a link: as carefully as sound. @throws MediaError */
  fetchText: (ask: { tenantId: string; provider: Provider; link: string; signal: AbortSignal }) => Promise<string>;
  mediaOf: (tenantId: string) => RecordingMedia;
}

/** What only tests and the demo say: their providers are on this machine. */
export interface RecordingOverrides {
  resolve?: ResolveHost;
  isAllowedAddress?: (address: string) => boolean;
  limits?: Partial<FetchLimits>;
  tls?: { ca: string; port: number };
  longestMs?: number;
  /** Instead of looking for it; null: as if there was none. */
  ffmpeg?: Ffmpeg | null;
}

/** What nobody went on with for a week (ms). */
const STALE_MS = 7 * 86_400_000;

export async function openRecordings(
  config: Pick<RelayConfig, 'media' | 'dataDir'>,
  deps: { storage: Storage; keys: MasterKeys; now: () => Date; log: Logger },
  {
    resolve = resolveHost,
    isAllowedAddress = () => false,
    limits = {},
    tls,
    longestMs,
    ffmpeg,
  }: RecordingOverrides = {},
): Promise<Recordings> {
  const { storage, keys, now, log } = deps;
  const incomingFolder = join(config.dataDir, 'incoming');
  const kept: RecordingMediaDeps = {
    media: await openMediaStore(config, now),
    keys,
    ffmpeg: ffmpeg === undefined ? await findFfmpeg() : ffmpeg,
  };
  if (kept.ffmpeg === null) log.warn('ffmpeg_not_found_recordings_stay_as_they_came');
  await sweep(incomingFolder, now);
  const providerKey = createProviderKey(storage.tenants);
  const allLimits = { ...usualLimits(config.media.largestBytes), ...limits };
  const network = { resolve, isAllowedAddress, ...(tls === undefined ? {} : { tls }) };
  const fetchRecording = createFetchRecording({
    ...kept,
    storage,
    log,
    incomingFolder,
    providerKey,
    hosts: config.media.hosts,
    network: { ...network, limits: allLimits, freeBytes: () => freeBytes(config.dataDir) },
    ...(longestMs === undefined ? {} : { longestMs }),
  });
  return {
    ...kept,
    fetchRecording,
    fetchText: ({ tenantId, provider, link, signal }) =>
      fetchText(
        {
          link,
          hosts: { provider, named: config.media.hosts },
          authorization: () => providerKey(tenantId, provider),
          signal,
        },
        { ...network, answerMs: allLimits.answerMs },
      ),
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
