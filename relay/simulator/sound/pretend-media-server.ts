import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What is wrong with a file, every time it is asked for, until it is changed. */
export type MediaFault =
  /** 200 and nothing. */
  | { kind: 'empty' }
  /** 200 and a page that asks to sign in. */
  | { kind: 'html' }
  /** The connection breaks after so many bytes of each answer. */
  | { kind: 'cut'; afterBytes: number }
  | { kind: 'redirect'; to: string }
  | { kind: 'status'; status: number; retryAfter?: string }
  /** Takes the request and never answers. */
  | { kind: 'hang' }
  /** Says no length and does not end. */
  | { kind: 'endless' };

export interface PretendMedia {
  bytes: Buffer;
  /** Of the answer; providers also say `application/octet-stream`. */
  contentType: string;
  fault: MediaFault | null;
  /** The first answers are wrong, so many times; then `fault` counts. */
  faultTimes: number | null;
  bytesPerSecond: number | null;
  /** Before it is 404: a provider tells of a recording and has it later. */
  readyAt: Date | null;
  /** Answers `Range` with 206; false: always the whole. */
  ranges: boolean;
}

export interface HeldMedia {
  /** Works without a key until it expires. */
  url: string;
  /** Needs the account's key in `Authorization`, as Ringover's private links do. */
  privateUrl: string;
  change: (to: Partial<PretendMedia>) => void;
  /** Every request for it, oldest first. */
  asked: readonly AskedMedia[];
}

export interface AskedMedia {
  at: Date;
  range: string | null;
  /** Of the answer; 0: none was sent. */
  status: number;
  withKey: boolean;
}

export interface PretendMediaServer {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  hold(name: string, media: Partial<PretendMedia> & Pick<PretendMedia, 'bytes'>): HeldMedia;
  close(): Promise<void>;
}

/** Links of providers die after some minutes. */
const LINK_LIVES_MS = 2 * 60_000;
const PIECE_BYTES = 16 * 1_024;

/**
 * A provider's media host on a port of this machine: links that expire, files that come late, slowly, cut or not at all.
 * @param of.key of the account, for private links
 */
export async function startPretendMedia(
  of: { key?: string; now?: () => Date; linkLivesMs?: number; port?: number } = {},
): Promise<PretendMediaServer> {
  const now = of.now ?? (() => new Date());
  const key = of.key ?? 'media-key';
  const secret = randomBytes(16);
  const files = new Map<string, PretendMedia & { asked: AskedMedia[] }>();
  const signature = (name: string, expires: string) =>
    createHmac('sha256', secret).update(`${name}/${expires}`).digest('hex');

  function admitted(name: string, url: URL, req: IncomingMessage): boolean {
    if (url.pathname.startsWith('/private/')) return req.headers.authorization === key;
    const expires = url.searchParams.get('expires') ?? '';
    const given = Buffer.from(url.searchParams.get('signature') ?? '');
    const right = Buffer.from(signature(name, expires));
    return given.length === right.length && timingSafeEqual(given, right) && now().getTime() < Number(expires);
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://pretend');
    const name = decodeURIComponent(url.pathname.replace(/^\/(private\/)?records\//, ''));
    const file = files.get(name);
    if (!file) return void res.writeHead(404).end();
    const asked: AskedMedia = {
      at: now(),
      range: req.headers.range ?? null,
      status: 0,
      withKey: req.headers.authorization !== undefined,
    };
    file.asked.push(asked);
    const say = (status: number, headers: Record<string, string | number>) => {
      asked.status = status;
      return res.writeHead(status, headers);
    };
    if (!admitted(name, url, req)) {
      const expired =
        '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
      return void say(403, { 'content-type': 'application/xml' }).end(expired);
    }
    if (file.readyAt !== null && now() < file.readyAt) return void say(404, {}).end();
    const fault = faultNow(file);
    switch (fault?.kind) {
      case 'empty':
        return void say(200, { 'content-type': file.contentType, 'content-length': 0 }).end();
      case 'html':
        return void say(200, { 'content-type': 'text/html; charset=utf-8' }).end(signInPage);
      case 'redirect':
        return void say(302, { location: fault.to }).end();
      case 'status':
        return void say(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }).end();
      case 'hang':
        return;
      case 'endless':
        say(200, { 'content-type': file.contentType });
        return pour(file.bytes, res);
      case 'cut':
      case undefined:
        return serve(file, req, res, say, fault?.afterBytes ?? null);
      default:
        fault satisfies never;
    }
  }

  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(of.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    hold(name, media) {
      const file = {
        contentType: 'audio/x-wav',
        fault: null,
        faultTimes: null,
        bytesPerSecond: null,
        readyAt: null,
        ranges: true,
        asked: [],
        ...media,
      };
      files.set(name, file);
      const expires = String(now().getTime() + (of.linkLivesMs ?? LINK_LIVES_MS));
      const path = `records/${encodeURIComponent(name)}`;
      return {
        url: `${origin}/${path}?expires=${expires}&signature=${signature(name, expires)}`,
        privateUrl: `${origin}/private/${path}`,
        change: (to) => void Object.assign(file, to),
        asked: file.asked,
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function faultNow(file: PretendMedia): MediaFault | null {
  if (file.fault === null || file.faultTimes === null) return file.fault;
  if (file.faultTimes === 0) return null;
  file.faultTimes -= 1;
  return file.fault;
}

async function serve(
  file: PretendMedia,
  req: IncomingMessage,
  res: ServerResponse,
  say: (status: number, headers: Record<string, string | number>) => ServerResponse,
  cutAfter: number | null,
): Promise<void> {
  const { bytes, contentType } = file;
  const range = file.ranges ? rangeOf(req.headers.range, bytes.length) : null;
  const etag = `"${bytes.length.toString(16)}"`;
  if (range === 'none') return void say(416, { 'content-range': `bytes */${bytes.length}` }).end();
  const { first, last } = range ?? { first: 0, last: bytes.length - 1 };
  const body = bytes.subarray(first, last + 1);
  say(range ? 206 : 200, {
    'content-type': contentType,
    'content-length': body.length,
    etag,
    ...(file.ranges ? { 'accept-ranges': 'bytes' } : {}),
    ...(range ? { 'content-range': `bytes ${first}-${last}/${bytes.length}` } : {}),
  });
  if (req.method === 'HEAD') return void res.end();
  const until = Math.min(body.length, cutAfter ?? body.length);
  for (let at = 0; at < until && !res.destroyed; at += PIECE_BYTES) {
    res.write(body.subarray(at, Math.min(at + PIECE_BYTES, until)));
    if (file.bytesPerSecond !== null) await pause((PIECE_BYTES / file.bytesPerSecond) * 1_000);
  }
  if (until === body.length) return void res.end();
  // What was written gets out first: the reader has a part of the file, not nothing.
  await pause(20);
  res.destroy();
}

/** @returns null: the whole is meant; `none`: there is nothing there */
function rangeOf(text: string | undefined, length: number): { first: number; last: number } | 'none' | null {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(text ?? '') ?? [];
  if (first === undefined) return null;
  if (Number(first) >= length) return 'none';
  return { first: Number(first), last: last === '' ? length - 1 : Math.min(Number(last), length - 1) };
}

/** As fast as the reader takes it, until it has enough. */
function pour(bytes: Buffer, res: ServerResponse): void {
  const part = bytes.length > 0 ? bytes : Buffer.alloc(PIECE_BYTES);
  const more = () => {
    while (!res.destroyed && res.write(part));
  };
  res.on('drain', more);
  more();
}

const signInPage = '<!doctype html><html><head><title>Sign in</title></head><body><form>Password</form></body></html>';
