import { createWriteStream } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ModelError } from './model-error.ts';

const MOST_REDIRECTS = 5;
/** A server that sends nothing for so long has hung (ms). */
const SILENCE_MS = 60_000;

export interface Download {
  url: string;
  /** Where the bytes go. Half of them stay there when it breaks, and the next time goes on from there. */
  path: string;
  fetch: typeof fetch;
  signal: AbortSignal;
  /** @param total null: the server did not say */
  onProgress: (bytes: number, total: number | null) => void;
  silenceMs?: number;
}

/**
 * Fetches a large file over HTTPS, going on where it broke off while the server says that it is still the same file.
 * @throws ModelError `download_failed`
 */
export async function downloadFile(download: Download): Promise<void> {
  const { path, signal, onProgress } = download;
  const sameFile = `${path}.etag`;
  const have = await sizeOf(path);
  const etag = have > 0 ? await readFile(sameFile, 'utf8').catch(() => null) : null;
  const silence = new AbortController();
  let clock = setTimeout(() => silence.abort(), download.silenceMs ?? SILENCE_MS);
  const heard = () => {
    clearTimeout(clock);
    clock = setTimeout(() => silence.abort(), download.silenceMs ?? SILENCE_MS);
  };
  try {
    const response = await ask(
      download,
      // If-Range: the rest of this very file, or all of the one that took its place.
      etag === null ? {} : { range: `bytes=${String(have)}-`, 'if-range': etag },
      AbortSignal.any([signal, silence.signal]),
    );
    if (response.status === 416) {
      // Nothing is left to send, or what we have is longer than what there is.
      const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
      if (Number(whole) === have) return;
    }
    if (response.status !== 200 && response.status !== 206) {
      throw new ModelError('download_failed', `${download.url} answered ${String(response.status)}.`);
    }
    if (response.body === null) throw new ModelError('download_failed', `${download.url} sent nothing.`);
    const isRest = response.status === 206;
    const tag = response.headers.get('etag');
    // A weak tag says "about the same", which is not enough to glue bytes together.
    if (tag !== null && !tag.startsWith('W/')) await writeFile(sameFile, tag);
    else await rm(sameFile, { force: true });
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    let bytes = isRest ? have : 0;
    const total = Number.isFinite(length) ? bytes + length : null;
    await pipeline(
      Readable.fromWeb(response.body),
      async function* (parts: AsyncIterable<Uint8Array>) {
        for await (const part of parts) {
          heard();
          bytes += part.length;
          onProgress(bytes, total);
          yield part;
        }
      },
      createWriteStream(path, { flags: isRest ? 'a' : 'w' }),
    );
    if (total !== null && bytes !== total) {
      throw new ModelError('download_failed', `${download.url} ended early, at ${String(bytes)} bytes.`);
    }
  } catch (error) {
    if (error instanceof ModelError) throw error;
    if (signal.aborted) throw error;
    const why = silence.signal.aborted ? 'the server fell silent' : 'the connection broke';
    throw new ModelError('download_failed', `${download.url}: ${why}. Run the command again to go on from there.`, {
      cause: error,
    });
  } finally {
    clearTimeout(clock);
  }
}

/** Follows redirects by hand, so that none leads off HTTPS. */
async function ask(download: Download, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let url = download.url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!url.startsWith('https://')) {
      throw new ModelError('download_failed', `${download.url} leads to an address that is not https.`);
    }
    const response = await download.fetch(url, { headers, redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  throw new ModelError('download_failed', `${download.url} leads on and on.`);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
