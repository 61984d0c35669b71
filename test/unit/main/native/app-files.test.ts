import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAppRequest } from '../../../../src-main/native/app-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbrief-files-'));
  await mkdir(join(folder, 'renderer', 'main-window'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'main-window', 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'renderer', 'secret.key'), 'secret');
  await writeFile(join(folder, 'secret.js'), 'secret');
  await mkdir(join(folder, 'renderer-old'));
  await writeFile(join(folder, 'renderer-old', 'secret.js'), 'secret');
});
afterAll(() => rm(folder, { recursive: true }));
const get = (url: string, init?: RequestInit) => answerAppRequest(new Request(url, init), join(folder, 'renderer'));

test('a window gets its document under a policy that allows nothing from outside', async () => {
  const answer = await get('app://callbrief/main-window/index.html');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('<!doctype html>');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('only a style that carries the nonce of this very document is used', async () => {
  const page = '<meta property="csp-nonce" nonce="%STYLE_NONCE%" /><script nonce="%STYLE_NONCE%"></script>';
  await writeFile(join(folder, 'renderer', 'main-window', 'styled.html'), page);
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const answer = await get('app://callbrief/main-window/styled.html');
      const [, nonce = ''] = /nonce="([^"]+)" \/>/.exec(await answer.text()) ?? [];
      const styles = /style-src ([^;]*)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
      expect(styles).toBe(`'self' 'nonce-${nonce}'`);
      return nonce;
    }),
  );
  expect(nonces[0]).not.toBe(nonces[1]);
  expect(nonces.join('')).not.toContain('%');
});

test.each([
  'app://callbrief/../secret.js',
  'app://callbrief/%2e%2e/secret.js',
  'app://callbrief/main-window/..%2f..%2fsecret.js',
  'app://callbrief/main-window/..%5c..%5csecret.js',
  'app://callbrief/..%2frenderer-old/secret.js',
  'app://callbrief//etc/passwd.js',
  'app://callbrief/%00.js',
  'app://callbrief/%zz.js',
  'app://callbrief/secret.key',
  'app://callbrief/',
  'app://other/main-window/index.html',
])('path traversal and foreign files find nothing: %s', async (url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
});

test('only reading is possible', async () => {
  expect((await get('app://callbrief/main-window/index.html', { method: 'POST' })).status).toBe(405);
});

test('only the main window may hear recordings', async () => {
  await mkdir(join(folder, 'renderer', 'call-popup'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'call-popup', 'index.html'), '<!doctype html>');
  const policyOf = async (window: string) =>
    (await get(`app://callbrief/${window}/index.html`)).headers.get('content-security-policy');
  expect(await policyOf('main-window')).toContain("media-src 'self' recording:; connect-src recording:;");
  expect(await policyOf('call-popup')).toContain("media-src 'self'; connect-src 'none';");
});
