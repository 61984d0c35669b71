import type { Recording } from '@callbrief/relay/wire/recording';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { AudioFileError, CHUNK_BYTES, type AudioReader } from './audio-file.ts';
import type { AudioFolder } from './audio-folder.ts';
import { readRange } from './byte-range.ts';

export interface PlayOptions {
  /** The host that the main window was told, of this run: nobody else knows it. */
  host: string;
  /** Of our own windows; any other that asks is refused. */
  ownOrigin: string;
  recording: (recordingId: string) => Recording | null;
  /** It lies here, whole, as the relay has it. */
  isHere: (recording: Recording) => boolean;
  folder: Pick<AudioFolder, 'read'>;
  damaged: (recordingId: string) => Promise<void>;
  /** Null while there is no connection. */
  client: () => Pick<RelayClient, 'audio'> | null;
}

/** Why there is nothing to hear; in a header, because a media element only knows that it failed. */
export type SilentReason = 'unknown' | 'removed' | 'not_ready' | 'offline' | 'refused' | 'not_for_you';
export const REASON_HEADER = 'x-callbrief-reason';

export const recordingUrl = (host: string, recordingId: string) =>
  `recording://${host}/${encodeURIComponent(recordingId)}`;

/**
 * Answers `recording://<host>/<id>` as a web server would a sound file, with ranges: from this disk, where only the chunks
 * that are heard are opened, else from the office while it is heard, when there is a connection.
 */
export async function playRecording(request: Request, options: PlayOptions): Promise<Response> {
  const headers = commonHeaders(options.ownOrigin);
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== options.ownOrigin) return silent('not_for_you', 403, headers);
  const recordingId = idOf(request.url, options.host);
  const recording = recordingId === null ? null : options.recording(recordingId);
  if (recording === null) return silent('unknown', 404, headers);
  if (recording.removed !== null) return silent('removed', 404, headers);
  if (recording.audio.status !== 'completed') return silent('not_ready', 404, headers);
  headers.set('content-type', soundType(recording.contentType));
  return (await fromHere(request, recording, headers, options)) ?? fromOffice(request, recording, headers, options);
}

/** Null: not here, or what is here was changed and is thrown away. */
async function fromHere(
  request: Request,
  recording: Recording,
  headers: Headers,
  options: PlayOptions,
): Promise<Response | null> {
  const { sizeBytes, sha256, id } = recording;
  if (sizeBytes === null || sha256 === null || !options.isHere(recording)) return null;
  const range = readRange(request.headers.get('range'), sizeBytes);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { first, last } = range ?? { first: 0, last: sizeBytes - 1 };
  let reader: AudioReader | null = null;
  try {
    reader = await options.folder.read({ recordingId: id, sizeBytes, sha256 });
    headers.set('content-length', String(last - first + 1));
    headers.set('etag', `"${sha256}"`);
    if (range !== null) headers.set('content-range', `bytes ${first}-${last}/${sizeBytes}`);
    const status = range === null ? 200 : 206;
    if (request.method === 'HEAD' || sizeBytes === 0) {
      await reader.close();
      return new Response(null, { status, headers });
    }
    // Before the answer begins: a file that was changed is not half played.
    const opening = await reader.chunk(Math.floor(first / CHUNK_BYTES));
    const isStillHere = () => {
      const now = options.recording(id);
      return now !== null && options.isHere(now);
    };
    const damaged = () => options.damaged(id);
    return new Response(streamOf(reader, { first, last, opening, isStillHere, damaged }), { status, headers });
  } catch (error) {
    await reader?.close();
    if (!(error instanceof AudioFileError) && !isMissing(error)) throw error;
    await options.damaged(id);
    headers.delete('content-range');
    return null;
  }
}

interface Part {
  first: number;
  last: number;
  /** The chunk with the first byte, opened already. */
  opening: Buffer;
  /** Removed by the office: it ends in the middle of a word. */
  isStillHere: () => boolean;
  damaged: () => Promise<void>;
}

function streamOf(
  reader: AudioReader,
  { first, last, opening, isStillHere, damaged }: Part,
): ReadableStream<Uint8Array> {
  let at = first;
  let opened: Buffer | null = opening;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          if (!isStillHere()) throw new AudioFileError('It was removed.');
          const index = Math.floor(at / CHUNK_BYTES);
          const chunk = opened ?? (await reader.chunk(index));
          opened = null;
          const from = at - index * CHUNK_BYTES;
          const part = chunk.subarray(from, Math.min(chunk.length, from + last - at + 1));
          at += part.length;
          controller.enqueue(new Uint8Array(part));
          if (at <= last) return;
          controller.close();
          await reader.close();
        } catch (error) {
          await reader.close();
          controller.error(error);
          if (error instanceof AudioFileError && isStillHere()) await damaged();
        }
      },
      cancel: () => reader.close(),
    },
    { highWaterMark: 1 },
  );
}

async function fromOffice(
  request: Request,
  recording: Recording,
  headers: Headers,
  options: PlayOptions,
): Promise<Response> {
  const client = options.client();
  if (client === null) return silent('offline', 404, headers);
  const range = request.headers.get('range');
  try {
    const answer = await client.audio(recording.id, {
      use: 'play',
      signal: request.signal,
      ...(range === null ? {} : { range }),
    });
    for (const name of ['content-length', 'content-range', 'etag']) {
      const value = answer.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    if (request.method === 'HEAD' || answer.status === 416) {
      await answer.body?.cancel();
      return new Response(null, { status: answer.status, headers });
    }
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    if (!(error instanceof RelayProblem)) throw error;
    return silent(error.retryable ? 'offline' : 'refused', 404, headers);
  }
}

/** URL parsing of `recording:` differs between Chromium and Node only in the case of the host, and ours has none. */
function idOf(url: string, host: string): string | null {
  const parts = URL.canParse(url) ? new URL(url) : null;
  if (parts?.protocol !== 'recording:' || parts.host !== host) return null;
  try {
    return decodeURIComponent(parts.pathname.slice(1));
  } catch {
    return null; // not an encoded id
  }
}

function commonHeaders(ownOrigin: string): Headers {
  return new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // For an element that is heard through Web Audio (volume of each speaker), which asks with an origin.
    'access-control-allow-origin': ownOrigin,
    'access-control-expose-headers': `content-length, content-range, ${REASON_HEADER}`,
    vary: 'origin',
  });
}

function silent(reason: SilentReason, status: number, headers: Headers): Response {
  headers.set(REASON_HEADER, reason);
  headers.delete('content-type');
  return new Response(null, { status, headers });
}

/** Whatever the relay says: nothing but a sound is ever served here. */
const soundType = (contentType: string | null) =>
  contentType !== null && /^audio\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream';

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';
