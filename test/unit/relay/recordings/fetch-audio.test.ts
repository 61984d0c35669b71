import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchAudio, usualLimits, type FetchAudioDeps } from '../../../../relay/src/recordings/fetching/fetch-audio.ts';
import { openPartFile, type PartFile } from '../../../../relay/src/recordings/fetching/part-file.ts';
import { createMasterKeys } from '../../../../relay/src/recordings/keeping/master-keys.ts';
import type { MediaError } from '../../../../relay/src/recordings/ports.ts';
import { gives, pem, startAudioHost } from '../../../support/pretend-audio-host.ts';
import { toneWav } from '../../../support/sounds.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const keys = createMasterKeys([randomBytes(32).toString('base64')]);
const sound = toneWav([{ hz: 440 }, { hz: 660 }], 20);

interface Desk {
  path: string;
  deps: FetchAudioDeps;
  fetch: (link: string, more?: Partial<Parameters<typeof fetchAudio>[0]>) => Promise<PartFile>;
  refusal: (link: string, more?: Partial<Parameters<typeof fetchAudio>[0]>) => Promise<MediaError>;
}

/** @param addresses what names resolve to, beside this machine */
function desk(
  more: Partial<Omit<FetchAudioDeps, 'limits'>> & { limits?: Partial<FetchAudioDeps['limits']> } = {},
): Desk {
  const path = join(tempDir(), 'one.part');
  const deps: FetchAudioDeps = {
    resolve: () => Promise.resolve(['127.0.0.1']),
    isAllowedAddress: (address) => address === '127.0.0.1',
    freeBytes: () => Promise.resolve(1e12),
    ...more,
    limits: { ...usualLimits(500_000_000), ...more.limits },
  };
  const fetch: Desk['fetch'] = async (link, ask = {}) => {
    const part = await openPartFile(path, link, keys);
    try {
      const hosts = { provider: 'ringover' as const, named: ['audio.example', 'elsewhere.example'] };
      const authorization = () => Promise.resolve(null);
      const signal = new AbortController().signal;
      await fetchAudio({ link, hosts, part, authorization, signal, onProgress: () => {}, ...ask }, deps);
      return part;
    } finally {
      await part.close();
    }
  };
  return {
    path,
    deps,
    fetch,
    refusal: (link, ask) => fetch(link, ask).then(fail, (error: unknown) => error as MediaError),
  };
}

function fail(): never {
  throw new Error('It was fetched.');
}

async function contentOf(part: PartFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const bytes of part.read() as AsyncIterable<Buffer>) parts.push(bytes);
  return Buffer.concat(parts);
}

describe('a provider’s link', () => {
  test('is fetched whole, with progress, and lies on the disk locked', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const progress: number[] = [];
    const { fetch, path } = desk();
    const part = await fetch(host.url(), { onProgress: (share) => progress.push(share) });
    expect((await contentOf(part)).equals(sound)).toBe(true);
    expect(progress.at(-1)).toBe(1);
    expect(readFileSync(path).includes(sound.subarray(0, 64))).toBe(false);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('without TLS is fetched only from hosts that the operator names', async () => {
    const { refusal } = desk();
    expect((await refusal('http://cdn.ringover.com/one.mp3')).code).toBe('host_not_allowed');
    expect((await refusal('ftp://audio.example/one.mp3')).code).toBe('host_not_allowed');
  });

  test.each([
    'https://evil.example/one.mp3',
    'https://cdn.ringover.com.evil.example/one.mp3',
    'https://notringover.com/one.mp3',
    'https://user:secret@cdn.ringover.com/one.mp3',
    'https://cdn.ringover.com:8443/one.mp3',
    'file:///etc/passwd',
    'no link at all',
  ])('that is none of a provider’s is refused: %s', async (link) => {
    expect(await desk().refusal(link)).toMatchObject({ code: 'host_not_allowed', retryable: false });
  });

  test.each([
    'https://127.0.0.1/one.mp3',
    'http://169.254.169.254/latest/meta-data',
    'https://0x7f.1/',
    'https://[::1]/',
  ])('to a private address is refused by that reason: %s', async (link) => {
    expect(await desk().refusal(link)).toMatchObject({ code: 'private_address', retryable: false });
  });

  test('whose name points into a private network is refused before anything is sent', async () => {
    const host = await startAudioHost();
    const refused = desk({ isAllowedAddress: () => false });
    expect((await refused.refusal(host.url())).code).toBe('private_address');
    expect(host.asked).toEqual([]);
  });

  test('whose name points outside and inside at once is refused', async () => {
    const host = await startAudioHost();
    const { refusal } = desk({ resolve: () => Promise.resolve(['93.184.216.34', '10.0.0.1']) });
    expect((await refusal(host.url())).code).toBe('private_address');
  });

  test('DNS rebinding: the connection goes to the address that was checked, whatever the name says later', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    let times = 0;
    const { fetch } = desk({
      resolve: () => Promise.resolve([(times += 1) === 1 ? '127.0.0.1' : '169.254.169.254']),
    });
    expect((await fetch(host.url())).sizeBytes).toBe(sound.length);
    expect(times).toBe(1);
  });

  test('DNS rebinding: a name that has become private is refused at the next hop', async () => {
    const host = await startAudioHost();
    host.answers((_req, res) => void res.writeHead(302, { location: '/next' }).end());
    let times = 0;
    const { refusal } = desk({ resolve: () => Promise.resolve([(times += 1) === 1 ? '127.0.0.1' : '10.0.0.7']) });
    expect((await refusal(host.url())).code).toBe('private_address');
    expect(host.asked).toHaveLength(1);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'private_address'],
    ['http://[::ffff:7f00:1]/', 'private_address'],
    ['http://evil.example/one.wav', 'host_not_allowed'],
    ['file:///etc/passwd', 'host_not_allowed'],
  ])('that redirects to %s is refused', async (location, code) => {
    const host = await startAudioHost();
    host.answers((_req, res) => void res.writeHead(302, { location }).end());
    expect((await desk().refusal(host.url())).code).toBe(code);
  });

  test('is followed over five redirects and no more', async () => {
    const host = await startAudioHost();
    const after = (hops: number) =>
      host.answers((req, res) => {
        const hop = Number(req.url?.slice(1));
        if (hop < hops) res.writeHead(302, { location: `/${String(hop + 1)}` }).end();
        else gives(sound)(req, res);
      });
    after(5);
    expect((await desk().fetch(host.url('/0'))).sizeBytes).toBe(sound.length);
    after(6);
    expect((await desk().refusal(host.url('/0'))).code).toBe('link_gone');
  });

  test('shows the firm’s key only to the provider, only after a refusal, and to nobody that it redirects to', async () => {
    const elsewhere = await startAudioHost();
    elsewhere.answers(gives(sound));
    const host = await startAudioHost({ tls: true });
    host.answers((req, res) => {
      if (req.headers.authorization === 'the-key') res.writeHead(302, { location: elsewhere.url('/signed') }).end();
      else res.writeHead(403).end();
    });
    const { fetch } = desk({ tls: { ca: pem('certificate'), port: host.port } });
    await fetch(host.url('/private'), { authorization: () => Promise.resolve('the-key') });
    expect(host.asked.map(({ headers }) => headers.authorization)).toEqual([undefined, 'the-key']);
    expect(elsewhere.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test('never shows the key to a host that the operator named', async () => {
    const host = await startAudioHost();
    host.answers((_req, res) => void res.writeHead(401).end());
    const refused = await desk().refusal(host.url(), { authorization: () => Promise.resolve('the-key') });
    expect(refused.code).toBe('provider_refused');
    expect(host.asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  test('with a certificate that nobody trusts is not fetched', async () => {
    const host = await startAudioHost({ tls: true });
    host.answers(gives(sound));
    const { refusal } = desk({ tls: { ca: '', port: host.port } });
    expect((await refusal(host.url())).code).toBe('unreachable');
    expect(host.asked).toEqual([]);
  });

  test.each([
    [404, 'link_gone', true],
    [410, 'link_gone', false],
    [401, 'provider_refused', true],
    [403, 'provider_refused', true],
    [500, 'unreachable', true],
    [429, 'unreachable', true],
    [204, 'empty', true],
  ])('that answers %i fails by name', async (status, code, retryable) => {
    const host = await startAudioHost();
    host.answers((_req, res) => void res.writeHead(status).end());
    expect(await desk().refusal(host.url())).toMatchObject({ code, retryable });
  });

  test('to a file of 0 bytes is empty, with and without a length', async () => {
    const host = await startAudioHost();
    host.answers(gives(Buffer.alloc(0)));
    expect((await desk().refusal(host.url())).code).toBe('empty');
    host.answers((_req, res) => {
      res.writeHead(200, { 'content-type': 'audio/wav' });
      res.end();
    });
    expect((await desk().refusal(host.url())).code).toBe('empty');
  });

  test('to a page is no audio, whatever it calls itself', async () => {
    const host = await startAudioHost();
    const page = Buffer.from('<!doctype html><title>Sign in</title>'.padEnd(4_000));
    for (const type of ['text/html', 'application/json', 'audio/mpeg', 'application/octet-stream']) {
      host.answers(gives(page, { type }));
      expect(await desk().refusal(host.url())).toMatchObject({ code: 'not_audio', retryable: false });
    }
  });

  test('to bytes of any kind is fetched when they are sound', async () => {
    const host = await startAudioHost();
    for (const type of ['application/octet-stream', 'binary/octet-stream', 'video/mp4']) {
      host.answers(gives(sound, { type }));
      expect((await desk().fetch(host.url())).isWhole).toBe(true);
    }
  });

  test('to a file that is too large is refused by its length, or when it does not tell one, where it grows too large', async () => {
    const host = await startAudioHost();
    const { refusal } = desk({ limits: { largestBytes: 100_000 } });
    host.answers(gives(sound));
    expect(await refusal(host.url())).toMatchObject({ code: 'too_large', retryable: false });
    host.answers((_req, res) => {
      res.writeHead(200, { 'content-type': 'audio/wav' });
      res.end(sound);
    });
    expect((await refusal(host.url())).code).toBe('too_large');
  });

  test('is not fetched onto a disk that is nearly full', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound));
    const { refusal } = desk({ freeBytes: () => Promise.resolve(200_000_000) });
    expect(await refusal(host.url())).toMatchObject({ code: 'no_room', retryable: true });
  });

  test('slow loris: a byte now and then does not keep the relay', async () => {
    const host = await startAudioHost();
    const timers: NodeJS.Timeout[] = [];
    host.answers((_req, res) => {
      res.writeHead(200, { 'content-type': 'audio/wav', 'content-length': sound.length });
      res.write(sound.subarray(0, 64));
      let at = 64;
      const timer = setInterval(() => void res.write(sound.subarray(at, (at += 1))), 5);
      timers.push(timer);
      res.once('close', () => clearInterval(timer));
    });
    const { refusal } = desk({ limits: { slowAfterMs: 200, silenceMs: 5_000 } });
    expect(await refusal(host.url())).toMatchObject({ code: 'timed_out', retryable: true });
    timers.forEach((timer) => clearInterval(timer));
  });

  test('that falls silent, or never answers, times out', async () => {
    const host = await startAudioHost();
    host.answers((_req, res) => {
      res.writeHead(200, { 'content-type': 'audio/wav', 'content-length': sound.length });
      res.write(sound.subarray(0, 64));
    });
    expect((await desk({ limits: { silenceMs: 100 } }).refusal(host.url())).code).toBe('timed_out');
    host.answers(() => {});
    expect((await desk({ limits: { answerMs: 100 } }).refusal(host.url())).code).toBe('timed_out');
    expect((await desk({ limits: { wholeMs: 100 } }).refusal(host.url())).code).toBe('timed_out');
  });

  test('that breaks off under way is gone on with, not begun again', async () => {
    const host = await startAudioHost();
    host.answers(gives(sound, { breakAfter: 250_000 }));
    const part = await desk().fetch(host.url());
    expect(sha(await contentOf(part))).toBe(sha(sound));
    const starts = host.asked.map(({ headers }) => headers.range);
    expect(starts.length).toBeGreaterThan(2);
    expect(starts.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
  });

  test('that dies after a while is gone, and what came is of no use', async () => {
    const host = await startAudioHost();
    host.answers((req, res) => {
      if (host.asked.length > 1) res.writeHead(410).end();
      else gives(sound, { breakAfter: 250_000 })(req, res);
    });
    expect(await desk().refusal(host.url())).toMatchObject({ code: 'link_gone', retryable: false });
  });

  test('is gone on with by another process, after the first one died', async () => {
    const host = await startAudioHost();
    const { fetch, refusal } = desk();
    let isUp = true;
    host.answers((req, res) =>
      isUp ? gives(sound, { breakAfter: 250_000 })(req, res) : void res.writeHead(503).end(),
    );
    const stopped = new AbortController();
    const first = refusal(host.url(), {
      signal: stopped.signal,
      onProgress: () => {
        isUp = false;
        stopped.abort();
      },
    });
    expect((await first).code).toBe('interrupted');
    const askedBefore = host.asked.length;
    host.answers(gives(sound));
    expect(sha(await contentOf(await fetch(host.url())))).toBe(sha(sound));
    expect(host.asked[askedBefore]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test('whose file was changed in between is begun again', async () => {
    const host = await startAudioHost();
    const other = toneWav([{ hz: 1_000 }], 10);
    host.answers((req, res) => {
      if (host.asked.length === 1) gives(sound, { breakAfter: 250_000 })(req, res);
      else gives(other, { etag: '"two"' })(req, res);
    });
    expect(sha(await contentOf(await desk().fetch(host.url())))).toBe(sha(other));
  });

  test('whose file says nothing about itself is begun again, for its parts may not fit', async () => {
    const host = await startAudioHost();
    host.answers((req, res) =>
      host.asked.length === 1
        ? gives(sound, { etag: null, breakAfter: 250_000 })(req, res)
        : gives(sound, { etag: null })(req, res),
    );
    expect(sha(await contentOf(await desk().fetch(host.url())))).toBe(sha(sound));
    expect(host.asked.map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
  });
});

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
