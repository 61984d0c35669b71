import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Request } from 'express';
import { ProblemError } from '../http/problem-error.ts';
import { MOST_IMPORT_BYTES } from '../wire/import.ts';

const unzip = promisify(gunzip);
/** What is refused for its size is read so far at most, so that the sender hears why; then the line is cut. */
const MOST_UNREAD_BYTES = 200_000_000;

/**
 * The file as it came, zipped on its way or not. Never more of it is held than is allowed.
 * @throws ProblemError too_large, wrong_media_type, bad_request (the sender broke off, or the zip is broken)
 */
export async function readUpload(req: Request): Promise<Buffer> {
  const encoding = req.headers['content-encoding']?.toLowerCase() ?? 'identity';
  const body = await readBody(req, encoding === 'identity' || encoding === 'gzip' ? null : 'wrong_media_type');
  if (encoding !== 'gzip') return body;
  try {
    return await unzip(body, { maxOutputLength: MOST_IMPORT_BYTES });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ProblemError(isTooLarge ? 'too_large' : 'bad_request', { detail: 'The zipped body cannot be read.' });
  }
}

function readBody(req: Request, refusal: 'wrong_media_type' | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let refused = refusal === null ? null : new ProblemError(refusal);
    const told = Number(req.headers['content-length'] ?? 0);
    if (told > MOST_IMPORT_BYTES) refused ??= new ProblemError('too_large', { detail: 'At most 50 MB.' });
    if (refused !== null && told > MOST_UNREAD_BYTES) {
      req.res?.setHeader('connection', 'close');
      reject(refused);
      return;
    }
    let chunks: Buffer[] = [];
    let sizeBytes = 0;
    req.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > MOST_IMPORT_BYTES) refused ??= new ProblemError('too_large', { detail: 'At most 50 MB.' });
      if (refused === null) chunks.push(chunk);
      else chunks = [];
      if (sizeBytes > MOST_UNREAD_BYTES) req.destroy();
    });
    req.on('end', () => (refused === null ? resolve(Buffer.concat(chunks, sizeBytes)) : reject(refused)));
    const broken = () => reject(refused ?? new ProblemError('bad_request', { detail: 'The file did not come whole.' }));
    req.on('error', broken);
    req.on('aborted', broken);
    req.on('close', () => {
      if (!req.complete) broken();
    });
  });
}
