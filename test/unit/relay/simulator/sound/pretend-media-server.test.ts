import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startPretendMedia,
  type PretendMediaServer,
} from '../../../../../relay/simulator/sound/pretend-media-server.ts';

const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, i) => i % 251));
let now = new Date('2026-11-25T10:00:00Z');
let media: PretendMediaServer;

beforeEach(async () => {
  media = await startPretendMedia({ key: 'account-key', now: () => now });
});
afterEach(() => media.close());

const later = (ms: number) => (now = new Date(now.getTime() + ms));
const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('the pretend media host', () => {
  it('gives a file to whoever has its link, for two minutes', async () => {
    const { url, asked } = media.hold('a.wav', { bytes });
    expect(await bodyOf(await fetch(url))).toEqual(bytes);
    later(2 * 60_000);
    const late = await fetch(url);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
    expect(asked.map(({ status }) => status)).toEqual([200, 403]);
  });
  it('takes no link that was changed', async () => {
    const { url } = media.hold('a.wav', { bytes });
    media.hold('b.wav', { bytes });
    expect((await fetch(url.replace('a.wav', 'b.wav'))).status).toBe(403);
    expect((await fetch(url.replace(/expires=\d+/, 'expires=99999999999999'))).status).toBe(403);
  });
  it('wants the account’s key for the private link', async () => {
    const { privateUrl } = media.hold('a.wav', { bytes });
    expect((await fetch(privateUrl)).status).toBe(403);
    expect((await fetch(privateUrl, { headers: { authorization: 'account-key' } })).status).toBe(200);
  });
  it('goes on where a reader was cut off', async () => {
    const { url, change } = media.hold('a.wav', { bytes, fault: { kind: 'cut', afterBytes: 20_000 }, faultTimes: 1 });
    const first: Buffer[] = [];
    await expect(
      (async () => {
        for await (const part of (await fetch(url)).body ?? []) first.push(Buffer.from(part));
      })(),
    ).rejects.toThrow(/terminated|aborted/);
    expect(Buffer.concat(first)).toEqual(bytes.subarray(0, 20_000));
    const rest = await fetch(url, { headers: { range: 'bytes=20000-' } });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe('bytes 20000-49999/50000');
    expect(await bodyOf(rest)).toEqual(bytes.subarray(20_000));
    expect((await fetch(url, { headers: { range: 'bytes=60000-' } })).status).toBe(416);
    change({ ranges: false });
    expect((await fetch(url, { headers: { range: 'bytes=20000-' } })).status).toBe(200);
  });
  it('has a file only twenty minutes later', async () => {
    const { privateUrl } = media.hold('a.wav', { bytes, readyAt: new Date(now.getTime() + 20 * 60_000) });
    const ask = async () => (await fetch(privateUrl, { headers: { authorization: 'account-key' } })).status;
    expect(await ask()).toBe(404);
    later(20 * 60_000);
    expect(await ask()).toBe(200);
  });
  it('answers with nothing, a page, or the way to somewhere else', async () => {
    const { url, change } = media.hold('a.wav', { bytes, fault: { kind: 'empty' } });
    expect((await bodyOf(await fetch(url))).length).toBe(0);
    change({ fault: { kind: 'html' } });
    expect((await fetch(url)).headers.get('content-type')).toMatch(/^text\/html/);
    change({ fault: { kind: 'redirect', to: 'http://169.254.169.254/latest' } });
    const moved = await fetch(url, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://169.254.169.254/latest']);
    change({ fault: { kind: 'status', status: 429, retryAfter: '30' } });
    expect((await fetch(url)).headers.get('retry-after')).toBe('30');
  });
  it('never answers, or never ends', async () => {
    const { url, change } = media.hold('a.wav', { bytes, fault: { kind: 'hang' } });
    await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/i);
    change({ fault: { kind: 'endless' } });
    let got = 0;
    for await (const part of (await fetch(url)).body ?? []) if ((got += part.length) > 5 * bytes.length) break;
    expect(got).toBeGreaterThan(5 * bytes.length);
  });
});
