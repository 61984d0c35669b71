import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Config } from '../../config.ts';
import { MediaError, type MediaStore } from '../ports.ts';
import { objectPath } from './object-name.ts';
import { signS3, type S3Request } from './sign-s3.ts';

/** Without a byte in either direction (ms). */
const SILENCE_MS = 30_000;
/** A refusal is a few hundred bytes of XML. */
const LONGEST_REFUSAL = 16 * 1_024;

/** A bucket, path-style. An object is there only when all of it arrived: the store sees to that by its length. */
export function createS3Store(
  config: S3Config,
  deps: { now: () => Date; silenceMs?: number } = { now: () => new Date() },
): MediaStore {
  const base = new URL(config.endpoint);
  const send = base.protocol === 'https:' ? requestHttps : requestHttp;

  async function ask(
    method: S3Request['method'],
    objectName: string,
    headers: Record<string, string>,
    body: Readable | null,
  ): Promise<IncomingMessage> {
    const path = [base.pathname.replace(/\/$/, ''), config.bucket, ...objectPath(objectName)].join('/');
    const url = new URL(path, base);
    const request = send(url, { method, headers: signS3({ method, url, headers }, config, deps.now()), agent: false });
    request.setTimeout(deps.silenceMs ?? SILENCE_MS, () => {
      request.destroy(new MediaError('timed_out', 'The bucket does not answer.', { retryable: true }));
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    // A refusal may come before all was sent; then that is what counts, not that sending broke off.
    const sent = body === null ? void request.end() : pipeline(body, request);
    const failure = sent?.then(
      () => new Promise<never>(() => {}),
      (error: unknown) => error,
    );
    const first = await Promise.race([answered, ...(failure === undefined ? [] : [failure])]).catch(
      (error: unknown) => error,
    );
    if (isAnswer(first)) return first;
    request.destroy();
    answered.catch(() => {});
    throw first instanceof MediaError
      ? first
      : new MediaError('unreachable', 'The bucket cannot be reached.', { retryable: true, cause: first });
  }

  return {
    async put(objectName, bytes, sizeBytes) {
      const headers = { 'content-length': String(sizeBytes), 'content-type': 'application/octet-stream' };
      try {
        const answer = await ask('PUT', objectName, headers, bytes.pipe(exactly(sizeBytes, bytes)));
        await refuse(answer, objectName);
        answer.resume();
      } finally {
        bytes.destroy();
      }
    },
    async get(objectName, range) {
      const headers = range === null ? {} : { range: `bytes=${String(range.first)}-${String(range.last)}` };
      const answer = await ask('GET', objectName, headers, null);
      await refuse(answer, objectName);
      // Whoever ignores a Range would have the wrong bytes taken for the right ones.
      if (range !== null && answer.statusCode !== 206) {
        answer.destroy();
        throw new MediaError('internal', 'The bucket does not give parts of an object.', { retryable: false });
      }
      return answer;
    },
    async remove(objectName) {
      const answer = await ask('DELETE', objectName, {}, null);
      if (answer.statusCode !== 404) await refuse(answer, objectName);
      answer.resume();
    },
  };
}

/** The bucket would wait for what was promised and does not come. */
function exactly(sizeBytes: number, source: Readable): Transform {
  let passed = 0;
  const counted = new Transform({
    transform(bytes: Buffer, _encoding, next) {
      passed += bytes.length;
      next(null, bytes);
    },
    flush(done) {
      if (passed === sizeBytes) return done();
      const message = `${String(passed)} bytes came instead of ${String(sizeBytes)}.`;
      done(new MediaError('interrupted', message, { retryable: true }));
    },
  });
  source.once('error', (error) => counted.destroy(error));
  return counted;
}

const isAnswer = (value: unknown): value is IncomingMessage =>
  typeof value === 'object' && value !== null && 'statusCode' in value;

async function refuse(answer: IncomingMessage, objectName: string): Promise<void> {
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return;
  const said = await textOf(answer);
  const code = /<Code>(\w{1,60})<\/Code>/.exec(said)?.[1] ?? '';
  const message = `The bucket answered ${String(status)} ${code} for ${objectName}.`;
  if (status === 404 && code !== 'NoSuchBucket') throw new MediaError('removed', message, { retryable: false });
  if (status === 507 || /StorageFull|Quota|TooMuch/.test(code)) {
    throw new MediaError('no_room', message, { retryable: true });
  }
  if (status >= 500 || status === 429) throw new MediaError('unreachable', message, { retryable: true });
  throw new MediaError('internal', message, { retryable: false });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      text += part.toString('utf8');
      if (text.length > LONGEST_REFUSAL) break;
    }
  } catch {
    // The status alone says enough.
  }
  return text;
}
