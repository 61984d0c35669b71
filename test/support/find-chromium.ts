import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where Debian, Ubuntu, Fedora, macOS and Windows put a Chromium or Chrome that Playwright can drive. */
const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @returns the path of a Chromium: `CHROMIUM_PATH`, Playwright's own download, the system's; null when there is none. */
export function findChromium(): string | null {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked) return existsSync(asked) ? asked : null;
  return [chromium.executablePath(), ...systemPaths].find((path) => existsSync(path)) ?? null;
}

/** Root cannot use Chromium's sandbox; the rest keeps it from looking up addresses outside. */
export function chromiumArguments(): string[] {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}
