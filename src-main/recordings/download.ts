import type { Clock } from '../relay-link/clock.ts';
import { readNetworkFailure } from '../relay-link/network-failure.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import type { AudioFacts, AudioWriter } from './audio-file.ts';
import type { AudioFolder } from './audio-folder.ts';

/**
 * What became of it. `kept`: whole, its hash checked, locked, on the disk. `wrong_hash`: thrown away. `no_room`: the disk
 * is full or keeps its last room; what came is kept half-written, as with `stopped` (by us) and a problem.
 */
export type Downloaded = 'kept' | 'wrong_hash' | 'no_room' | 'stopped' | RelayProblem;

export interface DownloadOptions {
  client: Pick<RelayClient, 'audio' | 'peaks'>;
  folder: AudioFolder;
  clock: Clock;
  signal: AbortSignal;
  /** Asked every now and then: other programs use the disk too. */
  hasRoom: (moreBytes: number) => Promise<boolean>;
  onProgress: (doneBytes: number) => void;
}

/** A line that brings nothing for so long is dead. */
const SILENT_MS = 30_000;
const ASK_ROOM_EVERY_BYTES = 16_000_000;

/** Brings one recording to this disk, from where it stopped last time. */
export async function download(facts: AudioFacts, options: DownloadOptions): Promise<Downloaded> {
  const { folder, signal } = options;
  let writer: AudioWriter | null = null;
  try {
    if (!(await options.hasRoom(facts.sizeBytes))) return 'no_room';
    writer = await folder.write(facts);
    if (writer.fromByte < facts.sizeBytes) writer = await receive(facts, writer, options);
    const finished = await writer.finish();
    await writer.close();
    writer = null;
    signal.throwIfAborted();
    if (finished === 'short') return new RelayProblem('not_reachable', 'The answer ended before the file did.');
    if (finished === 'wrong_hash') {
      await folder.discard(facts.recordingId);
      return 'wrong_hash';
    }
    await folder.keep(facts.recordingId);
    await bringPeaks(facts, options);
    return 'kept';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    if (error instanceof NoRoom || isDiskFull(error)) return 'no_room';
    if (error instanceof RelayProblem) return error;
    throw error;
  } finally {
    await writer?.close();
  }
}

async function receive(facts: AudioFacts, begun: AudioWriter, options: DownloadOptions): Promise<AudioWriter> {
  const { client, folder, clock, signal } = options;
  let writer = begun;
  const dead = new AbortController();
  let cancel = () => {};
  const alive = () => {
    cancel();
    cancel = clock.after(SILENT_MS, () => dead.abort());
  };
  try {
    const response = await client.audio(facts.recordingId, {
      use: 'download',
      signal: AbortSignal.any([signal, dead.signal]),
      ...(writer.fromByte === 0 ? {} : { range: `bytes=${writer.fromByte}-`, ifSha256: facts.sha256 }),
    });
    if (!isThatFile(response, facts, writer.fromByte)) {
      await response.body?.cancel();
      throw new RelayProblem('not_understood', 'The relay has another file now.', { status: response.status });
    }
    if (response.status === 200 && writer.fromByte > 0) {
      // It is not the file that was begun, or a part of it cannot be had: from its beginning.
      await writer.close();
      await folder.discard(facts.recordingId);
      writer = await folder.write(facts);
    }
    let done = writer.fromByte;
    let askRoomAt = done + ASK_ROOM_EVERY_BYTES;
    alive();
    for await (const bytes of response.body ?? []) {
      alive();
      await writer.write(bytes);
      done += bytes.byteLength;
      if (done >= askRoomAt) {
        askRoomAt = done + ASK_ROOM_EVERY_BYTES;
        if (!(await options.hasRoom(Math.max(0, facts.sizeBytes - done)))) throw new NoRoom();
      }
      options.onProgress(done);
      signal.throwIfAborted();
    }
    return writer;
  } catch (error) {
    if (writer !== begun) await writer.close();
    if (error instanceof NoRoom || isDiskFull(error) || signal.aborted) throw error;
    throw readNetworkFailure(error, dead.signal.aborted);
  } finally {
    cancel();
  }
}

/** A part must begin where ours ends; the tag, where there is one, is the hash. */
function isThatFile(response: Response, { sha256 }: AudioFacts, fromByte: number): boolean {
  if (response.status === 416) return false;
  const tag = response.headers.get('etag')?.replace(/^W\//, '').replaceAll('"', '');
  if (tag !== undefined && tag !== sha256) return false;
  if (response.status === 200) return true;
  const first = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  return first !== undefined && Number(first) === fromByte;
}

/** Without them the audio plays all the same; they are asked for again when somebody looks. */
async function bringPeaks({ recordingId }: AudioFacts, { client, folder }: DownloadOptions): Promise<void> {
  try {
    folder.keepPeaks(recordingId, JSON.stringify(await client.peaks(recordingId)));
  } catch (error) {
    if (!(error instanceof RelayProblem) && !isDiskFull(error)) throw error;
  }
}

class NoRoom extends Error {}

function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
