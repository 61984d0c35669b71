import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface PretendBucket {
  config: { endpoint: string; bucket: string; key: string; secret: string; region: string };
  objects: Map<string, Buffer>;
  /** Answered instead, once. */
  fails(status: number, code: string): void;
}

/**
 * An S3-compatible store that checks every signature, written from the documentation of Signature Version 4 and not from
 * our signing code.
 */
export async function startBucket(): Promise<PretendBucket> {
  const objects = new Map<string, Buffer>();
  let failure: { status: number; code: string } | null = null;
  const account = { bucket: 'recordings', key: 'AKIAEXAMPLE', secret: 'wJalr/EXAMPLE+KEY', region: 'eu-central-1' };

  const server = createServer((req, res) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const part of req as AsyncIterable<Buffer>) body.push(part);
      const say = (status: number, code: string) =>
        void res.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
      if (failure !== null) {
        const { status, code } = failure;
        failure = null;
        return say(status, code);
      }
      if (!isSigned(req, account)) return say(403, 'SignatureDoesNotMatch');
      const [, bucket, ...rest] = (req.url ?? '').split('/');
      if (bucket !== account.bucket) return say(404, 'NoSuchBucket');
      const name = rest.join('/');
      if (req.method === 'PUT') {
        const bytes = Buffer.concat(body);
        if (bytes.length !== Number(req.headers['content-length'])) return say(400, 'IncompleteBody');
        objects.set(name, bytes);
        return void res.writeHead(200).end();
      }
      if (req.method === 'DELETE') {
        objects.delete(name);
        return void res.writeHead(204).end();
      }
      const object = objects.get(name);
      if (!object) return say(404, 'NoSuchKey');
      const range = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '');
      if (!range) return void res.writeHead(200, { 'content-length': object.length }).end(object);
      const part = object.subarray(Number(range[1]), Number(range[2]) + 1);
      res.writeHead(206, { 'content-length': part.length }).end(part);
    })().catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { config: { endpoint, ...account }, objects, fails: (status, code) => (failure = { status, code }) };
}

function isSigned(
  req: IncomingMessage,
  { key, secret, region }: { key: string; secret: string; region: string },
): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      req.headers.authorization ?? '',
    );
  if (!parts) return false;
  const [, id, day = '', where = '', names = '', signature] = parts;
  const at = String(req.headers['x-amz-date']);
  if (id !== key || where !== region || !at.startsWith(day)) return false;
  // A signature is good for a quarter of an hour.
  const sentAt = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(sentAt) || Math.abs(Date.now() - sentAt) > 15 * 60_000) return false;
  const signed = names.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false;
  if (req.headers.range !== undefined && !signed.includes('range')) return false;
  const headers = signed.map((name) => `${name}:${String(req.headers[name]).trim()}\n`).join('');
  const canonical = `${String(req.method)}\n${String(req.url)}\n\n${headers}\n${names}\n${String(req.headers['x-amz-content-sha256'])}`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const mac = (secretKey: string | Buffer, text: string) => createHmac('sha256', secretKey).update(text).digest();
  const signing = mac(mac(mac(mac(`AWS4${secret}`, day), region), 's3'), 'aws4_request');
  const text = `AWS4-HMAC-SHA256\n${at}\n${day}/${region}/s3/aws4_request\n${hashed}`;
  return mac(signing, text).toString('hex') === signature;
}
