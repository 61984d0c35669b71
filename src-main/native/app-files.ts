import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { withStyleNonce } from './style-nonce.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.json': 'application/json',
};

/**
 * Nothing from anywhere but the app itself; no inline script or style, no request to any network. The main window alone
 * may hear recordings.
 */
const policyOf = (hearsRecordings: boolean) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `media-src 'self'${hearsRecordings ? ' recording:' : ''}`,
    `connect-src ${hearsRecordings ? 'recording:' : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');

const headers = {
  'content-security-policy': policyOf(false),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/**
 * Answers `app://callbrief/<path>` from the built windows.
 * @param root `out/renderer`; nothing outside of it is ever read.
 */
export async function answerAppRequest(request: Request, root: string): Promise<Response> {
  if (request.method !== 'GET') return new Response('', { status: 405, headers });
  const { host, pathname } = new URL(request.url);
  const path = host === 'callbrief' ? insideOf(root, pathname) : null;
  if (path === null) return new Response('', { status: 404, headers });
  const type = types[extname(path)];
  if (!type) return new Response('', { status: 404, headers });
  try {
    const file = await readFile(path);
    if (extname(path) !== '.html') return new Response(file, { headers: { ...headers, 'content-type': type } });
    const ofWindow = policyOf(path.startsWith(join(resolve(root), 'main-window') + sep));
    const { html, policy } = withStyleNonce(file.toString('utf8'), ofWindow);
    return new Response(html, { headers: { ...headers, 'content-security-policy': policy, 'content-type': type } });
  } catch {
    return new Response('', { status: 404, headers }); // no such file: a fact about the address, not an error of ours
  }
}

/** URL parsing has already removed `..`; what comes back with percent signs or backslashes is refused here. */
function insideOf(root: string, pathname: string): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(pathname);
  } catch {
    return null; // not an encoded path
  }
  if (plain.includes('\0') || plain.includes('\\')) return null;
  const path = resolve(join(root, plain));
  return path.startsWith(resolve(root) + sep) ? path : null;
}
