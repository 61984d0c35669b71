import { PassThrough, Readable } from 'node:stream';
import type { RecordingStore, StoredMedia } from '../../storage/recording-port.ts';
import { MediaError, type DecodedAudio, type MediaStore, type RecordingMedia } from '../ports.ts';
import { collectSamples } from '../sound/collect-samples.ts';
import type { Ffmpeg } from '../sound/ffmpeg.ts';
import { opusInputRate } from '../sound/opus-rate.ts';
import { soundFormat } from '../sound/sound-format.ts';
import { unlockDataKey } from './data-key.ts';
import { lockedRange, unlockChunks } from './locked-chunks.ts';
import type { MasterKeys } from './master-keys.ts';

export interface RecordingMediaDeps {
  media: MediaStore;
  keys: MasterKeys;
  ffmpeg: Ffmpeg | null;
}

/** Speech is understood from this; telephones give half of it, and then nothing is made up (Hz). */
const HIGHEST_RATE = 16_000;
/** An hour takes a few seconds (ms). */
const DECODE_MS = 10 * 60_000;
const HEAD_BYTES = 512;

/** The recordings of one tenant, unlocked as they are read. */
export function createRecordingMedia(
  store: Pick<RecordingStore, 'media'>,
  { media, keys, ffmpeg }: RecordingMediaDeps,
): RecordingMedia {
  async function found(recordingId: string): Promise<StoredMedia> {
    const stored = await store.media(recordingId);
    if (stored) return stored;
    throw new MediaError('no_recording', `Nothing is kept of recording ${recordingId}.`, { retryable: false });
  }

  const open: RecordingMedia['open'] = async (recordingId, range) => {
    const stored = await found(recordingId);
    const { objectName, sizeBytes } = stored;
    const part = range ?? { first: 0, last: sizeBytes - 1 };
    if (part.first < 0 || part.first > part.last || part.last >= sizeBytes) {
      throw new MediaError('internal', `Recording ${recordingId} has no such part.`, { retryable: false });
    }
    const dataKey = await unlockDataKey(stored, recordingId, keys);
    const locked = await media.get(objectName, lockedRange(part, sizeBytes));
    return Readable.from(unlockChunks(locked, { dataKey, recordingId }, part, sizeBytes), { objectMode: false });
  };

  async function decode(recordingId: string, signal: AbortSignal): Promise<DecodedAudio> {
    const { sizeBytes } = await found(recordingId);
    const head = await bytesOf(await open(recordingId, { first: 0, last: Math.min(HEAD_BYTES, sizeBytes) - 1 }));
    if (ffmpeg === null) {
      if (soundFormat(head) === 'wav') return collectSamples(await open(recordingId, null));
      throw new MediaError('no_engine', 'Without ffmpeg this recording cannot be decoded.', { retryable: false });
    }
    const rate = Math.min(HIGHEST_RATE, opusInputRate(head) ?? HIGHEST_RATE);
    const wav = new PassThrough();
    const args = ['-protocol_whitelist', 'pipe', '-f', 'ogg', '-i', 'pipe:0', '-map', '0:a:0', '-ar', String(rate)];
    if (soundFormat(head) === 'wav') args.splice(3, 1, 'wav');
    if (soundFormat(head) === 'mp3') args.splice(3, 1, 'mp3');
    const input = await open(recordingId, null);
    const [decoded] = await Promise.all([
      collectSamples(wav),
      ffmpeg.run({
        args: [...args, '-c:a', 'pcm_s16le', '-bitexact', '-f', 'wav', 'pipe:1'],
        input,
        outputs: [wav],
        signal,
        timeoutMs: DECODE_MS,
      }),
    ]);
    return decoded;
  }

  return { open, decode };
}

async function bytesOf(source: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const bytes of source as AsyncIterable<Buffer>) parts.push(bytes);
  return Buffer.concat(parts);
}
