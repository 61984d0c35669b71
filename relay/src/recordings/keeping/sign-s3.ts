import { createHash, createHmac } from 'node:crypto';

/**
 * AWS Signature Version 4 in the Authorization header. The body is not hashed: it is sealed already, and streamed.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export interface S3Request {
  method: 'PUT' | 'GET' | 'DELETE' | 'HEAD';
  /** Path-style, without a query. */
  url: URL;
  /** All that are sent, small letters; `host` is added. */
  headers: Readonly<Record<string, string>>;
}

export interface S3Account {
  key: string;
  secret: string;
  region: string;
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** @returns all headers to send */
export function signS3(request: S3Request, account: S3Account, now: Date): Record<string, string> {
  const at = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    'x-amz-content-sha256': UNSIGNED,
    'x-amz-date': at,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    // Our names need no escapes; `new URL` leaves them as they are.
    request.url.pathname,
    '',
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    UNSIGNED,
  ].join('\n');
  const scope = `${day}/${account.region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const signing = [day, account.region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    `AWS4${account.secret}`,
  );
  const signature = createHmac('sha256', signing).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${account.key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}
