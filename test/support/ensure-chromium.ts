import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.ts';

const oneCommand = 'npx playwright install --with-deps chromium   (or, on Debian as root: apt-get install -y chromium)';

/**
 * Finds a Chromium or gets one: Playwright's own download first, then Debian's package where this user may install it.
 * @returns its path. Throws with the one command that helps where neither works.
 */
export function ensureChromium(): string {
  const present = findChromium();
  if (present) return present;
  console.log('No Chromium here yet: getting one for the tests of the windows.');
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 240_000 });
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(`The window tests need a Chromium. Run: ${oneCommand}`);
}
