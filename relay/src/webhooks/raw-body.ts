import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../http/problem-error.ts';

/**
 * The bytes as they were signed: any content type, never parsed, never inflated (a signature covers what travelled,
 * and a small gzip must not become a large body).
 * @throws ProblemError too_large, wrong_media_type (compressed), bad_request (the sender broke off)
 */
export function readRawBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const encoding = req.headers['content-encoding']?.toLowerCase() ?? 'identity';
    let refused = encoding === 'identity' ? null : new ProblemError('wrong_media_type');
    if (Number(req.headers['content-length'] ?? 0) > limitBytes) refused ??= new ProblemError('too_large');
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) refused ??= new ProblemError('too_large');
      // What is refused is still read to its end, unkept, so that the sender hears the answer and not a broken line.
      if (refused) chunks.length = 0;
      else chunks.push(chunk);
    });
    req.on('end', () => {
      const [only] = chunks;
      if (refused) reject(refused);
      else resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks, bytes));
    });
    req.on('error', () => reject(new ProblemError('bad_request')));
  });
}
